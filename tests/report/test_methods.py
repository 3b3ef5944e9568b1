"""The methods sentence is made of what ran."""

import platform
from importlib.metadata import version

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.count_tables import planned_visits_table
from vertebroplasty.report.methods import facts, methods_of, methods_text, versions
from vertebroplasty.report.result_tables import measure_by_table
from vertebroplasty.report.sources import Source
from vertebroplasty.report.tables import Table
from vertebroplasty.vocabulary import Sex

WOMEN = Cohort(sexes=(Sex.FEMALE,))
SIZE = "Cohort: Women; 22 patients, 22 procedures"


def test_it_names_whom_how_with_what_and_on_which_data(srinagar: Dataset) -> None:
    """Versions as pip knows them; hashes as the file states them."""
    source = Source(measure_by_table, (WOMEN, "vas_baseline", "sex"))
    text = methods_text(srinagar, source, source.run(srinagar))
    assert text.startswith(SIZE)
    assert "Methods: t 95 % interval, df" in text
    assert f"DuckDB {version('duckdb')}, SciPy {version('scipy')}, NumPy {version('numpy')}" in text
    assert f"Python {platform.python_version()}" in text
    assert f"content SHA-256 {srinagar.meta.content_hash}" in text
    assert f"sources SHA-256 {srinagar.meta.source_hash}" in text
    assert text.endswith(f"{srinagar.meta.nature.warning}.")


def test_counts_claim_no_method(srinagar: Dataset) -> None:
    source = Source(planned_visits_table, (WOMEN,))
    text = methods_text(srinagar, source, source.run(srinagar))
    assert "Counts and shares only, nothing was tested. Counted by 1 SQL query and" in text


def test_methods_that_differ_in_numbers_only_are_one() -> None:
    """By hand."""
    rows = (("t 95 % interval, df 2", None), ("Wilson", "z, n 7"), ("t 95 % interval, df 11", ""))
    table = Table(("Method", "Test method"), rows)
    assert methods_of(table) == ("t 95 % interval, df 2 to 11", "Wilson", "z, n 7")
    assert methods_of(Table(("Level", "n"), (("T12", 3),))) == ()


def test_facts_tell_each_cohort_with_its_size(srinagar: Dataset) -> None:
    source = Source(measure_by_table, (WOMEN, Cohort(), WOMEN))
    lines = facts(srinagar, source, "Leaks")
    assert lines[0] == "Leaks"
    assert [line.partition(",")[0] for line in lines[1:3]] == [
        "Cohort: Women; 22 patients",
        "Cohort: All patients; 30 patients",
    ]
    assert lines[3:] == (
        f"Dataset {srinagar.describe()}",
        f"Content hash {srinagar.meta.content_hash}",
        f"Made with {', '.join(versions())}",
    )
