"""Monitoring of an outcome procedure by procedure: CUSUM and VLAD, the verdict and the numbers."""

from dataclasses import dataclass
from datetime import timedelta

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.scales import EPOCH, day_text
from vertebroplasty.formatting import units, whole
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.measures.base import Direction, Measure
from vertebroplasty.query.over_time import Stream, outcome_stream
from vertebroplasty.report.tables import Cell, Table, rounded
from vertebroplasty.statistics.cusum import (
    FEWEST,
    Cusum,
    VladPoint,
    cusum,
    too_few,
    vlad,
)
from vertebroplasty.statistics.cusum_limit import cusum_limit

DAY_COLUMNS = (
    "Date",
    "Procedures so far",
    "Events",
    "n",
    "VLAD",
    "CUSUM after the day",
    "Highest CUSUM of the day",
    "Limit h",
    "Signal after procedure",
)
DECLARE = (
    "To monitor, declare three numbers: the acceptable rate p0, the rate p1 that must not be"
    " missed, and how many procedures may pass on average before a false alarm."
)
Declared = tuple[float | None, float | None, float | None]
"""p0 and p1 in percent and the run length; None while not declared."""


@dataclass(frozen=True)
class Monitoring:
    """An outcome under watch.

    Attributes
    ----------
    measure : Measure
        The outcome.
    stream : Stream
        What was counted by day.
    expected : float or None
        The rate that the VLAD expects: p0, or the stream's own where none is declared.
    declared : bool
        Whether it is p0.
    vlad : tuple of VladPoint
        Empty when withheld.
    cusum : Cusum or None
        None when withheld.
    withheld : str
        Why the CUSUM is; empty when it is not.
    """

    measure: Measure
    stream: Stream
    expected: float | None
    declared: bool
    vlad: tuple[VladPoint, ...]
    cusum: Cusum | None
    withheld: str

    @property
    def verdict(self) -> str:
        """The finding in a sentence."""
        if self.cusum is None:
            return self.withheld
        if not self.cusum.signals:
            return f"No signal in {units(self.cusum.n, 'procedures')}."
        first, *more = self.cusum.signals
        again = (
            f"; {units(len(more), 'further signals')} after the chart began anew" if more else ""
        )
        return f"Signal on {day_text(first.day)} after procedure {whole(first.procedure)}{again}."

    @property
    def vlad_words(self) -> str:
        """What the VLAD adds up, so that it rises while all is well."""
        is_harm = self.measure.direction is Direction.LOWER_IS_BETTER
        return "expected minus observed" if is_harm else "observed minus expected"

    @property
    def method(self) -> str:
        """What is drawn, in words."""
        rate = "p0" if self.declared else "the rate of these procedures, so that it ends at 0"
        line = f"VLAD (Lovegrove et al. 1997): events {self.vlad_words}, expected at {rate}"
        parts = [line] if self.vlad else []
        return "; ".join([*parts, self.cusum.method] if self.cusum else parts)


def monitoring(
    dataset: Dataset,
    cohort: Cohort,
    measure_key: str,
    p0: float | None,
    p1: float | None,
    run_length: float | None,
) -> Monitoring:
    """Watch a proportion of procedures against declared rates.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to watch; every filter holds.
    measure_key : str
        A proportion of procedures.
    p0, p1 : float or None
        Acceptable rate and rate to detect in percent; None while undeclared.
    run_length : float or None
        Procedures until a false alarm on average; None while undeclared.

    Returns
    -------
    Monitoring
        CUSUM and VLAD, or why they are withheld.
    """
    measure = MEASURE_BY_KEY[measure_key]
    return watch(outcome_stream(dataset, measure, cohort), measure, (p0, p1, run_length))


def watch(stream: Stream, measure: Measure, declared: Declared) -> Monitoring:
    """Watch what was counted; see `monitoring`."""
    harmful = measure.direction is Direction.LOWER_IS_BETTER
    found, withheld = _course(stream, declared, harmful=harmful)
    own, p0 = stream.events / stream.n if stream.n else None, declared[0]
    expected = own if p0 is None else p0 / 100
    is_short = stream.n < FEWEST or (found is not None and bool(found.withheld))
    line = () if is_short or expected is None else vlad(stream.days, expected, harmful=harmful)
    shown = None if withheld else found
    return Monitoring(measure, stream, expected, p0 is not None, line, shown, withheld)


def cusum_table(
    dataset: Dataset,
    cohort: Cohort,
    measure_key: str,
    p0: float | None,
    p1: float | None,
    run_length: float | None,
) -> Table:
    """Return VLAD and CUSUM after each day.

    Parameters
    ----------
    dataset, cohort, measure_key, p0, p1, run_length
        As for `monitoring`.

    Returns
    -------
    Table
        A row a day; the first one has the method, or the reason why a course is withheld.
    """
    watched = monitoring(dataset, cohort, measure_key, p0, p1, run_length)
    rows = [_row(watched, place) for place in range(len(watched.stream.days))]
    beside = (
        ("date not recorded, not on the chart", watched.stream.n_undated),
        ("outcome not known, not on the chart", watched.stream.n_missing),
    )
    rows += [(words, None, None, count, *[None] * 4, "") for words, count in beside if count]
    rows = rows or [("no procedure", None, None, 0, *[None] * 4, "")]
    columns = ("Method", "Note")
    first = (watched.method, watched.withheld)
    table = [(*row, *(first if place == 0 else ("", ""))) for place, row in enumerate(rows)]
    return Table((*DAY_COLUMNS, *columns), tuple(table))


def _course(stream: Stream, declared: Declared, *, harmful: bool) -> tuple[Cusum | None, str]:
    """Return the CUSUM, and why it is withheld."""
    p0, p1, run_length = declared
    if stream.n < FEWEST:
        return None, f"Withheld: {too_few(stream.n)}."
    if p0 is None or p1 is None or run_length is None:
        return None, DECLARE
    if p0 == p1 or (p1 > p0) != harmful:
        side = "above" if harmful else "below"
        return None, f"Withheld: p1 must be worse than p0, that is {side} it."
    course = cusum(stream.days, cusum_limit(p0 / 100, p1 / 100, run_length))
    return course, f"Withheld: {course.withheld}." if course.withheld else ""


def _row(watched: Monitoring, place: int) -> tuple[Cell, ...]:
    day = watched.stream.days[place]
    line = watched.vlad[place] if watched.vlad else None
    point = watched.cusum.points[place] if watched.cusum else None
    signals = watched.cusum.signals if watched.cusum else ()
    at = [str(signal.procedure) for signal in signals if signal.day == day.day]
    return (
        str(EPOCH + timedelta(days=day.day)),
        None if line is None else line.procedures,
        day.events,
        day.n,
        rounded(line.value) if line else None,
        rounded(point.value) if point else None,
        rounded(point.peak) if point else None,
        rounded(watched.cusum.limit.h) if watched.cusum else None,
        ", ".join(at),
    )
