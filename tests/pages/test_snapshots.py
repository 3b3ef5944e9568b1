"""The page Snapshots: taken, opened by a link, told what changed, deleted; sizes: the oracle's."""

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import imported
from tests.folders import VALID, changed, write_folder
from tests.oracle.counting import Choice, Oracle
from tests.pages.screen import (
    cards,
    charts,
    open_app,
    open_every_box,
    pages_html,
    spoken,
    table_rows,
    titles,
    turn_to,
    words,
)
from tests.pages.test_filters import banner
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.exhibits import MOST_EXHIBITS, Basket
from vertebroplasty.report.snapshots import (
    HIGHEST,
    as_counted,
    described,
    exhibits_of,
    keep,
    numbers,
    path_of,
    read,
)
from vertebroplasty.ui.taking import BASKET_KEY

NUMBERS = count(1)
EVERYONE = Cohort()
HOSTILE = "<img src=x onerror=alert(1)> **bold** $x$ :red[y]"


@pytest.fixture(autouse=True)
def _nothing_taken(registry: Dataset, dataset_root: Path) -> Iterator[None]:
    yield
    for path in (dataset_root / registry.name).glob("*snapshot*"):
        path.unlink()


@pytest.fixture
def small(dataset_root: Path, tmp_path: Path) -> Iterator[Callable[..., Dataset]]:
    """Import the small folder of tests/folders, with other rows, as one dataset."""
    name = f"snapshots-{next(NUMBERS)}"
    about = f'name = "{name}"\ntitle = "T"\nnature = "synthetic"\nnote = "Tests."\n'

    def load(**rows: object) -> Dataset:
        folder = write_folder(tmp_path / f"{next(NUMBERS)}", dataset=about, **rows)  # type: ignore[arg-type]
        return imported(folder, dataset_root)

    yield load
    shutil.rmtree(dataset_root / name)


def take(app: AppTest, name: str = "", note: str = "") -> AppTest:
    app.text_input(key="snapshot_name").set_value(name)
    app.text_input(key="snapshot_note").set_value(note)
    return app.button(key="take_snapshot_button").click().run()


def put(root: Path, dataset: Dataset, cohort: Cohort = EVERYONE, **other: object) -> int:
    """Keep a snapshot, some of which is other than it is counted."""
    counted = described(as_counted(dataset, cohort), taken_at="2026-11-02T10:00:00", link="/")
    return keep(root, msgspec.structs.replace(counted, **other), ()).number


def open_snapshot(dataset: Dataset, number: int, **params: str) -> AppTest:
    return open_app(dataset.name, "Snapshots", snapshot=str(number), **params)


def rows(app: AppTest) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in table_rows(app) if row}


def test_a_snapshot_is_taken_and_opened(
    registry: Dataset, dataset_root: Path, oracle: Oracle
) -> None:
    app = open_app(registry.name, "Snapshots", female="true", level="T12")
    assert "No snapshot yet" in words(pages_html(app))
    take(app, " Audit ", "For the\tmeeting")
    assert spoken(app, "status")[0] == "Snapshot 1 was taken."
    shown = words(pages_html(app))
    assert "Snapshot 1: Audit Women, treated at T12" in shown
    assert "For the meeting" in shown
    assert registry.meta.content_hash in shown
    sizes = oracle.size(Choice(sexes=("female",), levels=("T12",)))
    for noun, size in zip(("Patients", "Procedures", "Levels"), sizes, strict=True):
        assert rows(app)[noun] == [f"{size:,}", f"{size:,}", "the same"]
    kept = read(dataset_root, registry.name, 1)
    assert kept.link == f"/?dataset={registry.name}&female=true&level=T12"
    assert len(exhibits_of(dataset_root, registry.name, 1)) == 6
    app.button(key="snapshot_all").click().run()
    assert app.text_input(key="snapshot_name").value == ""
    app.button(key="snapshot_open_1").click().run()
    assert len(charts(open_every_box(app))) == 5


def test_a_link_opens_it_whatever_the_sidebar_says(registry: Dataset, dataset_root: Path) -> None:
    put(dataset_root, registry, name="Everyone")
    app = open_snapshot(registry, 1, male="true")
    assert banner(app).startswith("Men ")
    assert "Snapshot 1: Everyone All patients" in words(pages_html(app))
    assert rows(app)["Patients"][:2] == ["1,366", "1,366"]
    app.button(key="snapshot_use").click().run()
    assert banner(app).startswith("All patients ")


def test_what_cannot_be_taken_is_said_and_stays_in_the_form(
    registry: Dataset, dataset_root: Path
) -> None:
    (dataset_root / registry.name / HIGHEST).write_text("many")
    app = take(open_app(registry.name, "Snapshots"), "Kept")
    assert "holds no number, and is left as it is" in spoken(app, "alert")[0]
    assert app.text_input(key="snapshot_name").value == "Kept"
    assert numbers(dataset_root, registry.name) == ()


def test_a_later_generation_beside_it(small: Callable[..., Dataset]) -> None:
    """tests/folders: VAS at the end 1.7 of one procedure; in the second generation 2.7."""
    first = small()
    app = take(open_app(first.name, "Snapshots"))
    before = {name: cells[0] for name, cells in rows(app).items()}
    small(visit=changed("visit", 4, pain_raw="27", vas="2.7"))
    again = open_snapshot(first, 1)
    found = rows(again)
    assert {name: cells[0] for name, cells in found.items()} == before
    assert found["VAS at last follow-up"][0].startswith("1.70 ")
    assert found["VAS at last follow-up"][1].startswith("2.70 ")
    assert found["VAS at last follow-up"][2] == "+1.00 points differs"
    assert found["Patients"] == ["2", "2", "the same"]
    (said,) = re.findall(r"(\d+) of \d+ numbers differ since", words(pages_html(again)))
    assert said == "2"
    assert "The data changed from generation 1 to 2, the versions are the same" in words(
        pages_html(again)
    )


def test_its_generation_is_shown_as_it_was_and_now_is_still_today(
    small: Callable[..., Dataset],
) -> None:
    """tests/folders: 1.7 in the first generation, which is shown; 2.7 in the second stays "now"."""
    first = small()
    take(open_app(first.name, "Snapshots"))
    small(visit=changed("visit", 4, pain_raw="27", vas="2.7"))
    app = open_snapshot(first, 1)
    app.button(key="snapshot_reopen").click().run()
    assert "Generation 1 of 2, frozen" in words(pages_html(app))
    assert rows(app)["VAS at last follow-up"][1].startswith("2.70 ")
    assert "snapshot_reopen" not in {button.key for button in app.button}
    shown = cards(turn_to(app, "Overview"))["VAS before → last follow-up"]
    assert "after 1.70 " in shown


def test_which_made_it_is_counted_in_the_generation_of_that_time(
    small: Callable[..., Dataset], dataset_root: Path
) -> None:
    """Taken by an older version. While its generation is there, the data are known to be it."""
    first = small()
    put(dataset_root, first, versions=("vertebroplasty 0.0.9",))
    small(visit=changed("visit", 4, pain_raw="27", vas="2.7"))
    said = words(pages_html(open_snapshot(first, 1)))
    assert "vertebroplasty 0.0.9 then, 0.1.0 now" in said
    assert "every number is as it was, so the data made the difference." in said
    (dataset_root / first.name / "generation-000001.duckdb").unlink()
    said = words(pages_html(open_snapshot(first, 1)))
    assert "which of the two made the difference is not known" in said


def test_a_cohort_that_cannot_be_counted_today_shows_its_numbers(
    small: Callable[..., Dataset], dataset_root: Path
) -> None:
    """The operator O2 has gone from the data; procedures of O1 are not hers."""
    first = small()
    put(dataset_root, first, Cohort(operators=("O2",)))
    gone = [{**row, "operator": "O1"} for row in VALID["procedure"]]
    small(procedure=gone)
    app = open_snapshot(first, 1)
    (said,) = spoken(app, "alert")
    assert f"cannot be counted today: operator=O2 is not in {first.name}" in said
    assert rows(app)["Patients"] == ["1"]


@pytest.mark.parametrize("damage", [b"no database", None])
def test_a_dataset_that_cannot_be_read_hides_no_snapshot(
    small: Callable[..., Dataset], dataset_root: Path, damage: bytes | None
) -> None:
    first = small()
    put(dataset_root, first, name="Before")
    (dataset_root / first.name / "current").write_text("generation-000002.duckdb\n")
    path = dataset_root / first.name / "generation-000002.duckdb"
    if damage:
        path.write_bytes(damage)
    app = open_app(first.name, "Snapshots")
    assert "This dataset cannot be shown" in words(" ".join(one.value for one in app.title))
    assert "Snapshot 1: Before All patients 2 patients" in words(pages_html(app))
    assert not [one for one in app.button if one.key == "take_snapshot_button"]
    app = open_snapshot(first, 1)
    assert not app.exception
    assert "cannot be counted today: the dataset cannot be shown at all" in spoken(app, "alert")[-1]
    assert rows(app)["Patients"] == ["2"]
    assert app.button(key="snapshot_use").disabled


def test_nobody_is_a_snapshot_too(registry: Dataset, dataset_root: Path) -> None:
    """No procedure is of both: nothing is defined, and all of it is the same."""
    app = open_app(registry.name, "Snapshots", age=["18", "18"], level="T12", female="true")
    take(app)
    assert not app.exception
    assert rows(app)["Patients"] == ["0", "0", "the same"]
    assert rows(app)["Reported relief at 24 h"] == ["nobody", "nobody", "the same"]
    assert exhibits_of(dataset_root, registry.name, 1) == ()
    assert "so there are no figures" in words(pages_html(open_every_box(app)))


def test_a_number_that_is_not_there_is_said(registry: Dataset) -> None:
    app = open_snapshot(registry, 9)
    (said,) = spoken(app, "alert")
    assert said == (
        "registry-demo has no snapshot 9: it was deleted, or never taken; a new one would do"
    )
    app.button(key="snapshot_all").click().run()
    assert "No snapshot yet" in words(pages_html(app))
    app = open_app(registry.name, "Snapshots", snapshot="x")
    assert "snapshot=x: a number from 1 to" in spoken(app, "alert")[0]


def test_a_damaged_file_is_told_in_the_list_and_when_opened(
    registry: Dataset, dataset_root: Path
) -> None:
    for name in ("One", "Two"):
        put(dataset_root, registry, name=name)
    path_of(dataset_root, registry.name, 2).write_text("{")
    app = open_app(registry.name, "Snapshots")
    (said,) = spoken(app, "alert")
    assert said.startswith(
        "registry-demo/snapshot-000002.json cannot be read, and is left as it is"
    )
    assert "Snapshot 1: One" in words(pages_html(app))
    assert spoken(open_snapshot(registry, 2), "alert") == [said]


def test_a_snapshot_is_deleted_only_when_asked_twice(registry: Dataset, dataset_root: Path) -> None:
    put(dataset_root, registry, name="One")
    app = open_snapshot(registry, 1)
    app.button(key="snapshot_delete_ask").click().run()
    assert "Delete Snapshot 1: One for every reader?" in words(pages_html(app))
    app.button(key="snapshot_keep").click().run()
    assert numbers(dataset_root, registry.name) == (1,)
    app.button(key="snapshot_delete_ask").click().run()
    app.button(key="snapshot_delete").click().run()
    assert spoken(app, "status") == ["Snapshot 1: One was deleted."]
    assert numbers(dataset_root, registry.name) == ()
    take(app)
    assert numbers(dataset_root, registry.name) == (2,)


def test_figures_go_to_the_report_once(registry: Dataset) -> None:
    """With their snapshot as the place where they are found; no more than a report holds."""
    app = take(open_app(registry.name, "Snapshots", female="true"), "Audit")
    for added in ("6 figures", "0 figures"):
        app.button(key="snapshot_report").click().run()
        assert spoken(app, "status")[0] == f"{added} added to the report, as they were then."
    (*_, last) = kept = app.session_state[BASKET_KEY].exhibits
    assert len(kept) == 6
    assert last.link == "/snapshots?dataset=registry-demo&snapshot=1"
    assert last.page == "Snapshot 1: Audit"
    assert last.content_hash == registry.meta.content_hash
    assert last.warning == "Synthetic data, not patients"
    full = tuple(msgspec.structs.replace(last, key=f"{n}") for n in range(MOST_EXHIBITS - 5))
    app.session_state[BASKET_KEY] = Basket(exhibits=full)
    app.button(key="snapshot_report").click().run()
    assert "the report would hold 61 figures; at most 60 would do" in spoken(app, "alert")[0]
    assert app.session_state[BASKET_KEY].exhibits == full
    assert turn_to(app, "Report").title[0].value == "Report"


def test_markup_in_words_is_text(registry: Dataset, dataset_root: Path) -> None:
    """OWASP: escaped where it lands; Markdown is shown as its characters too."""
    put(dataset_root, registry, name=HOSTILE[:60], note=HOSTILE, sentence=HOSTILE, title=HOSTILE)
    app = open_app(registry.name, "Snapshots")
    for page in (pages_html(app), pages_html(open_snapshot(registry, 1))):
        assert "<img" not in page
        assert page.count("&lt;img src=x onerror=alert(1)&gt;") >= 2


def test_a_shared_view_opens_and_changes_nothing(
    registry: Dataset, dataset_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dataset_root, registry, name="One")
    monkeypatch.setenv("VERTEBROPLASTY_SHARED", "1")
    app = open_app(registry.name, "Snapshots")
    assert "can be opened here, but not taken or deleted" in words(pages_html(app))
    app.button(key="snapshot_open_1").click().run()
    keys = {button.key for button in app.button}
    assert "snapshot_report" in keys
    assert keys.isdisjoint({"take_snapshot_button", "snapshot_delete_ask", "snapshot_delete"})
    assert titles(app) == ["Snapshots"]
