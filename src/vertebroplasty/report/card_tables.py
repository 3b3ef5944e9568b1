"""The numbers on a row of cards: measures, and what is no measure, by key."""

from collections.abc import Callable, Sequence

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.query.quality import flagged, flagged_rules, repeats
from vertebroplasty.query.visits import follow_up
from vertebroplasty.report.follow_up import DAYS_A_MONTH
from vertebroplasty.report.result_tables import measures_table
from vertebroplasty.report.tables import Cell, Table, rounded

Line = dict[str, Cell]
"""A row as heading to cell; what it does not name is empty."""

FIRST = "Definition"
FOLLOW_UP, FLAGGED, REPEATS = "follow_up", "flagged", "repeats"


def cards_table(dataset: Dataset, cohort: Cohort, keys: tuple[str, ...]) -> Table:
    """Return the numbers on a row of cards.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    keys : tuple of str
        Of measures, or `FOLLOW_UP`, `FLAGGED` and `REPEATS`.

    Returns
    -------
    Table
        The measures first, everyone under each where the cohort is not everyone.
    """
    measures = tuple(key for key in keys if key in MEASURE_BY_KEY)
    lines = [line for key in keys if key in _LINES for line in _LINES[key](dataset, cohort)]
    return _with_lines(measures_table(dataset, cohort, measures), lines)


def _with_lines(table: Table, lines: Sequence[Line]) -> Table:
    columns = tuple(dict.fromkeys([*table.columns, *(name for line in lines for name in line)]))
    empty = (None,) * (len(columns) - len(table.columns))
    rows = [(*row, *empty) for row in table.rows]
    return Table(columns, (*rows, *(tuple(map(line.get, columns)) for line in lines)))


def _follow_up(dataset: Dataset, cohort: Cohort) -> list[Line]:
    days, treated = follow_up(dataset, cohort)
    ends = [days.counts[place][0] for place in (0, -1)] if days.n else [None, None]
    values = {
        "Mean time to last follow-up": days.moments.total / days.n if days.n else None,
        "Shortest": ends[0],
        "Longest": ends[1],
    }
    lines: list[Line] = [
        {
            FIRST: label,
            "Estimate": rounded(value, 1 / DAYS_A_MONTH),
            "n": days.n,
            "Missing": days.n_missing,
            "Unit": "months",
        }
        for label, value in values.items()
    ]
    return [*lines, {FIRST: "Treated over", "Estimate": treated, "Unit": "months"}]


def _flagged(dataset: Dataset, cohort: Cohort) -> list[Line]:
    share = flagged(dataset, (), cohort).procedures
    values = sum(rule.n for rule in flagged_rules(dataset))
    return [
        _share("Procedures with a value flagged at import", share.events, share.n, share.noun),
        {FIRST: "Values flagged, whole dataset", "Events": values},
    ]


def _repeats(dataset: Dataset, _: Cohort) -> list[Line]:
    patients = repeats(dataset).procedures
    several = sum(n for procedures, n in patients.counts if procedures > 1)
    words = "Patients with several procedures, whole dataset"
    most = patients.counts[-1][0] if patients.n else 0
    return [
        _share(words, several, patients.n, "patients"),
        {FIRST: "Most procedures of a patient", "Events": most},
    ]


def _share(label: str, events: int, n: int, noun: str) -> Line:
    estimate = rounded(events / n, 100) if n else None
    unit = f"% of {noun}"
    return {FIRST: label, "Estimate": estimate, "Events": events, "n": n, "Unit": unit}


_LINES: dict[str, Callable[[Dataset, Cohort], list[Line]]] = {
    FOLLOW_UP: _follow_up,
    FLAGGED: _flagged,
    REPEATS: _repeats,
}
