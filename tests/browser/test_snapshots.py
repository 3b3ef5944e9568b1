"""A snapshot before and after a new generation: numbers and address each time, as pandas counts."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.screen import Screen
from tests.browser.test_accessibility import NARROW, all_findings
from tests.browser.test_report import titles
from tests.oracle.counting import Choice, Oracle
from tests.oracle.records import read_records
from tests.soak.sizes import FULL
from vertebroplasty.cli import main
from vertebroplasty.formatting import number, units, whole

pytestmark = pytest.mark.browser

NAME = "frozen"
WOMEN_AT_T12 = Choice(sexes=("female",), levels=("T12",))
LINK = f"/snapshots?dataset={NAME}&female=true&level=T12"
SHARES = {
    "Reported relief at 24 h": "relief_24h",
    "Reported improvement at last follow-up": "improvement_last",
    "Leak per procedure": "leak_procedure",
}


def changed_registry(folder: Path, changed: Path) -> Path:
    """Write the registry as it may be a month later: other sexes, answers and scores."""
    shutil.copytree(folder, changed)
    patients = pd.read_csv(folder / "patient.csv", dtype=str, keep_default_na=False)
    women = patients.index[patients["sex"] == "female"]
    patients.loc[women[::7], "sex"] = "male"
    patients.to_csv(changed / "patient.csv", index=False)
    visits = pd.read_csv(folder / "visit.csv", dtype=str, keep_default_na=False)
    said = visits.index[visits["reported_relief"] == "yes"]
    visits.loc[said[::5], "reported_relief"] = "no"
    visits.to_csv(changed / "visit.csv", index=False)
    return changed


@pytest.fixture
def two_generations(
    registry_folder: Path, served_root: Path, tmp_path: Path
) -> Iterator[tuple[Path, Oracle]]:
    """The served dataset in its first generation; the folder of the second, and its oracle."""
    load(served_root, registry_folder)
    later = changed_registry(registry_folder, tmp_path / "later")
    yield later, Oracle(read_records(later))
    shutil.rmtree(served_root / NAME)


def load(root: Path, folder: Path) -> None:
    assert main(["--data", str(root), "import", str(folder), "--name", NAME]) == 0


def take(screen: Screen, name: str) -> None:
    screen.main.get_by_role("textbox", name="Name").fill(name)
    screen.main.get_by_role("button", name="Take a snapshot").click()
    expect(screen.main.locator("h2").filter(has_text=name)).to_be_visible()
    screen.settle()


def table(screen: Screen) -> dict[str, list[str]]:
    """Return the cells of each row of what changed, by the row's name."""
    rows = screen.main.locator("[aria-label='What changed since'] tbody tr").all()
    cells = [row.locator("td").all_inner_texts() for row in rows]
    return {name: [" ".join(cell.split()) for cell in rest] for name, *rest in cells}


def then(screen: Screen) -> dict[str, str]:
    return {name: cells[0] for name, cells in table(screen).items()}


def params(screen: Screen) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(screen.page.url).query))


def verdict(screen: Screen) -> str:
    return screen.main.locator("p.vo-done").last.inner_text()


def shares(oracle: Oracle) -> dict[str, tuple[int, int, int]]:
    """Return units without a value, n and events of each share, as pandas counts them."""
    found = oracle.measures(*oracle.units(WOMEN_AT_T12))
    counted = {label: found[key] for label, key in SHARES.items()}
    return {label: (units_ - n, n, events) for label, (units_, n, events) in counted.items()}


def rests_on(share: tuple[int, int, int]) -> str:
    _, n, events = share
    return f"{whole(events)} of {units(n, 'procedures')}"


def test_a_snapshot_shows_the_same_numbers_after_a_new_generation(
    open_page: OpenPage, served_root: Path, two_generations: tuple[Path, Oracle], oracle: Oracle
) -> None:
    """Then: the oracle on the first folder. Now and the change: the oracle on the second one."""
    later, oracle_later = two_generations
    screen = open_page(LINK)
    take(screen, "Audit")
    screen.eventually(
        lambda: params(screen),
        {"dataset": NAME, "female": "true", "level": "T12", "snapshot": "1"},
    )
    assert verdict(screen) == "Nothing differs: the data are the same, and so is every number."
    frozen, sizes = then(screen), oracle.size(WOMEN_AT_T12)
    before, after = shares(oracle), shares(oracle_later)
    for noun, size in zip(("Patients", "Procedures", "Levels"), sizes, strict=True):
        assert table(screen)[noun] == [whole(size), whole(size), "the same"]
    assert before != after
    for label, share in before.items():
        assert rests_on(share) in frozen[label]

    load(served_root, later)
    for link in (screen.link(), f"/snapshots?dataset={NAME}&snapshot=1"):
        cold = open_page(link, fresh=True)
        assert then(cold) == frozen
        text = cold.main.inner_text()
        assert "generation 1, imported 20" in text
        assert "Synthetic data, not patients" in text
        assert "The data changed from generation 1 to 2, the versions are the same" in verdict(cold)
        now = table(cold)
        for noun, was, size in zip(
            ("Patients", "Procedures", "Levels"),
            sizes,
            oracle_later.size(WOMEN_AT_T12),
            strict=True,
        ):
            assert now[noun] == [whole(was), whole(size), f"{number(size - was, 0)} differs"]
        for label, share in after.items():
            was = before[label]
            assert rests_on(share) in now[label][1]
            points = 100 * share[2] / share[1] - 100 * was[2] / was[1]
            assert now[label][2].startswith(f"{number(points, 1, signed=True)} percentage points")
            for quantity, place in (("Missing", 0), ("n", 1), ("Events", 2)):
                change = share[place] - was[place]
                words = f"{quantity} {number(change, 0, signed=True)}"
                assert (words in now[label][2]) == bool(change)
    assert params(cold) == {"dataset": NAME, "snapshot": "1"}


def test_what_changed_is_a_file_and_the_figures_go_to_the_report(
    open_page: OpenPage,
    served_root: Path,
    two_generations: tuple[Path, Oracle],
    oracle: Oracle,
    tmp_path: Path,
) -> None:
    """The figures are those of the first generation, also when the second one is served."""
    later, oracle_later = two_generations
    take(open_page(LINK), "Audit")
    load(served_root, later)
    screen = open_page(f"/snapshots?dataset={NAME}&snapshot=1")
    with screen.page.expect_download() as download:
        screen.main.get_by_role("button", name="Download what changed").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8-sig")
    assert "# Synthetic data, not patients" in text
    rows = pd.read_csv(file, comment="#", encoding="utf-8-sig").set_index(["Outcome", "Quantity"])
    label = "Reported relief at 24 h"
    was, is_ = shares(oracle)[label], shares(oracle_later)[label]
    assert rows.loc[(label, "Events"), ["Then", "Now", "Change"]].tolist() == [
        was[2],
        is_[2],
        is_[2] - was[2],
    ]
    screen.main.get_by_role("button", name="Add its figures").click()
    expect(screen.main.get_by_text("6 figures added to the report")).to_be_visible()
    screen.settle()
    screen.go_to("Report")
    assert len(titles(screen)) == 6
    said = screen.main.inner_text()
    assert said.count(f"{NAME}, generation 1") == 6
    assert said.count("Snapshot 1: Audit") == 6
    assert "snapshot" not in params(screen)


def test_snapshots_are_listed_opened_and_deleted_and_no_number_comes_back(
    open_page: OpenPage, two_generations: tuple[Path, Oracle]
) -> None:
    assert two_generations
    screen = open_page(LINK)
    take(screen, "First")
    screen.main.get_by_role("button", name="All snapshots").click()
    take(screen, "Second")
    screen.main.get_by_role("button", name="All snapshots").click()
    screen.eventually(lambda: listed(screen), ["Snapshot 2: Second", "Snapshot 1: First"])
    screen.eventually(lambda: "snapshot" in params(screen), False)
    screen.main.get_by_role("button", name="Open", exact=True).first.click()
    screen.eventually(lambda: params(screen).get("snapshot"), "2")
    screen.main.get_by_role("button", name="Delete", exact=True).click()
    screen.main.get_by_role("button", name="Delete for good").click()
    screen.eventually(lambda: listed(screen), ["Snapshot 1: First"])
    take(screen, "Third")
    assert params(screen)["snapshot"] == "3"
    gone = open_page(f"/snapshots?dataset={NAME}&snapshot=2")
    (problem,) = gone.problems()
    assert problem == f"{NAME} has no snapshot 2: it was deleted, or never taken; 3, 1 would do"


def listed(screen: Screen) -> list[str]:
    return screen.main.locator("h3.vo-saved").all_inner_texts()


@pytest.mark.parametrize("dark", [False, True] if FULL else [True])
def test_a_snapshot_is_for_everyone(
    open_page: OpenPage, served_root: Path, two_generations: tuple[Path, Oracle], dark: bool
) -> None:
    """axe-core, wide and narrow: the list, what changed with its figures, and what is asked."""
    later, _ = two_generations
    take(open_page(LINK), "Audit")
    load(served_root, later)
    screen = open_page(f"/snapshots?dataset={NAME}", dark=dark)
    for width in (None, NARROW):
        if width:
            screen.page.set_viewport_size(width)
            screen.main.get_by_role("button", name="All snapshots").click()
            screen.settle()
        assert all_findings(screen) == []
        screen.main.get_by_role("button", name="Open", exact=True).click()
        expect(screen.main.get_by_text("Figures as they were")).to_be_visible()
        screen.settle()
        if not width:
            screen.main.get_by_text("Figures as they were").click()
            screen.main.get_by_role("button", name="Delete", exact=True).click()
            expect(screen.main.get_by_role("button", name="Delete for good")).to_be_visible()
        screen.settle()
        assert all_findings(screen) == []
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert screen.page.evaluate(wide)
