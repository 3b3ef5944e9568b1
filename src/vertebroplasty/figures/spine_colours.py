"""Colours of a spine: more is darker on light paper and brighter on dark paper, in one hue.

One hue by lightness is read alike with every colour vision. The ends of the scale belong to the
dataset and the measure, so that no filter rescales the eye, and they stand far enough apart that
what is clinically nothing looks like nothing.
"""

from typing import NamedTuple

from vertebroplasty.figures.theme import Palette

VAS_REACH = 1.5
"""Points on either side of the middle: the minimal important change, Ostelo 2008, Spine 33:90."""
PERCENT_REACH = 15.0
_VAS_STEP, _PERCENT_STEP = 0.5, 5.0

_RAMPS = {
    (False, False): ("#DCEAF4", "#5BA3D0", "#00426B"),
    (False, True): ("#F8E4D4", "#DF8B4B", "#6F2E00"),
    (True, False): ("#22384A", "#3F86B5", "#B4E1FB"),
    (True, True): ("#3D2A1D", "#B5672B", "#FFD0AA"),
}
"""Weak, middle and strong, by (dark paper, harm)."""
BLACK, WHITE = "#000000", "#FFFFFF"
# Relative luminance at which black and white ink have the same contrast (WCAG 2.2).
_EVEN = (1.05 * 0.05) ** 0.5 - 0.05


class Scale(NamedTuple):
    """What the ends of the colours stand for.

    Attributes
    ----------
    low, high : float
        In the unit printed: points or percent.
    falling : bool
        Whether the lower value is the stronger colour: so with a change, where a fall is what
        there is more of.
    """

    low: float
    high: float
    falling: bool

    def strength(self, value: float) -> float:
        """Return how strong the colour of a value is, from 0 to 1; beyond the ends, the end's."""
        share = min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        return 1 - share if self.falling else share


def colour_scale(middle: float, *, percent: bool, change: bool) -> Scale:
    """Return the scale around the middle of a dataset.

    Parameters
    ----------
    middle : float
        Mean of the whole dataset, in points or percent.
    percent : bool
        Whether the measure is a share, which lies between 0 and 100.
    change : bool
        Whether it is a change, of which a fall is more.

    Returns
    -------
    Scale
        With ends that are easy to read, `VAS_REACH` or `PERCENT_REACH` from the middle.
    """
    step, reach = (_PERCENT_STEP, PERCENT_REACH) if percent else (_VAS_STEP, VAS_REACH)
    centre = round(middle / step) * step
    if not change:
        top = 100.0 if percent else 10.0
        centre = min(max(centre, reach), top - reach)
    return Scale(centre - reach, centre + reach, change)


def ramp(palette: Palette, *, harm: bool) -> tuple[str, str, str]:
    """Return the weak, the middle and the strong colour."""
    dark = _luminance(palette.background) < _EVEN
    return _RAMPS[dark, harm]


def shade(strength: float, palette: Palette, *, harm: bool) -> tuple[str, str]:
    """Return a fill and the ink that can be read on it.

    Parameters
    ----------
    strength : float
        From 0 to 1, as of `Scale.strength`.
    palette : Palette
        Whose paper the colours stand on.
    harm : bool
        Whether the warning hue is meant.

    Returns
    -------
    tuple of str
        Two colours; their contrast is at least 4.5:1.
    """
    weak, middle, strong = ramp(palette, harm=harm)
    ends, along = ((weak, middle), 2 * strength) if strength < 0.5 else ((middle, strong), 0.0)
    along = along if strength < 0.5 else 2 * strength - 1
    channels = zip(*map(_channels, ends), strict=True)
    fill = "#" + "".join(f"{round(a + (b - a) * along):02X}" for a, b in channels)
    return fill, WHITE if _luminance(fill) < _EVEN else BLACK


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
