"""The mapping file: what was written comes back, and what cannot be read is refused with its place.

The authority for what comes back is the mapping that was written; for the traps, the text itself
as it stands in the file (YAML 1.1 would make no, 1:30, 010, ~ and 2019-01-02 something else).
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertebroplasty.errors import MappingError
from vertebroplasty.importing.mapping.model import (
    DATE_ORDERS,
    DECIMAL_MARKS,
    EMPTY_VISITS,
    FIELDS,
    ROW_UNITS,
    Mapping,
    SheetMapping,
    Target,
)
from vertebroplasty.importing.mapping.plain_yaml import LONGEST_TEXT
from vertebroplasty.importing.mapping.text import from_yaml, to_yaml
from vertebroplasty.importing.sources.sheet import DELIMITERS, ENCODINGS, Dialect
from vertebroplasty.vocabulary import Timepoint

TRAPS = ["no", "yes", "on", "1:30", "010", "0x1F", "~", "null", "2019-01-02", "1e3", ".", "-", "?"]
TRAPS += ["", " ", "=", "<<", "&a", "*a", "!x", "# x", "a: b", "{", "[", "%", "@", "`", "'", '"']
TRAPS += [
    "VAS prä",
    "Zement (ml)",
    "a" * 300,
    "\ud800",
    "\x07",
    "a\nb",
    "\x85",
    "\ufeff",
    "😀",
    "|",
]
texts = st.one_of(st.sampled_from(TRAPS), st.text(max_size=12))
timepoints = st.sampled_from(["", *Timepoint])
terms = st.sampled_from(["", "disc", "azygos/IVC", "a = b @ c", "no"])


def target_of(field: str, timepoint: str, term: str) -> Target:
    return Target(field, timepoint if field.startswith("visit.") else "", term)


targets = st.builds(target_of, st.sampled_from(FIELDS), timepoints, terms)
some_texts = st.lists(texts, max_size=3).map(tuple)
by_heading = {"max_size": 3}
sheets = st.builds(
    SheetMapping,
    rows=st.sampled_from(ROW_UNITS),
    columns=st.dictionaries(texts, st.lists(targets, max_size=3).map(tuple), **by_heading),
    sheet=texts,
    ignored=some_texts,
    only=st.dictionaries(texts, some_texts, **by_heading),
    constants=st.dictionaries(targets, texts, **by_heading),
    codes=st.dictionaries(texts, st.dictionaries(texts, texts, **by_heading), **by_heading),
    missing=some_texts,
    decimal=st.sampled_from(DECIMAL_MARKS),
    dates=st.sampled_from(DATE_ORDERS),
    empty_visits=st.sampled_from(EMPTY_VISITS),
    dialect=st.builds(Dialect, st.sampled_from(ENCODINGS), st.sampled_from(DELIMITERS)),
    header_line=st.integers(1, 999),
)
mappings = st.builds(
    Mapping, texts, texts, texts, texts, sheets=st.lists(sheets, max_size=2).map(tuple)
)


@settings(max_examples=60)
@given(mappings)
def test_what_was_written_comes_back(mapping: Mapping) -> None:
    assert from_yaml(to_yaml(mapping)) == mapping


FILE = """
version: 1
dataset: {name: our-clinic, nature: clinical}
sheets:
- rows: procedure
  columns:
    Pat.-Nr.: patient_id
    Geschlecht: patient.sex
    Nachsorge: [visit.pain_raw @ last, visit.odi @ last]
  codes:
    Geschlecht: {no: female, 010: male, 1:30: other, ~: unknown, 2019-01-02: other}
  constants: {treated_level.leak_assessment: CT}
  missing: [no, yes, ~, 1e3, .5, -9, n/a]
  delimiter: tab
"""


def test_a_file_that_somebody_wrote_is_read_as_it_stands() -> None:
    """YAML 1.1 reads these as truth values, octal, sexagesimal, null and dates."""
    (sheet,) = from_yaml(FILE).sheets
    assert list(sheet.codes["Geschlecht"]) == ["no", "010", "1:30", "~", "2019-01-02"]
    assert sheet.missing == ("no", "yes", "~", "1e3", ".5", "-9", "n/a")
    assert sheet.columns["Nachsorge"] == (
        Target("visit.pain_raw", "last"),
        Target("visit.odi", "last"),
    )
    assert sheet.constants == {Target("treated_level.leak_assessment"): "CT"}
    assert (sheet.dialect.delimiter, sheet.dates, sheet.header_line) == ("\t", "YMD", 1)


def test_an_entry_left_empty_counts_as_left_out() -> None:
    emptied = FILE.replace("  delimiter: tab", "  only:\n  ignored:\n  delimiter: tab")
    assert from_yaml(emptied) == from_yaml(FILE)


def test_the_written_file_explains_itself_and_is_always_the_same() -> None:
    mapping = from_yaml(FILE)
    assert to_yaml(mapping) == to_yaml(from_yaml(to_yaml(mapping)))
    assert to_yaml(mapping).startswith("# How the columns")
    assert "    Geschlecht: {'no': female, '010': male" in to_yaml(mapping)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version: 1", "version: 2", "version: '2', but must be 1"),
        ("version: 1", "edition: 1", "edition: no such entry"),
        ("version: 1\n", "", "version is missing"),
        ("name: our-clinic, ", "", "dataset: name is missing"),
        ("rows: procedure", "row: procedure", "sheets[0].row: no such entry; one of sheet, rows"),
        ("- rows: procedure\n ", "-", "sheets[0]: rows is missing"),
        ("Nr.: patient_id", "Nr.: patient", ".columns[\"Pat.-Nr.\"]: 'patient' names no"),
        ("@ last", "@ later", "columns.Nachsorge[0]: 'visit.pain_raw @ later': @ stands between"),
        ("missing: [no", "missing: [[no]", "sheets[0].missing[0]: a list, but must be one text"),
        ("tab", "[tab]", "sheets[0].delimiter: a list, but must be one text"),
        ("tab", "tab\n  header_line: 0", "header_line: '0', but must be a whole number from 1"),
        ("tab", "tab\n  header_line: ٣", "must be a whole number from 1"),
        ("tab", "tab\n  ignored: x", "sheets[0].ignored: 'x', but must be a list"),
        ("tab", "tab\n  only: x", "sheets[0].only: 'x', but must be entries"),
        ("{no: female", "{010: female", "line 11: '010' stands there twice"),
        ("leak_assessment: CT", "leaks: 1", 'constants["treated_level.leaks"]: \'treated_level.le'),
        (": CT}", ': CT, "treated_level.leak_assessment ": CT}', "stands there twice"),
        ("our-clinic", "&a our-clinic", "line 3: anchors and aliases"),
        ("our-clinic", "*a", "line 3: anchors and aliases"),
        ("our-clinic", "!!python/name:os.system", "line 3: tags (!) are not read"),
        ("our-clinic", "[[[[[[[[[x]]]]]]]]]", "line 3: more than 8 levels deep"),
        ("our-clinic", "'", "is no YAML"),
        ("our-clinic", "a\x07b", "is no YAML"),
        ("version: 1", "--- 1\n---\nversion: 1", "is no YAML"),
        ("version: 1", "? [a]\n: b\nversion: 1", "line 2: a key must be one text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    assert old in FILE
    with pytest.raises(MappingError) as refused:
        from_yaml(FILE.replace(old, new, 1))
    assert said in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "x", "a: b", "- a", "\x00", "{" * 100_000])
def test_a_file_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(MappingError):
        from_yaml(text)


def test_a_file_too_long_for_a_mapping_is_refused_before_it_is_read() -> None:
    with pytest.raises(MappingError, match="200,001 characters"):
        from_yaml("{" * (LONGEST_TEXT + 1))


@given(st.text(max_size=80))
def test_any_text_where_none_belongs_is_refused_in_words(text: str) -> None:
    """No other error than ours, and none that a screen could not print."""
    with pytest.raises(MappingError) as refused:
        from_yaml(FILE.replace("- rows: procedure", f"- rows: [{text}"))
    assert str(refused.value).isprintable()
