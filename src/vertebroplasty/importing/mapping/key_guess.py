"""Which column tells the patients of a sheet apart, where no heading says it for sure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vertebroplasty.importing.mapping.column_guess import ColumnGuess
from vertebroplasty.importing.mapping.headings import read_heading
from vertebroplasty.importing.mapping.model import KEYS, Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.mapping.words import CASES, fold
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview

PATIENT, PROCEDURE = (Target(key) for key in KEYS)
_FIRST_COLUMNS = 3
_NEARLY = 0.8
_CODE = re.compile(r"(?=.*\d)[A-Za-z]{0,8}[-_/. ]?\d{0,12}(?:[-_/][A-Za-z0-9]{1,8})?", re.ASCII)


def with_asked_key(
    preview: SheetPreview, guesses: Sequence[ColumnGuess]
) -> tuple[ColumnGuess, ...]:
    """Return the guesses of a sheet's columns; where none is the patient's key, one may be asked.

    Parameters
    ----------
    preview : SheetPreview
        The sheet.
    guesses : sequence of ColumnGuess
        What its columns mean, in its order.

    Returns
    -------
    tuple of ColumnGuess
        With a question at the first column that numbers cases, else at the first of the leftmost
        columns that holds a code of its own in nearly every row.
    """
    targets = {guess.target for guess in guesses}
    if PATIENT in targets:
        return tuple(guesses)
    cases = [guess for guess in guesses if guess.target == PROCEDURE and _is_case(guess.heading)]
    if not cases and PROCEDURE not in targets:
        pairs = list(zip(preview.columns, guesses, strict=True))[:_FIRST_COLUMNS]
        cases = [guess for column, guess in pairs if _is_free(guess) and _is_code(preview, column)]
    return tuple(_asked(guess) if guess in cases[:1] else guess for guess in guesses)


def _is_case(heading: str) -> bool:
    return any(word in fold(heading) for word in CASES.split(", "))


def _is_free(guess: ColumnGuess) -> bool:
    """Whether nothing is known of a column: least of all that it identifies a person."""
    known = guess.target or guess.questions or guess.is_ignored
    return not known and not read_heading(guess.heading).field


def _is_code(preview: SheetPreview, column: ColumnPreview) -> bool:
    is_filled = column.filled >= _NEARLY * preview.rows_in > 0
    texts = [text.strip() for text, _ in column.values]
    is_own = column.distinct >= _NEARLY * column.filled
    return is_filled and is_own and all(_CODE.fullmatch(text) for text in texts)


def _asked(guess: ColumnGuess) -> ColumnGuess:
    heading = guess.heading
    options = [Option("yes", "columns", heading, value=PATIENT.field)]
    if guess.target:
        both = "yes, and each has one procedure"
        options.append(Option(both, "keys", heading))
        options.append(Option("no: the procedures", "columns", heading, value=PROCEDURE.field))
    options.append(Option("no: not read", "ignored", heading))
    question = Question(
        0, heading, f"Does {shown(heading)!r} tell the patients apart?", (*options,)
    )
    reason = "may tell the patients apart; asked; must be a pseudonym"
    return replace(guess, target=None, reason=reason, questions=(question,))
