"""A first mapping of a hospital's own sheets, to be confirmed by a person."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace

from vertebroplasty.importing.mapping.model import Mapping, Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.mapping.redcap import guess_redcap
from vertebroplasty.importing.mapping.redcap_columns import is_redcap
from vertebroplasty.importing.mapping.sheet_checks import fields_of, fills_procedures, procedure_key
from vertebroplasty.importing.mapping.sheet_guess import (
    SheetGuess,
    guess_columns,
    guess_own,
    guess_sheet,
    own_table,
)
from vertebroplasty.importing.mapping.words import fold
from vertebroplasty.importing.sources.preview import SheetPreview
from vertebroplasty.vocabulary import LeakAssessment, Nature

Reasons = dict[tuple[int, str], str]
_Reason = tuple[tuple[int, str], str]
_LONGEST_NAME = 64
_ASSESSED = "treated_level.leak_assessment"


@dataclass(frozen=True)
class Guess:
    """A mapping that was guessed from headings and values.

    Attributes
    ----------
    mapping : Mapping
        What is proposed.
    questions : tuple of Question
        What is never guessed; `questions.answered` puts an answer into the mapping.
    reasons : mapping of (int, str) to str
        By place of the preview, from 0, and heading: why a column is read so, or is not. With the
        empty heading: why a whole sheet is not read.
    previews : tuple of int
        For each of the mapping's sheets the place of the preview that it was guessed from.
    """

    mapping: Mapping
    questions: tuple[Question, ...]
    reasons: Map[tuple[int, str], str]
    previews: tuple[int, ...]


def guess(previews: Sequence[SheetPreview], name: str) -> Guess:
    """Guess how some sheets are read.

    Parameters
    ----------
    previews : sequence of SheetPreview
        What stands in the sheets.
    name : str
        What the dataset is to be called, or the name of its file.

    Returns
    -------
    Guess
        The mapping, and what must be asked.
    """
    reasons: Reasons = {}
    found: list[SheetGuess] = []
    places: list[int] = []
    for place, preview in enumerate(previews):
        sheet = preview.name if len(previews) > 1 else ""
        guessed = _guess_preview(preview, sheet, place, reasons)
        found += guessed
        places += [place] * len(guessed)
    slug = "-".join(fold(name).split()).encode("ascii", "ignore").decode()[:_LONGEST_NAME]
    sheets = tuple(one.mapping for one in found)
    mapping = Mapping(slug.strip("-") or "dataset", name, Nature.CLINICAL.value, "", sheets)
    asked = [replace(q, sheet=i) for i, one in enumerate(found) for q in one.questions]
    return Guess(mapping, (*asked, *_of_whole(mapping)), reasons, tuple(places))


def _guess_preview(
    preview: SheetPreview, sheet: str, place: int, reasons: Reasons
) -> list[SheetGuess]:
    if source := own_table(preview):
        for heading in preview.header:
            own = (
                "derived from pain_raw; it is not read" if heading == "vas" else "the dictionary's"
            )
            reasons[place, heading] = own
        return [guess_own(preview, source, sheet)]
    if is_redcap(preview):
        guesses, why = guess_redcap(preview, sheet)
        reasons.update(_reasons(preview, place, why))
        return guesses
    columns = guess_columns(preview)
    reasons.update(_reasons(preview, place, {one.heading: one.reason for one in columns}))
    guessed = guess_sheet(preview, columns, sheet)
    if not guessed:
        reasons[place, ""] = "its columns do not look like a table of patients; it is not read"
    return [guessed] if guessed else []


def _reasons(preview: SheetPreview, place: int, why: Map[str, str]) -> Iterator[_Reason]:
    """Yield the reasons by place and heading; with how much was looked at, where not all was."""
    for column in preview.columns:
        seen, reason = len(column.values), why[column.heading]
        if column.distinct > seen:
            reason += f" (only the {seen} most frequent of {column.distinct} texts were looked at)"
        yield (place, column.heading), reason


def _of_whole(mapping: Mapping) -> Iterator[Question]:
    natures = tuple(Option(n.warning or "patients", "nature", value=n.value) for n in Nature)
    yield Question(-1, "nature", "What are the rows?", natures)
    fields = {field for sheet in mapping.sheets for field in fields_of(sheet)}
    keyed = [i for i, sheet in enumerate(mapping.sheets) if "patient_id" in fields_of(sheet)]
    if keyed and "patient.sex" not in fields:
        unknown = Option("unknown for every row", "constants", "patient.sex", value="unknown")
        yield Question(keyed[0], "patient.sex", "No column says the sex.", (unknown,))
    yield from _assessment(mapping, fields)
    keys = {procedure_key(sheet) for sheet in mapping.sheets if fills_procedures(sheet)}
    if len(keys) > 1 and ("procedure_id",) not in keys:
        yield from _one_procedure(mapping)


def _assessment(mapping: Mapping, fields: set[str]) -> Iterator[Question]:
    """Ask how leakage was looked for: without an answer, no leak means nothing (ADR 0002)."""
    if _ASSESSED in fields or not any(
        f.startswith(("leak.", "treated_level.leak")) for f in fields
    ):
        return
    options = tuple(
        Option(str(term), "constants", _ASSESSED, value=str(term))
        for term in LeakAssessment
        if term is not LeakAssessment.NOT_LOOKED_FOR
    )
    for place, sheet in enumerate(mapping.sheets):
        if "treated_level.level" in fields_of(sheet):
            asked = "How was leakage looked for at every treated level of this sheet?"
            yield Question(place, _ASSESSED, asked, options)


def _one_procedure(mapping: Mapping) -> Iterator[Question]:
    for place, sheet in enumerate(mapping.sheets):
        for heading, targets in sheet.columns.items():
            if Target("patient_id") in targets and fills_procedures(sheet):
                both = Option("yes", "keys", heading)
                text = (
                    "Has each patient one procedure only? Its sheets have no other key in common."
                )
                yield Question(place, heading, text, (both,))
