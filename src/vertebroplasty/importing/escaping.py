"""Text in a file that a spreadsheet may open: none of it runs as a formula, and nothing is lost.

A text that could run gets one apostrophe before it, which a spreadsheet takes for "this is text";
an import takes exactly that apostrophe away again. Text that has apostrophes already gets one more,
so `plain` undoes `escaped` whatever the text. A negative number is no formula and stays as it is.

What could run, after OWASP, "CSV Injection": a text that begins, perhaps after apostrophes, blanks
and quotation marks, with ``= + - @``, their full-width forms, ``|``, ``%`` or a tab or line break.
Where the spreadsheet's own separator is another than ours, a text is split at it, so the same holds
behind each comma, semicolon, bar, tab or line break within a text: the apostrophe stands before the
sign then. The sets of signs below have no character in common, which makes both ways unambiguous.
"""

import re

import duckdb

from vertebroplasty.importing.dictionary import SOURCE_FILES, Kind

_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
_SEPARATORS = ",;|\t\r\n"
_BLANKS = (
    *((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x20), (0x22, 0x22), (0x7F, 0xA0), (0xAD, 0xAD)),
    *((0x1680, 0x1680), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x2064), (0x3000, 0x3000)),
    (0xFEFF, 0xFEFF),
)
"""Control characters, blanks, characters without width, and the quotation mark."""


def _any_of(characters: str, ranges: tuple[tuple[int, int], ...] = ()) -> str:
    """Return a class of characters that Python and RE2 read alike."""
    spans = ranges or tuple((ord(character), ord(character)) for character in characters)
    return f"[{''.join(f'{_literal(low)}-{_literal(high)}' for low, high in spans)}]"


def _literal(number: int) -> str:
    return f"\\x{number:02x}" if number < 0x80 else chr(number)


_BLANK = f"{_any_of('', _BLANKS)}*"
_BEGINS = f"^'*{_BLANK}{_any_of(_SIGNS + '%|' + chr(9) + chr(10) + chr(13))}"
_NUMBER = "^'*-[0-9]+([.,][0-9]+)?$"
_WITHIN = f"({_any_of(_SEPARATORS)}{_BLANK}){{}}('*{_any_of(_SIGNS)})"
_BARE, _MARKED = _WITHIN.format(""), _WITHIN.format("'")


def escaped(text: str) -> str:
    """Return a text as it may stand in a file that a spreadsheet opens."""
    line = escaped_within(text)
    return f"'{line}" if _could_run(line) else line


def plain(text: str) -> str:
    """Return the text that was escaped; any other text as it is."""
    bare = text[1:] if text.startswith("'") and _could_run(text) else text
    return re.sub(_MARKED, r"\1\2", bare)


def escaped_within(text: str) -> str:
    """Return a text of which nothing behind a separator could run, whatever its beginning."""
    return re.sub(_BARE, r"\1'\2", text)


def _could_run(text: str) -> bool:
    return bool(re.search(_BEGINS, text)) and not re.search(_NUMBER.replace("$", r"\Z"), text)


def _sql(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"


_RUNS = f"(regexp_matches(x, {_sql(_BEGINS)}) AND NOT regexp_matches(x, {_sql(_NUMBER)}))"
MACROS = (
    "CREATE OR REPLACE TEMP MACRO could_run(x) AS " + _RUNS,
    "CREATE OR REPLACE TEMP MACRO escaped_line(x) AS"
    " CASE WHEN could_run(x) THEN '''' || x ELSE x END",
    "CREATE OR REPLACE TEMP MACRO escaped_text(x) AS"
    f" escaped_line(regexp_replace(x, {_sql(_BARE)}, '\\1''\\2', 'g'))",
    "CREATE OR REPLACE TEMP MACRO plain_text(x) AS regexp_replace(CASE WHEN x[1] = '''' AND"
    f" could_run(x) THEN x[2:] ELSE x END, {_sql(_MARKED)}, '\\1\\2', 'g')",
)
"""SQL macros ``escaped_text`` and ``plain_text``: `escaped` and `plain`, NULL for NULL."""


def add_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection the macros."""
    for macro in MACROS:
        connection.execute(macro)


def unescape_staged(staging: duckdb.DuckDBPyConnection) -> None:
    """Turn the staged texts into plain ones, before any rule compares them."""
    add_macros(staging)
    for source in SOURCE_FILES:
        names = [column.name for column in source.columns if column.kind is Kind.TEXT]
        for name in names:
            staging.execute(
                f"UPDATE {source.name} SET {name} = plain_text({name})"
                f" WHERE contains({name}, '''') AND {name} <> plain_text({name})"
            )
