"""A against B in a browser: from a cold link, and with A changed while B stays."""

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.screen import Screen
from vertebroplasty import formatting
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.counts import cohort_size
from vertebroplasty.report.comparing import comparisons
from vertebroplasty.vocabulary import Sex, VertebralLevel

pytestmark = pytest.mark.browser

A = Cohort(sexes=(Sex.MALE,))
B = Cohort(60, 85, sexes=(Sex.FEMALE,), levels=(VertebralLevel.T12, VertebralLevel.L1))
LINK = (
    "/compare?dataset=registry-demo&male=true&against=Another+cohort"
    "&b_age=60&b_age=85&b_female=true&b_level=T12&b_level=L1"
)


def sides(screen: Screen) -> list[str]:
    """Sentence and sizes of A and of B."""
    return [side.inner_text() for side in screen.main.locator("[aria-label^='Cohort '] ").all()][
        -2:
    ]


def expected_sides(dataset: Dataset, *cohorts: Cohort) -> list[tuple[str, str]]:
    return [(c.describe(), f"{cohort_size(dataset, c).procedures:,} of 1,500") for c in cohorts]


def show_the_cohorts(screen: Screen, dataset: Dataset, a: Cohort, b: Cohort) -> bool:
    """Whether the banners name both cohorts with their numbers of procedures."""
    if screen.main.locator("[aria-label='Cohort B']").count() != 1:
        return False
    shown = sides(screen)
    return all(
        part in text
        for text, parts in zip(shown, expected_sides(dataset, a, b), strict=True)
        for part in parts
    )


def rows(screen: Screen) -> list[str]:
    """First three cells of each outcome's row: label, A and B without what they rest on."""
    table = screen.main.locator("table", has_text="Effect size").first
    found = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
    return [" | ".join(cell.split("\n")[0] for cell in cells[:3]) for cells in found]


def expected_rows(dataset: Dataset, a: Cohort, b: Cohort) -> list[str]:
    found = []
    for row in comparisons(dataset, a, b):
        signed = row.measure.key.startswith("vas_change")
        results = (row.comparison.a, row.comparison.b)
        values = [formatting.estimate(result, signed=signed) for result in results]
        found.append(" | ".join([row.measure.label, *values]))
    return found


def b_params(screen: Screen) -> list[tuple[str, str]]:
    return [pair for pair in screen.params() if pair[0].startswith("b_")]


def test_a_cold_link_opens_both_cohorts(open_page: OpenPage, registry: Dataset) -> None:
    """A browser that never saw the program; the numbers are those of `comparisons` in this process,
    which tests/report compares with plain pandas."""
    screen = open_page(LINK, fresh=True)
    screen.eventually(lambda: show_the_cohorts(screen, registry, A, B), True)
    assert screen.problems() == []
    assert rows(screen) == expected_rows(registry, A, B)
    assert ("b_level", "T12") in screen.params()


def test_a_filter_changes_a_and_leaves_b(open_page: OpenPage, registry: Dataset) -> None:
    """The sidebar is A's; B keeps its widgets, its sentence and its part of the link."""
    screen = open_page(LINK)
    screen.eventually(lambda: show_the_cohorts(screen, registry, A, B), True)
    before = b_params(screen)
    assert len(before) == 5
    screen.tick("Women")
    both = Cohort(sexes=(Sex.FEMALE, Sex.MALE))
    screen.eventually(lambda: show_the_cohorts(screen, registry, both, B), True)
    assert rows(screen) == expected_rows(registry, both, B)
    assert b_params(screen) == before


def test_a_filter_of_b_changes_b_and_leaves_a(open_page: OpenPage, registry: Dataset) -> None:
    """Its own tick; and after a look at another page B stands as it did."""
    screen = open_page(LINK)
    screen.eventually(lambda: show_the_cohorts(screen, registry, A, B), True)
    screen.main.get_by_role("button", name="Remove L1").click()
    at_t12 = Cohort(60, 85, sexes=(Sex.FEMALE,), levels=(VertebralLevel.T12,))
    screen.eventually(lambda: show_the_cohorts(screen, registry, A, at_t12), True)
    assert screen.cohort() == "Men"
    assert ("b_level", "L1") not in screen.params()
    assert rows(screen) == expected_rows(registry, A, at_t12)
    screen.go_to("Pain")
    screen.go_to("Compare")
    screen.eventually(lambda: show_the_cohorts(screen, registry, A, at_t12), True)


def test_a_date_parts_the_cohort_from_a_cold_link(open_page: OpenPage, registry: Dataset) -> None:
    link = "/compare?dataset=registry-demo&against=Before+and+after+a+date&since=2021-07"
    screen = open_page(link, fresh=True)
    after, before = Cohort(month_min=202107), Cohort(month_max=202106)
    screen.eventually(lambda: show_the_cohorts(screen, registry, after, before), True)
    assert rows(screen) == expected_rows(registry, after, before)
    assert ("since", "2021-07") in screen.params()
