"""The spine in the report: a body for each level in its colour, what was found there beside it."""

from html import escape

from vertebroplasty.figures.spine import MIDDLE, Vertebra
from vertebroplasty.figures.theme import LIGHT
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.spine_exhibit import drawn_levels, fill_of, spine_rows

ACROSS, BODIES, NAMES, WORDS = 420, 60.0, 110, 150
"""Units of the picture: its width, the middle of the bodies, names and words beside them."""
LETTERS, ROUND = 12, 4


def spine_svg(exhibit: Exhibit) -> str:
    """Return the picture of an exhibit that is a spine; empty for any other."""
    rows = spine_rows(exhibit)
    if not rows:
        return ""
    drawn = drawn_levels(rows)
    top, length = drawn[0].top, drawn[-1].top + drawn[-1].pitch - drawn[0].top
    printed = exhibit.printed.rows if exhibit.printed else ()
    said = {level: str(estimate) for level, estimate, *_ in printed}
    bodies = "".join(
        _body(one, top, fill_of(rows.get(one.level.value)))
        + _words(one, top, said.get(one.level.value, ""))
        for one in drawn
    )
    return (
        f'<svg class="spine" role="img" aria-label="{escape(exhibit.title)}"'
        f' viewBox="0 0 {ACROSS} {length:.1f}" width="{ACROSS}">{bodies}</svg>'
    )


def _body(one: Vertebra, top: float, fill: str) -> str:
    middle, y = BODIES + one.x - MIDDLE, one.y - top
    return (
        f'<rect x="{middle - one.width / 2:.1f}" y="{y - one.height / 2:.1f}" rx="{ROUND}"'
        f' width="{one.width:.1f}" height="{one.height:.1f}" fill="{fill}"'
        f' stroke="{LIGHT.reference}" transform="rotate({one.tilt:.1f} {middle:.1f} {y:.1f})"/>'
    )


def _words(one: Vertebra, top: float, estimate: str) -> str:
    y = one.y - top + LETTERS / 3
    words = (
        (NAMES, f'font-weight="600" fill="{LIGHT.text}"', one.level.value),
        (WORDS, f'fill="{LIGHT.muted_text}"', estimate),
    )
    return "".join(
        f'<text x="{x}" y="{y:.1f}" font-size="{LETTERS}" {look}>{escape(text)}</text>'
        for x, look, text in words
        if text
    )
