"""How a sheet writes numbers and dates, and on which scale pain; what does not show is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vertebroplasty.importing.dictionary import Kind
from vertebroplasty.importing.mapping.column_values import (
    DATE,
    NUMBER,
    NUMBERS,
    kind_of,
    missing_numbers,
    number_of,
    parts_of,
)
from vertebroplasty.importing.mapping.model import Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.mapping.words import fold
from vertebroplasty.importing.sources.preview import ColumnPreview
from vertebroplasty.vocabulary import PainScale

Columns = Sequence[tuple[ColumnPreview, Target]]


@dataclass(frozen=True, slots=True)
class Formats:
    """How a sheet writes its values.

    Attributes
    ----------
    decimal, dates : str
        As in `SheetMapping`.
    scale : str
        The pain scale; empty when a column says it, no pain is recorded, or it must be asked.
    questions : tuple of Question
        About what does not show.
    """

    decimal: str
    dates: str
    scale: str
    questions: tuple[Question, ...]


def formats_of(columns: Columns) -> Formats:
    """Return how a sheet writes the values of the columns that are read."""
    decimal, decimal_asked = _decimal(columns)
    dates, dates_asked = _dates(columns)
    scale, scale_asked = _scale(columns)
    return Formats(decimal, dates, scale, (*decimal_asked, *dates_asked, *scale_asked))


def _texts(columns: Columns, kinds: set[Kind]) -> list[str]:
    return [
        part
        for column, target in columns
        if kind_of(target.field) in kinds
        for text, _ in column.values
        for part in parts_of(target.field, text)
    ]


def _decimal(columns: Columns) -> tuple[str, list[Question]]:
    numbers = [text for text in _texts(columns, NUMBERS) if NUMBER.fullmatch(text)]
    commas, points = any("," in text for text in numbers), any("." in text for text in numbers)
    if not (commas and points):
        return "," if commas else ".", []
    options = (Option("comma", "decimal", value=","), Option("point", "decimal", value="."))
    return ".", [Question(0, "decimal", "Numbers are written with comma and with point.", options)]


def _dates(columns: Columns) -> tuple[str, list[Question]]:
    """Return the order of dates; where it does not show, one that no such date has, and ask."""
    matches = [DATE.fullmatch(text) for text in _texts(columns, {Kind.DATE})]
    parts = [(m[1], m[2], m[3]) for m in matches if m and len(m[1]) < 3]
    if not parts:
        return "YMD", []
    day_first = any(int(first) > 12 for first, _, _ in parts)
    month_first = any(int(second) > 12 for _, second, _ in parts)
    if day_first != month_first:
        return "DMY" if day_first else "MDY", []
    example = ".".join(parts[0])
    options = (
        Option("day, month, year", "dates", value="DMY"),
        Option("month, day, year", "dates", value="MDY"),
    )
    return "YMD", [Question(0, "dates", f"In which order is a date such as {example}?", options)]


def _scale(columns: Columns) -> tuple[str, list[Question]]:
    pain = [column for column, target in columns if target.field == "visit.pain_raw"]
    if not pain or any(target.field == "visit.pain_scale" for _, target in columns):
        return "", []
    texts = [text for column in pain for text in _pain_texts(column)]
    numbers = [number_of(text) for text in texts]
    top = max(numbers, default=0)
    words = {word for column in pain for word in fold(column.heading).split()}
    if 10 < top <= 100 and "nrs" not in words:
        return PainScale.VAS_100, []
    if top <= 10 and any(number != int(number) for number in numbers) and "nrs" not in words:
        return PainScale.VAS_10, []
    if numbers and top <= 10 and "nrs" in words and not words & {"vas", "eva"}:
        return PainScale.NRS_10, []
    return "", [_ask_scale(top)]


def _pain_texts(column: ColumnPreview) -> Iterator[str]:
    missing = missing_numbers(column, "visit.pain_raw")
    for text, _ in column.values:
        if NUMBER.fullmatch(text.strip()) and text not in missing:
            yield text


def _ask_scale(top: float) -> Question:
    field = "visit.pain_scale"
    options = tuple(Option(str(s), "constants", field, value=str(s)) for s in PainScale)
    text = f"On which scale was pain recorded? The highest value seen is {top:g}."
    return Question(0, field, text, options)
