"""A cohort in SQL, in English and in a URL: the three must say the same."""

import itertools
import re
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from vertebroplasty.cohort import Clause, Cohort, from_params, to_params
from vertebroplasty.errors import CohortError
from vertebroplasty.vocabulary import Region, Sex, VertebralLevel

L1, T12, T11 = VertebralLevel.L1, VertebralLevel.T12, VertebralLevel.T11


SENTENCES = {
    Cohort(): "All patients",
    Cohort(sexes=(Sex.FEMALE,)): "Women",
    Cohort(60, 85, sexes=(Sex.FEMALE,), levels=(T12, L1)): (
        "Women aged 60–85, treated at T12 or L1"
    ),
    Cohort(76, 110, sexes=(Sex.FEMALE,), levels=(L1,)): "Women aged 76 or over, treated at L1",
    Cohort(18, 59): "All patients aged 59 or under",
    Cohort(80, 80): "All patients aged 80",
    Cohort(70, 79, include_unknown_age=True): "All patients aged 70–79 or of unknown age",
    Cohort(include_unknown_age=True): "All patients",
    Cohort(sexes=(Sex.MALE, Sex.FEMALE)): "Women or men",
    Cohort(sexes=(Sex.UNKNOWN, Sex.OTHER, Sex.MALE)): (
        "Men, patients of other sex or patients of unknown sex"
    ),
    Cohort(levels=Region.THORACOLUMBAR_JUNCTION.levels): "All patients, treated at T11–L2",
    Cohort(levels=(*Region.LUMBAR.levels, T11, VertebralLevel.T5)): (
        "All patients, treated at T5, T11 or L3–L5"
    ),
    Cohort(levels=tuple(VertebralLevel)): "All patients, treated at C1–S1",
}


@pytest.mark.parametrize(("cohort", "sentence"), SENTENCES.items(), ids=SENTENCES.values())
def test_it_describes_itself(cohort: Cohort, sentence: str) -> None:
    assert cohort.describe() == sentence


@given(strategies.cohorts)
def test_a_sentence_holds_words_not_codes(cohort: Cohort) -> None:
    sentence = cohort.describe()
    assert re.fullmatch(r"[A-Z][A-Za-z0-9 ,–]*", sentence)
    numbers = re.findall(r"(?<![CTLS])\b\d+", re.sub(r"[CTLS]\d+", "", sentence))
    assert {int(number) for number in numbers} <= {cohort.age_min, cohort.age_max}
    assert not re.search(r"None|_|Sex|Level|female|\bmale", sentence)


@given(strategies.cohorts, strategies.cohorts)
def test_different_cohorts_have_different_sentences(one: Cohort, other: Cohort) -> None:
    assert (one.describe() == other.describe()) == (one == other)


def test_every_small_cohort_has_its_own_sentence() -> None:
    """All sex subsets x all pairs of levels x some ages, exhaustively."""
    sexes = [s for size in range(4) for s in itertools.combinations(Sex, size)]
    levels = [(), *itertools.combinations(VertebralLevel, 2), *((v,) for v in VertebralLevel)]
    ages = [(18, 110, False), (60, 60, False), (60, 110, False), (18, 60, False), (18, 60, True)]
    cohorts = {Cohort(*a, s, v) for s in sexes for v in levels for a in ages}
    assert len(cohorts) == 15 * 326 * 5
    assert len({cohort.describe() for cohort in cohorts}) == len(cohorts)


def test_order_and_repetition_do_not_matter() -> None:
    one = Cohort(sexes=(Sex.MALE, Sex.FEMALE, Sex.MALE), levels=(L1, T12, L1))
    assert one == Cohort(sexes=(Sex.FEMALE, Sex.MALE), levels=(T12, L1))
    assert hash(one) == hash(Cohort(sexes=(Sex.FEMALE, Sex.MALE), levels=(T12, L1)))
    assert one.levels == (T12, L1)


def test_what_leaves_nobody_out_is_open() -> None:
    assert Cohort(sexes=tuple(Sex)) == Cohort()
    assert Cohort(18, 110, include_unknown_age=True) == Cohort()
    assert not Cohort(18, 110).is_filtered
    assert Cohort(18, 109).is_filtered
    assert Cohort(levels=tuple(VertebralLevel)).is_filtered


@pytest.mark.parametrize(
    ("low", "high"), [(17, 80), (60, 111), (80, 60), (-1, 50), (0, 0), (111, 111)]
)
def test_an_impossible_age_range_is_refused(low: int, high: int) -> None:
    """The data dictionary admits 18-110 years."""
    with pytest.raises(CohortError, match=rf"{low} to {high}.*18 to 110"):
        Cohort(low, high)


CLAUSES = {
    Cohort(): Clause("TRUE", ()),
    Cohort(60, 85): Clause("(age BETWEEN ? AND ?)", (60, 85)),
    Cohort(60, 85, include_unknown_age=True): Clause(
        "(age BETWEEN ? AND ? OR age IS NULL)", (60, 85)
    ),
    Cohort(sexes=(Sex.FEMALE, Sex.UNKNOWN)): Clause("sex IN (?, ?)", (1, 4)),
    Cohort(levels=(VertebralLevel.C1, VertebralLevel.C3)): Clause("(level_mask & ?) <> 0", (5,)),
    Cohort(60, 60, False, (Sex.MALE,), (VertebralLevel.C2,)): Clause(
        "(age BETWEEN ? AND ?) AND sex IN (?) AND (level_mask & ?) <> 0", (60, 60, 2, 2)
    ),
}


@pytest.mark.parametrize(("cohort", "clause"), CLAUSES.items(), ids=str)
def test_it_binds_its_values(cohort: Cohort, clause: Clause) -> None:
    assert cohort.where() == clause


@given(strategies.cohorts)
def test_no_value_becomes_sql_text(cohort: Cohort) -> None:
    clause = cohort.where()
    assert clause.sql.count("?") == len(clause.values)
    assert re.findall(r"\d+", clause.sql) in ([], ["0"])
    assert all(type(value) is int for value in clause.values)


@given(strategies.cohorts)
def test_params_and_back(cohort: Cohort) -> None:
    assert from_params(to_params(cohort)) == (cohort, ())


@given(strategies.cohorts)
def test_url_and_back(cohort: Cohort) -> None:
    """Through the text of a URL, as a browser sends it."""
    url = urlencode(to_params(cohort), doseq=True)
    again, dropped = from_params(parse_qs(url, keep_blank_values=True))
    assert (again, dropped) == (cohort, ())
    assert urlencode(to_params(again), doseq=True) == url


def test_an_open_cohort_needs_no_url() -> None:
    assert to_params(Cohort()) == {}
    assert from_params({}) == (Cohort(), ())


@given(strategies.params)
def test_garbage_is_dropped_with_a_sentence_and_never_raises(
    params: dict[str, tuple[str, ...]],
) -> None:
    cohort, dropped = from_params(params)
    assert from_params(to_params(cohort)) == (cohort, ())
    assert all(sentence.strip() and len(sentence) < 250 for sentence in dropped)
    assert len(dropped) <= len(params)


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"surgeon": ("x",)}, "surgeon=x is no filter of this dashboard"),
        ({"T13": ("true",)}, "T13=true is no filter of this dashboard"),
        ({"female": ("yes",)}, "female=yes: true or false would do"),
        ({"L1": ("true", "true")}, "L1=true, true: true or false would do"),
        ({"age": ("60",)}, "age=60: two whole years from 18 to 110 would do"),
        ({"age": ("85", "60")}, "age=85, 60: two whole years from 18 to 110 would do"),
        ({"age": ("0", "200")}, "age=0, 200: two whole years from 18 to 110 would do"),
        ({"age": ("60.5", "70")}, "age=60.5, 70: two whole years from 18 to 110 would do"),
        ({"age": ("' OR 1=1", "70")}, "age=' OR 1=1, 70: two whole years from 18 to 110 would do"),
    ],
)
def test_what_is_dropped_is_named(params: dict[str, tuple[str, ...]], sentence: str) -> None:
    assert from_params(params) == (Cohort(), (sentence,))
    kept, dropped = from_params({**params, "male": ("true",)})
    assert kept == Cohort(sexes=(Sex.MALE,))
    assert dropped == (sentence,)


@given(strategies.cohorts, st.sampled_from(["age", "sexes", "levels"]))
def test_ignoring_opens_one_attribute(cohort: Cohort, attribute: str) -> None:
    opened = cohort.ignoring(attribute)
    assert opened.ignoring(attribute) == opened
    kept = {"sexes", "levels"} - {attribute}
    assert all(getattr(opened, name) == getattr(cohort, name) for name in kept)
    assert opened.has_age_range == (cohort.has_age_range and attribute != "age")


@given(strategies.cohorts)
def test_clearing_all_equals_unfiltered(cohort: Cohort) -> None:
    cleared = cohort.ignoring("age").ignoring("sexes").ignoring("levels")
    assert cleared == Cohort()
    assert not cleared.is_filtered


def test_an_attribute_that_is_no_filter_is_refused() -> None:
    """A misspelt attribute must not silently open another filter."""
    cohort = Cohort(60, 85, levels=(VertebralLevel.L1,))
    assert cohort.ignoring("") == cohort
    with pytest.raises(CohortError, match="'level' is no filter"):
        cohort.ignoring("level")
