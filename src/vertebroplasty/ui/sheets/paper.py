"""Printed: a page's words, numbers and charts, dark on white; nothing that only a screen needs."""

from dataclasses import fields

from vertebroplasty.figures.theme import Palette

PAPER = """
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
[data-testid="stStatusWidget"], [data-testid="stElementToolbar"], .stButton, .stDownloadButton,
.vo-plot-tools, .vo-open, .vo-copy, .vo-copied,
[data-testid="stPageLink"], [data-testid="stFileUploader"], [data-testid="stHeaderActionElements"],
[data-testid="stExpander"]:has(> details:not([open])) { display: none !important; }
html, body, .stApp, .stApp * { color: #1F2933 !important; background-color: transparent !important;
  border-color: var(--vo-grid) !important; box-shadow: none !important; opacity: 1; }
html, body { background-color: #fff !important; }
.stApp .vo-nature { border-color: currentColor !important; }
.stApp [data-selected=true], .stApp [data-selected=true] p { font-weight: 700;
  border-color: currentColor !important; }
.stApp .vo-value, .stApp .vo-bar span { color: var(--vo-accent) !important; }
.stApp .vo-card.harm .vo-value { color: var(--vo-harm) !important; }
.stApp .vo-banner.filtered { border-left-color: var(--vo-accent) !important; }
.stApp .vo-bar { background-color: var(--vo-grid) !important; }
.stApp .vo-bar span { background-color: var(--vo-accent) !important; }
.vo-on-paper { display: block; }
.stMainBlockContainer { padding: 0 !important; max-width: none; }
[data-testid="stHorizontalBlock"] { display: block !important; }
[data-testid="stColumn"] { width: 100% !important; }
.vo-card, .vo-banner, .vo-table tr, .vo-plots > div { break-inside: avoid; }
h1, h2, h3 { break-after: avoid; }
.vo-scroll { overflow: visible; }
.vo-hash { max-width: none; overflow-wrap: anywhere; white-space: normal; }
"""


def recoloured(drawn: Palette, printed: Palette) -> str:
    """Return rules that print charts in other colours than those they were drawn in.

    Parameters
    ----------
    drawn : Palette
        Of the screen.
    printed : Palette
        Of paper.

    Returns
    -------
    str
        Nothing where both are the same.
    """
    pairs = {getattr(drawn, one.name): getattr(printed, one.name) for one in fields(Palette)}
    return "".join(
        f".vo-plot [style*='{role}:{gap}{written}' i] {{ {role}: {new} !important; }}\n"
        for old, new in pairs.items()
        for role in ("fill", "stroke")
        for gap, written in ((" ", _rgb(old)), ("", old))
        if old != new
    )


def _rgb(colour: str) -> str:
    """Return a colour as a browser writes it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
