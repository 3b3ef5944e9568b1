"""Every filter, and the numbers behind a chart, by keyboard alone; the spine has a test of its own.

Authority: `Cohort.describe` of what was meant, and `evaluate` in this process.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.expected import overview_values
from tests.browser.keys import Keys
from tests.browser.screen import PATIENCE_SECONDS
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.vocabulary import Etiology, Sex, VertebralLevel, Viscosity

pytestmark = pytest.mark.browser

T12, L1 = VertebralLevel.T12, VertebralLevel.L1
FILTERED = Cohort(
    19,
    109,
    include_unknown_age=True,
    sexes=(Sex.FEMALE, Sex.MALE),
    levels=(T12, L1),
    month_min=201901,
    month_max=202212,
    etiologies=(Etiology.OSTEOPOROTIC, Etiology.NEOPLASTIC),
    viscosities=(Viscosity.LOW,),
    operators=("operator-1",),
    sites=("site-A",),
)
"""Something of every filter."""


def set_every_filter(keys: Keys) -> None:
    """Set age, sex, levels and all of More filters, in the order of the Tab key."""
    keys.stay("Age at procedure, years \u2014 start", "ArrowRight")
    keys.stay("Age at procedure, years \u2014 end", "ArrowLeft")
    for name in ("Also those of unknown age", "Women", "Men"):
        keys.stay(name, "Space")


def set_lists(keys: Keys, levels: str) -> None:
    """Choose in every list; the letters of a term, then Enter."""
    for name, letters in (
        (levels, ("T12", "L1")),
        ("Etiology", ("osteoporotic", "neoplastic")),
        ("Viscosity", ("low",)),
        ("Operator", ("operator-1",)),
        ("Site", ("site-A",)),
        ("From month", ("2019-01",)),
        ("Until month", ("2022-12",)),
    ):
        keys.to(name)
        for each in letters:
            keys.pick(each)


def test_every_filter_of_the_sidebar(open_page: OpenPage, registry: Dataset) -> None:
    """Dataset, age, sex, levels and More filters; Undo and Clear all; the focus is never lost."""
    screen = open_page("/")
    keys = Keys(screen)
    keys.to("Dataset").pick("registry")
    screen.eventually(lambda: screen.parts("value"), overview_values(registry, Cohort()))
    set_every_filter(keys)
    keys.to("More filters").press("Enter")
    keys.to("Men", back=True)
    set_lists(keys, "Levels as a list")
    screen.eventually(screen.cohort, FILTERED.describe())
    assert screen.parts("value") == overview_values(registry, FILTERED)
    keys.to("Undo", back=True).press("Enter")
    screen.eventually(screen.cohort, FILTERED.describe().removesuffix(", until December 2022"))
    keys.to("Clear all", back=True).press("Enter")
    screen.eventually(screen.cohort, "All patients")


def test_every_filter_of_the_second_cohort(open_page: OpenPage) -> None:
    """Reached past the sidebar by the link that skips it; A stays as it is."""
    screen = open_page("/compare?dataset=registry-demo")
    keys = Keys(screen)
    keys.to("Skip to main content").press("Enter")
    keys.to("Everyone else").press("ArrowRight", "Space")
    expect(screen.main.get_by_text("Filters of cohort B")).to_be_visible()
    screen.settle()
    set_every_filter(keys)
    set_lists(keys, "Vertebral level")
    side = screen.main.locator("[aria-label='Cohort B']")
    expect(side).to_contain_text(FILTERED.describe(), timeout=PATIENCE_SECONDS * 1000)
    assert screen.cohort() == "All patients"


def test_the_numbers_behind_a_chart(open_page: OpenPage) -> None:
    """The box below the first chart opens, and its table has the levels of the chart."""
    screen = open_page("/leaks?dataset=registry-demo")
    keys = Keys(screen)
    keys.to("Skip to main content").press("Enter")
    keys.to("Data behind this chart").press("Enter")
    expect(screen.main.get_by_role("tab", name="Data")).to_be_visible()
    cells = screen.main.locator("[data-testid=stDataFrame] [role=gridcell]")
    expect(cells.filter(has_text="T12")).to_have_count(1)


def test_the_menu(open_page: OpenPage) -> None:
    """A page that stands there by itself, and one of a section, which opens with Enter."""
    screen = open_page("/?dataset=registry-demo")
    keys = Keys(screen)
    keys.to("Relief").press("Enter")
    screen.eventually(screen.title, "Relief")
    keys.to("Analysis").press("Enter")
    keys.press("ArrowDown")
    assert keys.focus() == "Compare"
    keys.press("Enter")
    screen.eventually(screen.title, "Compare")
