"""The guide for data managers says what the program does."""

import re
from pathlib import Path

import duckdb
import pytest

from vertebroplasty.cli import main
from vertebroplasty.importing.generation_files import KEEP_GENERATIONS
from vertebroplasty.importing.mapped import stage_uploads
from vertebroplasty.importing.mapping.checking import problems_of
from vertebroplasty.importing.mapping.text import from_yaml
from vertebroplasty.importing.progress import no_progress
from vertebroplasty.importing.report import LONGEST_VALUE
from vertebroplasty.importing.request import Limits
from vertebroplasty.importing.rule_list import rule_list
from vertebroplasty.importing.rules import EXAMPLE
from vertebroplasty.importing.sources.limits import UPLOADS
from vertebroplasty.importing.sources.preview import Upload

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("text", blocks("yaml"), ids=["one sheet", "two sheets", "REDCap"])
def test_every_mapping_of_the_guide_can_be_carried_out(text: str) -> None:
    assert problems_of(from_yaml(text)) == ()


def test_the_complete_example_gives_the_report_that_stands_there(tmp_path: Path) -> None:
    """The three rows of the guide, counted by hand in its text."""
    (sheet,), (report,) = blocks("csv"), blocks("text")
    (tmp_path / "clinic.csv").write_text(sheet, encoding="utf-8")
    uploads = [Upload("clinic.csv", tmp_path / "clinic.csv")]
    staged = tmp_path / "staging.duckdb"
    checked = stage_uploads(uploads, from_yaml(blocks("yaml")[0]), staged, no_progress)
    assert f"{checked.report.text()}\n" == report
    said = re.search(
        r"(\d+) patients, (\d+) procedures, (\d+) treated levels, (\d+) leak and (\d+) visits",
        GUIDE,
    )
    assert said
    tables = ("patient", "procedure", "treated_level", "leak", "visit")
    with duckdb.connect(staged, read_only=True) as staging:
        counts = [staging.execute(f"SELECT count(*) FROM {t}").fetchall()[0][0] for t in tables]
        ages = staging.execute("SELECT age FROM procedure ORDER BY line").fetchall()
        leaks = staging.execute("SELECT procedure_id, level FROM leak").fetchall()
    assert counts == [int(number) for number in said.groups()]
    assert ages == [("77",), ("84",), ("71",)]
    assert leaks == [("V-001 2024-03-04", "L1")]


def test_the_rules_and_limits_that_the_guide_names_are_there() -> None:
    named = set(re.findall(r"`((?:mapping|row|column|sheet|header)\.[a-z_]+)`", GUIDE))
    assert named <= {rule.code for rule in rule_list()}
    assert {"mapping.shared_number", "row.unused"} <= named
    assert f"up to {UPLOADS} together" in GUIDE
    assert f"The last {KEEP_GENERATIONS} generations" in GUIDE
    assert f"cut after {LONGEST_VALUE} characters" in GUIDE
    assert f"`{EXAMPLE}`" in GUIDE


def test_the_readme_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """What ``--help`` lists; the demo datasets are made by ``serve``."""
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))
    named = set(re.findall(r"(?:^    vb|-m vertebroplasty) (\w+)", README, re.MULTILINE))
    assert named == listed - {"demo"}


def test_the_readme_names_every_variable() -> None:
    """Every variable of the environment that the sources read."""
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r'environ\.get\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    } - {"PYTHONPATH"}
    rows = dict(re.findall(r"^\| `(VERTEBROPLASTY_\w+)` \|.*\| (\S+) \|$", README, re.MULTILINE))
    assert set(rows) == read
    assert rows["VERTEBROPLASTY_KEEP"] == str(KEEP_GENERATIONS)
    assert rows["VERTEBROPLASTY_IMPORT_MB"] == str(Limits().megabytes)
    assert rows["VERTEBROPLASTY_IMPORT_SECONDS"] == str(Limits().seconds)
