"""Where there is little room: a telephone, a tablet, a window beside another one."""

NARROW = """
/* a chart or a table is not read below this width: it takes the whole row */
[data-testid="stMain"] [data-testid="stColumn"]:has(.vo-plot, .vo-scroll) {
  min-width: min(100%, 22rem); }
@media (max-width: 1100px) {
  [data-testid="stMain"] [data-testid="stHorizontalBlock"] { row-gap: 1.5rem; }
  [data-testid="stMain"] [data-testid="stColumn"] { min-width: min(100%, 11rem); } }
.vo-scroll { overflow-x: auto; }
.vo-scroll:focus-visible { outline: 2px solid var(--vo-accent); outline-offset: 2px; }
@media (max-width: 640px) {
  .vo-stack thead { display: none; }
  .vo-stack tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--vo-grid); }
  .vo-table.vo-stack td { display: block; padding: 0 0 .3rem; border: 0; text-align: left;
    white-space: normal; }
  .vo-stack td:first-child { font-weight: 600; }
  .vo-stack td:not(:first-child)[data-head]::before { content: attr(data-head) ": ";
    color: var(--vo-secondary); } }
"""
