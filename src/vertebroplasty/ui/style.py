"""The style sheet of what Streamlit has no widget for: cohort sentence, cards and captions.

Colours come from the theme: text is the page's own colour, thinned where it is secondary; the
accent and the warning hue come from the figures' palette, so that a colour means one thing.
"""

import streamlit as st

from vertebroplasty.figures.theme import Palette, palette

_CSS = """
.stMainBlockContainer { padding: 4.2rem clamp(1rem, 3vw, 3rem) 3rem; max-width: 1600px; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: .4rem; }
[data-testid="stSidebarUserContent"] [data-testid="stHorizontalBlock"],
[data-testid="stSidebarUserContent"] [class*="st-key-levels_"] { gap: .2rem .4rem; }
[data-testid="stSidebarUserContent"] [class*="st-key-region_"] button {
  min-height: 0; padding: .5rem 0 0; font-size: .8rem; }
[data-testid="stSidebar"] [data-testid="stCheckbox"] label p {
  font-size: .85rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.vo-filter { font-size: .9rem; margin-top: .5rem; }
.vo-filter span { color: VO_SECONDARY; font-size: .8rem; }
.vo { font-variant-numeric: tabular-nums; }
.vo-banner { border-left: 4px solid VO_GRID; padding: .35rem .9rem; margin: 0 0 .4rem; }
.vo-banner.filtered { border-left-color: VO_ACCENT; background: VO_TINT; }
.vo-cohort { font-size: 1.25rem; font-weight: 600; line-height: 1.35; }
.vo-size, .vo-note { font-size: .9rem; color: VO_SECONDARY; line-height: 1.45; }
.vo-nature { display: inline-block; font-size: .85rem; font-weight: 600; margin-top: .3rem;
  border: 1px solid currentColor; border-radius: .25rem; padding: 0 .45rem; }
.vo-cards { display: grid; gap: .9rem;
  grid-template-columns: repeat(auto-fit, minmax(min(12.2rem, 100%), 1fr)); }
.vo-card { border: 1px solid VO_GRID; border-radius: .4rem; padding: .8rem 1rem; }
.vo-card h3 { font-size: .95rem; font-weight: 600; margin: 0; padding: 0; line-height: 1.3;
  min-height: 2.6em; }
.vo-value { font-size: 2rem; font-weight: 650; line-height: 1.25; color: VO_ACCENT;
  white-space: nowrap; }
.vo-card.harm .vo-value { color: VO_HARM; }
.vo-card .vo-value.none { font-size: 1.25rem; font-weight: 400; line-height: 2;
  color: VO_SECONDARY; }
.vo-interval { font-size: 1rem; }
.vo-detail { font-size: .875rem; color: VO_SECONDARY; line-height: 1.45; }
.vo-problem { font-size: 1.1rem; border-left: 4px solid VO_HARM; padding: .5rem .9rem; }
.vo-done { border-left: 4px solid VO_ACCENT; padding: .5rem .9rem; }
.vo-table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.vo-table th, .vo-table td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0;
  border-bottom: 1px solid VO_GRID; }
.vo-table td.figure, .vo-table th.figure { text-align: right; white-space: nowrap; }
.vo-table td:first-child { min-width: 6.5rem; }
[data-testid="stPageLink"] a { padding-left: 0; }
[data-testid="stPageLink"] a p { font-size: .875rem; text-decoration: underline; }
.vo-scroll { overflow-x: auto; }
.vo-hash { display: inline-block; max-width: 13ch; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; vertical-align: bottom; user-select: all; }
.vo-bar { display: block; width: 6rem; height: .3rem; margin-top: .15rem; background: VO_GRID; }
.vo-bar span { display: block; height: 100%; background: VO_ACCENT; }
td.figure .vo-bar { margin-left: auto; }
/* the table's own download would say neither whom it covers nor that the data are synthetic */
[data-testid="stFullScreenFrame"]:has([data-testid="stDataFrame"]) [data-testid="stElementToolbar"]
  { display: none; }
@media (max-width: 640px) { .vo-stack thead { display: none; }
  .vo-stack tr { display: block; padding: .6rem 0; border-bottom: 1px solid VO_GRID; }
  .vo-table.vo-stack td { display: block; padding: 0 0 .3rem; border: 0; } }
@media print { [data-testid="stSidebar"], [data-testid="stHeader"] { display: none; }
  .vo-card, [data-testid="stPlotlyChart"] { break-inside: avoid; } }
"""


def current_palette() -> Palette:
    """Return the colours for the reader's theme, light or dark."""
    return palette(st.context.theme.type == "dark")


def apply_style() -> None:
    """Put the style sheet on the page, in the colours of the reader's theme."""
    colours = current_palette()
    css = (
        _CSS.replace("VO_ACCENT", colours.accent)
        .replace("VO_HARM", colours.harm)
        .replace("VO_GRID", colours.grid)
        .replace("VO_SECONDARY", colours.reference)
        .replace("VO_TINT", f"color-mix(in srgb, {colours.accent} 10%, transparent)")
    )
    st.html(f"<style>{css}</style>")
