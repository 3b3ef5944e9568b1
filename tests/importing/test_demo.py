"""The demo datasets are made once, and again only when they cannot be served."""

from pathlib import Path

import duckdb
import pytest

from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.demo import SCRIPTS, ensure_demo
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.importing.publishing import new_generation
from vertebroplasty.importing.schema_version import SCHEMA_VERSION


def of_this_version(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE TABLE meta AS SELECT 'schema_version' AS key, ? AS value", [SCHEMA_VERSION]
    )


def of_an_earlier_version(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE meta AS SELECT 'schema_version' AS key, '1' AS value")


def test_only_what_cannot_be_served_is_made(tmp_path: Path) -> None:
    """srinagar-2007 is made by its script, the other is there."""
    new_generation(tmp_path, "registry-demo", of_this_version)
    (made,) = ensure_demo(tmp_path, ())
    assert made == current_generation(tmp_path, "srinagar-2007")
    with duckdb.connect(made.path, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM procedure").fetchall() == [(30,)]
    assert ensure_demo(tmp_path, ()) == ()

    new_generation(tmp_path, "srinagar-2007", of_an_earlier_version)
    (newer,) = ensure_demo(tmp_path, ())
    assert (newer.dataset, newer.number) == ("srinagar-2007", 3)

    newer.path.unlink()
    (again,) = ensure_demo(tmp_path, ())
    assert again.dataset == "srinagar-2007"


def test_a_script_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is the last line of what the script said."""
    for name in SCRIPTS:
        monkeypatch.setitem(SCRIPTS, name, "no_such_script.py")
    with pytest.raises(DatasetError, match=r"no_such_script.py failed \(.*No such file"):
        ensure_demo(tmp_path, ())
    assert list(tmp_path.iterdir()) == []
