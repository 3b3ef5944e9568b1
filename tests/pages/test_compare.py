"""The Compare page: A and B from a link, their overlap in words, and odd pairs."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.oracle.counting import Choice, Oracle
from tests.pages.screen import figures, open_app, open_every_box, pages_html, table_rows, words
from tests.pages.test_odd_cohorts import nothing_undefined
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, RELIEF_24H

ANOTHER = {"against": "Another cohort"}
DATE = {"against": "Before and after a date"}


def sides(app: AppTest) -> dict[str, str]:
    """Return what stands in the banners of A and of B."""
    parts = pages_html(app).split("aria-label='Cohort ")[1:]
    return {part[0]: words(part[2:].partition("</section>")[0]) for part in parts if part[1] == "'"}


def row_of(app: AppTest, label: str) -> list[str]:
    (found,) = (row for row in table_rows(app) if row[:1] == [label])
    return found


def test_a_link_opens_a_and_b(registry: Dataset, oracle: Oracle) -> None:
    """Authority: the oracle's sizes, events and denominators of both."""
    app = open_app(
        registry.name,
        "Compare",
        male="true",
        b_female="true",
        b_T12="true",
        b_age=["60", "85"],
        b_etiology="osteoporotic",
        **ANOTHER,
    )
    assert not app.exception
    a = Choice(sexes=("male",))
    b = Choice(sexes=("female",), levels=("T12",), ages=(60, 85), etiologies=("osteoporotic",))
    for who, choice in (("A", a), ("B", b)):
        patients, procedures, _ = oracle.size(choice)
        assert f"{patients:,} of" in sides(app)[who]
        assert f"{procedures:,} of" in sides(app)[who]
    assert "Women aged 60\N{EN DASH}85, treated at T12, for osteoporotic" in sides(app)["B"]
    for measure in (RELIEF_24H, LEAK_LEVEL):
        row = row_of(app, measure.label)
        for cell, choice in zip(row[1:3], (a, b), strict=True):
            _, n, events, *_ = oracle.measures(*oracle.units(choice))[measure.key]
            assert f"{events:,} of {n:,} " in cell


def test_everyone_else_is_the_rest(registry: Dataset, oracle: Oracle) -> None:
    """Authority: the oracle's complement; with women no patient can be in both."""
    app = open_app(registry.name, "Compare", female="true")
    rest = oracle.size(Choice(sexes=("female",), complement=True))
    assert f"{rest[0]:,} of" in sides(app)["B"]
    assert any("No patient has procedures in both cohorts." in c.value for c in app.caption)
    assert not app.warning


def test_patients_in_both_are_a_warning(registry: Dataset, oracle: Oracle) -> None:
    """Authority: patients and procedures that the oracle has in both."""
    a, b = Choice(levels=("L1",)), Choice(sexes=("female",))
    (of_a, _), (of_b, _) = oracle.units(a), oracle.units(b)
    patients = oracle.procedures["patient_id"].to_numpy()
    common = len(set(patients[of_a]) & set(patients[of_b]))
    app = open_app(registry.name, "Compare", L1="true", b_female="true", **ANOTHER)
    (warning,) = app.warning
    assert f"{common} patients are in both cohorts ({(of_a & of_b).sum()} procedures" in (
        warning.value
    )
    assert "take A and B as independent, which they are not" in warning.value


def test_before_and_after_a_date(registry: Dataset, oracle: Oracle) -> None:
    """Authority: the oracle's sizes from July 2021, and until June 2021."""
    app = open_app(registry.name, "Compare", since="2021-07", **DATE)
    after, before = Choice(first_month="2021-07"), Choice(last_month="2021-06")
    assert "treated from July 2021" in sides(app)["A"]
    assert "treated until June 2021" in sides(app)["B"]
    for who, choice in (("A", after), ("B", before)):
        assert f"{oracle.size(choice)[1]:,} of" in sides(app)[who]


CALM = {
    "everybody against nobody": ({}, "Nobody is in B, so there is nothing to compare."),
    "the same twice": ({"male": "true", "b_male": "true"} | ANOTHER, "A and B are the same"),
    "nobody in b": ({"b_age": ["18", "18"]} | ANOTHER, "Nobody is in B"),
    "no month chosen": (DATE, "Choose the month from which on a procedure belongs to A."),
    "a month outside": (
        {"until": "2019-12", "since": "2021-07"} | DATE,
        "The sidebar's period has nothing on one side of July 2021.",
    ),
}


@pytest.mark.parametrize(("params", "sentence"), CALM.values(), ids=CALM.keys())
def test_what_cannot_be_compared_is_a_sentence(
    params: dict[str, str | list[str]], sentence: str, registry: Dataset
) -> None:
    app = open_app(registry.name, "Compare", **params)
    assert not app.exception
    assert app.info[0].value.startswith(sentence)
    assert not figures(app)


def test_a_dataset_without_dates_has_no_before(odd: Callable[[str], str]) -> None:
    app = open_app(odd("unknown-sex-and-age"), "Compare", **DATE)
    assert app.info[0].value == "No procedure of this dataset has a date."


def test_one_patient_against_one_is_calm(odd: Callable[[str], str]) -> None:
    """Two patients, one at each level: nothing to test, and no number that is not one."""
    app = open_app(
        odd("extremes"),
        "Compare",
        age=["18", "18"],
        b_age=["110", "110"],
        b_other="true",
        **ANOTHER,
    )
    nothing_undefined(open_every_box(app))
    assert "1 of 3 procedures" in sides(app)["A"]
    assert "1 of 3 procedures" in sides(app)["B"]


def test_what_a_link_says_of_b_that_is_unknown_is_named(registry: Dataset) -> None:
    app = open_app(
        registry.name, "Compare", b_operator="<b>nobody</b>", b_age=["85", "60"], **ANOTHER
    )
    shown = words(pages_html(app))
    assert "Ignored from the link: b_operator=<b>nobody</b> is not in registry-demo" in shown
    assert "Ignored from the link: b_age=85, 60: two whole years from 18 to 110" in shown
    assert "<b>nobody" not in pages_html(app)


def test_a_month_that_is_none_is_named(registry: Dataset) -> None:
    app = open_app(registry.name, "Compare", since="July", **DATE)
    assert "Ignored from the link: since=July: a month from" in words(pages_html(app))


def test_table_one_opens_with_both_sides(registry: Dataset, oracle: Oracle) -> None:
    """Authority: the oracle's women and everyone else at the first site, of those recorded."""
    app = open_every_box(open_app(registry.name, "Compare", female="true"))
    (row,) = (row for row in table_rows(app) if row[:1] == ["site-A"])
    for cell, complement in zip(row[1:3], (False, True), strict=True):
        procedures, _ = oracle.units(Choice(sexes=("female",), complement=complement))
        at_site = (oracle.procedures["site"][procedures] == "site-A").sum()
        assert cell.startswith(f"{at_site:,} (")
