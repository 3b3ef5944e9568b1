"""What the values of a column look like."""

import re

from vertebroplasty.importing.dictionary import Kind
from vertebroplasty.importing.mapping.cell_words import MISSING_NUMBERS, REDCAP_MISSING, TERMS
from vertebroplasty.importing.mapping.headings import is_missing, read_term
from vertebroplasty.importing.mapping.levels import read_levels
from vertebroplasty.importing.mapping.sheet_checks import COLUMNS
from vertebroplasty.importing.sources.preview import ColumnPreview
from vertebroplasty.vocabulary import VertebralLevel

_PLACE = re.compile(r"\d{1,2}", re.ASCII)
NUMBER = re.compile(r"[-+]?\d{1,6}(?:[.,]\d+)?", re.ASCII)
DATE = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[ T].*)?", re.ASCII)
_PARTS = re.compile(r"[/;|+\n]")
"""What parts the values of a row's levels in one cell; as in `mapped_cells.sql`."""
_UNREADABLE = "?"
"""A mark that can be no value, so that it may be taken for "not known" where none was seen."""
NUMBERS = {Kind.WHOLE, Kind.DECIMAL, Kind.PAIN}
CODES_ASKED = 20
"""Different texts that are asked about, at most."""


def kind_of(name: str) -> Kind:
    """Return how the cells of a field are read."""
    if name in {"procedure.birth_date", "visit.date"}:
        return Kind.DATE
    return COLUMNS[name].kind if name in COLUMNS else Kind.TEXT


def is_unknown(text: str) -> bool:
    """Whether a text is a word, a mark or a code of REDCap for what is not known."""
    return is_missing(text) or text.strip() in REDCAP_MISSING


def known_texts(column: ColumnPreview) -> list[str]:
    """Return the texts of a column that are no word for "not known"."""
    return [text for text, _ in column.values if not is_unknown(text)]


def parts_of(name: str, text: str) -> list[str]:
    """Return the values of a text: of a level, it may hold one for each of its row's levels."""
    if name.startswith(("treated_level.", "leak.")) and not is_missing(text):
        return [part.strip() for part in _PARTS.split(text)]
    return [text.strip()]


def missing_texts(column: ColumnPreview, name: str) -> tuple[str, ...]:
    """Return the texts of a field's column that mean "not known", alone or beside a value."""
    is_one = is_missing if kind_of(name) is Kind.TEXT else is_unknown
    parts = [part for text, _ in column.values for part in parts_of(name, text)]
    if name.startswith("treated_level.") and column.distinct > len(column.values):
        parts.append(_UNREADABLE)  # in a list of a row that was not looked at
    return tuple(dict.fromkeys(part for part in parts if part and is_one(part)))


def are_level_codes(column: ColumnPreview) -> bool:
    """Whether a column holds nothing but numbers that may be places of levels, counted from C1."""
    texts = [text.strip() for text in known_texts(column)]
    is_place = (bool(_PLACE.fullmatch(t)) and 1 <= int(t) <= len(VertebralLevel) for t in texts)
    return bool(texts) and all(is_place)


def is_readable(name: str, text: str) -> bool:
    """Whether a text can be a value of a field."""
    if name in TERMS:
        is_leak = name == "treated_level.leak" and bool(read_levels(text))
        return is_leak or text.strip() in {"+", "-"} or bool(read_term(name, text))
    kind = kind_of(name)
    if kind in NUMBERS:
        each = [part for part in parts_of(name, text) if not is_unknown(part)]
        return bool(each) and all(NUMBER.fullmatch(part) for part in each)
    if kind is Kind.DATE:
        return bool(DATE.fullmatch(text.strip()))
    return kind is not Kind.LEVEL or bool(read_levels(text))


def share(name: str, column: ColumnPreview) -> float:
    """Return the share of a column's known values that a field can hold; 1 when it has none."""
    known = [(text, n) for text, n in column.values if not is_unknown(text)]
    total = sum(n for _, n in known)
    return sum(n for text, n in known if is_readable(name, text)) / total if total else 1


def is_all(name: str, column: ColumnPreview) -> bool:
    """Whether a column has enough values to tell, and a field can hold them all."""
    texts = known_texts(column)
    enough = 2 if name == "patient.sex" else 1
    return len(texts) >= enough and all(is_readable(name, text) for text in texts)


def is_coded(column: ColumnPreview) -> bool:
    """Whether a column holds a few small numbers that may stand for terms."""
    texts = known_texts(column)
    return len(texts) <= CODES_ASKED and all(len(text) <= 2 and text.isdigit() for text in texts)


def missing_numbers(column: ColumnPreview, name: str) -> list[str]:
    """Return the numbers of a column that lie outside its field and often mean "not known"."""
    low, high = COLUMNS[name].bounds
    numbers = {text: number_of(text) for text, _ in column.values if NUMBER.fullmatch(text.strip())}
    if kind_of(name) is Kind.PAIN:
        usual = [n for text, n in numbers.items() if text.strip() not in MISSING_NUMBERS]
        low, high = 0, 100 if any(n > 10 for n in usual) else 10
    outside = [text for text, number in numbers.items() if not low <= number <= high]
    return [text for text in outside if text.strip() in MISSING_NUMBERS]


def number_of(text: str) -> float:
    """Return a number written with either decimal mark."""
    return float(text.strip().replace(",", "."))
