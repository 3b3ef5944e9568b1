"""What a guess leaves to a person: questions, and the mapping that an answer makes."""

from dataclasses import dataclass, replace

from vertebroplasty.importing.mapping.model import Mapping, SheetMapping, Target


@dataclass(frozen=True, slots=True)
class Option:
    """An answer, and what it changes in the mapping.

    Attributes
    ----------
    label : str
        The answer, for people.
    part : str
        What it sets in the sheet's mapping: ``columns``, ``ignored``, ``constants``, ``codes``,
        ``dates`` or ``decimal``; ``event``: a REDCap event read as a visit; ``keys``: the patient's
        column taken for the procedure's too; ``nature``: the dataset's; empty: nothing.
    key : str
        The heading, or the constant's target.
    cell : str
        The cell's text, of a code.
    value : str
        What is set.
    codes : tuple of (str, str)
        Of a column: what its texts stand for.
    """

    label: str
    part: str = ""
    key: str = ""
    cell: str = ""
    value: str = ""
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the owner of a sheet can know.

    Attributes
    ----------
    sheet : int
        Place of the sheet's mapping in the mapping, from 0; -1 for the dataset as a whole.
    subject : str
        The heading or the field that is asked about.
    text : str
        The question, one sentence.
    options : tuple of Option
        The answers.
    """

    sheet: int
    subject: str
    text: str
    options: tuple[Option, ...]


def answered(mapping: Mapping, question: Question, option: Option) -> Mapping:
    """Return a mapping with a question answered.

    Parameters
    ----------
    mapping : Mapping
        As it was guessed, or after other answers.
    question : Question
        One of the guess.
    option : Option
        One of the question's.

    Returns
    -------
    Mapping
        The mapping with what the option sets.
    """
    if question.sheet < 0:
        return replace(mapping, nature=option.value) if option.part == "nature" else mapping
    sheets = list(mapping.sheets)
    sheets[question.sheet] = _changed(sheets[question.sheet], option)
    return replace(mapping, sheets=tuple(sheets))


def _changed(sheet: SheetMapping, option: Option) -> SheetMapping:
    key, value = option.key, option.value
    if option.part == "columns":
        return _mapped(sheet, key, (Target.parse(value),), dict(option.codes))
    if option.part == "keys":
        return _mapped(sheet, key, (Target("patient_id"), Target("procedure_id")), {})
    if option.part == "ignored":
        return _ignored(sheet, key)
    changed: dict[str, object] = {}
    if option.part == "constants":
        changed["constants"] = {**sheet.constants, Target.parse(key): value}
    if option.part in ("codes", "event"):
        changed["codes"] = {**sheet.codes, key: {**sheet.codes.get(key, {}), option.cell: value}}
    if option.part == "event":
        changed["only"] = {**sheet.only, key: (*sheet.only.get(key, ()), option.cell)}
    if option.part in ("dates", "decimal"):
        changed[option.part] = value
    return replace(sheet, **changed)  # type: ignore[arg-type]


def _mapped(
    sheet: SheetMapping, heading: str, targets: tuple[Target, ...], codes: dict[str, str]
) -> SheetMapping:
    return replace(
        sheet,
        columns={**sheet.columns, heading: targets},
        ignored=tuple(one for one in sheet.ignored if one != heading),
        codes={**sheet.codes, **({heading: codes} if codes else {})},
    )


def _ignored(sheet: SheetMapping, heading: str) -> SheetMapping:
    return replace(
        sheet,
        columns={one: targets for one, targets in sheet.columns.items() if one != heading},
        ignored=tuple(dict.fromkeys((*sheet.ignored, heading))),
        codes={one: codes for one, codes in sheet.codes.items() if one != heading},
    )
