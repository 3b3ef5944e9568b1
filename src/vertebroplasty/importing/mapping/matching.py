"""Which parts of a mapping read which sheets, and whether they can."""

from collections.abc import Iterator, Sequence

from vertebroplasty.errors import MappingError
from vertebroplasty.importing.mapping.model import KEYS, Mapping, SheetMapping, Target
from vertebroplasty.importing.mapping.parts import Part, level_cells, slots_of
from vertebroplasty.importing.sources.matching import reads
from vertebroplasty.importing.sources.sheet import Sheet
from vertebroplasty.vocabulary import VertebralLevel


def matching(sheet: Sheet, mapping: Mapping) -> tuple[SheetMapping, ...]:
    """Return the parts of a mapping that read a sheet: of its name, with their headings in it."""
    return tuple(part for part in mapping.sheets if reads(part, sheet.name, sheet.header))


def parts_of(sheets: Sequence[Sheet], mapping: Mapping) -> tuple[Part, ...]:
    """Return every sheet with every part of the mapping that reads it.

    Parameters
    ----------
    sheets : sequence of Sheet
        The staged sheets.
    mapping : Mapping
        How they are read.

    Returns
    -------
    tuple of Part
        In the order of the sheets.

    Raises
    ------
    MappingError
        If a part of the mapping cannot be carried out.
    """
    pairs = [(sheet, one) for sheet in sheets for one in matching(sheet, mapping)]
    parts = tuple(Part(number, sheet, one) for number, (sheet, one) in enumerate(pairs, 1))
    for part in parts:
        for reason in (*_without_keys(part), *_without_place(part), *_too_many(part, parts)):
            raise MappingError(f"{part.sheet.label}, rows: {part.rows}: {reason}")
    return parts


def _without_keys(part: Part) -> Iterator[str]:
    if not part.all_of("patient_id") and part.fills & {"patient", "new_fracture"}:
        yield "no column is the patient_id"
    if part.fills - {"patient", "new_fracture"} and not any(map(part.all_of, KEYS)):
        yield "no column is the procedure_id or the patient_id"
    if part.all_of("procedure.birth_date") and not part.cell("procedure.procedure_date"):
        yield (
            "procedure.birth_date becomes an age only where procedure.procedure_date stands on the"
            " same row"
        )


def _without_place(part: Part) -> Iterator[str]:
    if "treated_level" in part.fills and not level_cells(part):
        yield "no column is treated_level.level"
    if not part.all_of("visit.timepoint"):
        for cell in part.cells:
            target = cell.target
            is_placed = target.timepoint or target.column == "pain_scale" or not cell.heading
            if target.table == "visit" and not is_placed:
                yield f"{cell.heading!r} is {target}, but no column says of which timepoint"


def _too_many(part: Part, parts: Sequence[Part]) -> Iterator[str]:
    plain = [(c.target.field, c.target.timepoint) for c in part.cells if not c.target.term]
    for field, timepoint in plain:
        if field not in KEYS and plain.count((field, timepoint)) > 1:
            yield f"two columns are {Target(field, timepoint)}; one would do"
    # Levels of the row and levels that leaked though the row does not treat them, for each site.
    levels = 2 * len(VertebralLevel) * (len(part.boxes("leak.site")) + 1)
    needed = max(levels if "leak" in part.fills else 0, len(part.boxes("complication.type")) + 1)
    if needed >= slots_of(part, parts)[1]:
        yield "too many parts of the mapping read this sheet; fewer would do"
