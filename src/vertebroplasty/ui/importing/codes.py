"""What the texts of a column stand for, where they are not the terms of its field themselves."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from vertebroplasty.importing.dictionary import Kind
from vertebroplasty.importing.mapping.levels import read_levels
from vertebroplasty.importing.mapping.model import SheetMapping
from vertebroplasty.importing.mapping.sheet_checks import COLUMNS
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview

LEAK = "treated_level.leak"
YES_NO = ("no", "yes")


class Coded(NamedTuple):
    """A column whose texts stand for terms: its heading, its field, the texts, and the terms."""

    heading: str
    field: str
    texts: tuple[str, ...]
    terms: tuple[str, ...]


def terms_of(field: str) -> tuple[str, ...]:
    """Return the terms that a field may hold; none where it holds something else."""
    if field == LEAK:
        return YES_NO
    column = COLUMNS.get(field)
    return column.terms if column and column.kind is Kind.TERM else ()


def coded_columns(sheet: SheetMapping, preview: SheetPreview) -> Iterator[Coded]:
    """Yield the columns some of whose texts are no term of their field.

    Parameters
    ----------
    sheet : SheetMapping
        How the sheet is read.
    preview : SheetPreview
        What stands in it.

    Yields
    ------
    Coded
        With the texts that need a code, in the order of how often they stand there.
    """
    missing = {text.casefold() for text in sheet.missing}
    for column in preview.columns:
        targets = sheet.columns.get(column.heading, ())
        terms = terms_of(targets[0].field) if len(targets) == 1 else ()
        if not terms or targets[0].term:
            continue
        field = targets[0].field
        texts = tuple(_unknown(column, field, terms, missing))
        if texts:
            yield Coded(column.heading, field, texts, terms)


def _unknown(
    column: ColumnPreview, field: str, terms: tuple[str, ...], missing: set[str]
) -> Iterator[str]:
    known = missing | {term.casefold() for term in terms}
    seen: set[str] = set()
    for text, _ in column.values:
        folded = text.strip().casefold()
        if not folded or folded in known | seen or (field == LEAK and read_levels(text)):
            continue
        seen.add(folded)
        yield text.strip()


def meaning_of(sheet: SheetMapping, heading: str, text: str) -> str | None:
    """Return what a text stands for by the codes; None when they do not say."""
    codes = {code.casefold(): meaning for code, meaning in sheet.codes.get(heading, {}).items()}
    return codes.get(text.casefold())


def with_code(sheet: SheetMapping, heading: str, text: str, meaning: str) -> SheetMapping:
    """Return a sheet's mapping in which a text of a column stands for a term.

    Parameters
    ----------
    sheet : SheetMapping
        As it was.
    heading : str
        The column.
    text : str
        What stands in its cells.
    meaning : str
        The term; the empty text when nothing is known then.

    Returns
    -------
    SheetMapping
        With the code.
    """
    codes = {**sheet.codes, heading: {**sheet.codes.get(heading, {}), text: meaning}}
    return replace(sheet, codes=codes)
