"""What is exported says what it is, reads back as it was, and runs nothing."""

import csv
import io
import re

import pandas as pd
import pytest

from tests.figures.reading import FALL, LEAKS, NOBODY
from tests.importing.formulas import ALL_FORMULAS, running_cells
from vertebroplasty.breakdown import SEX, Group
from vertebroplasty.report.table_csv import FILE_NAME_LENGTH, file_name, to_csv
from vertebroplasty.report.tables import Table, count_table, group_table

WOMEN, MEN, *_ = SEX.groups
FACTS = {
    "title": "Leak by level",
    "cohort": "Women aged 60\N{EN DASH}85, treated at T12 or L1",
    "size": "97 procedures of 1,512",
    "dataset": "registry-demo, generation 3, 0a1b2c",
    "warning": "Synthetic data, not patients",
}


def exported(table: Table, **facts: str) -> str:
    return to_csv(table, **(FACTS | facts))


def parsed(text: str) -> list[list[str]]:
    """The rows below the facts, read by Python's csv module."""
    lines = [line for line in io.StringIO(text, newline="") if not line.startswith("# ")]
    return list(csv.reader(lines, strict=True))


def test_the_first_lines_say_what_it_is() -> None:
    text = exported(count_table("sex", [(WOMEN, 3, 3)]))
    assert text.split("\r\n")[:5] == [f"# {fact}" for fact in FACTS.values()]


def test_clinical_data_carry_no_warning_line() -> None:
    text = exported(count_table("sex", [(WOMEN, 3, 3)]), warning="")
    assert [line[0] for line in text.split("\r\n")[:-1]] == ["#"] * 4 + ['"'] * 2


def test_lines_end_as_rfc_4180_asks() -> None:
    text = exported(count_table("sex", [(WOMEN, 3, 3), (MEN, 4, 4)]))
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_pandas_reads_back_what_was_written() -> None:
    """Authority: pandas' own reader."""
    table = group_table("sex", [(WOMEN, LEAKS), (MEN, NOBODY)])
    read = pd.read_csv(io.StringIO(exported(table)), comment="#")
    assert tuple(read.columns) == table.columns
    assert read["Events"].tolist() == [38, 0]
    assert read["95 % low"].tolist()[0] == 22.0
    assert read["Estimate"].isna().tolist() == [False, True]
    assert read["Sex"].tolist() == ["women", "men"]


def test_quotes_commas_and_line_breaks_stay_within_their_cell() -> None:
    label = 'site "A", ward\n2'
    assert parsed(exported(count_table("site", [(Group(1, label), 3, 3)])))[1] == [label, "3", "3"]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}"]
)
def test_text_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    """Authority: OWASP, "CSV Injection"."""
    label = f"{start}HYPERLINK(1)"
    assert parsed(exported(count_table("site", [(Group(1, label), 3, 3)])))[1][0] == f"'{label}"


def test_no_cell_of_the_formula_set_runs() -> None:
    """Authority: OWASP, as the oracle of tests/importing/formulas.py reads it."""
    rows = tuple((text, -2.5, text) for text in ALL_FORMULAS)
    text = exported(Table(("Site", "Change", "=1"), rows))
    assert running_cells(text, ",") == []
    assert [row[1] for row in parsed(text)[1:]] == ["-2.5"] * len(rows)


def test_a_heading_is_guarded_too() -> None:
    assert parsed(exported(count_table("=1+1", [])))[0][0] == "'=1+1"


def test_negative_numbers_stay_numbers() -> None:
    cells = parsed(exported(group_table("sex", [(WOMEN, FALL)])))[1]
    assert cells[1:5] == ["-6.89", "-7.79", "-5.99", "2.4"]


@pytest.mark.parametrize("separator", [",", ";", "|", ', "', "; "])
def test_a_fact_is_no_way_in_either(separator: str) -> None:
    """A spreadsheet splits a line at its separator wherever it stands."""
    text = exported(count_table("sex", []), dataset=f"registry{separator}=cmd()")
    assert f"# registry{separator}'=cmd()\r\n" in text


def test_a_fact_cannot_begin_a_line_of_its_own() -> None:
    text = exported(count_table("sex", []), title="Leaks\r\n=cmd()\tby level")
    assert text.startswith("# Leaks =cmd() by level\r\n")


def test_a_file_name_tells_dataset_figure_and_cohort() -> None:
    name = file_name("Women aged 60\N{EN DASH}85, treated at T12", "leak_by_level", "registry-demo")
    assert name == "registry-demo_leak-by-level_women-aged-60-85-treated-at-t12.csv"


HOSTILE = [
    ("../../etc/passwd", "..\\con", "a/b:c*?<>|"),
    ("Frauen über 80 Jahre", "Schmerz ≥ 3", "Zürich"),
    ("\N{CYRILLIC SMALL LETTER ZHE}" * 9, "", "\r\n"),
    ("women " * 50, "figure " * 50, "dataset " * 50),
]


@pytest.mark.parametrize("parts", HOSTILE)
def test_a_file_name_is_plain_and_short(parts: tuple[str, str, str]) -> None:
    name = file_name(*parts)
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*\.csv", name)
    assert len(name) <= FILE_NAME_LENGTH == 80


def test_letters_lose_their_accents_not_themselves() -> None:
    assert file_name("Über 80", "Schmerz", "Zürich") == "zurich_schmerz_uber-80.csv"


def test_two_cohorts_never_share_a_name_that_had_to_be_cut() -> None:
    sentence = "Women or men aged 60 or over, treated at T4 or T6 or T8 or T10 or T12 or L2 or "
    one, other = (file_name(sentence + level, "leak", "registry-demo") for level in ("L4", "S1"))
    assert one != other
