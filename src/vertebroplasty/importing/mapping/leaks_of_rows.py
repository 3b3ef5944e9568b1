"""Which levels of a row leaked: a table of a part's rows by level."""

from collections.abc import Iterator

import duckdb

from vertebroplasty.importing.mapping.cells import NUMBERS, stands_for, value, written
from vertebroplasty.importing.mapping.levels_of_rows import named_text, own_text
from vertebroplasty.importing.mapping.parts import COLUMNS, Cell, Part

_DETAILS = ("route", "site", "symptomatic", "intervention")


def levels_table(part: Part) -> str:
    """Return the name of the table of the levels of a part's rows."""
    return f"levels_of_{part.number}"


def create_levels(staging: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Make the table of a part's rows by level.

    Beside the row's cells about levels it has ``n``, the number of levels that the row treats;
    ``position``, from 1, and beyond n for a level that leaked but is not among them; ``level``;
    what `each_its_own` adds for its cells, but for those about leaks the values of all levels;
    ``leak``, yes, no, or NULL where it is not known; ``said``, the text about leaks; ``which``, the
    levels that leaked where the row names them; ``told``, whether the row tells of a leak.
    """
    # A row that is a level, or a leak, is kept without a level too: a rule reports it.
    join = "LEFT JOIN" if part.rows in ("treated_level", "leak") else "JOIN"
    said = value(part, "treated_level.leak")
    staging.execute(
        f"""CREATE OR REPLACE TEMP TABLE {levels_table(part)} AS
        SELECT *, {_leak(part)} AS leak, position <= n AS treated FROM (
            SELECT {each_its_own(part, "treated_level", "n", "position")} FROM (
            SELECT *, unnest(levels) AS level, generate_subscripts(levels, 1) AS position FROM (
            SELECT {", ".join(["*", *_listed(part)])} FROM (
                SELECT * EXCLUDE (own), len(own) AS n, own || coalesce(
                    list_filter(which, lambda one: NOT list_contains(own, one)), []) AS levels
                FROM (
                    SELECT {", ".join(_kept(part))}, coalesce(of_row.levels, [NULL]) AS own,
                        of_row.alignable, {said} AS said, {_told(part)} AS told,
                        of_leak.understood IS TRUE AS lists_leaks,
                        named.text IS NOT NULL AS is_named,
                        coalesce(named.levels, CASE WHEN of_leak.understood THEN of_leak.levels END)
                            AS which
                    FROM {part.table} AS part
                    {join} level_list AS of_row ON of_row.text = {own_text(part)}
                    LEFT JOIN level_list AS of_leak ON of_leak.text = {said}
                    LEFT JOIN level_list AS named ON named.text = {named_text(part)})))))"""
    )


def _kept(part: Part) -> Iterator[str]:
    yield from ("line", "procedure_id")
    for cell in part.cells:
        if cell.target.table in ("treated_level", "leak"):
            yield from (cell.value, cell.text)


def _parted(part: Part, table: str) -> Iterator[Cell]:
    """Yield the cells of a table that may hold one value for each level of a row."""
    for cell in part.cells:
        is_text = cell.heading and not cell.target.term
        if is_text and cell.target.table == table and cell.target.field != f"{table}.level":
            yield cell


def _listed(part: Part) -> Iterator[str]:
    """Yield the values for each level of a row of several, where a text holds more than one.

    They are made once a row here: to part and read a text anew for each level, and in each place
    where its value is used, took most of the time of an import.
    """
    for cell in (*_parted(part, "treated_level"), *_parted(part, "leak")):
        is_number = COLUMNS[cell.target.field].kind in NUMBERS
        whole = "true" if is_number else f"{stands_for(part, cell, cell.text)} IS NULL"
        one = "nullif(without_blanks(one), '')"
        yield (
            f"CASE WHEN alignable AND len(levels) > 1 AND {whole} THEN list_transform("
            f"list_transform(parts_of({cell.text}), lambda one: {one}),"
            f" lambda one: {written(part, cell, 'one')}) END AS {cell.own}"
        )


def each_its_own(part: Part, table: str, count: str, position: str) -> str:
    """Return the columns of a SELECT by level in which every cell has the level's own value.

    Parameters
    ----------
    part : Part
        Whose rows.
    table : str
        A table of the dictionary: its cells are meant.
    count, position : str
        SQL of the number of levels that a list of values is for, and of the level's place.

    Returns
    -------
    str
        All columns, and ``Cell.is_aligned``; ``Cell.own`` is one value then.
    """
    cells = tuple(_parted(part, table))
    if not cells:
        return "*"
    own = ", ".join(f"{cell.own}[{position}] AS {cell.own}" for cell in cells)
    aligned = (
        f"({count} > 1 AND coalesce(len({cell.own}) = {count}, false)) AS {cell.is_aligned}"
        for cell in cells
    )
    return f"* REPLACE ({own}), {', '.join(aligned)}"


def _told(part: Part) -> str:
    """Whether a column tells of a leak beside the one that is for it; a constant tells nothing."""
    tells = []
    for column in _DETAILS:
        cells = part.all_of(f"leak.{column}")
        ending = "= 'yes'" if column in ("symptomatic", "intervention") else "IS NOT NULL"
        tells += [f"coalesce({cell.value} {ending}, false)" for cell in cells if cell.heading]
    return f"({' OR '.join(tells)})" if tells else "false"


def _leak(part: Part) -> str:
    cell = part.cell("treated_level.leak")
    one = "CASE WHEN n = 1 THEN 'yes' END"
    by_name = "CASE WHEN list_contains(which, level) THEN 'yes' {otherwise} END"
    if part.rows == "leak" or "treated_level" not in part.fills:
        return "'yes'"
    if not cell:
        return (
            f"CASE WHEN which IS NOT NULL THEN {by_name.format(otherwise=_ELSE_NO)}"
            f" WHEN told THEN {one} ELSE 'no' END"
        )
    return f"""CASE
        WHEN said = 'no' THEN 'no'
        WHEN said IS NULL AND is_named THEN {by_name.format(otherwise="")}
        WHEN which IS NOT NULL THEN {by_name.format(otherwise=_ELSE_NO)}
        WHEN said = 'yes' OR (said IS NULL AND told) THEN {one}
        {f"WHEN {cell.is_aligned} THEN {cell.own}" if cell.heading else ""} END"""


_ELSE_NO = "ELSE 'no'"
