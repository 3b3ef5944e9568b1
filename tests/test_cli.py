"""The command line: what it prints, and its exit codes."""

from pathlib import Path

import duckdb
import pytest

from tests.folders import changed, write_folder
from tests.importing.clinic.mappings import ENGLISH
from tests.importing.clinic.sheets import english_csv
from tests.importing.clinic.truth import cases
from vertebroplasty.cli import main
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.generations import generation_of
from vertebroplasty.importing.mapping.model import Target
from vertebroplasty.importing.mapping.text import from_yaml, to_yaml


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    code = main([str(word) for word in words])
    return code, capsys.readouterr().out


def test_import_list_and_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, and the generation that is served is named."""
    folder, data = write_folder(tmp_path / "x"), ("--data", tmp_path / "root")
    code, text = run(capsys, *data, "import", folder)
    assert (code, text.splitlines()[-1]) == (0, "0 errors, 0 warnings: accepted")
    run(capsys, *data, "import", folder, "--name", "small")
    assert run(capsys, *data, "list") == (0, "small: generations 1, 2; 2 is served\n")
    assert run(capsys, *data, "use", "small", "1") == (0, "small: generation 1 is served now\n")
    assert run(capsys, *data, "list") == (0, "small: generations 1, 2; 1 is served\n")
    assert run(capsys, *data, "use", "small", "7") == (1, "")


def test_a_refused_folder_is_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The problem stands on standard output, as text or as CSV; nothing is stored."""
    folder = write_folder(tmp_path / "x", procedure=changed("procedure", 2, age="999"))
    data = ("--data", tmp_path / "root")
    sentence = "procedure.csv line 2, age = 999: must be a whole number from 18 to 110"
    for command in ("check", "import"):
        code, text = run(capsys, *data, command, folder)
        assert code == 1
        assert f"error: {sentence}" in text
    code, text = run(capsys, *data, "check", folder, "--csv")
    assert text.splitlines()[1] == (
        "error,procedure.csv,,2,age,999,a whole number from 18 to 110,procedure.age.whole"
    )
    assert run(capsys, *data, "list")[1].startswith("no dataset yet")


def test_a_sound_folder_checks_as_0_and_is_not_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check`` writes nothing."""
    folder = write_folder(tmp_path / "x")
    assert run(capsys, "--data", tmp_path / "root", "check", folder)[0] == 0
    assert not (tmp_path / "root").exists()


@pytest.mark.parametrize("words", [[], ["export"], ["use", "small"], ["use", "small", "one"]])
def test_a_command_that_is_not_understood_is_exit_code_2(words: list[str]) -> None:
    """As argparse and the shell have it."""
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2


def test_files_are_mapped_checked_and_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clinic's CSV: the proposal is a mapping; without one, import says how to get it."""
    sheet, data = english_csv(cases(20), tmp_path / "sheet.csv"), ("--data", tmp_path / "root")
    code, text = run(capsys, *data, "map", sheet, "--name", "clinic")
    assert code == 0
    assert from_yaml(text).sheets[0].columns["Level(s)"] == (Target("treated_level.level"),)
    assert run(capsys, *data, "import", sheet)[0] == 1
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(to_yaml(ENGLISH), encoding="utf-8")
    words = ("--mapping", mapping)
    code, text = run(capsys, *data, "check", sheet, *words)
    assert (code, "20 rows in = 20 stored + 0 reported" in text) == (0, True)
    assert run(capsys, *data, "list")[1].startswith("no dataset yet")
    assert run(capsys, *data, "import", sheet, *words, "--name", "other")[0] == 0
    assert run(capsys, *data, "list")[1] == "other: generations 1; 1 is served\n"
    assert sorted(path.name for path in (tmp_path / "root").iterdir()) == ["other"]


def test_a_refused_file_is_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The problem stands in the clinic's own words."""
    sheet = english_csv(cases(20), tmp_path / "sheet.csv")
    text = sheet.read_text(encoding="utf-8").replace(",F,", ",female?,", 1)
    sheet.write_text(text, encoding="utf-8")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(to_yaml(ENGLISH), encoding="utf-8")
    code, said = run(capsys, "--data", tmp_path / "r", "import", sheet, "--mapping", mapping)
    assert code == 1
    assert "Sex = female?: must be one of female, male, other, unknown" in said


def test_generations_are_compared_deleted_and_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One age differs; the export comes back with the same content."""
    data = ("--data", tmp_path / "root")
    run(capsys, *data, "import", write_folder(tmp_path / "x"))
    changed_folder = write_folder(tmp_path / "y", procedure=changed("procedure", 2, age="79"))
    run(capsys, *data, "import", changed_folder)
    _, text = run(capsys, *data, "compare", "small", "1", "2")
    assert "procedure: 2 rows before, 2 now: 0 added, 1 changed, 0 gone\n  A, age: 78 -> 79" in text
    assert run(capsys, *data, "delete", "small", "1")[0] == 1
    assert run(capsys, *data, "delete", "small", "2", "--yes")[0] == 1
    assert run(capsys, *data, "export", "small", tmp_path / "out", "--generation", "1")[0] == 0
    assert run(capsys, *data, "delete", "small", "1", "--yes")[0] == 0
    assert run(capsys, *data, "list")[1] == "small: generations 2; 2 is served\n"
    assert run(capsys, *data, "export", "small", tmp_path / "out.xlsx")[0] == 0
    assert run(capsys, *data, "export", "small", tmp_path / "out.xlsx")[0] == 1
    assert run(capsys, *data, "template", tmp_path / "template.xlsx")[0] == 0
    assert run(capsys, *data, "import", tmp_path / "out")[0] == 0
    original = run(capsys, "--data", tmp_path / "r", "import", tmp_path / "x")
    assert original[0] == 0
    assert _content(tmp_path / "root", 3) == _content(tmp_path / "r", 1)


def _content(root: Path, number: int) -> str:
    path = generation_of(root, "small", number).path
    with duckdb.connect(path, read_only=True) as connection:
        return content_hash(connection)
