"""What the columns of a REDCap export mean: its own columns, tick boxes, and all others."""

import re

from vertebroplasty.importing.mapping.cell_words import REDCAP_MISSING, TERMS
from vertebroplasty.importing.mapping.column_guess import (
    NOT_READ,
    ColumnGuess,
    ask_visit,
    guess_column,
)
from vertebroplasty.importing.mapping.headings import read_heading, read_term
from vertebroplasty.importing.mapping.model import Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.mapping.words import fold
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview

EVENT = ("redcap event name", "event name")
INSTRUMENT = ("redcap repeat instrument", "repeat instrument")
_SYSTEM = re.compile(
    r"redcap .*|event name|repeat instrument|repeat instance|data access group|survey identifier"
    r"|survey timestamp|.* (complete|timestamp)|complete"
)
_TICK_BOX = re.compile(r"(?P<raw>.+?)___(?P<code>\w+)|(?P<label>.+) \(choice=(?P<choice>.+)\)")


def is_redcap(preview: SheetPreview) -> bool:
    """Whether a sheet is an export of REDCap, raw or with labels, by its headings."""
    folded = [fold(heading) for heading in preview.header]
    if any(name.startswith("redcap ") or name in INSTRUMENT for name in folded):
        return True
    ticks = sum(bool(_TICK_BOX.fullmatch(heading)) for heading in preview.header)
    forms = sum(name.endswith(" complete") or name == "complete" for name in folded)
    return ticks > 0 or forms > 0


def prefixes_of(preview: SheetPreview, instrument: str) -> frozenset[str]:
    """Return the initials of repeating instruments, with which names of their fields may begin.

    Parameters
    ----------
    preview : SheetPreview
        The export.
    instrument : str
        Heading under which the instruments stand; empty when there are none.

    Returns
    -------
    frozenset of str
        Such as ``tl`` for ``treated_level``; none for an instrument of one word.
    """
    texts = [t for c in preview.columns if c.heading == instrument for t, _ in c.values]
    initials = ("".join(word[0] for word in fold(text).split()) for text in texts)
    return frozenset(one for one in initials if len(one) > 1)


def _name_of(field: str, prefixes: frozenset[str]) -> str:
    first, _, rest = fold(field).partition(" ")
    return rest if rest and first in prefixes else field


def guess_export_column(
    column: ColumnPreview, has_events: bool, prefixes: frozenset[str]
) -> ColumnGuess:
    """Return what a column may mean; with events, these tell the visits."""
    if match := _TICK_BOX.fullmatch(column.heading):
        return _tick_box(column, match, prefixes)
    if _SYSTEM.fullmatch(fold(column.heading)):
        return ColumnGuess(column.heading, None, "REDCap's own column; not a value", True)
    guess = guess_column(column, _name_of(column.heading, prefixes))
    is_visit = guess.target and guess.target.table == "visit" and not guess.target.timepoint
    if guess.target and is_visit and not has_events and guess.target.column != "pain_scale":
        return ask_visit(column, guess.target.field)
    return guess


def _tick_box(column: ColumnPreview, match: re.Match[str], prefixes: frozenset[str]) -> ColumnGuess:
    heading, choice = column.heading, match["code"] or match["choice"]
    field = read_heading(_name_of(match["raw"] or match["label"], prefixes)).field
    if field not in TERMS or choice.upper() in REDCAP_MISSING:
        return ColumnGuess(heading, None, f"a tick box that is not recognised; {NOT_READ}", True)
    if term := read_term(field, choice):
        return ColumnGuess(heading, Target(field, term=term), f"a tick box: {field} is {term}")
    options = [Option(t, "columns", heading, "", f"{field} = {t}") for t in TERMS[field]]
    options.append(Option("none of them: not read", "ignored", heading))
    text = f"What does a tick under {shown(heading)!r} stand for?"
    question = Question(0, heading, text, tuple(options))
    return ColumnGuess(heading, None, f"a tick box of {field}; asked", questions=(question,))
