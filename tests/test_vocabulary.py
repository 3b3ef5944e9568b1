"""The vocabularies: their order is the SQL enumerations' order, and levels read as people write."""

import re
from pathlib import Path

import duckdb
import pytest

from vertebroplasty import vocabulary
from vertebroplasty.errors import VocabularyError
from vertebroplasty.vocabulary import (
    LeakRoute,
    Region,
    Term,
    VertebralLevel,
    level_mask,
)

TABLES = Path(vocabulary.__file__).parent / "sql" / "tables.sql"
ENUMERATIONS = {
    "sex": vocabulary.Sex,
    "etiology": vocabulary.Etiology,
    "guidance": vocabulary.Guidance,
    "vertebral_level": vocabulary.VertebralLevel,
    "viscosity": vocabulary.Viscosity,
    "leak_assessment": vocabulary.LeakAssessment,
    "leak_route": vocabulary.LeakRoute,
    "leak_site": vocabulary.LeakSite,
    "timepoint": vocabulary.Timepoint,
    "visit_status": vocabulary.VisitStatus,
    "pain_scale": vocabulary.PainScale,
    "ambulation": vocabulary.Ambulation,
}


@pytest.mark.parametrize(("name", "terms"), ENUMERATIONS.items(), ids=ENUMERATIONS)
def test_terms_stand_in_the_order_of_the_sql_enumeration(name: str, terms: type[Term]) -> None:
    """Asked of DuckDB itself, whose comparisons and codes depend on that order."""
    with duckdb.connect() as connection:
        connection.execute(TABLES.read_text(encoding="utf-8"))
        rows = connection.execute(
            f"SELECT unnest(enum_range(NULL::{name}))::VARCHAR AS term, enum_code(term::{name}) + 1"
        ).fetchall()
    assert rows == [(term.value, term.code) for term in terms]


def test_every_vocabulary_is_compared_with_sql() -> None:
    """Regions are groups of levels and stand in no table; grains are no column."""
    terms = {v for v in vars(vocabulary).values() if isinstance(v, type) and issubclass(v, Term)}
    assert terms - {Term, Region} == set(ENUMERATIONS.values())


@pytest.mark.parametrize(
    "terms", [*ENUMERATIONS.values(), Region], ids=lambda terms: terms.__name__
)
def test_code_and_back(terms: type[Term]) -> None:
    assert [terms.from_code(term.code) for term in terms] == list(terms)
    assert [term.code for term in terms] == list(range(1, len(terms) + 1))


def test_levels_run_from_cranial_to_caudal() -> None:
    """Anatomy: seven cervical, twelve thoracic, five lumbar vertebrae, the first sacral one."""
    expected = [f"{letter}{n}" for letter, last in (("C", 7), ("T", 12), ("L", 5), ("S", 1))
                for n in range(1, last + 1)]  # fmt: skip
    assert [level.value for level in VertebralLevel] == expected
    assert VertebralLevel.T2.code < VertebralLevel.T10.code


SYNONYMS = {
    "T12": ("T12", "t12", "D12", "d12", "Th12", "TH12", "th 12", "T 12", " T12 "),
    "T9": ("T9", "T09", "D9", "Th 09"),
    "L1": ("L1", "l1", "L 1", "L01"),
    "C7": ("C7", "c 7"),
    "S1": ("S1", "s1", "S 1"),
}


@pytest.mark.parametrize(
    ("text", "name"), [(text, name) for name, texts in SYNONYMS.items() for text in texts]
)
def test_a_level_is_read_as_people_write_it(text: str, name: str) -> None:
    assert VertebralLevel.parse(text) is VertebralLevel[name]


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "T13", "T0", "C8", "L6", "S2", "D13", "X1", "12", "T", "T12-L1", "T12,L1"),
        *("LT1", "T١٢", "T1.2", "T-1", "T123", "D", "TT1", "H12"),
    ],
)
def test_what_is_no_level_is_refused_with_what_would_do(text: str) -> None:
    with pytest.raises(VocabularyError, match=r"C1-C7, T1-T12, L1-L5 or S1") as refusal:
        VertebralLevel.parse(text)
    assert repr(text) in str(refusal.value)


REGIONS = {
    "Cervical": ("C1", "C7", "C1–C7"),
    "Upper thoracic": ("T1", "T4", "T1–T4"),
    "Mid thoracic": ("T5", "T8", "T5–T8"),
    "Lower thoracic": ("T9", "T10", "T9–T10"),
    "Thoracolumbar junction": ("T11", "L2", "T11–L2"),
    "Lumbar": ("L3", "L5", "L3–L5"),
    "Sacral": ("S1", "S1", "S1"),
}


@pytest.mark.parametrize("region", Region, ids=str)
def test_regions_are_those_of_the_definition(region: Region) -> None:
    """The junction is T11-L2: 10.1302/2058-5241.2.160057."""
    first, last, span = REGIONS[region.value]
    assert (region.levels[0].value, region.levels[-1].value, region.span) == (first, last, span)
    assert all(level.region is region for level in region.levels)


def test_regions_are_disjoint_and_hold_every_level() -> None:
    assert [level for region in Region for level in region.levels] == list(VertebralLevel)


def test_a_mask_has_one_bit_a_level() -> None:
    """Closed form: bit 0 is C1, bit 24 is S1; all of them are 2**25 - 1."""
    assert level_mask(()) == 0
    assert level_mask((VertebralLevel.C1, VertebralLevel.C1)) == 1
    assert level_mask((VertebralLevel.S1,)) == 2**24
    assert level_mask(tuple(VertebralLevel)) == 2**25 - 1


def test_routes_are_named_in_words() -> None:
    assert LeakRoute.BASIVERTEBRAL_VEIN.label == "B (basivertebral vein)"
    assert LeakRoute.DISC.label == "D (disc)"


def test_every_sql_enumeration_without_a_vocabulary_is_known() -> None:
    """Those that no measure or filter reads yet; a new enumeration must be placed here or above."""
    names = set(re.findall(r"CREATE TYPE (\w+) AS ENUM", TABLES.read_text(encoding="utf-8")))
    unread = {"vital_status", "yes_no", "anaesthesia", "approach"}
    assert names - set(ENUMERATIONS) == unread | {"leak_detection"}
