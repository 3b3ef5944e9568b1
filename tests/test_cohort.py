"""A cohort in SQL, in English and in a URL: the three must say the same."""

import itertools
import re
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from vertebroplasty.cohort import UNRECORDED, Clause, Cohort, from_params, to_params
from vertebroplasty.cohort.selection import OPEN
from vertebroplasty.errors import CohortError
from vertebroplasty.vocabulary import Etiology, Region, Sex, VertebralLevel, Viscosity

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
    Cohort(month_min=202107): "All patients, treated from July 2021",
    Cohort(month_max=201912): "All patients, treated until December 2019",
    Cohort(month_min=201801, month_max=201912): (
        "All patients, treated from January 2018, until December 2019"
    ),
    Cohort(etiologies=("osteoporotic",)): "All patients, treated for osteoporotic fracture",
    Cohort(etiologies=(UNRECORDED, "other", "traumatic")): (
        "All patients, treated for traumatic fracture, other fracture or fracture of unrecorded"
        " etiology"
    ),
    Cohort(viscosities=("low",), levels=(T12,)): (
        "All patients, treated at T12, with low-viscosity cement"
    ),
    Cohort(viscosities=("high", UNRECORDED)): (
        "All patients, treated with high-viscosity cement or cement of unrecorded viscosity"
    ),
    Cohort(operators=("operator-2", "operator-1"), sites=("site-A",)): (
        "All patients, treated by operator-1 or by operator-2, at site-A"
    ),
    Cohort(
        60, 85, False, (Sex.FEMALE,), (L1,), 201801, 201912, ("other",), ("low",), ("A",), ("B",)
    ): (
        "Women aged 60–85, treated at L1, for other fracture, with low-viscosity cement, by A,"
        " at B, from January 2018, until December 2019"
    ),
    Cohort(complement=True): "Nobody",
    Cohort(sexes=(Sex.FEMALE,), levels=(T12,), complement=True): (
        "All except women, treated at T12"
    ),
    Cohort(70, 110, complement=True): "All except patients aged 70 or over",
}


@pytest.mark.parametrize(("cohort", "sentence"), SENTENCES.items(), ids=SENTENCES.values())
def test_it_describes_itself(cohort: Cohort, sentence: str) -> None:
    assert cohort.describe() == sentence


@given(strategies.cohorts)
def test_a_sentence_holds_words_not_codes(cohort: Cohort) -> None:
    sentence = cohort.describe()
    assert re.fullmatch(r"[A-Z][A-Za-z0-9 ,–-]*", sentence)
    numbers = re.findall(r"\b\d+", re.sub(r"\b[CTLS]\d+|operator-\d", "", sentence))
    years = {cohort.month_min // 100, cohort.month_max // 100}
    assert {int(number) for number in numbers} <= {cohort.age_min, cohort.age_max, *years}
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


def test_every_cohort_of_treatment_has_its_own_sentence() -> None:
    """All subsets of etiology x viscosity x site x some operators and periods, exhaustively."""
    offered = [[*Etiology, UNRECORDED], [*Viscosity, UNRECORDED], [*strategies.SITES, UNRECORDED]]
    chosen = [
        [some for size in range(len(terms) + 1) for some in itertools.combinations(terms, size)]
        for terms in offered
    ]
    operators = [(), ("operator-1",), ("operator-1", UNRECORDED)]
    months = [(190001, 299912), (201901, 299912), (190001, 201901), (201901, 201901)]
    cohorts = {
        Cohort(month_min=first, month_max=last, etiologies=e, viscosities=v, operators=o, sites=s,
               complement=others)
        for (first, last), e, v, s, o, others in itertools.product(
            months, *chosen, operators, [False, True]
        )
    }  # fmt: skip
    assert len(cohorts) == 4 * 31 * 7 * 8 * 3 * 2  # all terms of a vocabulary: open
    assert len({cohort.describe() for cohort in cohorts}) == len(cohorts)


def test_order_and_repetition_do_not_matter() -> None:
    one = Cohort(sexes=(Sex.MALE, Sex.FEMALE, Sex.MALE), levels=(L1, T12, L1))
    assert one == Cohort(sexes=(Sex.FEMALE, Sex.MALE), levels=(T12, L1))
    assert hash(one) == hash(Cohort(sexes=(Sex.FEMALE, Sex.MALE), levels=(T12, L1)))
    assert one.levels == (T12, L1)


@pytest.mark.parametrize(
    ("attribute", "given_terms", "ordered"),
    [
        ("etiologies", ("other", UNRECORDED, "neoplastic", "other"), ("neoplastic", "other")),
        ("viscosities", ("high", UNRECORDED, "high"), ("high",)),
        ("operators", ("b", "é", UNRECORDED, "a", "b"), ("a", "b", "é")),
        ("sites", ("Z", UNRECORDED, "a", "Z"), ("Z", "a")),
    ],
)
def test_terms_stand_in_order_once_each_the_unrecorded_last(
    attribute: str, given_terms: tuple[str, ...], ordered: tuple[str, ...]
) -> None:
    """Vocabularies in the data dictionary's order, names by code point."""
    one, other = Cohort(**{attribute: given_terms}), Cohort(**{attribute: given_terms[::-1]})
    assert (one, hash(one)) == (other, hash(other))
    assert getattr(one, attribute) == (*ordered, UNRECORDED)


def test_what_leaves_nobody_out_is_open() -> None:
    assert Cohort(viscosities=("low", "high", UNRECORDED)) == Cohort()
    assert Cohort(viscosities=("low", "high")) != Cohort()
    assert Cohort(sexes=tuple(Sex)) == Cohort()
    assert Cohort(18, 110, include_unknown_age=True) == Cohort()
    assert not Cohort(18, 110).is_filtered
    assert Cohort(18, 109).is_filtered
    assert Cohort(levels=tuple(VertebralLevel)).is_filtered
    assert Cohort(month_min=190001, month_max=299912) == Cohort()
    assert Cohort(month_max=299911).is_filtered
    assert Cohort(complement=True).is_filtered


@pytest.mark.parametrize(
    ("low", "high"), [(17, 80), (60, 111), (80, 60), (-1, 50), (0, 0), (111, 111)]
)
def test_an_impossible_age_range_is_refused(low: int, high: int) -> None:
    """The data dictionary admits 18-110 years."""
    with pytest.raises(CohortError, match=rf"{low} to {high}.*18 to 110"):
        Cohort(low, high)


REFUSED = [
    ({"etiologies": ("bone",)}, "etiology 'bone': osteoporotic, neoplastic, traumatic, other or"),
    ({"viscosities": ("Low",)}, "viscosity 'Low': low, high or not recorded would do"),
    ({"operators": ("",)}, "operator '': a name in the dataset or not recorded would do"),
    ({"operators": ("x" * 101,)}, f"operator '{'x' * 40}': a name in the dataset"),
    ({"sites": ("a", "a\nb")}, r"site 'a\\nb': a name in the dataset or not recorded would do"),
    ({"month_min": 202113}, "months 202113 to 299912: two months such as 202107"),
    ({"month_min": 0}, "months 0 to 299912: two months"),
    ({"month_max": 300001}, "months 190001 to 300001: two months"),
    ({"month_min": 202107, "month_max": 202106}, "the earlier one first, would do"),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED)
def test_an_impossible_term_or_month_is_refused(fields: dict[str, object], sentence: str) -> None:
    """The error says what was given and what would do."""
    with pytest.raises(CohortError, match=sentence):
        Cohort(**fields)  # type: ignore[arg-type]


LOW_AND_UNKNOWN = (
    "(low_viscosity_mask | (level_mask & ~(low_viscosity_mask | high_viscosity_mask)))"
)
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
    Cohort(month_min=202107): Clause("period BETWEEN ? AND ?", (202107, 299912)),
    Cohort(etiologies=("other", "osteoporotic")): Clause("(etiology IN (?, ?))", (1, 4)),
    Cohort(viscosities=("high",), levels=(VertebralLevel.C2,)): Clause(
        "((high_viscosity_mask) & ?) <> 0", (2,)
    ),
    Cohort(viscosities=("low", UNRECORDED)): Clause(f"{LOW_AND_UNKNOWN} <> 0"),
    Cohort(operators=("it's", UNRECORDED)): Clause(
        "(operator IN (?) OR operator IS NULL)", ("it's",)
    ),
    Cohort(sites=(UNRECORDED,)): Clause("(site IS NULL)"),
    Cohort(60, 85, sites=("A",), complement=True): Clause(
        "NOT coalesce((age BETWEEN ? AND ?) AND (site IN (?)), FALSE)", (60, 85, "A")
    ),
    Cohort(complement=True): Clause("NOT coalesce(TRUE, FALSE)"),
}


@pytest.mark.parametrize(("cohort", "clause"), CLAUSES.items(), ids=str)
def test_it_binds_its_values(cohort: Cohort, clause: Clause) -> None:
    assert cohort.where() == clause


@given(strategies.hostile_cohorts)
def test_no_value_becomes_sql_text(cohort: Cohort) -> None:
    """The text is that of a cohort with other values: digits and names are bound, never written."""
    clause = cohort.where()
    assert clause.sql.count("?") == len(clause.values)
    assert set(re.findall(r"\d+", clause.sql)) <= {"0"}
    assert set(re.findall(r"\w+", clause.sql)) <= SQL_WORDS
    assert re.fullmatch(r"[\w ()?,&|~<>]*", clause.sql)
    assert all(type(value) in (int, str) for value in clause.values)
    named = {*cohort.operators, *cohort.sites} - {UNRECORDED}
    assert named == {value for value in clause.values if isinstance(value, str)}


SQL_WORDS = {
    *("TRUE", "FALSE", "NOT", "AND", "OR", "IN", "IS", "NULL", "BETWEEN", "coalesce", "0"),
    *("age", "sex", "period", "etiology", "operator", "site"),
    *("level_mask", "low_viscosity_mask", "high_viscosity_mask"),
}


@given(strategies.hostile_cohorts)
def test_params_and_back(cohort: Cohort) -> None:
    assert from_params(to_params(cohort)) == (cohort, ())


@given(strategies.hostile_cohorts)
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
    assert len(dropped) <= sum(max(1, len(values)) for values in params.values()) + 1


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
        ({"from": ("2021-13",)}, "from=2021-13: a month such as 2021-07 would do"),
        ({"from": ("",)}, "from=: a month such as 2021-07 would do"),
        ({"until": ("1800-01",)}, "until=1800-01: a month such as 2021-07 would do"),
        ({"until": ("٢٠٢١-٠٧",)}, "until=٢٠٢١-٠٧: a month such as 2021-07 would do"),
        (
            {"from": ("2021-07", "2021-08")},
            "from=2021-07, 2021-08: a month such as 2021-07 would do",
        ),
        (
            {"from": ("2021-07",), "until": ("2021-06",)},
            "from is later than until: the earlier month first would do",
        ),
        ({"except": ("yes",)}, "except=yes: true or false would do"),
        (
            {"etiology": ("bone",)},
            "etiology=bone: osteoporotic, neoplastic, traumatic, other, not recorded would do",
        ),
        ({"viscosity": ("LOW",)}, "viscosity=LOW: low, high, not recorded would do"),
        ({"operator": ("",)}, "operator=: a name in the dataset would do"),
        ({"site": ("x" * 101,)}, f"site={'x' * 40}: a name in the dataset would do"),
    ],
)
def test_what_is_dropped_is_named(params: dict[str, tuple[str, ...]], sentence: str) -> None:
    assert from_params(params) == (Cohort(), (sentence,))
    kept, dropped = from_params({**params, "male": ("true",)})
    assert kept == Cohort(sexes=(Sex.MALE,))
    assert dropped == (sentence,)


def test_what_of_a_list_is_understood_stays() -> None:
    cohort, dropped = from_params({"etiology": ("bone", "other"), "operator": ("", "a", "a")})
    assert cohort == Cohort(etiologies=("other",), operators=("a",))
    assert len(dropped) == 2


ATTRIBUTES = ["age", "sexes", "levels", "months", "etiologies", "viscosities", "operators", "sites"]


def test_every_attribute_can_be_left_open() -> None:
    assert ["", *ATTRIBUTES] == list(OPEN)


@given(strategies.described, st.sampled_from(ATTRIBUTES))
def test_ignoring_opens_one_attribute(cohort: Cohort, attribute: str) -> None:
    opened = cohort.ignoring(attribute)
    assert opened.ignoring(attribute) == opened
    kept = {*ATTRIBUTES} - {attribute, "age", "months"}
    assert all(getattr(opened, name) == getattr(cohort, name) for name in kept)
    assert opened.has_age_range == (cohort.has_age_range and attribute != "age")
    assert opened.has_period == (cohort.has_period and attribute != "months")


@given(strategies.described)
def test_clearing_all_equals_unfiltered(cohort: Cohort) -> None:
    for attribute in ATTRIBUTES:
        cohort = cohort.ignoring(attribute)
    assert cohort == Cohort()
    assert not cohort.is_filtered


@given(strategies.cohorts, st.sampled_from(ATTRIBUTES))
def test_everyone_else_twice_is_the_cohort_and_ignores_nothing(
    cohort: Cohort, attribute: str
) -> None:
    """Not (not A) = A; which attribute of a complement leaves somebody out is not defined."""
    assert cohort.others() != cohort
    assert cohort.others().others() == cohort
    outside = cohort if cohort.complement else cohort.others()
    assert outside.ignoring(attribute) == outside


def test_an_attribute_that_is_no_filter_is_refused() -> None:
    """A misspelt attribute must not silently open another filter."""
    cohort = Cohort(60, 85, levels=(VertebralLevel.L1,))
    assert cohort.ignoring("") == cohort
    with pytest.raises(CohortError, match="'level' is no filter"):
        cohort.ignoring("level")
