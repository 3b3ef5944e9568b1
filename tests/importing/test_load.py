"""A valid folder, stored and read back."""

import datetime as dt
import hashlib
from pathlib import Path

import duckdb
import pytest

from tests.folders import VALID, added, as_bytes, changed, write_folder
from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.content import content_hash
from vertebroplasty.importing.dictionary import SOURCE_FILES, Kind
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.load import (
    FolderRefusedError,
    build_views,
    import_folder,
    record_tables,
    tally_hash,
)
from vertebroplasty.importing.rule_run import rules_hash

TALLY = (
    "CREATE TABLE tally AS SELECT sex, count(*) AS n FROM procedure GROUP BY sex ORDER BY sex",
)


def rows(generation: Generation, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(generation.path, read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    base = tmp_path_factory.mktemp("stored")
    report, generation = import_folder(write_folder(base / "x"), base / "root", tally_sql=TALLY)
    assert report.ok
    return generation


def test_values_are_those_of_the_files(stored: Generation) -> None:
    """Expected rows typed from tests/folders.py; VAS, cement, ODI and T-score in tenths."""
    assert rows(stored, "FROM record.patient") == [
        ("P1", "female", -25, "dead", 400),
        ("P2", "unknown", None, "alive", None),
    ]
    assert rows(stored, "FROM record.procedure")[1] == (
        *("B", "P2", 66, dt.date(2022, 12, 31), "O2", "south, old wing", "CT", None),
        *("traumatic", None, "no"),
    )
    assert rows(stored, "SELECT procedure_id, level, cement_tenths FROM record.treated_level") == [
        ("A", "T12", 45),
        ("A", "L1", 30),
        ("B", "T7", None),
    ]
    assert rows(stored, "FROM record.leak") == [("A", "T12", "B", "epidural", "CT", "no", "no")]
    assert rows(stored, "SELECT timepoint, pain_raw, vas_tenths, odi_tenths FROM record.visit") == [
        ("baseline", 8.5, 85, 615),
        ("24 h", 3.0, 30, None),
        ("12 months", 17.0, 17, None),
        ("baseline", 7.0, 70, None),
        ("1 month", None, None, None),
    ]
    assert rows(stored, "FROM record.complication") == [
        ("A", "T12", "infection", 3, 2, "2017", "yes")
    ]
    assert rows(stored, "FROM record.new_fracture") == [("P1", "T11", 200)]


def test_grain_views_and_tallies_are_made(stored: Generation) -> None:
    """Two procedures, three levels, one woman and one of unknown sex (codes 1 and 4)."""
    assert rows(stored, "SELECT procedure_id, vas_baseline, vas_last FROM procedure") == [
        ("A", 85, 17),
        ("B", 70, None),
    ]
    assert rows(stored, "SELECT level, leak FROM treated_level") == [(19, 1), (20, None), (14, 0)]
    assert rows(stored, "FROM tally") == [(1, 1), (4, 1)]


def test_meta_says_what_the_generation_is(stored: Generation) -> None:
    """Hash of the source: SHA-256 over sorted names and the hashes of the contents."""
    meta = dict(rows(stored, "FROM meta"))
    folder = stored.path.parents[2] / "x"
    lines = "".join(
        f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in sorted(folder.iterdir())
    )
    assert meta.pop("source_hash") == hashlib.sha256(lines.encode()).hexdigest()
    assert dt.datetime.fromisoformat(str(meta.pop("made_at"))).utcoffset() == (dt.timedelta(0))
    assert meta.pop("program_version")
    with duckdb.connect(stored.path, read_only=True) as connection:
        assert meta.pop("content_hash") == content_hash(connection)
    assert meta.pop("rules_hash") == rules_hash()
    assert meta == {
        "schema_version": "3",
        "dataset": "small",
        "title": "A small dataset",
        "nature": "synthetic",
        "note": "Made up for tests; no patients.",
        "procedures": "2",
        "patients": "2",
        "levels": "3",
        "tally_hash": tally_hash(TALLY),
        "mapping": "",
    }


def test_import_log_accounts_for_every_row(stored: Generation) -> None:
    """Counts typed from tests/folders.py."""
    logged = rows(stored, "SELECT file, rows_in, rows_stored, rows_reported FROM import_log")
    assert logged == [
        ("patient.csv", 2, 2, 0),
        ("procedure.csv", 2, 2, 0),
        ("treated_level.csv", 3, 3, 0),
        ("leak.csv", 1, 1, 0),
        ("visit.csv", 5, 5, 0),
        ("complication.csv", 1, 1, 0),
        ("new_fracture.csv", 1, 1, 0),
    ]


def test_warnings_are_stored(tmp_path: Path) -> None:
    """Age 45 is accepted (18-110) but unusual (50-100)."""
    folder = write_folder(tmp_path / "x", procedure=changed("procedure", 2, age="45"))
    report, generation = import_folder(folder, tmp_path / "root")
    assert (report.ok, report.n_warnings) == (True, 1)
    assert str(report.problems[0]) == "procedure.csv line 2, age = 45: usually from 50 to 100"
    assert rows(generation, "FROM import_warning") == [
        ("procedure.csv", 2, "age", "45", "procedure.age.usual", "usually from 50 to 100")
    ]


def test_rows_with_errors_are_told_from_rows_withheld(tmp_path: Path) -> None:
    """One row with two errors, one with a warning: one row with errors, both reported."""
    wrong = {"age": "999", "guidance": "x"}
    procedure = [VALID["procedure"][0] | wrong, VALID["procedure"][1] | {"age": "45"}]
    with pytest.raises(FolderRefusedError) as refusal:
        import_folder(write_folder(tmp_path / "x", procedure=procedure), tmp_path / "root")
    report = refusal.value.report
    assert (report.n_errors, report.n_warnings) == (2, 1)
    assert "procedure.csv: 2 rows in = 0 stored + 2 reported (1 with errors)" in report.text()


def test_the_same_folder_gives_the_same_content(tmp_path: Path) -> None:
    """All tables of two imports are equal, but for the time in meta."""
    folder = write_folder(tmp_path / "x")
    first, second = (import_folder(folder, tmp_path / "root")[1] for _ in range(2))
    tables = rows(first, "SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY 1")
    assert len(tables) == 16
    for (table,) in tables:
        where = "WHERE key <> 'made_at'" if table == "main.meta" else ""
        assert rows(first, f"FROM {table} {where}") == rows(second, f"FROM {table} {where}")
    assert (first.number, second.number) == (1, 2)


@pytest.mark.parametrize(
    ("wrote", "stored"),
    [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n")],
    ids=["byte order mark", "CRLF"],
)
def test_both_line_ends_and_a_byte_order_mark_are_read(
    wrote: bytes, stored: bytes, tmp_path: Path
) -> None:
    """The two variants of UTF-8 CSV that spreadsheets write hold the same rows."""
    files = {
        name: wrote + as_bytes(content).replace(b"\n", stored) for name, content in VALID.items()
    }
    _, generation = import_folder(write_folder(tmp_path / "x", **files), tmp_path / "root")
    assert rows(generation, "SELECT site FROM record.procedure") == [
        ("north",),
        ("south, old wing",),
    ]
    assert rows(generation, "SELECT count(*), count(vas_tenths) FROM record.visit") == [(5, 4)]


def test_optional_files_and_columns_may_be_absent(tmp_path: Path) -> None:
    """What is absent is not recorded; without dataset.toml they are clinical, with a warning."""
    needed = {
        "patient": "patient_id,sex\nP,male\n",
        "procedure": "patient_id,procedure_id\nP,A\n",
        "treated_level": "procedure_id,level\nA,L1\n",
        "visit": "procedure_id,timepoint,status\nA,baseline,completed\n",
    }
    absent = dict.fromkeys(("leak", "complication", "new_fracture", "dataset"))
    folder = write_folder(tmp_path / "x", **needed, **absent)
    report, generation = import_folder(folder, tmp_path / "root")
    assert [problem.rule for problem in report.problems] == ["dataset.missing"]
    assert rows(generation, "SELECT age, operator, leak FROM procedure") == [(None, None, None)]
    assert dict(rows(generation, "FROM meta"))["nature"] == "clinical"
    assert generation.dataset == "x"


def test_a_folder_name_that_is_no_dataset_name_is_told(tmp_path: Path) -> None:
    """The way out is --name."""
    folder = write_folder(tmp_path / "Our Registry", dataset=None)
    with pytest.raises(FolderRefusedError, match="or give one with --name"):
        import_folder(folder, tmp_path / "root")
    assert import_folder(folder, tmp_path / "root", name="ours")[1].dataset == "ours"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """No traceback, and no dataset."""
    with pytest.raises(FolderRefusedError, match="a folder of CSV files"):
        import_folder(tmp_path / "nowhere", tmp_path / "root")
    assert not (tmp_path / "root").exists()


def test_terms_are_those_of_the_tables() -> None:
    """The data dictionary and sql/tables.sql list the same terms in the same order."""
    with duckdb.connect() as connection:
        record_tables(connection)
        types = {
            (table, column): kind
            for table, column, kind in connection.execute(
                "SELECT table_name, column_name, data_type FROM duckdb_columns()"
                " WHERE schema_name = 'record'"
            ).fetchall()
        }
    for source in SOURCE_FILES:
        for column in source.columns:
            if column.kind is Kind.TERM:
                listed = ", ".join(f"'{term}'" for term in column.terms)
                assert types[source.name, column.name] == f"ENUM({listed})"


@pytest.mark.parametrize(
    ("insert", "message"),
    [
        ("record.patient SELECT * FROM record.patient", "holds a patient twice"),
        ("record.procedure SELECT * FROM record.procedure", "holds a procedure twice"),
        ("record.treated_level SELECT * FROM record.treated_level", "a level of a procedure twice"),
        ("record.visit SELECT * FROM record.visit", "a timepoint of a procedure twice"),
        ("record.leak (procedure_id, level) VALUES ('A', 'T9')", "without its treated level"),
        (
            "record.visit (procedure_id, timepoint, status) VALUES ('Z', 'last', 'missed')",
            "a visit without its procedure",
        ),
        ("record.procedure (procedure_id, patient_id) VALUES ('Z', 'P1')", "no treated level"),
        ("record.treated_level (procedure_id, level) VALUES ('Z', 'L1')", "lacks its procedure"),
    ],
)
def test_what_must_hold_is_asserted_whoever_fills_the_tables(
    insert: str, message: str, stored: Generation
) -> None:
    """sql/assertions.sql stops a load that its source did not check."""
    with duckdb.connect() as connection:
        record_tables(connection)
        connection.execute(f"ATTACH '{stored.path}' AS good (READ_ONLY)")
        for table in ("patient", "procedure", "treated_level", "leak", "visit"):
            connection.execute(f"INSERT INTO record.{table} FROM good.record.{table}")
        connection.execute(f"INSERT INTO {insert}")
        with pytest.raises(duckdb.Error, match=message):
            build_views(connection, (), {})


def test_a_fault_while_storing_leaves_nothing(tmp_path: Path) -> None:
    """A tally that cannot be made is explained, and the dataset is not begun."""
    folder = write_folder(tmp_path / "x")
    with pytest.raises(DatasetError, match="nothing was changed"):
        import_folder(folder, tmp_path / "root", tally_sql=("SELECT * FROM no_such_table",))
    assert [path.name for path in (tmp_path / "root" / "small").iterdir()] == [".lock"]


def test_problems_beyond_what_is_printed_are_counted(tmp_path: Path) -> None:
    """12,000 rows with an age of 999 each: 10,000 are kept, all are counted."""
    n = 12_000
    text = "procedure_id,patient_id,age\n" + "".join(f"A{i},P1,999\n" for i in range(n))
    levels = "procedure_id,level\n" + "".join(f"A{i},L1\n" for i in range(n))
    absent = dict.fromkeys(("leak", "complication"))
    visits = {"visit": "procedure_id,timepoint,status\nA0,baseline,completed\n"}
    folder = write_folder(tmp_path / "x", procedure=text, treated_level=levels, **absent, **visits)
    with pytest.raises(FolderRefusedError) as refusal:
        import_folder(folder, tmp_path / "root")
    report = refusal.value.report
    assert (report.n_errors, len(report.problems)) == (n, 10_000)
    procedures = next(count for count in report.files if count.file == "procedure.csv")
    assert (procedures.rows_in, procedures.rows_with_errors) == (n, n)
    assert "procedure.csv line 2, age = 999: must be a whole number from 18 to 110" in report.text(
        3
    )
    assert "procedure.age.whole: 12,000" in report.text(3)
    assert len(report.text(3).splitlines()) < 20


def test_values_are_escaped_and_cut(tmp_path: Path) -> None:
    """A terminal escape and a long value cannot disturb the report; CSV holds no live formula."""
    bad = "\N{RIGHT-TO-LEFT OVERRIDE}" + "x" * 200
    patient = changed("patient", 2, sex=bad) + added("patient", 2, patient_id="P3", sex="=1+1")[2:]
    with pytest.raises(FolderRefusedError) as refusal:
        import_folder(write_folder(tmp_path / "x", patient=patient), tmp_path / "root")
    report = refusal.value.report
    assert "sex = \\u202e" + "x" * 59 + "\N{HORIZONTAL ELLIPSIS}: must" in report.text()
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in report.text() + report.csv()
    assert "error,patient.csv,,4,sex,'=1+1," in report.csv()
