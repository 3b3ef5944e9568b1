"""An older version of the program on the same folder: it serves and imports what is its own.

The older version is a copy of this one whose schema version is one less. Authority: what each of
the two wrote, counted before; the files of the folder.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.server import started
from benchmarks.visitor import texts, visiting
from tests.folders import write_folder
from tests.program_copy import copy_program
from tests.soak.sizes import size
from vertebroplasty.engine.dataset import open_dataset
from vertebroplasty.errors import DatasetTooOldError
from vertebroplasty.importing.generations import current_generation, generations
from vertebroplasty.importing.load import import_folder
from vertebroplasty.importing.schema_version import SCHEMA_VERSION
from vertebroplasty.preaggregate import TALLY_SQL

ROUNDS = size(1, 8)
OLDER = str(int(SCHEMA_VERSION) - 1)


class OlderProgram:
    """A copy of the program that knows one schema version less.

    Parameters
    ----------
    folder : pathlib.Path
        Where it will be.
    root : pathlib.Path
        Folder of the datasets.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.environment = {"VERTEBROPLASTY_DATA": str(root), "PYTHONPATH": str(folder / "src")}
        copy_program(folder)
        module = folder / "src" / "vertebroplasty" / "importing" / "schema_version.py"
        text = module.read_text(encoding="utf-8")
        line = f'SCHEMA_VERSION = "{SCHEMA_VERSION}"'
        assert text.count(line) == 1
        module.write_text(text.replace(line, f'SCHEMA_VERSION = "{OLDER}"'), encoding="utf-8")

    def words(self, port: int) -> tuple[str, ...]:
        """Return how it is served."""
        return ("streamlit", "run", "app.py", "--server.port", str(port))

    def begin(self, *words: str | Path) -> "subprocess.Popen[str]":
        """Begin a command."""
        return subprocess.Popen(
            [sys.executable, "-m", "vertebroplasty", *map(str, words)],
            cwd=self.folder,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def test_an_older_version_beside_this_one(tmp_path: Path) -> None:
    """Each round both import at the same time, while sessions of the older one read both."""
    root, small = tmp_path / "root", write_folder(tmp_path / "small")
    older = OlderProgram(tmp_path / "older", root)
    import_folder(small, root, name="newer", tally_sql=TALLY_SQL)
    ended(older.begin("import", small, "--name", "older"), 0)
    with (
        started(older.words, older.folder, older.environment) as server,
        visiting(server.port, "dataset=newer") as outside,
        visiting(server.port, "dataset=older") as inside,
    ):
        for number in range(1, ROUNDS + 1):
            assert (
                f"generation-{number:06d}.duckdb has schema version {SCHEMA_VERSION}; this program"
                f" reads up to {OLDER}. Update the program"
            ) in texts(outside.rerun())
            assert "2 procedures" in texts(inside.rerun())
            its_own = older.begin("import", small, "--name", "older")
            import_folder(small, root, name="newer", tally_sql=TALLY_SQL)
            ended(its_own, 0)
    said = ended(older.begin("import", small, "--name", "newer"), 1)
    assert "newer is served by a later version of this program" in said
    assert open_dataset(current_generation(root, "newer")).number == ROUNDS + 1
    with pytest.raises(DatasetTooOldError, match="made by an earlier version of this program"):
        open_dataset(current_generation(root, "older"))
    for name in ("newer", "older"):
        files = {generation.path.name for generation in generations(root, name)}
        assert len(files) == ROUNDS + 1
        assert {path.name for path in (root / name).iterdir()} == {*files, "current", ".lock"}


def ended(process: "subprocess.Popen[str]", code: int) -> str:
    """Wait for a command; return what it said."""
    said, _ = process.communicate()
    assert process.returncode == code, said
    return said
