"""How far missing values could move an estimate: bounds that assume nothing about them."""

from typing import NamedTuple

from vertebroplasty.tallies import Count, Moments
from vertebroplasty.vocabulary import VAS_MAX_TENTHS


class Absent(NamedTuple):
    """Units without a value, by why; only those that were due are taken as missing.

    Attributes
    ----------
    due : int
        The value could have been recorded.
    not_due, died : int
        The visit is not due yet; the patient died before it.
    undefined : int
        The outcome is not defined: a share of a baseline of 0.
    """

    due: int
    not_due: int
    died: int
    undefined: int


class Gaps(NamedTuple):
    """Pairs of which at least one value is missing though it was due, in tenths.

    Attributes
    ----------
    pairs : int
        How many.
    with_before, before_total : int
        Those with a value before, and its sum.
    with_after, after_total : int
        Those with a value after, and its sum.
    """

    pairs: int
    with_before: int
    before_total: int
    with_after: int
    after_total: int


class Bounds(NamedTuple):
    """An estimate between what it would be in the worst and in the best case.

    Attributes
    ----------
    worst, observed, best : float or None
        As fractions, or in points; None where there is no unit, or none with a value.
    n, n_missing : int
        Units with a value, and units whose value is missing though it was due.
    """

    worst: float | None
    observed: float | None
    best: float | None
    n: int
    n_missing: int

    @property
    def completeness(self) -> float | None:
        """Share of the due units that have a value, or None when none was due."""
        due = self.n + self.n_missing
        return self.n / due if due else None


def proportion_bounds(count: Count, missing: int) -> Bounds:
    """Bounds of a favourable outcome: every missing value a failure, or every one a success.

    Parameters
    ----------
    count : Count
        Successes among units with a value.
    missing : int
        Units whose value is missing though it was due.

    Returns
    -------
    Bounds
        As fractions.

    References
    ----------
    Horowitz & Manski 2000, J Am Stat Assoc 95:77-84.
    """
    events, n = count.events, count.n
    everyone = n + missing
    if not everyone:
        return Bounds(None, None, None, 0, 0)
    worst, best = events / everyone, (events + missing) / everyone
    return Bounds(worst, events / n if n else None, best, n, missing)


def change_bounds(moments: Moments, gaps: Gaps, scale: int = 10) -> Bounds:
    """Bounds of a mean change of VAS: every missing value at the end of its scale.

    Parameters
    ----------
    moments : Moments
        Of the change, after minus before, in tenths.
    gaps : Gaps
        The incomplete pairs. In the worst case a missing value after is 10 and one before is 0; in
        the best case after is 0 and before is 10.
    scale : int
        Whole-number units in one point.

    Returns
    -------
    Bounds
        In points; the best case is the largest fall.

    References
    ----------
    Horowitz & Manski 2000, J Am Stat Assoc 95:77-84.
    """
    everyone = moments.n + gaps.pairs
    if not everyone:
        return Bounds(None, None, None, 0, 0)
    known = moments.total + gaps.after_total - gaps.before_total
    highest = known + (gaps.pairs - gaps.with_after) * VAS_MAX_TENTHS
    lowest = known - (gaps.pairs - gaps.with_before) * VAS_MAX_TENTHS
    observed = moments.total / moments.n / scale if moments.n else None
    worst, best = highest / everyone / scale, lowest / everyone / scale
    return Bounds(worst, observed, best, moments.n, gaps.pairs)
