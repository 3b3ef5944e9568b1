"""The SQL that sums kinds of leak, from the tallies made at import.

Where leakage is known, every kind of leak is known too, but for some procedures with a leak. So the
denominators are those of leakage as such, counted once for all kinds, plus what ``event_tally``
holds: the procedures that have an event of a kind, or where it is not known.
"""

from collections.abc import Sequence

from vertebroplasty.breakdown import Breakdown
from vertebroplasty.cohort import Clause, Cohort
from vertebroplasty.measures.base import Measure
from vertebroplasty.preaggregate import EVENT_MEASURES
from vertebroplasty.query.level_sums import Summation, cluster_names
from vertebroplasty.query.procedure_rows import procedure_rows

_DIFFERENCES = {
    "n": "m - m0",
    "total": "x",
    "clusters": "CASE WHEN m > 0 THEN 1 ELSE 0 END - CASE WHEN m0 > 0 THEN 1 ELSE 0 END",
    "nn": "m * m - m0 * m0",
    "ee": "x * x",
    "ne": "m * x",
}
_BASE = {"n": "m0", "clusters": "CASE WHEN m0 > 0 THEN 1 ELSE 0 END", "nn": "m0 * m0"}


def event_sums(measures: Sequence[Measure], cohort: Cohort, by: Breakdown | None) -> Summation:
    """Sums of measures of levels that have no masks of their own.

    Parameters
    ----------
    measures : sequence of Measure
        Among `EVENT_MEASURES`.
    cohort : Cohort
        Whom to count; its attributes and the groups are in the tallies.
    by : Breakdown or None
        The groups.

    Returns
    -------
    Summation
        One query for all of them.
    """
    base, events = (_counted(cohort, by, table) for table in ("procedure_tally", "event_tally"))
    base_sums = ", ".join(f"sum(w * ({term})) AS {name}" for name, term in _BASE.items())
    more = ", ".join(f"sum(w * ({term})) AS {name}" for name, term in _DIFFERENCES.items())
    columns = [
        f"{_or_nothing(name)}coalesce(sum(CASE WHEN measure_no = {number} THEN more.{name} END), 0)"
        for number in map(EVENT_MEASURES.index, measures)
        for name in _DIFFERENCES
    ]
    sql = (
        f"WITH base AS (SELECT code, sum(w * levels) AS levels, {base_sums} FROM ({base.sql})"
        f" AS rows_of_base GROUP BY code), more AS (SELECT code, measure_no, {more}"
        f" FROM ({events.sql}) AS rows_of_more GROUP BY code, measure_no)"
        f" SELECT base.code, any_value(base.levels), {', '.join(columns)}"
        " FROM base LEFT JOIN more ON more.code = base.code GROUP BY base.code"
    )
    names = tuple(name for measure in measures for name in cluster_names(measure))
    return Summation(measures, names, Clause(sql, base.values + events.values))


def _or_nothing(name: str) -> str:
    return f"any_value(base.{name}) + " if name in _BASE else ""


def _counted(cohort: Cohort, by: Breakdown | None, table: str) -> Clause:
    """Return rows with numbers of levels: selected, known as leakage is, known, with an event."""
    rows, where = procedure_rows(cohort, by, table), cohort.where_levels()
    of_events = table == "event_tally"
    masks = "leak_known_mask AS base" + (", known_mask AS known, event_mask AS event" * of_events)
    keys = "measure_no, " * of_events
    selected = (
        f"SELECT {keys}{rows.code} AS code, procedures AS w, {rows.selected} AS selected, {masks}"
        f" FROM {rows.source} WHERE {where.sql}"
    )
    names = {"selected": "levels", "base & selected": "m0"}
    names |= {"known & selected": "m", "event & selected": "x"} if of_events else {}
    counts = ", ".join(
        f"CAST(bit_count({mask}) AS INTEGER) AS {name}" for mask, name in names.items()
    )
    sql = f"SELECT {keys}code, w, {counts} FROM ({selected}) AS masks"
    return Clause(sql, rows.values + rows.in_source + where.values)
