"""Saved cohorts: nothing is lost, whoever writes, whoever is killed, whatever a file holds."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import imported
from tests.importing.disks import small_disk
from tests.strategies import hostile_cohorts, params
from vertebroplasty.cli import main
from vertebroplasty.cohort import Cohort, from_params, to_params
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import DatasetError, DatasetMissingError, SavedCohortError
from vertebroplasty.importing.generations import (
    dataset_names,
    generations,
)
from vertebroplasty.query.counts import CohortSize
from vertebroplasty.report.saved_cohorts import (
    FILE_NAME,
    LONGEST_FILE,
    MOST_COHORTS,
    Frozen,
    SavedCohort,
    add,
    changed_since,
    delete,
    from_yaml,
    merge,
    move,
    revise,
    saved_cohorts,
    to_yaml,
)
from vertebroplasty.vocabulary import Sex, VertebralLevel

WOMEN = Cohort(sexes=(Sex.FEMALE,))
AT_T12 = Cohort(levels=(VertebralLevel.T12,))
NAME = "clinic"

WRITER = """
import sys
from pathlib import Path
from vertebroplasty.report.saved_cohorts import SavedCohort, add, revise
root, mine = Path(sys.argv[1]), sys.argv[2]
for n in range(8):
    add(root, SavedCohort(f"{mine} {n}", "clinic", ()))
    revise(root, "clinic", f"{mine} {n}", text=f"by {mine}")
"""
ENDLESS = (
    WRITER.replace("range(8)", "range(1)")
    + """
from itertools import count
for n in count():
    revise(root, "clinic", f"{mine} 0", text="x" * (n % 500))
"""
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one dataset, of which saved cohorts need no more than its folder."""
    (tmp_path / NAME).mkdir()
    return tmp_path


def saved(name: str, cohort: Cohort = WOMEN) -> SavedCohort:
    filters = {"female": ("true",)} if cohort == WOMEN else {"level": ("T12",)}
    return SavedCohort(name, NAME, tuple(filters.items()))


def names(root: Path, dataset: str = NAME) -> list[str]:
    return [one.name for one in saved_cohorts(root, dataset)]


def writer(program: str, root: Path, mine: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", program, str(root), mine])


def test_what_was_saved_is_there_in_its_order(root: Path) -> None:
    for name in ("Women", "Junction", "Third"):
        add(root, saved(name))
    move(root, NAME, "Third", -1)
    assert names(root) == ["Women", "Third", "Junction"]
    move(root, NAME, "Third", -9)
    move(root, NAME, "Women", 9)
    assert names(root) == ["Third", "Junction", "Women"]
    revise(root, NAME, "Junction", new_name="Thoracolumbar", text="Two\nlines")
    delete(root, NAME, "Third")
    first, second = saved_cohorts(root, NAME)
    assert (first.name, first.description, first.cohort) == ("Thoracolumbar", "Two\nlines", WOMEN)
    assert second == saved("Women")


def test_nothing_saved_is_an_empty_list(root: Path) -> None:
    assert saved_cohorts(root, NAME) == ()
    assert not list((root / NAME).iterdir())


def test_the_file_is_plain_yaml(root: Path) -> None:
    """Authority: PyYAML's own safe loader reads it."""
    frozen = Frozen(3, "ab12", CohortSize(0, 1_000_000, 3))
    add(root, SavedCohort("No", NAME, (("age", ("60", "85")), ("etiology", ("no",))), "", frozen))
    assert yaml.safe_load((root / NAME / FILE_NAME).read_text(encoding="utf-8")) == {
        "format": 1,
        "dataset": NAME,
        "cohorts": [
            {
                "name": "No",
                "kind": "static",
                "filters": {"age": ["60", "85"], "etiology": ["no"]},
                "saved_on": {
                    "generation": 3,
                    "content_hash": "ab12",
                    "patients": 0,
                    "procedures": 1_000_000,
                    "levels": 3,
                },
            }
        ],
    }


def test_what_a_person_writes_is_read(root: Path) -> None:
    text = (
        "format: 1\ncohorts:\n- name: no\n  filters: {age: [60, 85], female: true, from: 2021-07}\n"
    )
    (root / NAME / FILE_NAME).write_text(text, encoding="utf-8")
    (found,) = saved_cohorts(root, NAME)
    assert (found.name, found.dataset, found.problems) == ("no", NAME, ())
    assert found.cohort == Cohort(60, 85, sexes=(Sex.FEMALE,), month_min=202107)


signs = st.characters(exclude_categories=["Cs"])
texts = st.text(signs, min_size=1, max_size=80)


@st.composite
def lists(draw: st.DrawFn) -> list[SavedCohort]:
    """Lists that can be: whatever is refused is drawn anew."""
    found: dict[str, SavedCohort] = {}
    for number in range(draw(st.integers(0, 4))):
        filters = draw(st.one_of(hostile_cohorts.map(_params), params.map(_pairs)))
        frozen = draw(st.one_of(st.none(), st.builds(Frozen, counts, texts, sizes)))
        try:
            one = SavedCohort(
                f"{number}{draw(texts)}", NAME, filters, draw(st.text(signs, max_size=200)), frozen
            )
        except SavedCohortError:
            continue
        found[one.name] = one
    return list(found.values())


counts = st.integers(0, 10**9 - 1)
sizes = st.builds(CohortSize, counts, counts, counts)


def _params(cohort: Cohort) -> tuple[tuple[str, tuple[str, ...]], ...]:

    return tuple(to_params(cohort).items())


def _pairs(given: dict[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(given.items())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(lists())
@example([SavedCohort("x", NAME, (("site", ("a\x85b\u2028c\rd\ufeff",)),), "\tTab\n\n 1")])
@example([SavedCohort("~", NAME, (("level", ()), ("1:30", ("010", "")))), saved("2019-01-02")])
def test_a_list_comes_back_as_it_was(there: list[SavedCohort]) -> None:
    """The same list has the same text; every filter, also one that is none, is kept."""
    text = to_yaml(NAME, there)
    assert from_yaml(text) == tuple(there)
    assert to_yaml(NAME, from_yaml(text)) == text


@given(hostile_cohorts)
def test_a_cohort_comes_back_as_it_was(cohort: Cohort) -> None:
    (back,) = from_yaml(to_yaml(NAME, [SavedCohort("x", NAME, _params(cohort))]))
    assert (back.cohort, back.problems) == (cohort, ())


def test_filters_that_are_none_are_said_and_kept(root: Path) -> None:
    odd = SavedCohort("Odd", NAME, (("level", ("T12", "T13")), ("height", ("1",))))
    add(root, odd)
    add(root, saved("After"))
    (found, _) = saved_cohorts(root, NAME)
    assert found == odd
    assert found.cohort == AT_T12
    assert found.problems == from_params(dict(odd.filters))[1]
    assert any("T13" in problem for problem in found.problems)
    assert any("height=1 is no filter" in problem for problem in found.problems)


def test_two_processes_lose_nothing_of_each_other(root: Path) -> None:
    """Eight cohorts of each, all there, each with its description."""
    processes = [writer(WRITER, root, mine) for mine in ("a", "b")]
    assert [process.wait(60) for process in processes] == [0, 0]
    found = saved_cohorts(root, NAME)
    assert {one.name for one in found} == {f"{mine} {n}" for mine in "ab" for n in range(8)}
    assert all(one.description == f"by {one.name[0]}" for one in found)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9")
def test_a_killed_writer_leaves_a_whole_list(root: Path) -> None:
    """Killed five times at any moment: the list can be read, and changed, at once."""
    add(root, saved("Women"))
    for round_ in range(5):
        process = writer(ENDLESS, root, f"w{round_}")
        while f"w{round_} 0" not in names(root):
            time.sleep(0.01)
        time.sleep(0.013 * round_)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert names(root) == ["Women", *(f"w{n} 0" for n in range(round_ + 1))]
    delete(root, NAME, "Women")
    assert len(names(root)) == 5


def test_a_full_disk_leaves_the_list_as_it_was(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", megabytes=1) as root:
        (root / NAME).mkdir()
        add(root, saved("Women"))
        with pytest.raises(OSError, match="No space"):
            (root / "filler").write_bytes(b"x" * 2**21)
        with pytest.raises(DatasetError, match="nothing was changed"):
            add(root, saved("Second"))
        assert names(root) == ["Women"]


REFUSED = {
    "anchors": ("format: &a 1\ncohorts: []\n", "anchors and aliases"),
    "a tag": ("format: !!python/object/apply:os.system ['true']\n", "tags"),
    "deep": ("[" * 50_000, "levels deep"),
    "long": ("#" * (LONGEST_FILE + 1), f"at most {LONGEST_FILE:,}"),
    "no YAML": ("format: 1\ncohorts: [\n", "is no YAML"),
    "a list": ("- 1\n", "must be entries such as format, dataset, cohorts"),
    "empty": ("", "format is missing"),
    "later": ("format: 2\n", "format 2, a later one than 1"),
    "a word": ("format: 1\ncohorts: [x]\n", r"cohorts\[0\]: 'x', but must be entries"),
    "no name": ("format: 1\ncohorts: [{filters: {}}]\n", "name is missing"),
    "unknown": ("format: 1\ncohorts: [{name: x, filters: {}, sql: y}]\n", "no such entry"),
    "long name": (f"format: 1\ncohorts: [{{name: {'x' * 61}, filters: {{}}}}]\n", "1 to 60"),
    "control": ('format: 1\ncohorts: [{name: "a\\0b", filters: {}}]\n', "no screen shows"),
    "turned": ('format: 1\ncohorts: [{name: "a\\u202eb", filters: {}}]\n', "no screen shows"),
    "invisible": ('format: 1\ncohorts: [{name: "\\u200b", filters: {}}]\n', "no screen shows"),
    "half": ('format: 1\ncohorts: [{name: x, filters: {site: "\\ud800"}}]\n', "half a character"),
    "twice": (
        "format: 1\ncohorts: [{name: Ärzte, filters: {}}, {name: äRZTE, filters: {}}]\n",
        "stands there twice",
    ),
    "neither": ("format: 1\ncohorts: [{name: x, kind: static, filters: {}}]\n", "is neither"),
    "no count": (
        "format: 1\ncohorts: [{name: x, filters: {}, saved_on: {generation: -1, content_hash: a,"
        " patients: 1, procedures: 1, levels: 1}}]\n",
        "must be a whole number",
    ),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_list_is_refused_and_left_as_it_is(root: Path, text: str, reason: str) -> None:
    """Also as the dataset's own file: a change would lose what it holds, so there is none."""
    with pytest.raises(SavedCohortError, match=reason):
        from_yaml(text)
    path = root / NAME / FILE_NAME
    path.write_text(text, encoding="utf-8")
    for attempt in (lambda: add(root, saved("New")), lambda: saved_cohorts(root, NAME)):
        with pytest.raises(SavedCohortError, match=f"{NAME}/{FILE_NAME} cannot be read"):
            attempt()
    assert path.read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_are_refused(root: Path) -> None:
    (root / NAME / FILE_NAME).write_bytes(b"\xff\xfe\0")
    with pytest.raises(SavedCohortError, match="cannot be read"):
        saved_cohorts(root, NAME)


def test_names_are_taken_whatever_their_case(root: Path) -> None:
    add(root, saved("Women"))
    add(root, saved("Men"))
    for name in ("Women", " WOMEN ", "\N{FULLWIDTH LATIN CAPITAL LETTER W}omen"):
        with pytest.raises(SavedCohortError, match="is saved already"):
            add(root, saved(name))
        with pytest.raises(SavedCohortError, match="is saved already"):
            revise(root, NAME, "Men", new_name=name)
    revise(root, NAME, "Women", new_name="WOMEN")
    assert names(root) == ["WOMEN", "Men"]


def test_what_is_gone_is_said(root: Path) -> None:
    """Another session deleted it meanwhile."""
    for attempt in (
        lambda: delete(root, NAME, "Gone"),
        lambda: move(root, NAME, "Gone", 1),
        lambda: revise(root, NAME, "Gone", text=""),
    ):
        with pytest.raises(SavedCohortError, match="not saved any more"):
            attempt()


def test_limits(root: Path) -> None:
    for n in range(MOST_COHORTS):
        add(root, saved(f"{n:060}"))
    with pytest.raises(SavedCohortError, match=f"at most {MOST_COHORTS}"):
        add(root, saved("One more"))
    with pytest.raises(SavedCohortError, match=f"at most {MOST_COHORTS}"):
        merge(root, NAME, to_yaml(NAME, [saved("One more")]))
    assert len(names(root)) == MOST_COHORTS
    long = SavedCohort("Long", NAME, tuple((f"f{n}", ("x" * 1000,)) for n in range(200)))
    delete(root, NAME, names(root)[0])
    with pytest.raises(SavedCohortError, match="The list would have"):
        add(root, long)
    with pytest.raises(SavedCohortError, match="at most 500"):
        SavedCohort("x", NAME, (), "x" * 501)
    for name in ("", "   ", "x" * 61, "two\nlines"):
        with pytest.raises(SavedCohortError, match="would do"):
            saved(name)


def test_no_dataset_no_list(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissingError):
        add(tmp_path, saved("Women"))
    with pytest.raises(DatasetMissingError):
        saved_cohorts(tmp_path, "../etc")
    assert not list(tmp_path.iterdir())


def test_a_list_that_is_brought_in_overwrites_nothing(root: Path) -> None:
    frozen = Frozen(1, "ab", CohortSize(1, 2, 3))
    add(root, saved("Women"))
    add(root, saved("Women (2)"))
    came = [
        SavedCohort("women", "elsewhere", (("level", ("T13",)),), "", frozen),
        SavedCohort("x" * 60, "elsewhere", ()),
        SavedCohort("X" * 59, "elsewhere", ()),
    ]
    merged = merge(root, NAME, to_yaml("elsewhere", came))
    assert names(root)[2:] == ["women (3)", "x" * 60, "X" * 59]
    assert merged.added == saved_cohorts(root, NAME)[2:]
    assert merged.added[0].frozen is None
    said = "\n".join(merged.notes)
    for note in ("level=T13", "'women' was taken", "women (3) was static in another dataset"):
        assert note in said
    again = merge(root, NAME, to_yaml("elsewhere", came[1:2]))
    assert [one.name for one in again.added] == [f"{'x' * 56} (2)"]


def test_its_own_list_comes_back_static(root: Path) -> None:
    frozen = SavedCohort("Then", NAME, (), "", Frozen(1, "ab", CohortSize(1, 2, 3)))
    add(root, frozen)
    taken = to_yaml(NAME, saved_cohorts(root, NAME))
    delete(root, NAME, "Then")
    assert merge(root, NAME, taken).added == (frozen,)
    assert saved_cohorts(root, NAME) == (frozen,)


def test_a_static_cohort_says_what_changed(srinagar: Dataset) -> None:
    """Authority: 30 patients and 54 levels of the abstract (PMID 17660854)."""
    then = SavedCohort.frozen_of("All", srinagar, Cohort()).frozen
    assert then == Frozen(srinagar.number, srinagar.meta.content_hash, CohortSize(30, 30, 54))
    assert changed_since(then, srinagar, then.size) == (
        "Saved in generation 1 with 30 patients \N{MIDDLE DOT} 30 procedures \N{MIDDLE DOT}"
        " 54 levels. The data are the same now."
    )
    other = Frozen(1, "another", CohortSize(29, 30, 1054))
    assert changed_since(other, srinagar, then.size).endswith(
        "1,054 levels. Now: +1 patients, \N{MINUS SIGN}1,000 levels."
    )
    same = Frozen(1, "another", then.size)
    assert changed_since(same, srinagar, then.size).endswith(
        "The data differ now, the size does not."
    )


@pytest.fixture
def of_two(tmp_path: Path, registry_folder: Path) -> Path:
    """A folder of datasets of its own, with two generations."""

    for _ in range(2):
        imported(registry_folder, tmp_path)
    return tmp_path


def test_generations_come_and_go_beside_the_list(
    of_two: Path, registry_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listing, pruning, deleting and going back do not mind the file, and leave it."""

    (name,) = dataset_names(of_two)
    add(of_two, SavedCohort("Women", name, (("female", ("true",)),)))
    before = (of_two / name / FILE_NAME).read_bytes()
    monkeypatch.setenv("VERTEBROPLASTY_KEEP", "2")
    imported(registry_folder, of_two)
    assert [one.number for one in generations(of_two, name)] == [2, 3]
    for words in (["list"], ["use", name, "2"], ["delete", name, "3", "--yes"]):
        assert main(["--data", str(of_two), *words]) == 0
    assert [one.number for one in generations(of_two, name)] == [2]
    assert dataset_names(of_two) == (name,)
    assert (of_two / name / FILE_NAME).read_bytes() == before
