"""The SELECT of the rows that a part makes in each table of the data dictionary."""

from collections.abc import Iterator, Mapping

from vertebroplasty.importing.dictionary import LEAK, PROCEDURE, SOURCE_FILES, TREATED_LEVEL
from vertebroplasty.importing.mapping.cells import NUMBERS, value
from vertebroplasty.importing.mapping.leaks_of_rows import each_its_own, levels_table
from vertebroplasty.importing.mapping.model import KEYS
from vertebroplasty.importing.mapping.parts import COLUMNS, Part
from vertebroplasty.importing.places import pack
from vertebroplasty.importing.rules import quoted
from vertebroplasty.vocabulary import VertebralLevel

_LEVELS = quoted(tuple(VertebralLevel))
_LEVEL_NAME = f"CASE WHEN level IN ({_LEVELS}) THEN level END"


def patients(part: Part, slot: int) -> str:
    """Return the SELECT of the patients of a part's rows."""
    return _select("patient", part, str(slot), {}, part.table)


def procedures(part: Part, slot: int) -> str:
    """Return the SELECT of the procedures of a part's rows."""
    birth_date = part.cell("procedure.birth_date")
    special = {}
    if birth_date and not part.all_of("procedure.age"):
        special["age"] = f"age_on({birth_date.value}, {value(part, 'procedure.procedure_date')})"
    return _select(PROCEDURE.name, part, str(slot), special, part.table)


def treated_levels(part: Part, slot: int) -> str:
    """Return the SELECT of the treated levels of a part's rows."""
    special = {
        column.name: detail(part, f"treated_level.{column.name}")
        for column in TREATED_LEVEL.columns
        if column.name not in ("procedure_id", "level")
    }
    if part.all_of("treated_level.leak"):
        way = special["leak_assessment"]
        # Looked for, but what was found is not known: such a level must not count as one without.
        special["leak_assessment"] = (
            f"CASE WHEN leak IS NOT NULL OR {way} = 'not looked for' THEN {way} END"
        )
    special |= {"level": "level", "level_name": _LEVEL_NAME}
    source = f"{levels_table(part)} WHERE treated"
    return _select("treated_level", part, f"{slot} + position", special, source)


def detail(part: Part, field: str, count: str = "n") -> str:
    """Return the SQL of a field of one level, from a row that may hold several.

    Parameters
    ----------
    part : Part
        Whose rows.
    field : str
        A field of ``treated_level`` or ``leak``.
    count : str
        SQL of the number of levels that a list of values is for.

    Returns
    -------
    str
        The level's own value where the cell holds one for each; else the one value, which holds
        for every level, unless it is a number: that cannot be divided among them.
    """
    held, cell = value(part, field), part.cell(field)
    is_number = COLUMNS[field].kind in NUMBERS
    if not any(one.heading for one in part.all_of(field)):
        return held
    shared = f"CASE WHEN is_number({held}) THEN NULL ELSE {held} END" if is_number else held
    if not cell:
        return f"CASE WHEN {count} = 1 THEN {held} ELSE {shared} END"
    return (
        f"CASE WHEN {count} = 1 THEN {held} WHEN {cell.is_aligned} THEN {cell.own}"
        f" ELSE {shared} END"
    )


def leaks(part: Part, slot: int) -> str:
    """Return the SELECT of the leaks of a part's rows: one a level, or one a ticked site."""
    special = {
        column.name: detail(part, f"leak.{column.name}", "leaking")
        for column in LEAK.columns
        if column.name not in ("procedure_id", "level")
    }
    source = (
        f"(SELECT {each_its_own(part, 'leak', 'leaking', 'place')} FROM"
        " (SELECT *, count(*) OVER (PARTITION BY line) AS leaking,"
        " row_number() OVER (PARTITION BY line ORDER BY position) AS place"
        f" FROM {levels_table(part)} WHERE leak = 'yes'))"
        if any(cell.heading for cell in part.cells if cell.target.table == "leak")
        else f"{levels_table(part)} WHERE leak = 'yes'"
    )
    place = f"{slot} + position"
    if boxes := part.boxes("leak.site"):
        source = _ticked(
            special["site"] if part.cell("leak.site") else "", part, "leak.site", source
        )
        special["site"] = "ticked"
        place = f"{slot} + (position - 1) * {len(boxes) + 1} + tick"
    special |= {"level": "level", "level_name": _LEVEL_NAME}
    return _select("leak", part, place, special, source)


def _ticked(written: str, part: Part, field: str, source: str) -> str:
    """Return the rows of a source, each once for every text that its tick boxes stand for."""
    listed = ", ".join([written or "NULL", *(box.value for box in part.boxes(field))])
    texts = f"list_filter([{listed}], lambda text: text IS NOT NULL)"
    return (
        "(SELECT *, unnest(texts) AS ticked, generate_subscripts(texts, 1) AS tick FROM"
        f" (SELECT *, CASE WHEN len({texts}) > 0 THEN {texts} ELSE [NULL] END AS texts"
        f" FROM {source}))"
    )


def complications(part: Part, slot: int) -> str:
    """Return the SELECT of the complications of a part's rows, one a ticked type."""
    source, special = _at_one_level(part, "complication")
    place, kind = str(slot), value(part, "complication.type")
    if part.boxes("complication.type"):
        cell = part.cell("complication.type")
        source = _ticked(cell.value if cell else "", part, "complication.type", source)
        kind, place = "ticked", f"{slot} + tick"
    tells = [f"{value(part, f'complication.{name}')} IS NOT NULL" for name in _TELLING]
    tells += [f"{value(part, 'complication.symptomatic')} = 'yes'"]
    if any(cell.heading for cell in part.all_of("complication.type")):
        tells += [f"{kind} IS NOT NULL"]
    where = "" if part.rows == "complication" else f" WHERE {' OR '.join(tells)}"
    return _select("complication", part, place, {**special, "type": kind}, source + where)


def new_fractures(part: Part, slot: int) -> str:
    """Return the SELECT of the new fractures of a part's rows."""
    source, special = _at_one_level(part, "new_fracture")
    told = f"{special['level']} IS NOT NULL OR {value(part, 'new_fracture.day')} IS NOT NULL"
    where = "" if part.rows == "new_fracture" else f" WHERE {told}"
    return _select("new_fracture", part, str(slot), special, source + where)


_TELLING = ("onset_day", "cirse_grade")


def _at_one_level(part: Part, table: str) -> tuple[str, dict[str, str]]:
    """Return the rows joined with what their one level is read as, and the columns of it."""
    text = value(part, f"{table}.level")
    source = f"{part.table} AS part LEFT JOIN level_list AS of_row ON of_row.text = {text}"
    read = f"CASE WHEN understood AND len(levels) = 1 THEN levels[1] ELSE {text} END"
    name = "CASE WHEN understood AND len(levels) = 1 THEN levels[1] END"
    return source, {"level": read, "level_name": name}


def _select(table: str, part: Part, slot: str, special: Mapping[str, str], source: str) -> str:
    return f"SELECT {', '.join(_columns(table, part, slot, special))} FROM {source}"


def _columns(table: str, part: Part, slot: str, special: Mapping[str, str]) -> Iterator[str]:
    yield f"{pack(part.sheet.number, 'line', slot)} AS line"
    for name in columns_of(table):
        own = name if name in KEYS else value(part, f"{table}.{name}")
        yield f"{special.get(name, own)} AS {name}"


def columns_of(table: str) -> tuple[str, ...]:
    """Return the text columns of a staged table of the dictionary."""
    (names,) = (source.column_names for source in SOURCE_FILES if source.name == table)
    return (*names, "level_name")
