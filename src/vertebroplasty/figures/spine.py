"""The shape of a spine seen from its left side, as numbers: bodies from C1 to S1, and regions.

Whoever draws it needs no anatomy: each level has a row, a body of a size and a tilt, and an arch.
Lengths are in units of the picture, which is about as wide as a sidebar; down is positive.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from vertebroplasty.vocabulary import Region, VertebralLevel

WIDTH = 256
MIDDLE = 144
"""Where the middle of the bodies stands; the spine sways around it."""
TOP = 8
COCCYX = 58
"""Room below S1."""

_SWAY = (
    *(4, 1, -1, -2, -2, -1, 1),
    *(4, 7, 10, 12, 13.5, 14, 13.5, 12, 9.5, 6.5, 3, -1),
    *(-5, -8.5, -10, -9, -5),
    2.5,
)
"""Cervical lordosis, thoracic kyphosis, lumbar lordosis; anterior is at the left."""
_SACRAL_TILT = -24.0
_NECK = VertebralLevel.C7.code


class Vertebra(NamedTuple):
    """Where a level is drawn.

    Attributes
    ----------
    level : VertebralLevel
        Which one.
    top, pitch : float
        The row that belongs to it: its body and half a disc on each side.
    x, y : float
        Middle of the body.
    width, height : float
        Of the body.
    tilt : float
        Degrees, clockwise.
    arch : float
        How far the arch reaches behind the body.
    """

    level: VertebralLevel
    top: float
    pitch: float
    x: float
    y: float
    width: float
    height: float
    tilt: float
    arch: float


class Bracket(NamedTuple):
    """A region beside its levels: from where to where, and its name in lines."""

    region: Region
    top: float
    bottom: float
    lines: tuple[str, ...]


def _vertebrae() -> tuple[Vertebra, ...]:
    drawn, top = [], float(TOP)
    for level in VertebralLevel:
        code = level.code
        # 24 pixels are what a finger can hit (WCAG 2.2, 2.5.8); lower levels are taller
        pitch = 24 + 0.62 * max(0, code - _NECK - 1)
        width = 24 + 0.9 * code if code <= _NECK else 31 + 1.45 * (code - _NECK - 1)
        arch = 20.0 if code <= _NECK else 12 + 0.75 * code
        place = (MIDDLE + _SWAY[code - 1], top + pitch / 2)
        body = (width, 0.74 * pitch, _tilt(level, pitch))
        drawn.append(Vertebra(level, top, pitch, *place, *body, arch))
        top += pitch
    return tuple(drawn)


def _tilt(level: VertebralLevel, pitch: float) -> float:
    """Return the tilt that sets a body square to the curve on which it stands."""
    if level is VertebralLevel.S1:
        return _SACRAL_TILT
    lean = _SWAY[level.code] - _SWAY[max(0, level.code - 2)]
    return -math.degrees(math.atan2(lean, 2 * pitch))


VERTEBRAE = _vertebrae()
BOTTOM = VERTEBRAE[-1].top + VERTEBRAE[-1].pitch


def brackets() -> tuple[Bracket, ...]:
    """Return the regions, cranial first."""
    found = []
    for region in Region:
        first, last = (VERTEBRAE[region.levels[i].code - 1] for i in (0, -1))
        ends = (first.top + 3, last.top + last.pitch - 3)
        found.append(Bracket(region, *ends, tuple(region.value.split())))
    return tuple(found)


def view_box(first: VertebralLevel) -> str:
    """Return the part of the picture that is shown: from a level down to the coccyx."""
    top = VERTEBRAE[first.code - 1].top - TOP
    return f"0 {top:g} {WIDTH} {BOTTOM + COCCYX - top:g}"


def geometry() -> dict[str, list[list[object]]]:
    """Return the shape as lists for a program that draws: ``levels`` and ``regions``."""
    return {
        # adding 0 leaves no -0.0
        "levels": [[v.level.value, *(round(n, 1) + 0.0 for n in v[1:])] for v in VERTEBRAE],
        "regions": [[*_listed(bracket)] for bracket in brackets()],
    }


def _listed(bracket: Bracket) -> Iterator[object]:
    region = bracket.region
    yield from (region.name, f"{region}, {region.span}")
    yield from (round(bracket.top, 1), round(bracket.bottom, 1))
    yield from ([level.value for level in region.levels], list(bracket.lines))
