"""The command line: what it prints, and its exit codes."""

from pathlib import Path

import pytest

from tests.folders import changed, write_folder
from vertebroplasty.cli import main


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
