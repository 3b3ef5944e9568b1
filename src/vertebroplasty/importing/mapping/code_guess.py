"""What the texts of a column stand for, and what is asked about them."""

from collections.abc import Iterator

from vertebroplasty.importing.mapping.cell_words import TERMS
from vertebroplasty.importing.mapping.column_values import (
    CODES_ASKED,
    NUMBERS,
    is_unknown,
    kind_of,
    known_texts,
    missing_numbers,
)
from vertebroplasty.importing.mapping.headings import read_term
from vertebroplasty.importing.mapping.levels import read_levels
from vertebroplasty.importing.mapping.model import Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.mapping.words import fold
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import ColumnPreview

_SEX = "patient.sex"
_LEAK = "treated_level.leak"


def codes_of(column: ColumnPreview, name: str) -> Iterator[tuple[str, str]]:
    """Yield what the texts of a field's column stand for, where that shows."""
    if name not in TERMS:
        return
    texts = [text.strip() for text, _ in column.values]
    yes_no = set(TERMS[name]) == {"yes", "no"}
    # In Spanish and French H is a man; beside it M is a woman, or not.
    unsure = {"h", "m"} if name == _SEX and {"h", "m"} <= set(map(fold, texts)) else set()
    for text in texts:
        term = "" if fold(text) in unsure else read_term(name, text)
        if yes_no and "+" in texts and text in {"+", "-"}:
            term = "yes" if text == "+" else "no"
        if name == _SEX and is_unknown(text):
            term = "unknown"
        # A term such as unknown must say so itself: the sheet may have the word for "not known".
        if term and (term.casefold() != text.casefold() or is_unknown(text)):
            yield text, term


def term_questions(
    column: ColumnPreview, target: Target, codes: dict[str, str]
) -> Iterator[Question]:
    """Yield a question about each text of a column that is no term of its field."""
    name, heading = target.field, column.heading
    if name not in TERMS:
        return
    for text in known_texts(column)[:CODES_ASKED]:
        known = text.strip() in codes or text.casefold() in map(str.casefold, TERMS[name])
        if known or (name == _LEAK and read_levels(text)):
            continue
        options = [Option(term, "codes", heading, text, term) for term in TERMS[name]]
        options.append(Option("not known", "codes", heading, text, ""))
        asked = f"What does {shown(text)!r} under {shown(heading)!r} stand for?"
        yield Question(0, heading, asked, tuple(options))


def number_questions(column: ColumnPreview, target: Target) -> Iterator[Question]:
    """Yield a question about each number of a column that may mean "not known"."""
    if kind_of(target.field) not in NUMBERS:
        return
    heading, suspects = column.heading, missing_numbers(column, target.field)
    for text in suspects:
        options = (
            Option("yes: not known", "codes", heading, text, ""),
            Option("no: a value", ""),
        )
        asked = f"Does {shown(text)!r} under {shown(heading)!r} mean that nothing is known?"
        yield Question(0, heading, asked, options)
