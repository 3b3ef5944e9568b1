"""A measure at every vertebral level, as counted and drawn toward the mean of the levels."""

from dataclasses import dataclass

from vertebroplasty.breakdown import LEVEL
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURE_BY_KEY
from vertebroplasty.query.evaluate import tallies_by
from vertebroplasty.report.tables import DECIMALS, Table, group_table
from vertebroplasty.results import Result
from vertebroplasty.statistics.shrinkage import shrink
from vertebroplasty.vocabulary import VertebralLevel

SHRUNK_COLUMNS = ("Shrunk", "Weight of its own value, %", "Mean of the levels", "Shrinkage")
BETTER = "Direction"
"""Which way is better for the patient: what is drawn from the table alone has its hue from it."""


@dataclass(frozen=True, slots=True)
class AtLevel:
    """What was found at one level.

    Attributes
    ----------
    level : VertebralLevel
        Which one.
    result : Proportion or Mean
        As counted.
    shrunk : float or None
        Drawn toward the mean of the levels, in percent or points; None without a value.
    weight : float or None
        From 0 to 1: what its own value counts in it.
    """

    level: VertebralLevel
    result: Result
    shrunk: float | None
    weight: float | None


@dataclass(frozen=True, slots=True)
class SpineReading:
    """A measure along the spine, the cohort's filter on levels left open.

    Attributes
    ----------
    levels : tuple of AtLevel
        Those with any unit, cranial first.
    mean : float or None
        All levels together, in percent or points: what values are drawn toward.
    between_sd : float or None
        Standard deviation of the true values between levels, in the same unit.
    method : str
        The shrinkage in words.
    """

    levels: tuple[AtLevel, ...]
    mean: float | None
    between_sd: float | None
    method: str


def read_spine(dataset: Dataset, cohort: Cohort, measure_key: str) -> SpineReading:
    """Return a measure at every level.

    Parameters
    ----------
    dataset : Dataset
        Where to count; one query.
    cohort : Cohort
        Whom to count; its filter on levels is left open.
    measure_key : str
        Which measure.

    Returns
    -------
    SpineReading
        A procedure counts once in each level where it has a treated level.
    """
    measure = MEASURE_BY_KEY[measure_key]
    found = [
        (group, counted[measure_key])
        for group, counted in tallies_by(dataset, (measure,), cohort, LEVEL)
    ]
    drawn = shrink([tally for _, tally in found])
    scale = 100 if measure.unit == "%" else 1
    levels = tuple(
        AtLevel(
            VertebralLevel.from_code(group.code),
            measure.result(tally),
            _times(value, scale),
            weight,
        )
        for (group, tally), value, weight in zip(found, drawn.estimates, drawn.weights, strict=True)
    )
    return SpineReading(
        levels, _times(drawn.mean, scale), _times(drawn.between_sd, scale), drawn.method
    )


def spine_table(dataset: Dataset, cohort: Cohort, measure_key: str) -> Table:
    """Return a measure at every level, as counted and shrunk.

    Parameters
    ----------
    dataset, cohort, measure_key
        As for `read_spine`.

    Returns
    -------
    Table
        A row a level.
    """
    reading = read_spine(dataset, cohort, measure_key)
    groups = {group.code: group for group in LEVEL.groups}
    counted = group_table(
        LEVEL.label, [(groups[at.level.code], at.result) for at in reading.levels]
    )
    mean, direction = _rounded(reading.mean), str(MEASURE_BY_KEY[measure_key].direction)
    rows = tuple(
        (
            *(*row, _rounded(at.shrunk), _rounded(_times(at.weight, 100))),
            *(mean, reading.method, direction),
        )
        for row, at in zip(counted.rows, reading.levels, strict=True)
    )
    return Table((*counted.columns, *SHRUNK_COLUMNS, BETTER), rows)


def _times(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
