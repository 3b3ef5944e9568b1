"""What keeps the mapping of one sheet from being carried out, in plain sentences."""

from collections import Counter
from collections.abc import Callable, Iterator

from vertebroplasty.errors import MappingError
from vertebroplasty.importing.dictionary import SOURCE_FILES, Kind
from vertebroplasty.importing.mapping.levels import read_levels
from vertebroplasty.importing.mapping.model import (
    DATE_ORDERS,
    DECIMAL_MARKS,
    EMPTY_VISITS,
    KEYS,
    ROW_UNITS,
    SheetMapping,
    Target,
)
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.sheet import DELIMITERS, ENCODINGS
from vertebroplasty.vocabulary import Timepoint

COLUMNS = {
    f"{source.name}.{column.name}": column for source in SOURCE_FILES for column in source.columns
}
"""The dictionary's columns by field."""

_OF_PATIENT = {"patient", "procedure", "new_fracture"}
_OF_PROCEDURE = {"procedure", "treated_level", "leak", "visit", "complication"}
_SCALE = "visit.pain_scale"
_LEAK = "treated_level.leak"


def tables_of(sheet: SheetMapping) -> set[str]:
    """Return the names of the tables that a sheet fills."""
    return {sheet.rows, *(target.table for target in sheet.targets if target.table)}


def fields_of(sheet: SheetMapping) -> set[str]:
    """Return the fields that a sheet fills, at any timepoint."""
    return {target.field for target in sheet.targets}


def procedure_key(sheet: SheetMapping) -> tuple[str, ...]:
    """Return the fields that tell one procedure of a sheet from another; none where none do."""
    fields = fields_of(sheet)
    choices = (("procedure_id",), ("patient_id", "procedure.procedure_date"), ("patient_id",))
    return next((choice for choice in choices if fields.issuperset(choice)), ())


def fills_procedures(sheet: SheetMapping) -> bool:
    """Whether a sheet says anything that belongs to a procedure."""
    return bool(tables_of(sheet) & _OF_PROCEDURE)


def allowed_texts(field: str) -> str:
    """Return what a code or a constant of a field must be; empty where any text may do."""
    if field == _LEAK:
        return "yes, no, or the levels that leaked"
    column = COLUMNS.get(field)
    if column and column.kind is Kind.TERM:
        return f"one of {', '.join(column.terms)}"
    return "vertebral levels" if column and column.kind is Kind.LEVEL else ""


def is_allowed(field: str, text: str) -> bool:
    """Whether a text may be a code's meaning, or a constant, of a field."""
    if field == _LEAK:
        return text in {"yes", "no"} or bool(read_levels(text))
    column = COLUMNS.get(field)
    if column and column.kind is Kind.TERM:
        return text in column.terms
    return bool(text.strip()) and (not allowed_texts(field) or bool(read_levels(text)))


def _one_of(what: str, given: str, legal: tuple[str, ...]) -> Iterator[str]:
    if given not in legal:
        listed = ", ".join("tab" if one == "\t" else one for one in legal)
        yield f"{what} is {shown(given)!r}, but must be one of: {listed}"


def _form(sheet: SheetMapping) -> Iterator[str]:
    yield from _one_of("rows", sheet.rows, ROW_UNITS)
    yield from _one_of("decimal", sheet.decimal, DECIMAL_MARKS)
    yield from _one_of("dates", sheet.dates, DATE_ORDERS)
    yield from _one_of("empty_visits", sheet.empty_visits, EMPTY_VISITS)
    yield from _one_of("encoding", sheet.dialect.encoding, ENCODINGS)
    yield from _one_of("delimiter", sheet.dialect.delimiter, DELIMITERS)
    if sheet.header_line < 1:
        yield f"header_line is {sheet.header_line}, but must be 1 or more"
    if not sheet.columns:
        yield "no column is mapped; at least one with the patient's or the procedure's key must be"


def _headings(sheet: SheetMapping) -> Iterator[str]:
    for heading, targets in sheet.columns.items():
        if not targets:
            yield f"column {shown(heading)!r} is mapped to no field; name one, or ignore the column"
        if heading in sheet.ignored:
            yield f"column {shown(heading)!r} is both mapped and ignored; one of them would do"
    for heading in sheet.codes:
        if heading not in sheet.columns:
            yield f"codes are given for {shown(heading)!r}, which is not mapped; drop them"
    for heading, texts in sheet.only.items():
        if not texts:
            yield f"only: no text is given for {shown(heading)!r}, so that no row would be read"


def _targets(sheet: SheetMapping) -> Iterator[str]:
    for target in dict.fromkeys(sheet.targets):
        try:
            known = Target.parse(str(target)) == target
        except MappingError as error:
            yield str(error)
            continue
        if not known or (target.field == "visit.timepoint" and target.timepoint):
            yield f"{shown(str(target))!r} contradicts itself; a field and one timepoint would do"
        if target.term and (target.field in KEYS or not is_allowed(target.field, target.term)):
            allowed = allowed_texts(target.field) or "left out for this field"
            yield f"{shown(str(target))!r}: the term of a tick box must be {allowed}"


def _conflicts(sheet: SheetMapping) -> Iterator[str]:
    counted = Counter(target for target in sheet.targets if target.field not in KEYS)
    for target, n in counted.items():
        plain = Target(target.field, target.timepoint)
        if n > 1:
            yield f"{target} is filled by {n} columns or constants; only keys may be put together"
        elif target.term and plain in counted:
            yield f"{plain} is filled by a column and by tick boxes; one of them would do"
        if target.field == "visit.date" and Target("visit.days_since", target.timepoint) in counted:
            yield f"{target} and visit.days_since say the same; one of them would do"


def _values(sheet: SheetMapping) -> Iterator[str]:
    for target, text in sheet.constants.items():
        if target.field in KEYS or target.term:
            yield f"{target} cannot be the same for every row; a column must fill it"
        elif not is_allowed(target.field, text):
            allowed = allowed_texts(target.field) or "filled in"
            yield f"constant {target} is {shown(text)!r}, but must be {allowed}"
    for heading, codes in sheet.codes.items():
        for target in sheet.columns.get(heading, ()):
            for text, meaning in codes.items():
                yield from _code(target, f"{shown(heading)!r}: {shown(text)!r}", meaning)


def _code(target: Target, place: str, meaning: str) -> Iterator[str]:
    """Refuse a code that the field cannot hold; the empty text means that nothing is known."""
    if target.term and meaning not in {"", "yes", "no"}:
        yield f"code {place} stands for {shown(meaning)!r}; of a tick box it must be yes or no"
    elif meaning and not target.term and not is_allowed(target.field, meaning):
        allowed = allowed_texts(target.field) or "filled in"
        yield f"code {place} stands for {shown(meaning)!r}, but {target} must be {allowed}"


def _keys(sheet: SheetMapping) -> Iterator[str]:
    tables = tables_of(sheet)
    if tables & _OF_PATIENT and "patient_id" not in fields_of(sheet):
        filled = ", ".join(sorted(tables & _OF_PATIENT))
        yield f"no column is patient_id, which rows of {filled} must have"
    elif fills_procedures(sheet) and not procedure_key(sheet):
        yield "no column says which procedure a row belongs to; map procedure_id or patient_id"


def _parts(sheet: SheetMapping) -> Iterator[str]:
    """Fields that a row of a table needs and that no other sheet can give it."""
    tables, fields = tables_of(sheet), fields_of(sheet)
    needed = {"complication": ("type",), "new_fracture": ("level", "day"), "leak": ("level",)}
    needed["treated_level"] = ("level",)
    if "procedure.birth_date" in fields and "procedure.procedure_date" not in fields:
        yield "procedure.birth_date needs procedure.procedure_date in another column; map that too"
    for table in sorted(tables & set(needed)):
        for column in needed[table]:
            derived = table == "leak" and fields & {_LEAK, "treated_level.level"}
            if f"{table}.{column}" not in fields and not derived:
                yield f"no column fills {table}.{column}, which a row of {table} must have"


def _visits(sheet: SheetMapping) -> Iterator[str]:
    targets, untimed = set(sheet.targets), Target("visit.timepoint")
    visits = [target for target in targets if target.table == "visit"]
    open_fields = sorted(
        {target.field for target in visits if not target.timepoint} - {"visit.timepoint", _SCALE}
    )
    if (open_fields or sheet.rows == "visit") and untimed not in targets:
        listed = ", ".join(open_fields) or "a row of visit"
        points = ", ".join(Timepoint)
        yield f"{listed}: of which visit? Map visit.timepoint, or add @ and one of {points}"
    for target in sorted(visits, key=str):
        scales = {Target(_SCALE), Target(_SCALE, target.timepoint)}
        if target.field == "visit.pain_raw" and not scales & targets:
            yield f"{target} needs its scale: map visit.pain_scale, or give it as a constant"


def _constants(sheet: SheetMapping) -> Iterator[str]:
    """A constant describes rows that columns make; alone it would make rows of nothing."""
    read = [target for targets in sheet.columns.values() for target in targets]
    filled = {sheet.rows, *(target.table for target in read)}
    if Target("patient_id") in read:
        filled.add("patient")  # a key makes rows of its own table: sex may be unknown for all
    for target in sheet.constants:
        if target.table and target.table not in filled:
            yield f"{target} is given as a constant, but no column fills {target.table}"


SHEET_CHECKS: tuple[Callable[[SheetMapping], Iterator[str]], ...] = (
    *(_form, _headings, _targets, _conflicts, _values, _constants, _keys, _parts, _visits),
)
