"""Data quality: what is filled, flagged and repeated, and the share of figures that rests on it.

Counts of the registry are pandas' on its CSV files; those of the small folder are done by hand.
"""

import html
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import imported
from tests.folders import VALID, changed, write_folder
from tests.pages.screen import cards, open_app, open_every_box, pages_html, table_rows, words
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import FOLLOWUP_COMPLETENESS, LEAK_LEVEL, MEASURES, VAS_LAST
from vertebroplasty.query.completeness import fields_filled, followup_over_time, visits_filled
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.query.quality import flagged, flagged_rules, repeats
from vertebroplasty.vocabulary import Sex, VertebralLevel

CHOSEN = Cohort(sexes=(Sex.MALE,), levels=(VertebralLevel.T12, VertebralLevel.L1))


@pytest.fixture(scope="module")
def tables(registry_folder: Path) -> dict[str, pd.DataFrame]:
    names = ("patient", "procedure", "treated_level", "leak", "visit", "complication")
    files = {name: registry_folder / f"{name}.csv" for name in (*names, "new_fracture")}
    return {
        name: pd.read_csv(path, dtype=str, keep_default_na=False) for name, path in files.items()
    }


def cohort_of(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The rows of `CHOSEN`: men's procedures at T12 or L1, of their levels those two."""

    def among(name: str, column: str, values: pd.Series) -> pd.DataFrame:
        return tables[name][tables[name][column].isin(values)]

    men = tables["patient"].loc[tables["patient"]["sex"] == "male", "patient_id"]
    theirs = among("procedure", "patient_id", men)["procedure_id"]
    levels = among("treated_level", "procedure_id", theirs)
    chosen = levels[levels["level"].isin(["T12", "L1"])]
    treated = among("procedure", "procedure_id", chosen["procedure_id"])
    leaks = among("leak", "procedure_id", treated["procedure_id"])
    return {
        "patient": among("patient", "patient_id", treated["patient_id"]),
        "procedure": treated,
        "treated_level": chosen,
        "leak": leaks[leaks["level"].isin(["T12", "L1"])],
        "visit": among("visit", "procedure_id", treated["procedure_id"]),
        "complication": among("complication", "procedure_id", treated["procedure_id"]),
        "new_fracture": among("new_fracture", "patient_id", treated["patient_id"]),
    }


def counted_by_pandas(tables: dict[str, pd.DataFrame]) -> dict[tuple[str, str], tuple[int, int]]:
    """Filled cells and the rows that can have one, by table and column."""
    found = {}
    for name, table in tables.items():
        for column in table.columns.difference(["vas"]):
            rows = table
            if column == "death_day":
                rows = table.query("vital_status == 'dead'")
            elif name == "visit" and column not in ("procedure_id", "timepoint", "status"):
                rows = table.query("status == 'completed'")
                if column == "reported_relief":
                    rows = rows.query("timepoint != 'baseline'")
            found[name, column] = (int((rows[column] != "").sum()), len(rows))
    return found


@pytest.mark.parametrize("cohort", [Cohort(), CHOSEN], ids=["everybody", "men at T12 or L1"])
def test_fields_filled_are_those_that_pandas_counts(
    cohort: Cohort, registry: Dataset, tables: dict[str, pd.DataFrame]
) -> None:
    expected = counted_by_pandas(cohort_of(tables) if cohort.is_filtered else tables)
    shown = {(f.table, f.column): f.filled for f in fields_filled(registry, cohort)}
    assert {place: (one.events, one.n) for place, one in shown.items() if place in expected} == (
        expected
    )
    assert not {place for place, one in shown.items() if place not in expected and one.events}


@pytest.mark.parametrize("cohort", [Cohort(), CHOSEN], ids=["everybody", "men at T12 or L1"])
def test_visits_filled_are_those_that_pandas_counts(
    cohort: Cohort, registry: Dataset, tables: dict[str, pd.DataFrame]
) -> None:
    visits = (cohort_of(tables) if cohort.is_filtered else tables)["visit"]
    completed = visits.query("status == 'completed'").groupby("timepoint")
    shown = visits_filled(registry, cohort)
    assert {visit.timepoint for visit in shown} == set(completed.groups)
    for visit in shown:
        rows = completed.get_group(visit.timepoint.value)
        for name, column in (("Pain", "pain_raw"), ("ODI", "odi"), ("RDQ", "rdq")):
            one = visit.filled[name]
            assert (one.events, one.n) == (int((rows[column] != "").sum()), len(rows))
    assert "Reported relief" not in shown[0].filled  # it cannot be asked before the procedure


def test_follow_up_over_the_years_adds_up_to_the_whole(
    registry: Dataset, tables: dict[str, pd.DataFrame]
) -> None:
    """Closed form: parts of a partition add up; procedures by year are pandas'."""
    for cohort in (Cohort(), CHOSEN):
        whole = evaluate(registry, [FOLLOWUP_COMPLETENESS], cohort)["followup_completeness"]
        parts = [result for _, result in followup_over_time(registry, cohort)]
        for count in ("events", "n", "n_missing"):
            assert sum(getattr(part, count) for part in parts) == getattr(whole, count)
    shown = {group.label: result for group, result in followup_over_time(registry, Cohort())}
    by_year = tables["procedure"]["procedure_date"].str[:4].value_counts()
    assert {label: one.n + one.n_missing for label, one in shown.items()} == by_year.to_dict()


SPOILT = {
    "procedure": [
        *changed("procedure", 2, age="45"),
        VALID["procedure"][0] | {"procedure_id": "C", "age": "79"},
        VALID["procedure"][1] | {"procedure_id": "D", "procedure_date": ""},
    ],
    "treated_level": [
        *changed("treated_level", 2, cement_ml="12"),
        VALID["treated_level"][1] | {"procedure_id": "C"},
        VALID["treated_level"][2] | {"procedure_id": "D", "level": "L2"},
    ],
    "visit": [
        *VALID["visit"],
        VALID["visit"][0] | {"procedure_id": "C"},
        VALID["visit"][3] | {"procedure_id": "D"},
    ],
}
"""Procedure A is flagged twice; C is of the same patient on the same day; D has no date."""


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory, dataset_root: Path) -> Dataset:
    title = 'name = "spoilt"\ntitle = "<b>Spoilt</b>"\nnature = "synthetic"\nnote = "For tests."\n'
    folder = write_folder(tmp_path_factory.mktemp("spoilt"), dataset=title, **SPOILT)
    return imported(folder, dataset_root)


def test_flagged_values_name_their_place_and_what_is_usual(spoilt: Dataset) -> None:
    """By hand: 45 years (usual 50-100) and 12 ml (usual 1-8), both on line 2 of their file."""
    rules = {rule.rule: rule for rule in flagged_rules(spoilt)}
    assert {name: rule.n for name, rule in rules.items()} == {
        "procedure.age.usual": 1,
        "treated_level.cement_ml.usual": 1,
    }
    (place,) = rules["treated_level.cement_ml.usual"].examples
    assert place == ("treated_level.csv", 2, "cement_ml", "12")
    assert rules["procedure.age.usual"].usual == "usually from 50 to 100"


def test_a_figure_rests_on_flagged_rows_as_far_as_its_denominator_does(spoilt: Dataset) -> None:
    """By hand: one of four procedures is flagged; leaks are known at A's T12, B's T7 and D's L2;
    the VAS at last follow-up is A's alone."""
    found = flagged(spoilt, MEASURES, Cohort())
    assert (found.procedures.events, found.procedures.n) == (1, 4)
    leaks = found.by_measure[LEAK_LEVEL.key]
    assert (leaks.events, leaks.n, leaks.noun) == (1, 3, "levels")
    last = found.by_measure[VAS_LAST.key]
    assert (last.events, last.n) == (1, 1)
    elsewhere = flagged(spoilt, MEASURES, Cohort(levels=(VertebralLevel.T7,)))
    assert (elsewhere.procedures.events, elsewhere.procedures.n) == (0, 1)


def test_every_denominator_is_the_figures_own(registry: Dataset) -> None:
    """The measures themselves are the authority for n; a flagged share is of exactly that n."""
    for cohort in (Cohort(), CHOSEN):
        found = flagged(registry, MEASURES, cohort)
        results = evaluate(registry, MEASURES, cohort)
        for key, share in found.by_measure.items():
            assert share.n == results[key].n, key
            assert 0 <= share.events <= share.n


def test_repeats_are_counted_by_patient_and_day(spoilt: Dataset, registry: Dataset) -> None:
    """By hand: A and C are P1's on 2021-03-04; B and D are P2's, D without a date."""
    found = repeats(spoilt)
    assert found.procedures.counts == ((2, 2),)
    assert (found.same_day, found.n_same_day, found.undated) == (("A, C",), 1, 1)
    per_patient = by_number_of_procedures(registry)
    assert dict(repeats(registry).procedures.counts) == per_patient


def by_number_of_procedures(registry: Dataset) -> dict[int, int]:
    """Patients by number of procedures, from the record table itself."""
    sql = "SELECT patient_id, CAST(count(*) AS VARCHAR) FROM record.procedure GROUP BY patient_id"
    counts = pd.Series([int(n) for _, n in registry.engine.texts(sql)]).value_counts()
    return {int(n): int(patients) for n, patients in counts.items()}


def test_the_page_shows_places_shares_and_repeats(spoilt: Dataset) -> None:
    app = open_every_box(open_app(spoilt.name, "Data quality"))
    assert not app.exception
    rows = {row[0]: row[1:] for row in table_rows(app) if row}
    assert rows["Leak per treated level"] == ["33 %", "1 of 3 levels"]
    cement = rows[
        "treated_level \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} cement_ml"
        " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} usual"
    ]
    assert cement == ["1", "usually from 1 to 8", "treated_level.csv, line 2: cement_ml = 12"]
    assert rows["procedure_date"] == ["75 %", "3 of 4 procedures"]
    assert rows["cement_ml"] == ["60 %", "3 of 5 levels"]
    assert cards(app)["Procedures with a value flagged at import"].startswith("25 % 1 of 4")
    text = words(pages_html(app))
    assert "Several procedures of one patient on one day: 1, such as A, C." in text
    assert "1 procedure without a date not compared" in text


def test_text_from_the_data_is_never_markup(spoilt: Dataset) -> None:
    """The title is ``<b>Spoilt</b>``: it is shown as it stands."""
    markup = pages_html(open_app(spoilt.name, "Datasets"))
    assert html.escape("<b>Spoilt</b>") in markup
    assert "<b>Spoilt</b>" not in markup


@pytest.mark.parametrize("page", ["Overview", "Pain", "Relief", "Leaks", "Cohort"])
def test_every_page_of_figures_links_to_their_quality(page: str, registry: Dataset) -> None:
    (link,) = open_app(registry.name, page).get("page_link")
    assert link.proto.page == "data-quality"
