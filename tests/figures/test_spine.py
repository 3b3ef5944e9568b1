"""The drawn spine: its shape, and colours that mean one thing."""

from itertools import pairwise

import pytest

from tests.test_house import contrast, relative_luminance
from vertebroplasty.figures.spine import COCCYX, TOP, VERTEBRAE, WIDTH, geometry, view_box
from vertebroplasty.figures.spine_colours import (
    BLACK,
    PERCENT_REACH,
    VAS_REACH,
    WHITE,
    Scale,
    colour_scale,
    ramp,
    shade,
)
from vertebroplasty.figures.theme import DARK, LIGHT, Palette
from vertebroplasty.vocabulary import Region, VertebralLevel

both = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
hues = pytest.mark.parametrize("harm", [False, True], ids=["accent", "harm"])
STRENGTHS = [step / 50 for step in range(51)]


def test_levels_stand_below_each_other_without_gap_and_grow_downwards() -> None:
    """Authority: the order of `VertebralLevel`; a row is at least 24 high (WCAG 2.2, 2.5.8)."""
    assert tuple(v.level for v in VERTEBRAE) == tuple(VertebralLevel)
    assert VERTEBRAE[0].top == TOP
    for above, below in pairwise(VERTEBRAE):
        assert below.top == pytest.approx(above.top + above.pitch)
        assert below.pitch >= above.pitch >= 24
        assert below.width > above.width
        assert below.y - above.y > (above.height + below.height) / 2
    assert all(v.width / 2 + v.arch + v.x < WIDTH for v in VERTEBRAE)


def test_the_curve_is_that_of_a_spine() -> None:
    """Anatomy: the thorax bows backwards (right), the loin forwards; T8 and L3 are the summits."""
    x = {v.level: v.x for v in VERTEBRAE}
    thorax = [level for level in VertebralLevel if level.value.startswith("T")]
    loin = [level for level in VertebralLevel if level.value.startswith("L")]
    assert max(thorax, key=x.__getitem__) in (VertebralLevel.T6, VertebralLevel.T7)
    assert min(loin, key=x.__getitem__) is VertebralLevel.L3
    tilt = {v.level: v.tilt for v in VERTEBRAE}
    assert tilt[VertebralLevel.T2] < 0 < tilt[VertebralLevel.T12]


def test_every_level_is_in_one_bracket() -> None:
    """Authority: `Region`, whose groups are disjoint."""
    regions = geometry()["regions"]
    assert [region[0] for region in regions] == [region.name for region in Region]
    assert [name for region in regions for name in region[4]] == [v.value for v in VertebralLevel]
    for _, words, top, bottom, levels, lines in regions:
        rows = {v.level.value: v for v in VERTEBRAE}
        assert rows[levels[0]].top < top < bottom < rows[levels[-1]].top + rows[levels[-1]].pitch
        assert words.startswith(" ".join(lines))


def test_the_neck_is_shown_only_on_demand() -> None:
    top, height = (float(view_box(VertebralLevel.T1).split()[i]) for i in (1, 3))
    last = VERTEBRAE[-1]
    assert top == VERTEBRAE[VertebralLevel.T1.code - 1].top - TOP
    assert top + height == pytest.approx(last.top + last.pitch + COCCYX)
    assert float(view_box(VertebralLevel.C1).split()[1]) == 0


@both
@hues
def test_more_is_further_from_the_paper_in_lightness(colours: Palette, harm: bool) -> None:
    """Relative luminance (WCAG 2.2) is strictly monotone: every colour vision reads it."""
    lights = [relative_luminance(shade(s, colours, harm=harm)[0]) for s in STRENGTHS]
    steps = [after - before for before, after in pairwise(lights)]
    assert all(step < 0 for step in steps) or all(step > 0 for step in steps)
    paper = relative_luminance(colours.background)
    assert abs(lights[-1] - paper) > abs(lights[0] - paper)
    assert [shade(s, colours, harm=harm)[0] for s in (0.0, 0.5, 1.0)] == [*ramp(colours, harm=harm)]


@both
@hues
def test_names_on_bodies_can_be_read(colours: Palette, harm: bool) -> None:
    """WCAG 2.2, success criterion 1.4.3: at least 4.5:1."""
    pairs = [shade(s, colours, harm=harm) for s in STRENGTHS]
    assert {ink for _, ink in pairs} <= {BLACK, WHITE}
    assert min(contrast(fill, ink) for fill, ink in pairs) >= 4.5


def test_the_scale_by_hand() -> None:
    """Closed form: rounded to 0.5 points or 5 %, 1.5 points or 15 % to either side."""
    assert colour_scale(-5.19, percent=False, change=True) == Scale(-6.5, -3.5, True)
    assert colour_scale(8.4, percent=False, change=False) == Scale(7.0, 10.0, False)
    assert colour_scale(76.5, percent=True, change=False) == Scale(60.0, 90.0, False)
    assert colour_scale(1.9, percent=True, change=False) == Scale(0.0, 30.0, False)
    assert colour_scale(99.0, percent=True, change=False) == Scale(70.0, 100.0, False)
    assert (VAS_REACH, PERCENT_REACH) == (1.5, 15.0)


def test_strength_by_hand() -> None:
    """A fall is more of a change; a share is more the higher; beyond the ends, the end's colour."""
    change, share = Scale(-6.5, -3.5, True), Scale(0.0, 30.0, False)
    assert [change.strength(v) for v in (-9, -6.5, -5, -3.5, 1)] == [1, 1, 0.5, 0, 0]
    assert [share.strength(v) for v in (0, 7.5, 30, 80)] == [0, 0.25, 1, 1]
