"""What a picture of the spine is drawn from, when all there is of it is an exhibit's table."""

from collections.abc import Mapping, Sequence

from vertebroplasty.figures.spine import VERTEBRAE, Vertebra
from vertebroplasty.figures.spine_colours import Scale, colour_scale, shade
from vertebroplasty.figures.theme import LIGHT
from vertebroplasty.measures.base import Direction
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.spine import BETTER, SHRUNK_COLUMNS
from vertebroplasty.report.tables import Cell
from vertebroplasty.vocabulary import VertebralLevel

SHRUNK, _, MEAN, _ = SHRUNK_COLUMNS
LEVELS = {level.value for level in VertebralLevel}
Row = Mapping[str, Cell]


def spine_rows(exhibit: Exhibit) -> dict[str, Row]:
    """Return the row of each level, by its name; none where an exhibit is no spine."""
    if exhibit.figure is not None or not set(SHRUNK_COLUMNS) <= set(exhibit.columns):
        return {}
    rows = [dict(zip(exhibit.columns, row, strict=True)) for row in exhibit.rows]
    return {str(row[exhibit.columns[0]]): row for row in rows if row[exhibit.columns[0]] in LEVELS}


def drawn_levels(rows: Mapping[str, Row]) -> Sequence[Vertebra]:
    """Return the levels from the first to the last that has a row."""
    places = [n for n, v in enumerate(VERTEBRAE) if v.level.value in rows]
    return VERTEBRAE[places[0] : places[-1] + 1]


def fill_of(row: Row | None) -> str:
    """Return the colour of a level's value, drawn toward the mean as on the page."""
    value = row[SHRUNK] if row else None
    if row is None or not isinstance(value, int | float):
        return LIGHT.background
    harm = _is_percent(row) and row.get(BETTER) == Direction.LOWER_IS_BETTER
    return shade(_scale(row).strength(value), LIGHT, harm=harm)[0]


def _scale(row: Row) -> Scale:
    """Return the scale around the mean of the levels, which stands in every row."""
    mean = row[MEAN]
    middle = float(mean) if isinstance(mean, int | float) else 0.0
    percent = _is_percent(row)
    return colour_scale(middle, percent=percent, change=not percent and middle < 0)


def _is_percent(row: Row) -> bool:
    return str(row["Unit"]).startswith("%")
