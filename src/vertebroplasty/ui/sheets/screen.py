"""The look of what Streamlit has no widget for: cohort sentence, cards, captions and tables."""

SCREEN = """
.stMainBlockContainer { padding: 4.2rem clamp(1rem, 3vw, 3rem) 3rem; max-width: 1600px; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: .4rem; }
[data-testid="stSidebarUserContent"] [data-testid="stHorizontalBlock"] { gap: .2rem .4rem; }
[data-testid="stSidebar"] [data-testid="stCheckbox"] label p {
  font-size: .85rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.vo-title { font-size: 1.75rem; font-weight: 600; line-height: 1.2; padding: 0;
  margin: 0 0 .8rem; }
.vo-counts span { white-space: nowrap; }
.vo-filter { font-size: .9rem; margin-top: .5rem; }
.vo-filter span { color: var(--vo-secondary); font-size: .8rem; }
.vo { font-variant-numeric: tabular-nums; }
.vo-banner { border-left: 4px solid var(--vo-grid); padding: .35rem .9rem; margin: 0 0 .4rem; }
.vo-banner.filtered { border-left-color: var(--vo-accent);
  background: color-mix(in srgb, var(--vo-accent) 10%, transparent); }
.vo-cohort { font-size: 1.25rem; font-weight: 600; line-height: 1.35; }
.vo-size, .vo-note { font-size: .9rem; color: var(--vo-secondary); line-height: 1.45; }
.vo-nature { display: inline-block; font-size: .85rem; font-weight: 600;
  border: 1px solid currentColor; border-radius: .25rem; padding: 0 .45rem; }
.vo-share { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .6rem;
  margin-top: .3rem; }
.st-key-vo_generation p { margin: 0; }
.vo-copy { font: inherit; font-size: .875rem; line-height: 1.5; color: inherit; background: none;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); border-radius: .25rem;
  padding: 0 .6rem; cursor: pointer; }
.vo-copy:hover { border-color: var(--vo-accent); color: var(--vo-accent); }
.vo-copy:focus-visible, .vo-link-field:focus-visible { outline: 2px solid var(--vo-accent);
  outline-offset: 2px; }
.vo-copied { font-size: .9rem; flex: 1 1 10rem; min-width: 0; }
.vo-link-field { font: inherit; color: inherit; background: none; width: min(100%, 40rem);
  border: 1px solid var(--vo-grid); border-radius: .25rem; padding: .1rem .4rem; }
.vo-cards { display: grid; gap: .9rem;
  grid-template-columns: repeat(auto-fit, minmax(min(12.2rem, 100%), 1fr)); }
.vo-cards + p { margin: .7rem 0 0; }
.vo-card { border: 1px solid var(--vo-grid); border-radius: .4rem; padding: .8rem 1rem; }
.vo-card h3 { font-size: .95rem; font-weight: 600; margin: 0; padding: 0; line-height: 1.3;
  min-height: 2.6em; }
.vo-value { font-size: 2rem; font-weight: 650; line-height: 1.25; color: var(--vo-accent);
  white-space: nowrap; }
.vo-card.harm .vo-value { color: var(--vo-harm); }
.vo-card .vo-value.none { font-size: 1.25rem; font-weight: 400; line-height: 2;
  color: var(--vo-secondary); }
.vo-interval { font-size: 1rem; }
.vo-detail { font-size: .875rem; color: var(--vo-secondary); line-height: 1.45; }
[class*="st-key-vo_hidden"], :has(> [class*="st-key-vo_hidden"]) { display: none; }
.vo-close { margin: 0; }
.vo-problem { font-size: 1.1rem; border-left: 4px solid var(--vo-harm); padding: .5rem .9rem; }
.vo-done { border-left: 4px solid var(--vo-accent); padding: .5rem .9rem; }
.vo-table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.vo-table th, .vo-table td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0;
  border-bottom: 1px solid var(--vo-grid); }
.vo-table td.figure, .vo-table th.figure { text-align: right; white-space: nowrap; }
.vo-table td:first-child { min-width: 6.5rem; }
[data-testid="stPageLink"] a { padding-left: 0; }
[data-testid="stPageLink"] a p { font-size: .875rem; text-decoration: underline; }
.vo-hash { display: inline-block; max-width: 13ch; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; vertical-align: bottom; user-select: all; }
h3.vo-saved { font-size: 1.05rem; padding: 0; margin: 0 0 .15rem; overflow-wrap: anywhere; }
.vo-tag { display: inline-block; font-size: .8rem; font-weight: 400; color: var(--vo-secondary);
  border: 1px solid var(--vo-grid); border-radius: .25rem; padding: 0 .4rem; margin-left: .2rem; }
.vo-saved ~ .vo-problem { font-size: .92rem; padding: .2rem .7rem; margin: .3rem 0; }
.vo-said { white-space: pre-line; overflow-wrap: anywhere; margin: .3rem 0 0; font-size: .92rem; }
.vo-bar { display: block; width: 6rem; height: .3rem; margin-top: .15rem;
  background: var(--vo-grid); }
.vo-bar span { display: block; height: 100%; background: var(--vo-accent); }
td.figure .vo-bar { margin-left: auto; }
/* the table's own download would say neither whom it covers nor that the data are synthetic */
[data-testid="stFullScreenFrame"]:has([data-testid="stDataFrame"]) [data-testid="stElementToolbar"]
  { display: none; }
/* Streamlit thins its own captions and placeholders below a contrast of 4.5 */
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {
  color: var(--vo-secondary); opacity: 1; }
.stApp ::placeholder { color: var(--vo-secondary); opacity: 1; }
/* white on the accent is not legible in the dark */
[data-testid="stMultiSelect"] [data-tag] { color: inherit;
  background: color-mix(in srgb, var(--vo-accent) 22%, transparent); }
.vo-on-paper { display: none; }
.stElementContainer:has(> .stHtml > .vo-live) {
  position: absolute; left: 0; width: 1px; height: 1px; overflow: hidden; }
.vo-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
"""
