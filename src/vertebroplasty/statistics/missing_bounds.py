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
    due_with_before, before_total : int
        Of those that were due: how many have a value before, and its sum in tenths.
    """

    due: int
    not_due: int
    died: int
    undefined: int
    due_with_before: int
    before_total: int


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


def change_bounds(moments: Moments, absent: Absent, scale: int = 10) -> Bounds:
    """Bounds of a mean change of VAS: every missing value after at 10, or every one at 0.

    Parameters
    ----------
    moments : Moments
        Of the change, after minus before, in tenths.
    absent : Absent
        Units without it. Where the value before is missing as well, it is taken as 0 for the worst
        case and as 10 for the best.
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
    everyone = moments.n + absent.due
    if not everyone:
        return Bounds(None, None, None, 0, 0)
    without_before = absent.due - absent.due_with_before
    rise = absent.due * VAS_MAX_TENTHS - absent.before_total
    fall = absent.before_total + without_before * VAS_MAX_TENTHS
    worst, best = (moments.total + rise) / everyone, (moments.total - fall) / everyone
    observed = moments.total / moments.n / scale if moments.n else None
    return Bounds(worst / scale, observed, best / scale, moments.n, absent.due)
