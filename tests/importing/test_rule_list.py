"""The list of rules holds what the sources hold, and the database's CHECKs the same bounds."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vertebroplasty import importing
from vertebroplasty.importing.dictionary import SOURCE_FILES, Column, Kind
from vertebroplasty.importing.progress import script
from vertebroplasty.importing.report import Severity
from vertebroplasty.importing.rule_list import ListedRule, rule_list

SOURCES = sorted(Path(importing.__file__ or "").parent.rglob("*.py"))
GROUPS = "file|header|row|cell|sheet|column|dataset|mapping"
CODE = re.compile(rf"(?:{GROUPS})\.[a-z_]+|[a-z_]+\.[a-z_]+\.[a-z_0-9]+")
NO_CODES = re.compile(r".*\.(toml|csv|yaml)|vertebroplasty\..*")

STORED_IN_TENTHS = {
    "bmd_t_score": "bmd_t_score_tenths",
    "cement_ml": "cement_tenths",
    "vas": "vas_tenths",
    "odi": "odi_tenths",
}
BOUNDED = [
    (source.name, column)
    for source in SOURCE_FILES
    for column in source.columns
    # The CHECK of this one is about its timepoint; its bounds have no clinical meaning.
    if column.kind in (Kind.WHOLE, Kind.DECIMAL) and column.name != "days_since"
]


def codes_of(path: Path) -> Iterator[str]:
    """Yield the codes of rules in a module: written out, or a prefix and what a call adds."""
    if path.name == "rule_list.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if CODE.fullmatch(node.value) and not NO_CODES.fullmatch(node.value):
                yield node.value
        elif isinstance(node, ast.FunctionDef):
            yield from added_codes(tree, node)


def added_codes(tree: ast.Module, function: ast.FunctionDef) -> Iterator[str]:
    """Yield the codes that a function makes of a prefix and one of its arguments."""
    names = [argument.arg for argument in function.args.args]
    for text in (node for node in ast.walk(function) if isinstance(node, ast.JoinedStr)):
        match text.values:
            case [ast.Constant(value=str(prefix)), ast.FormattedValue(value=ast.Name(id=name))]:
                if name in names and re.fullmatch(rf"(?:{GROUPS})\.", prefix):
                    yield from (prefix + end for end in given(tree, function, names.index(name)))


def given(tree: ast.Module, function: ast.FunctionDef, place: int) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id == function.name:
            argument = call.args[place]
            assert isinstance(argument, ast.Constant), ast.unparse(call)
            yield str(argument.value)


def in_sources() -> set[str]:
    return {code for path in SOURCES for code in codes_of(path)}


def test_every_code_in_the_sources_is_listed() -> None:
    """A new rule that nobody put into the list fails here."""
    assert in_sources() - {rule.code for rule in rule_list()} == set()


def test_every_listed_code_stands_in_the_sources() -> None:
    """Those of the dictionary's columns are made of names; all others are written out."""
    made = re.compile(r"\w+\.\w+\.(required|example|usual|text|term|level|whole|decimal|date|pain)")
    written = {rule.code for rule in rule_list() if not made.fullmatch(rule.code)}
    assert written - in_sources() == set()
    assert {"file.bomb", "header.comma", "dataset.nature", "leak.level.treated"} <= written


def test_a_rule_is_listed_once_for_each_place() -> None:
    places = [(rule.code, rule.severity, rule.where) for rule in rule_list()]
    assert len(set(places)) == len(places)
    assert all(rule.where and rule.allowed for rule in rule_list())


def severities(rules: tuple[ListedRule, ...], code: str) -> set[Severity]:
    return {rule.severity for rule in rules if rule.code == code}


WARNED = (
    "sheet.hidden",
    "sheet.unmatched",
    "header.repeated",
    "header.empty",
    "column.unknown",
    "dataset.missing",
    "row.unused",
    "mapping.shared_number",
    "mapping.undated",
)


def test_what_is_warned_about_is_listed_as_a_warning() -> None:
    """Typed from issue 3 and the sources: beside the dictionary's, only these do not refuse."""
    listed = rule_list()
    of_dictionary = re.compile(r"\w+\.\w+\.\w+")
    warned = {
        rule.code
        for rule in listed
        if rule.severity is Severity.WARNING and not of_dictionary.fullmatch(rule.code)
    }
    assert warned == set(WARNED)
    assert severities(listed, "header.repeated") == set(Severity)
    assert severities(listed, "sheet.unmatched") == set(Severity)


def checked_bounds(table: str, column: str) -> tuple[float, float | None] | None:
    """Return the bounds of a column's CHECK in sql/tables.sql; no upper one where it has none."""
    body = script("tables.sql").split(f"CREATE TABLE record.{table} (")[1].split("\n);")[0]
    between = re.search(rf"{column} BETWEEN (-?\d+) AND (-?\d+)", body)
    if between:
        return float(between[1]), float(between[2])
    least = re.search(rf"CHECK \({column} >= (-?\d+)\)", body)
    return (float(least[1]), None) if least else None


@pytest.mark.parametrize(("table", "column"), BOUNDED, ids=lambda one: getattr(one, "name", one))
def test_the_database_checks_the_bounds_of_the_rules(table: str, column: Column) -> None:
    """sql/tables.sql backs up the dictionary: the same numbers, in tenths where so stored."""
    stored = STORED_IN_TENTHS.get(column.name, column.name)
    times = 10 if column.name in STORED_IN_TENTHS else 1
    found = checked_bounds(table, stored)
    assert found is not None
    low, high = (round(bound * times, 6) for bound in column.bounds)
    assert found in {(low, high), (low, None)}
    assert (found[1] is None) == (column.bounds[1] == 36_500)
