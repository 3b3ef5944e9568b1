"""Relief at every threshold, and how far what is missing could move an estimate."""

from typing import NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.bounds import Strip
from vertebroplasty.figures.thresholds import Mark, threshold_words
from vertebroplasty.measures import (
    ACCEPTABLE_24H,
    ACCEPTABLE_LAST,
    IMPROVEMENT_LAST,
    RELIEF_24H,
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_24H,
    RESPONDER_50_LAST,
    VAS_24H,
    VAS_CHANGE_24H,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.absent import absent, change_gaps, histogram_of
from vertebroplasty.query.evaluate import tallies
from vertebroplasty.query.pain import AT_24H, AT_LAST, HORIZON_BY_COLUMN, vas_joint_tally
from vertebroplasty.report.interval_methods import Coupling, coupling_of
from vertebroplasty.report.tables import LIMITS, Cell, Table, rounded
from vertebroplasty.results import Proportion
from vertebroplasty.statistics.missing_bounds import (
    Absent,
    Bounds,
    Gaps,
    change_bounds,
    proportion_bounds,
)
from vertebroplasty.statistics.thresholds import (
    Curve,
    Cut,
    percent_fall_curve,
    point_fall_curve,
    state_curve,
)
from vertebroplasty.tallies import Count, Moments, Tally
from vertebroplasty.vocabulary import (
    ACCEPTABLE_VAS_TENTHS,
    RESPONDER_MODERATE_PERCENT,
    RESPONDER_SUBSTANTIAL_PERCENT,
)

NOUN = "procedures"
IMPORTANT_CHANGE_TENTHS = 15
"""VAS 1.5: Ostelo 2008, Spine 33:90-4, 10.1097/BRS.0b013e31815e3a10; VERTOS IV also 1.5."""
CONVENTIONS = {
    Cut.PERCENT: (
        Mark(RESPONDER_MODERATE_PERCENT, "moderate"),
        Mark(RESPONDER_SUBSTANTIAL_PERCENT, "substantial"),
    ),
    Cut.POINTS: (Mark(IMPORTANT_CHANGE_TENTHS, "minimal important"),),
    Cut.STATE: (Mark(ACCEPTABLE_VAS_TENTHS, "acceptable"),),
}
"""The definitions that are named on each curve."""
SOURCES = {
    Cut.PERCENT: "30 % moderate, 50 % substantial: IMMPACT, Dworkin 2008, J Pain 9:105-21; 30 % is"
    " also the minimal important change of Ostelo 2008, Spine 33:90-4.",
    Cut.POINTS: "1.5 points, the minimal important change: Ostelo 2008, Spine 33:90-4; VERTOS IV.",
    Cut.STATE: 'VAS of 3 or less: VERTOS II "sufficient relief"; Mannion 2020,'
    " 10.1007/s00586-020-06365-z.",
}
_AFTER = {AT_24H: VAS_24H, AT_LAST: VAS_LAST}
_CHANGE = {AT_24H: VAS_CHANGE_24H, AT_LAST: VAS_CHANGE_LAST}
_SHARES = {
    AT_24H: (RELIEF_24H, RESPONDER_30_24H, RESPONDER_50_24H, ACCEPTABLE_24H),
    AT_LAST: (IMPROVEMENT_LAST, RESPONDER_30_LAST, RESPONDER_50_LAST, ACCEPTABLE_LAST),
}
_FALLS = {Cut.PERCENT: percent_fall_curve, Cut.POINTS: point_fall_curve}
EXTREMES = {
    True: "worst case: every missing outcome a failure; best case: every one a success",
    False: "worst case: every missing VAS after is 10, before is 0; best case: after 0, before 10",
}
"""How the ends of a strip are made, of a share and of a mean change."""


def relief_curve(dataset: Dataset, cohort: Cohort, horizon_column: str, cut_name: str) -> Curve:
    """Return the share of procedures that reach each threshold.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    horizon_column : str
        When VAS is taken: the column of a `Horizon`.
    cut_name : str
        Name of a `Cut`: what the thresholds are of.

    Returns
    -------
    tuple of Point
        101 of them.
    """
    horizon, cut = HORIZON_BY_COLUMN[horizon_column], Cut[cut_name]
    if cut is Cut.STATE:
        return state_curve(histogram_of(dataset, cohort, _AFTER[horizon]), NOUN)
    return _FALLS[cut](vas_joint_tally(dataset, cohort, horizon), NOUN)


def relief_and_coupling(
    dataset: Dataset, cohort: Cohort, horizon_column: str, cut_name: str
) -> tuple[Curve, Coupling]:
    """Return the curve, and change against baseline, from one count of pairs.

    Parameters
    ----------
    dataset, cohort, horizon_column, cut_name
        As for `relief_curve`.

    Returns
    -------
    tuple
        The same as `relief_curve` and `interval_methods.coupling`.
    """
    cut = Cut[cut_name]
    tally = vas_joint_tally(dataset, cohort, HORIZON_BY_COLUMN[horizon_column])
    if cut is Cut.STATE:
        return relief_curve(dataset, cohort, horizon_column, cut_name), coupling_of(tally)
    return _FALLS[cut](tally, NOUN), coupling_of(tally)


def threshold_table(dataset: Dataset, cohort: Cohort, horizon_column: str, cut_name: str) -> Table:
    """Return the curve as a table.

    Parameters
    ----------
    dataset, cohort, horizon_column, cut_name
        As for `relief_curve`.

    Returns
    -------
    Table
        A threshold a row, with its share and pointwise interval.
    """
    cut = Cut[cut_name]
    curve = relief_curve(dataset, cohort, horizon_column, cut_name)
    rows: list[tuple[Cell, ...]] = []
    for threshold, share in curve:
        limits = share.interval
        low, high = (limits.low, limits.high) if limits else (None, None)
        numbers = (rounded(value, 100) for value in (share.estimate, low, high))
        method = f"{limits.method}, pointwise" if limits else None
        words = threshold_words(cut, threshold)
        rows.append((words, *numbers, share.events, share.n, share.n_missing, method))
    columns = ("Threshold", "Estimate", *LIMITS, "Events", "n", "Missing", "Method")
    return Table(columns, tuple(rows))


class Missing(NamedTuple):
    """A strip, and the procedures without a value behind it."""

    strip: Strip
    absent: Absent


def missing_strips(dataset: Dataset, cohort: Cohort, horizon_column: str) -> tuple[Missing, ...]:
    """Return each outcome between its worst and its best case.

    Parameters
    ----------
    dataset, cohort
        As for `relief_curve`.
    horizon_column : str
        When the outcome is taken.

    Returns
    -------
    tuple of Missing
        Favourable outcomes as shares, at last the mean change of VAS.
    """
    horizon = HORIZON_BY_COLUMN[horizon_column]
    measures = (*_SHARES[horizon], _CHANGE[horizon])
    counted = tallies(dataset, measures, cohort)
    gone = absent(dataset, cohort, measures)
    gaps = change_gaps(dataset, cohort, horizon)
    return tuple(_missing(m, counted[m.key], gone[m.key], gaps) for m in measures)


def bounds_table(dataset: Dataset, cohort: Cohort, horizon_column: str) -> Table:
    """Return the strips as a table; parameters as for `missing_strips`."""
    columns = (
        *("Outcome", "Worst case", "Observed", "Best case", *LIMITS, "Events", "Unit"),
        *("With a value", "Without one", "Due", "Missing though due", "Not due", "Died"),
        *("Not defined", "Completeness, %", "Method", "Interval method"),
    )
    found = missing_strips(dataset, cohort, horizon_column)
    return Table(columns, tuple(_bounds_cells(strip, gone) for strip, gone in found))


def _missing(measure: Measure, tally: Tally, gone: Absent, gaps: Gaps) -> Missing:
    result = measure.result(tally)
    bounds = Bounds(None, None, None, 0, 0)
    if isinstance(tally, Moments):
        bounds = change_bounds(tally, gaps)
    elif isinstance(tally, Count):
        bounds = proportion_bounds(tally, gone.due)
    return Missing(Strip(measure.label.rpartition(" at ")[0], result, bounds), gone)


def _bounds_cells(strip: Strip, gone: Absent) -> tuple[Cell, ...]:
    result, bounds, limits = strip.result, strip.bounds, strip.result.interval
    is_share = isinstance(result, Proportion)
    events, scale = (result.events, 100) if isinstance(result, Proportion) else (None, 1)
    ends = (limits.low, limits.high) if limits else (None, None)
    cases = (bounds.worst, bounds.observed, bounds.best, *ends)
    values = (rounded(value, scale) for value in cases)
    unit = f"% of {result.noun}" if is_share else "points"
    due = bounds.n + bounds.n_missing
    unknown = (result.n_missing, due, gone.due, gone.not_due, gone.died, gone.undefined)
    how = (rounded(bounds.completeness, 100), EXTREMES[is_share], limits.method if limits else None)
    return (strip.label, *values, events, unit, bounds.n, *unknown, *how)
