"""A source gives its table, and the queries that were asked for it."""

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.report.card_tables import FLAGGED, FOLLOW_UP, REPEATS, cards_table
from vertebroplasty.report.count_tables import ledger_table, procedures_by_table
from vertebroplasty.report.result_tables import measure_by_table, measures_table
from vertebroplasty.report.sources import Source
from vertebroplasty.vocabulary import Sex

WOMEN = Cohort(sexes=(Sex.FEMALE,))


def test_a_run_is_the_table_and_what_was_asked(srinagar: Dataset) -> None:
    source = Source(measure_by_table, (WOMEN, "leak_level", "level"))
    run = source.run(srinagar)
    assert run.table == source.table(srinagar)
    assert len(run.queries) == 3
    assert source.cohorts == (WOMEN,)
    assert hash(source) == hash(Source(measure_by_table, (WOMEN, "leak_level", "level")))


def test_groups_are_followed_by_all_of_them_and_by_everyone(srinagar: Dataset) -> None:
    table = measure_by_table(srinagar, WOMEN, LEAK_LEVEL.key, "level")
    for label, whom in (("All groups", WOMEN), ("Everyone", Cohort())):
        (row,) = (row for row in table.rows if row[0] == label)
        result = evaluate(srinagar, (LEAK_LEVEL,), whom)[LEAK_LEVEL.key]
        assert dict(zip(table.columns, row, strict=True))["n"] == result.n


def test_everyone_stands_under_a_cohort_that_is_not_everyone(srinagar: Dataset) -> None:
    keys = ("relief_24h", "leak_level")
    filtered, whole = (measures_table(srinagar, whom, keys) for whom in (WOMEN, Cohort()))
    assert [row[0] for row in whole.rows] == [row[0] for row in filtered.rows[::2]]
    assert [row[0] for row in filtered.rows[1::2]] == [f"{row[0]}, everyone" for row in whole.rows]


def test_cards_that_are_no_measure_have_their_rows(srinagar: Dataset) -> None:
    """The abstract: 30 patients, mean follow-up 21.5 months, range 6-44, treated over 35 months."""
    table = cards_table(srinagar, Cohort(), (FOLLOW_UP, "leak_level", FLAGGED, REPEATS))
    shown = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert round(shown["Mean time to last follow-up"]["Estimate"], 1) == 21.5
    assert round(shown["Shortest"]["Estimate"]) == 6
    assert round(shown["Longest"]["Estimate"]) == 44
    assert shown["Treated over"]["Estimate"] == 35
    assert shown["Leak per treated level"]["Events"] == 1
    assert shown["Patients with several procedures, whole dataset"]["n"] == 30
    assert shown["Most procedures of a patient"]["Events"] == 1


def test_counts_stand_beside_everyone(srinagar: Dataset) -> None:
    """The study: 30 procedures; women by the app's own size of that cohort."""
    rows = procedures_by_table(srinagar, WOMEN, "sex").rows
    assert sum(everyone for *_, everyone in rows) == 30
    assert ledger_table(srinagar, WOMEN).rows[0] == ("All procedures of the dataset", 30)
