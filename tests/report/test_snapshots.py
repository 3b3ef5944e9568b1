"""Snapshots: kept whole, numbered once, read as they were; what changed since, by hand."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.conftest import imported
from tests.folders import changed, write_folder
from tests.importing.disks import small_disk
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import DatasetError, DatasetMissingError, SavedCohortError, SnapshotError
from vertebroplasty.measures import OVERVIEW
from vertebroplasty.query.counts import CohortSize
from vertebroplasty.report.exhibits import Exhibit
from vertebroplasty.report.saved_cohorts import SavedCohort, add, saved_cohorts
from vertebroplasty.report.snapshots import (
    HIGHEST,
    MOST_SNAPSHOTS,
    Headline,
    Snapshot,
    as_counted,
    change_table,
    delete,
    described,
    exhibits_of,
    keep,
    numbers,
    path_of,
    read,
    since,
)
from vertebroplasty.report.table_csv import csv_rows
from vertebroplasty.results import Interval, Mean, Proportion

NAME = "clinic"
WILSON = "Wilson score 95 % interval"


def relief(events: int, n: int, missing: int = 0, definition: str = "Says so.") -> Headline:
    limits = Interval(0.25, 0.75, WILSON) if n else None
    return Headline(
        key="relief_24h",
        label="Relief",
        unit="%",
        definition=definition,
        proportion=Proportion(events, n, missing, "procedures", limits),
    )


def pain(mean: float | None, n: int, method: str = "t interval, df 9") -> Headline:
    limits = Interval(mean - 1, mean + 1, method) if mean is not None else None
    return Headline(
        key="vas_last",
        label="Pain",
        unit="points, VAS 0\N{EN DASH}10",
        definition="Mean.",
        mean=Mean(n, 0, "procedures", mean, 2.0 if n > 1 else None, limits),
    )


def snapshot(
    *headlines: Headline,
    content: str = "aa",
    generation: int = 1,
    size: tuple[int, int, int] = (9, 10, 12),
    versions: tuple[str, ...] = ("vertebroplasty 0.1.0", "SciPy 1.17.1"),
    name: str = "",
) -> Snapshot:
    return Snapshot(
        dataset=NAME,
        title="Made up",
        warning="Synthetic data, not patients",
        generation=generation,
        imported="2026-11-01T10:00:00+00:00",
        content_hash=content,
        versions=versions,
        filters=(("female", ("true",)),),
        sentence="Women",
        size=CohortSize(*size),
        headlines=headlines or (relief(5, 10), pain(3.0, 10)),
        taken_at="2026-11-02T10:00:00+00:00",
        name=name,
    )


EXHIBIT = Exhibit(
    key="k",
    page="p",
    link="/",
    title="=1+1",
    caption="",
    alt="",
    figure={"data": [], "layout": {}},
    columns=("Outcome", "n"),
    rows=(("Relief", 10),),
    cohorts=("Women",),
    dataset="clinic, generation 1",
    content_hash="aa",
    warning="Synthetic data, not patients",
    methods="",
    taken_on="2026-11-02",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one dataset, of which snapshots need no more than its folder."""
    (tmp_path / NAME).mkdir()
    return tmp_path


def test_a_snapshot_comes_back_as_it_was(root: Path) -> None:
    """Every bit of a fraction that has no end; also None, and no figure at all."""
    third = Headline(
        key="x",
        label="X",
        unit="%",
        definition="",
        proportion=Proportion(1, 3, 2, "levels", Interval(1 / 3, 2 / 3, "m"), 2, None, "not known"),
    )
    first = snapshot(third, pain(None, 0), relief(0, 0, 4), name="<b>")
    kept = keep(root, first, (EXHIBIT,))
    assert kept == msgspec.structs.replace(first, number=1)
    assert read(root, NAME, 1) == kept
    assert read(root, NAME, 1).headlines[0].result.absent == "not known"
    assert exhibits_of(root, NAME, 1) == (EXHIBIT,)
    assert exhibits_of(root, NAME, keep(root, first, ()).number) == ()


def test_a_file_of_this_version_can_be_read_by_later_ones(root: Path) -> None:
    """The file as version 0.1.0 wrote it, literally; its digest: sha256sum of the two texts."""
    inner = (
        '{"dataset":"clinic","title":"T","warning":"","generation":4,"imported":"2026-11-01",'
        '"content_hash":"aa","versions":["Python 3.11.7"],"filters":[["age",["60","85"]]],'
        '"sentence":"Aged 60","size":[1,2,3],"headlines":[{"key":"leak_level","label":"Leak",'
        '"unit":"%","definition":"D","proportion":{"events":1,"n":3,"n_missing":0,"noun":"levels",'
        '"interval":{"low":0.1,"high":0.8,"method":"m"},"clusters":2,"naive":null,'
        '"absent":"not known"},"mean":null},{"key":"vas_last","label":"VAS","unit":"points",'
        '"definition":"D","proportion":null,"mean":{"n":2,"n_missing":1,"noun":"procedures",'
        '"estimate":1.5,"sd":0.5,"interval":null,"absent":"not recorded"}}],"number":7,'
        '"taken_at":"2026-11-02","link":"/","name":"N","note":""}'
    )
    digest = "0ee3186ac4efb7158e6e4a19669dbb35ce947be2b97e57303b8eeb6b9c51e30b"
    whole = f'{{"format":1,"sha256":"{digest}","snapshot":{inner},"exhibits":[]}}'
    path_of(root, NAME, 7).write_text(whole, encoding="utf-8")
    found = read(root, NAME, 7)
    leak, vas = (headline.result for headline in found.headlines)
    assert (found.size, found.filters) == ((1, 2, 3), (("age", ("60", "85")),))
    assert leak == Proportion(1, 3, 0, "levels", Interval(0.1, 0.8, "m"), 2, None)
    assert vas == Mean(2, 1, "procedures", 1.5, 0.5, None)


def test_a_number_is_never_given_twice(root: Path) -> None:
    """Also not after the highest was deleted, nor where a writer ended before its file."""
    assert [keep(root, snapshot(), ()).number for _ in range(3)] == [1, 2, 3]
    for number in (3, 1):
        delete(root, NAME, number)
    assert keep(root, snapshot(), ()).number == 4
    assert numbers(root, NAME) == (4, 2)
    (root / NAME / HIGHEST).write_text("6\n")
    (root / NAME / ".new.snapshot-000006.json").write_text("{")
    assert keep(root, snapshot(), ()).number == 7
    assert not list((root / NAME).glob(".new.*"))
    path_of(root, NAME, 7).rename(root / "moved away.json")
    assert keep(root, snapshot(), ()).number == 8
    (root / NAME / HIGHEST).unlink()
    assert keep(root, snapshot(), ()).number == 9


WRITER = """
import sys
from pathlib import Path
from tests.report.test_snapshots import snapshot
from vertebroplasty.report.snapshots import delete, keep
root, mine = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for n in range(40):
    kept = keep(root, snapshot(name=mine), ())
    print(kept.number)
    if n % 2:
        delete(root, kept.dataset, kept.number)
"""


def test_two_writers_never_get_the_same_number(root: Path) -> None:
    """Forty each, begun together, of which each deletes half: 80 numbers, 40 files."""
    running = {
        mine: subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root), mine],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for mine in "ab"
    }
    for run in running.values():
        assert run.stdout
        assert run.stdout.readline() == "ready\n"
    for run in running.values():
        assert run.stdin
        run.stdin.write("\n")
        run.stdin.flush()
    given = {mine: run.communicate(timeout=60)[0].split() for mine, run in running.items()}
    assert sorted(map(int, given["a"] + given["b"])) == list(range(1, 81))
    there = {number: read(root, NAME, number).name for number in numbers(root, NAME)}
    assert len(there) == 40
    assert all(str(number) in given[mine] for number, mine in there.items())


def cut(text: str) -> str:
    return text[: len(text) // 2]


DAMAGED = {
    "cut": (cut, "cannot be read"),
    "empty": (lambda _: "", "cannot be read"),
    "no snapshot": (lambda _: "[1, 2]", "cannot be read"),
    "another number": (lambda text: text.replace('"events":5', '"events":6'), "not what was"),
    "later": (
        lambda text: text.replace('"format":1', '"format":2'),
        "format 2, a later one than 1",
    ),
    "long": (lambda text: text + " " * 2_000_000, "more than 2,000,000 bytes"),
}


@pytest.mark.parametrize(("damage", "reason"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_told_and_left(root: Path, damage: object, reason: str) -> None:
    for _ in range(2):
        keep(root, snapshot(), (EXHIBIT,))
    path = path_of(root, NAME, 2)
    spoilt = damage(path.read_text(encoding="utf-8"))  # type: ignore[operator]
    path.write_text(spoilt, encoding="utf-8")
    for attempt in (read, exhibits_of):
        with pytest.raises(SnapshotError, match=reason) as told:
            attempt(root, NAME, 2)
        assert "clinic/snapshot-000002.json" in str(told.value)
    assert keep(root, snapshot(), ()).number == 3
    assert path.read_text(encoding="utf-8") == spoilt
    assert read(root, NAME, 1).number == 1
    delete(root, NAME, 2)
    assert numbers(root, NAME) == (3, 1)


def test_a_file_under_another_number_is_told(root: Path) -> None:
    keep(root, snapshot(), ())
    shutil.copy(path_of(root, NAME, 1), path_of(root, NAME, 2))
    with pytest.raises(SnapshotError, match="it holds snapshot 1"):
        read(root, NAME, 2)


def test_where_given_numbers_are_not_known_none_is_given(root: Path) -> None:
    keep(root, snapshot(), ())
    (root / NAME / HIGHEST).write_text("x")
    for attempt in (lambda: keep(root, snapshot(), ()), lambda: delete(root, NAME, 1)):
        with pytest.raises(SnapshotError, match="holds no number, and is left as it is"):
            attempt()
    assert (root / NAME / HIGHEST).read_text() == "x"
    assert numbers(root, NAME) == (1,)


def test_limits(root: Path) -> None:
    for _ in range(MOST_SNAPSHOTS):
        keep(root, snapshot(), ())
    with pytest.raises(SnapshotError, match=f"at most {MOST_SNAPSHOTS} would do"):
        keep(root, snapshot(), ())
    delete(root, NAME, 5)
    large = msgspec.structs.replace(EXHIBIT, caption="x" * 2_000_000)
    with pytest.raises(SnapshotError, match="at most 2,000,000 would do"):
        keep(root, snapshot(), (large,))
    assert keep(root, snapshot(), ()).number == MOST_SNAPSHOTS + 1
    with pytest.raises(SnapshotError, match="has no snapshot 5: it was deleted, or never taken"):
        read(root, NAME, 5)
    with pytest.raises(SnapshotError, match="has no snapshot 5"):
        delete(root, NAME, 5)


def test_no_dataset_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissingError):
        keep(tmp_path, snapshot(), ())
    with pytest.raises(DatasetMissingError):
        numbers(tmp_path, "../etc")
    assert not list(tmp_path.iterdir())


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", megabytes=1) as small:
        (small / NAME).mkdir()
        keep(small, snapshot(), ())
        with pytest.raises(OSError, match="No space"):
            (small / "filler").write_bytes(b"x" * 2**21)
        with pytest.raises(DatasetError, match="nothing was changed"):
            keep(small, snapshot(), (msgspec.structs.replace(EXHIBIT, note="x" * 100_000),))
        assert numbers(small, NAME) == (1,)
        assert read(small, NAME, 1).number == 1


def test_saved_cohorts_and_snapshots_do_not_disturb_each_other(root: Path) -> None:
    add(root, SavedCohort("Women", NAME, ()))
    keep(root, snapshot(), ())
    assert [one.name for one in saved_cohorts(root, NAME)] == ["Women"]
    assert numbers(root, NAME) == (1,)


def test_words_of_a_reader_are_checked() -> None:
    words = {"taken_at": "2026-11-02", "link": "/"}
    assert described(snapshot(), name="  ", note=" a\nb ", **words).note == "a\nb"
    assert described(snapshot(), name=" Audit ", **words).heading == "Snapshot 0: Audit"
    for name, note in (("x" * 61, ""), ("a\0b", ""), ("", "x" * 501)):
        with pytest.raises(SavedCohortError):
            described(snapshot(), name=name, note=note, **words)


def test_a_snapshot_holds_what_the_abstract_reports(srinagar: Dataset) -> None:
    """Authority: Pain Physician 2007;10(4):559-63, PMID 17660854: 30 patients, 54 levels, VAS 8.91
    before; 1 leak in 54 levels."""
    counted = as_counted(srinagar, Cohort())
    assert counted.size == (30, 30, 54)
    assert [one.key for one in counted.headlines] == [measure.key for measure in OVERVIEW]
    assert round(counted.by_key["vas_baseline"].result.estimate or 0, 2) == 8.91
    leak = counted.by_key["leak_level"].result
    assert isinstance(leak, Proportion)
    assert leak.n == 54
    assert counted.content_hash == srinagar.meta.content_hash
    assert counted.warning == "Reconstruction from published summary figures, not patient data"


def changes(then: Snapshot, now: Snapshot) -> dict[tuple[str, str], tuple[object, ...]]:
    lines = since(then, now).lines
    return {(one.outcome, one.quantity): (one.then, one.now, one.change) for one in lines}


def test_each_number_then_now_and_the_difference() -> None:
    """By hand: 5 of 10 is 50 %, 9 of 12 is 75 %; limits 25 and 75 % as given; means 3 and 2.5."""
    then = snapshot()
    now = snapshot(relief(9, 12, 1), pain(2.5, 12), content="bb", generation=2, size=(10, 13, 15))
    assert changes(then, now) == {
        ("Cohort", "Patients"): (9, 10, 1),
        ("Cohort", "Procedures"): (10, 13, 3),
        ("Cohort", "Levels"): (12, 15, 3),
        ("Relief", "Estimate"): (50.0, 75.0, 25.0),
        ("Relief", "95 % low"): (25.0, 25.0, 0.0),
        ("Relief", "95 % high"): (75.0, 75.0, 0.0),
        ("Relief", "Events"): (5, 9, 4),
        ("Relief", "n"): (10, 12, 2),
        ("Relief", "Missing"): (0, 1, 1),
        ("Pain", "Estimate"): (3.0, 2.5, -0.5),
        ("Pain", "95 % low"): (2.0, 1.5, -0.5),
        ("Pain", "95 % high"): (4.0, 3.5, -0.5),
        ("Pain", "SD"): (2.0, 2.0, 0.0),
        ("Pain", "n"): (10, 12, 2),
        ("Pain", "Missing"): (0, 0, 0),
    }
    assert since(then, now).verdict == (
        "11 of 15 numbers differ since. The data changed from generation 1 to 2, the versions are"
        " the same: the data made the difference."
    )


def test_what_is_not_defined_any_more_has_no_change() -> None:
    """Nobody left: no estimate, no interval; the counts still differ by whole numbers."""
    now = snapshot(relief(0, 0), pain(None, 0), content="bb", generation=2, size=(0, 0, 0))
    found = changes(snapshot(), now)
    assert found["Relief", "Estimate"] == (50.0, None, None)
    assert found["Relief", "n"] == (10, 0, -10)
    assert found["Pain", "SD"] == (2.0, None, None)
    back = changes(now, snapshot())
    assert back["Pain", "Estimate"] == (None, 3.0, None)


def test_nothing_differs() -> None:
    found = since(snapshot(), snapshot())
    assert found.verdict == "Nothing differs: the data are the same, and so is every number."
    assert found.versions == ()
    assert not any(line.differs for line in found.lines)


def test_noise_below_six_decimals_is_no_difference() -> None:
    close = snapshot(relief(5, 10), pain(3.0 + 1e-9, 10))
    assert since(snapshot(), close).verdict.startswith("Nothing differs")
    assert not since(snapshot(), snapshot(relief(5, 10), pain(3.00001, 10))).verdict.startswith("N")


def test_the_data_changed_and_these_numbers_did_not() -> None:
    found = since(snapshot(), snapshot(content="bb", generation=3))
    assert found.verdict == (
        "The data changed from generation 1 to 3; every number here is the same."
    )


NEWER = ("vertebroplasty 0.2.0", "SciPy 1.17.1")


def test_the_version_is_blamed_where_the_data_are_the_same() -> None:
    """A later generation of equal content is the same data."""
    found = since(snapshot(), snapshot(relief(6, 10), pain(3.0, 10), generation=5, versions=NEWER))
    assert found.verdict == (
        "2 of 15 numbers differ although the data are the same: the version made the difference."
    )
    assert found.versions == ("vertebroplasty 0.1.0 then, 0.2.0 now",)


def test_another_definition_is_another_version() -> None:
    other = snapshot(relief(6, 10, definition="Says more."), pain(3.0, 10))
    found = since(snapshot(), other)
    assert found.versions == ("Relief, definition: Says so. then, Says more. now",)
    assert found.verdict.endswith("the version made the difference.")


def test_why_is_not_guessed() -> None:
    """Neither data nor version differ, yet a number does."""
    found = since(snapshot(), snapshot(relief(6, 10), pain(3.0, 10)))
    assert found.verdict.endswith("why is not known.")


def test_which_of_the_two_made_it_is_known_where_the_generation_is_kept() -> None:
    """Both differ. Counted anew in the old data: the same, so the data; others, so the version."""
    then = snapshot()
    now = snapshot(relief(9, 10), pain(3.0, 10), content="bb", generation=2, versions=NEWER)
    same = snapshot(versions=NEWER)
    other = snapshot(relief(6, 10), pain(3.0, 10), versions=NEWER)
    assert "which of the two made the difference is not known" in since(then, now).verdict
    assert since(then, now, same).verdict.endswith("so the data made the difference.")
    assert "2 of 15 numbers differ already, by the version alone" in since(then, now, other).verdict


def test_methods_differ_by_their_words_not_by_their_numbers() -> None:
    """Degrees of freedom follow from n."""
    found = since(snapshot(), snapshot(relief(5, 10), pain(3.0, 10, "t interval, df 11")))
    assert found.versions == ()
    found = since(snapshot(), snapshot(relief(5, 10), pain(3.0, 10, "bootstrap")))
    assert found.versions == ("Pain, method: t interval, df # then, bootstrap now",)


def test_a_measure_that_is_gone_is_said() -> None:
    found = since(snapshot(), snapshot(relief(5, 10), versions=NEWER))
    assert "Pain is not counted by this version" in found.versions
    gone = [line for line in found.lines if line.outcome == "Pain"]
    assert all(line.now is None and line.change is None for line in gone)


def test_the_table_is_a_csv_of_numbers() -> None:
    """RFC 4180 and OWASP: a label that a spreadsheet would run gets an apostrophe."""
    hostile = msgspec.structs.replace(relief(5, 10), label="=1+1")
    table = change_table(since(snapshot(hostile), snapshot(hostile)).lines)
    text = csv_rows(table)
    assert text.splitlines()[0] == '"Outcome","Quantity","Unit","Then","Now","Change"'
    assert text.splitlines()[1] == '"Cohort","Patients","patients",9,9,0'
    assert '"\'=1+1","Estimate","percent",50.0,50.0,0.0' in text


def test_a_headline_has_one_result() -> None:
    for both in ({}, {"proportion": relief(1, 2).proportion, "mean": pain(1.0, 2).mean}):
        with pytest.raises(ValueError, match="no result, or two"):
            Headline(key="k", label="l", unit="%", definition="", **both)  # type: ignore[arg-type]


def test_the_same_cohort_in_a_later_generation(tmp_path: Path) -> None:
    """tests/folders: A has VAS 8.5 before and 1.7 at the end; in the second generation 2.7."""
    first = imported(write_folder(tmp_path / "first"), tmp_path / "data")
    rows = changed("visit", 4, pain_raw="27", vas="2.7")
    second = imported(write_folder(tmp_path / "second", visit=rows), tmp_path / "data")
    then, now = as_counted(first, Cohort()), as_counted(second, Cohort())
    differing = {
        (one.outcome, one.quantity): (one.then, one.now)
        for one in since(then, now).lines
        if one.differs
    }
    assert differing == {
        ("VAS at last follow-up", "Estimate"): (1.7, 2.7),
        ("VAS change at last follow-up", "Estimate"): (-6.8, -5.8),
    }
    assert json.loads(msgspec.json.encode(now))["generation"] == 2
