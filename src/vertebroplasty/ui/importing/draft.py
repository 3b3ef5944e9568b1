"""A mapping while a person edits it: every change gives a new one; nothing here knows a screen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vertebroplasty.importing.mapping.cells import TICKED, UNTICKED
from vertebroplasty.importing.mapping.checking import problems_of
from vertebroplasty.importing.mapping.model import Mapping, SheetMapping, Target
from vertebroplasty.importing.mapping.sheet_checks import fields_of
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview
from vertebroplasty.ui.importing.codes import LEAK, YES_NO, terms_of
from vertebroplasty.ui.importing.words import NOT_READ
from vertebroplasty.vocabulary import PainScale, Timepoint

ASSESSMENT = Target("treated_level.leak_assessment")
SCALE = Target("visit.pain_scale")
SEX = Target("patient.sex")


def choice_of(targets: Sequence[Target]) -> str:
    """Return what the wizard shows as a column's meaning: a field, or targets as written."""
    if not targets:
        return NOT_READ
    only = targets[0]
    if len(targets) == 1 and not (only.timepoint and only.term):
        return only.field
    return " + ".join(map(str, targets))


def context_of(targets: Sequence[Target]) -> str:
    """Return the visit, or the term of a tick box, that goes with a column's meaning."""
    return (targets[0].timepoint or targets[0].term) if len(targets) == 1 else ""


def contexts(field: str, column: ColumnPreview) -> tuple[str, ...]:
    """Return what may go with a field: visits, or the terms that a tick can stand for, or nothing.

    Parameters
    ----------
    field : str
        What the column means.
    column : ColumnPreview
        What stands in it: only where that may be ticks do they stand for anything.

    Returns
    -------
    tuple of str
        The empty text, that nothing does, is the first.
    """
    if field.startswith("visit."):
        return ("", *Timepoint) if field != "visit.timepoint" else ()
    terms = terms_of(field)
    texts = {text.strip().casefold() for text, _ in column.values}
    ticks = texts <= {*TICKED, *UNTICKED} and terms != YES_NO
    return ("", *terms) if terms and ticks else ()


def with_meaning(sheet: SheetMapping, heading: str, choice: str, context: str) -> SheetMapping:
    """Return a sheet's mapping with another meaning of one column.

    Parameters
    ----------
    sheet : SheetMapping
        As it was.
    heading : str
        The column.
    choice : str
        A field, `NOT_READ`, or the targets it had as `choice_of` writes them.
    context : str
        One of the field's `contexts`.

    Returns
    -------
    SheetMapping
        A column that is not read is ignored on purpose; codes go when the field does.
    """
    before = sheet.columns.get(heading, ())
    if (choice_of(before), context_of(before)) == (choice, context) and before:
        return sheet
    columns = {name: targets for name, targets in sheet.columns.items() if name != heading}
    ignored = tuple(name for name in sheet.ignored if name != heading)
    keeps_codes = choice_of(before) == choice
    codes = {name: texts for name, texts in sheet.codes.items() if name != heading or keeps_codes}
    if choice == NOT_READ:
        return replace(sheet, columns=columns, ignored=(*ignored, heading), codes=codes)
    timed = choice.startswith("visit.")
    target = Target(choice, context if timed else "", "" if timed else context)
    return replace(sheet, columns={**columns, heading: (target,)}, ignored=ignored, codes=codes)


def with_constant(sheet: SheetMapping, target: Target, value: str) -> SheetMapping:
    """Return a sheet's mapping with a constant; the empty text takes it away."""
    constants = {one: text for one, text in sheet.constants.items() if one != target}
    return replace(sheet, constants={**constants, target: value} if value else constants)


def constants_asked(mapping: Mapping, sheet: SheetMapping) -> dict[Target, tuple[str, ...]]:
    """Return what a person must say of every row of a sheet because no column does.

    Parameters
    ----------
    mapping : Mapping
        All sheets.
    sheet : SheetMapping
        One of them.

    Returns
    -------
    dict of Target to tuple of str
        The terms of each: pain scale, how leakage was looked for, sex; and the constants that the
        sheet has already.
    """
    here, columns = fields_of(sheet), {t for several in sheet.columns.values() for t in several}
    everywhere = {field for one in mapping.sheets for field in _mapped(one)}
    asked = {target: terms_of(target.field) for target in sheet.constants}
    scaled = SCALE in columns or any(target.field == SCALE.field for target in sheet.constants)
    if "visit.pain_raw" in here and not scaled:
        asked[SCALE] = tuple(PainScale)
    if "treated_level.level" in here and _leaks(mapping) and ASSESSMENT.field not in everywhere:
        asked[ASSESSMENT] = terms_of(ASSESSMENT.field)
    if "patient_id" in here and SEX.field not in everywhere:
        asked[SEX] = terms_of(SEX.field)
    return asked


def _mapped(sheet: SheetMapping) -> Iterator[str]:
    return (target.field for targets in sheet.columns.values() for target in targets)


def _leaks(mapping: Mapping) -> bool:
    fields = {field for sheet in mapping.sheets for field in _mapped(sheet)}
    return any(field == LEAK or field.startswith("leak.") for field in fields)


def preview_of(sheet: SheetMapping, previews: Sequence[SheetPreview]) -> SheetPreview | None:
    """Return the first sheet that a mapping reads: of its name, with all its headings."""
    return next((preview for preview in previews if _reads(sheet, preview)), None)


def unread(mapping: Mapping, previews: Sequence[SheetPreview]) -> tuple[SheetPreview, ...]:
    """Return the sheets that no part of a mapping reads."""
    return tuple(
        preview
        for preview in previews
        if not any(_reads(sheet, preview) for sheet in mapping.sheets)
    )


def _reads(sheet: SheetMapping, preview: SheetPreview) -> bool:
    return sheet.sheet in ("", preview.name) and {*sheet.columns, *sheet.only} <= {*preview.header}


def with_sheet(mapping: Mapping, number: int, sheet: SheetMapping) -> Mapping:
    """Return a mapping with one of its sheets, counted from 0, exchanged."""
    sheets = [*mapping.sheets]
    sheets[number] = sheet
    return replace(mapping, sheets=tuple(sheets))


def problems(mapping: Mapping) -> tuple[str, ...]:
    """Return what keeps a mapping from being carried out."""
    if not mapping.sheets:
        return ("no sheet is read; read at least one",)
    return problems_of(mapping)
