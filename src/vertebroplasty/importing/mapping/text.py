"""A mapping as a small YAML file that a data manager can read and edit."""

from collections.abc import Mapping as Map

import yaml

from vertebroplasty.errors import MappingError
from vertebroplasty.importing.mapping.model import Mapping, SheetMapping, Target
from vertebroplasty.importing.mapping.plain_yaml import Entry, read_plain
from vertebroplasty.importing.sources.sheet import Dialect

VERSION = "1"
_DATASET = ("name", "title", "nature", "note")
_SHEET = (
    *("sheet", "rows", "header_line", "encoding", "delimiter", "decimal", "dates", "missing"),
    *("empty_visits", "only", "columns", "codes", "constants", "ignored"),
)
_TAB = "tab"
_MAP, _LIST, _TEXT = (f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str"))

_HEADER = """\
# How the columns of a hospital's own sheets become the tables of the data dictionary.
#   columns:   heading of the sheet: field of the dictionary (several in [brackets]).
#              "visit.pain_raw @ 1 month" is a value of that visit; "leak.site = disc" a tick box.
#   codes:     what a cell's text stands for, by heading.
#   constants: what holds for every row although no column says it.
#   only:      the rows that are read, by the text under a heading.
#   missing:   texts that mean "not known".
#   dates:     order of day, month and year (YMD, DMY or MDY).
# Everything is read as the text that stands here: no, 1:30 or ~ need no quotes.
"""


class _Inline(dict[str, object]):
    """A mapping that is written in one line."""


class _InlineList(list[object]):
    """A list that is written in one line."""


class _Writer(yaml.SafeDumper):
    """Writes some collections in one line."""


def _represent_text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Return a text in double quotes where other styles would fold exotic line breaks."""
    return writer.represent_scalar(_TEXT, str(text), style=None if text.isprintable() else '"')


_Writer.add_representer(str, _represent_text)
_Writer.add_multi_representer(str, _represent_text)  # our terms are texts too
_Writer.add_representer(
    _Inline, lambda writer, entry: writer.represent_mapping(_MAP, entry, flow_style=True)
)
_Writer.add_representer(
    _InlineList, lambda writer, entry: writer.represent_sequence(_LIST, entry, flow_style=True)
)


def to_yaml(mapping: Mapping) -> str:
    """Return a mapping as text, always the same for the same mapping."""
    content = {
        "version": int(VERSION),
        "dataset": {key: getattr(mapping, key) for key in _DATASET},
        "sheets": [_sheet_entries(sheet) for sheet in mapping.sheets],
    }
    return _HEADER + yaml.dump(
        content, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=100
    )


def _sheet_entries(sheet: SheetMapping) -> dict[str, object]:
    entries = {
        "sheet": sheet.sheet,
        "rows": sheet.rows,
        "header_line": sheet.header_line,
        "encoding": sheet.dialect.encoding,
        "delimiter": _TAB if sheet.dialect.delimiter == "\t" else sheet.dialect.delimiter,
        "decimal": sheet.decimal,
        "dates": sheet.dates,
        "missing": _InlineList(sheet.missing),
        "empty_visits": sheet.empty_visits,
        "only": {heading: _InlineList(texts) for heading, texts in sheet.only.items()},
        "columns": {heading: _fields(targets) for heading, targets in sheet.columns.items()},
        "codes": {heading: _Inline(codes) for heading, codes in sheet.codes.items()},
        "constants": {str(target): value for target, value in sheet.constants.items()},
        "ignored": list(sheet.ignored),
    }
    return {key: entry for key, entry in entries.items() if entry or key == "columns"}


def _fields(targets: tuple[Target, ...]) -> object:
    texts = [str(target) for target in targets]
    return texts[0] if len(texts) == 1 else _InlineList(texts)


def from_yaml(text: str) -> Mapping:
    """Read a mapping file.

    Parameters
    ----------
    text : str
        As `to_yaml` writes it, or as somebody edited it.

    Returns
    -------
    Mapping
        What it says; whether that can be carried out is for `checking.problems_of` to say.

    Raises
    ------
    MappingError
        If it is no such file; the message says where, and what would do.
    """
    parts = ("version", "dataset", "sheets")
    whole = read_plain(text).table(*parts, needs=parts)
    if whole["version"].text() != VERSION:
        raise MappingError(f"version: {whole['version'].shown}, but must be {VERSION}")
    dataset = whole["dataset"].table(*_DATASET, needs=("name", "nature"))
    facts = {key: dataset[key].text() if key in dataset else "" for key in _DATASET}
    sheets = tuple(_sheet(entry) for entry in whole["sheets"].entries())
    return Mapping(sheets=sheets, **facts)


def _sheet(entry: Entry) -> SheetMapping:
    given = entry.table(*_SHEET, needs=("rows", "columns"))
    columns = {heading: _targets(one) for heading, one in _table(given, "columns").items()}
    return SheetMapping(
        rows=given["rows"].text(),
        columns=columns,
        sheet=_text(given, "sheet", ""),
        ignored=given["ignored"].texts() if "ignored" in given else (),
        only={heading: one.texts() for heading, one in _table(given, "only").items()},
        constants=_constants(_table(given, "constants")),
        codes={heading: _texts(one.table()) for heading, one in _table(given, "codes").items()},
        missing=given["missing"].texts() if "missing" in given else (),
        decimal=_text(given, "decimal", "."),
        dates=_text(given, "dates", "YMD"),
        empty_visits=_text(given, "empty_visits", "not recorded"),
        dialect=_dialect(given),
        header_line=given["header_line"].whole() if "header_line" in given else 1,
    )


def _text(given: Map[str, Entry], key: str, default: str) -> str:
    return given[key].text() if key in given else default


def _table(given: Map[str, Entry], key: str) -> dict[str, Entry]:
    return given[key].table() if key in given else {}


def _texts(entries: Map[str, Entry]) -> dict[str, str]:
    return {key: entry.text() for key, entry in entries.items()}


def _targets(entry: Entry) -> tuple[Target, ...]:
    single = isinstance(entry.value, str)
    return tuple(_target(one, one.text()) for one in ([entry] if single else entry.entries()))


def _target(entry: Entry, text: str) -> Target:
    try:
        return Target.parse(text)
    except MappingError as error:
        raise MappingError(f"{entry.path}: {error}") from error


def _constants(entries: Map[str, Entry]) -> dict[Target, str]:
    constants: dict[Target, str] = {}
    for key, entry in entries.items():
        target = _target(entry, key)
        if target in constants:
            raise MappingError(f"{entry.path}: stands there twice; once would do")
        constants[target] = entry.text()
    return constants


def _dialect(given: Map[str, Entry]) -> Dialect:
    delimiter = _text(given, "delimiter", ",")
    encoding = _text(given, "encoding", "utf-8")
    return Dialect(encoding, "\t" if delimiter == _TAB else delimiter)
