"""Operators or sites in a funnel, and the numbers behind it."""

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.query.evaluate import tallies_by
from vertebroplasty.query.groups import breakdown
from vertebroplasty.report.tables import Cell, Table, heading, rounded
from vertebroplasty.statistics.funnel import Funnel, FunnelUnit, funnel
from vertebroplasty.tallies import Count

LIMIT_COLUMNS = ("99.8 % low", "95 % low", "95 % high", "99.8 % high")


def unit_funnel(
    dataset: Dataset,
    cohort: Cohort,
    measure_key: str,
    breakdown_key: str,
    threshold: float | None,
) -> Funnel:
    """Compare operators or sites in a proportion of procedures.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count; its filter on the operators or sites is left open.
    measure_key : str
        A proportion of procedures.
    breakdown_key : str
        ``operator`` or ``site``.
    threshold : float or None
        Declared rate in percent; without one the target is the rate of all procedures.

    Returns
    -------
    Funnel
        Procedures whose operator or site is not recorded are not judged.
    """
    measure, by = MEASURE_BY_KEY[measure_key], breakdown(dataset, breakdown_key)
    known: list[tuple[str, Count]] = []
    unknown: list[tuple[str, Count]] = []
    for group, counted in tallies_by(dataset, (measure,), cohort, by):
        tally = counted[measure_key]
        if isinstance(tally, Count):
            (known if group.code else unknown).append((group.label, tally))
    return funnel(known, unknown, None if threshold is None else threshold / 100)


def funnel_table(
    dataset: Dataset,
    cohort: Cohort,
    measure_key: str,
    breakdown_key: str,
    threshold: float | None,
) -> Table:
    """Return each unit with its limits and where it lies, in percent.

    Parameters
    ----------
    dataset, cohort, measure_key, breakdown_key, threshold
        As for `unit_funnel`.

    Returns
    -------
    Table
        A row a unit, also those that are not judged, then the limits as drawn.
    """
    found = unit_funnel(dataset, cohort, measure_key, breakdown_key, threshold)
    fixed = (rounded(found.target, 100), rounded(found.dispersion.phi), found.method, found.note)
    rows: list[tuple[Cell, ...]] = [(*_unit_row(unit), *fixed) for unit in found.units]
    for limits in found.curve:
        cells = [rounded(limit, 100) for limit in limits[1:]]
        rows.append(
            ("limits as drawn", None, limits.n, None, None, *cells, "", "", *fixed[:2], "", "")
        )
    columns = (heading(breakdown_key), "Events", "n", "Missing", "Rate, %", *LIMIT_COLUMNS)
    verdicts = ("Position", "Against the threshold")
    return Table((*columns, *verdicts, "Target, %", "phi", "Method", "Note"), tuple(rows))


def _unit_row(unit: FunnelUnit) -> tuple[Cell, ...]:
    count = unit.count
    rate = count.events / count.n if count.n else None
    limits = [rounded(limit, 100) for limit in unit.limits[1:]] if unit.limits else [None] * 4
    first = (unit.label, count.events, count.n, count.n_missing, rounded(rate, 100))
    return (*first, *limits, unit.position.value, unit.against)
