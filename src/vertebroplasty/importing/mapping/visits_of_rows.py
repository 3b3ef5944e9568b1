"""The visits of a row: several in columns of their own timepoint, or the one that the row is."""

from vertebroplasty.importing.dictionary import VISIT
from vertebroplasty.importing.mapping.cells import value
from vertebroplasty.importing.mapping.parts import Part
from vertebroplasty.importing.places import pack
from vertebroplasty.vocabulary import Timepoint

VALUES = ("pain_raw", "odi", "rdq", "ambulation", "reported_relief")
"""What a visit records."""

_OWN = ""


def timepoints_of(part: Part) -> tuple[str, ...]:
    """Return the timepoints that have columns of their own, and the empty text for the row's."""
    columns = {
        cell.target.timepoint for cell in part.cells if _is_column_of_visit(part, cell.number)
    }
    named = tuple(str(timepoint) for timepoint in Timepoint if timepoint in columns)
    return (*named, _OWN) if part.all_of("visit.timepoint") else named


def _is_column_of_visit(part: Part, number: int) -> bool:
    cell = part.cells[number - 1]
    return bool(cell.heading) and cell.target.table == "visit"


def slot_of(timepoint: str) -> int:
    """Return the place of a visit within its row: 0 for the row's own."""
    return Timepoint(timepoint).code if timepoint else 0


def field_at(part: Part, column: str, timepoint: str) -> str:
    """Return the SQL of a visit's field; what has no timepoint may hold for each of the row's.

    Parameters
    ----------
    part : Part
        Whose rows.
    column : str
        A column of ``visit``, or ``date``.
    timepoint : str
        One of `timepoints_of`.
    """
    if part.all_of(f"visit.{column}", timepoint) or not _holds_for_all(part, column):
        return value(part, f"visit.{column}", timepoint)
    return value(part, f"visit.{column}")


def _holds_for_all(part: Part, column: str) -> bool:
    cells = part.all_of(f"visit.{column}")
    return column == "pain_scale" or any(not cell.heading for cell in cells)


def visits(part: Part, slot: int, is_merged: bool) -> str:
    """Return the SELECT of the visits of a part's rows.

    Parameters
    ----------
    part : Part
        Whose rows.
    slot : int
        First slot of the part.
    is_merged : bool
        Whether other rows may tell of the same visit: then only a status that is written down is
        taken from each, and the rest follows once they are merged.
    """
    return " UNION ALL ".join(
        _visit(part, timepoint, slot, is_merged) for timepoint in timepoints_of(part)
    )


def _visit(part: Part, timepoint: str, slot: int, is_merged: bool) -> str:
    place = pack(part.sheet.number, "line", str(slot + slot_of(timepoint)))
    pain, scale = (field_at(part, name, timepoint) for name in ("pain_raw", "pain_scale"))
    special = {
        "procedure_id": "procedure_id",
        "timepoint": f"'{timepoint}'" if timepoint else value(part, "visit.timepoint"),
        "days_since": _days_since(part, timepoint),
        "pain_scale": f"CASE WHEN {pain} IS NOT NULL THEN {scale} END",
        "status": _status(part, timepoint, is_merged),
    }
    columns = (
        f"{special.get(name) or field_at(part, name, timepoint)} AS {name}"
        for name in VISIT.column_names
    )
    return (
        f"SELECT {place} AS line, {', '.join(columns)}, NULL::TEXT AS level_name"
        f" FROM {visit_rows(part)} WHERE {is_made(part, timepoint)}"
    )


def visit_rows(part: Part) -> str:
    """Return the SQL of a part's rows with ``treated_on``, the date of their procedure."""
    if part.rows == "procedure" or not _has_dates(part):
        return (
            f"(SELECT *, {value(part, 'procedure.procedure_date')} AS treated_on FROM {part.table})"
        )
    return (
        f"(SELECT part.*, known.treated_on FROM {part.table} AS part LEFT JOIN"
        " (SELECT procedure_id, min(procedure_date) AS treated_on FROM procedure GROUP BY ALL)"
        " AS known USING (procedure_id))"
    )


def _has_dates(part: Part) -> bool:
    return any(cell.target.field == "visit.date" for cell in part.cells)


def _days_since(part: Part, timepoint: str) -> str:
    days, date = (field_at(part, name, timepoint) for name in ("days_since", "date"))
    return f"coalesce({days}, CAST(day_of({date}) - day_of(treated_on) AS TEXT))"


def _status(part: Part, timepoint: str, is_merged: bool) -> str:
    said, recorded = _said_status(part, timepoint), has_values(part, timepoint)
    fixed = "NULL::TEXT" if said != "NULL::TEXT" else field_at(part, "status", timepoint)
    if is_merged:
        return f"coalesce({said}, CASE WHEN {recorded} THEN {fixed} END)"
    seen = f"coalesce({fixed}, 'completed')"
    return f"coalesce({said}, CASE WHEN {recorded} THEN {seen} ELSE 'missed' END)"


def _said_status(part: Part, timepoint: str) -> str:
    columns = [cell for cell in part.all_of("visit.status", timepoint) if cell.heading]
    return value(part, "visit.status", timepoint) if columns else "NULL::TEXT"


def has_values(part: Part, timepoint: str) -> str:
    """Return the SQL of whether a row says anything of a visit; a date says that it was made."""
    cells = [
        cell.value
        for name in (*VALUES, "days_since", "date")
        for cell in part.all_of(f"visit.{name}", timepoint)
        if cell.heading
    ]
    return f"coalesce({', '.join(cells)}) IS NOT NULL" if cells else "false"


def is_made(part: Part, timepoint: str) -> str:
    """Return the SQL of whether a row makes a visit."""
    made = f"({has_values(part, timepoint)} OR {_said_status(part, timepoint)} IS NOT NULL"
    if part.mapping.empty_visits == "missed" and timepoint != Timepoint.BASELINE:
        own = f"{value(part, 'visit.timepoint')} <> '{Timepoint.BASELINE}'"
        made += " OR true" if timepoint else f" OR {own}"
    return f"{made})"
