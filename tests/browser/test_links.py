"""A copied link opens the same view anywhere; what it holds that is unknown is said and dropped."""

from pathlib import Path
from urllib.parse import quote_plus

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.screen import PAGES, Screen
from tests.browser.server import LISTENS, serving
from vertebroplasty.measures import RESPONDER_50_24H

pytestmark = pytest.mark.browser

LINK = "/leaks?age=60&age=85&female=true&level=T12&level=L1"
SENTENCE = "Women aged 60\u201385, treated at T12 or L1"


_SAID_NO_MORE = """document.querySelectorAll('.vo-live, .vo-copied')
  .forEach((said) => { said.textContent = ''; })"""


def whole_text(screen: Screen) -> str:
    """Everything that can be read, but what is only said for a moment."""
    filters = screen.sidebar.get_by_test_id("stSidebarUserContent")
    screen.page.evaluate(_SAID_NO_MORE)
    return screen.main.inner_text() + filters.inner_text()


def test_a_link_shows_the_same_to_a_new_browser_and_a_new_server(
    open_page: OpenPage, served_root: Path, tmp_path: Path
) -> None:
    """The view reached by clicks, its link in a fresh browser, and its link as a server's first."""
    clicked = open_page("/?age=60&age=85&female=true")
    clicked.tick("T12")
    clicked.eventually(clicked.ticked, {"Women", "T12"})
    clicked.tick("L1")
    clicked.eventually(clicked.cohort, SENTENCE)
    clicked.go_to("Leaks")
    text = whole_text(clicked)
    assert SENTENCE in text
    assert clicked.link() == LINK
    cold = open_page(clicked.link(), fresh=True)
    cold.eventually(lambda: whole_text(cold), text)
    with serving(served_root, tmp_path, until=LISTENS) as fresh:
        coldest = open_page(clicked.link(), address=fresh.address, fresh=True)
        coldest.eventually(lambda: whole_text(coldest), text)
        assert coldest.dialogs() == []
    assert cold.link() == coldest.link() == LINK


@pytest.mark.parametrize("title", ["Pain", "Published study", "Spine", "Subgroups"])
def test_a_deep_link_finds_its_page(open_page: OpenPage, title: str) -> None:
    """Without Streamlit's dialog "Page not found", however short it stands."""
    screen = open_page(f"{PAGES[title]}?level=T12", fresh=True)
    assert (screen.title(), screen.dialogs()) == (title, [])
    assert screen.ticked() == {"T12"}


def test_a_choice_within_a_page_travels_in_the_link(open_page: OpenPage) -> None:
    """The horizon of Pain and the definition of Relief are known, and announced as nothing odd."""
    screen = open_page("/pain?horizon=24+hours&dataset=registry-demo")
    assert screen.problems() == []
    assert [card[0] for card in screen.cards()][1] == "VAS at 24 h"
    definition = RESPONDER_50_24H.label
    screen.open(f"/relief?dataset=registry-demo&relief_definition={quote_plus(definition)}")
    assert screen.problems() == []
    assert screen.main.get_by_role("combobox").input_value() == definition


UNKNOWN = (
    {
        "L9=true": "L9=true is no filter of this dashboard",
        "L1=maybe": "L1=maybe: true or false would do",
        "age=200": "age=200: two whole years from 18 to 110 would do",
        "dataset=nowhere": "dataset=nowhere: srinagar-2007, registry-demo would do",
        "horizon=never": "horizon=never: Last follow-up, 24 hours would do",
        "x=%3Cimg%20src%3Dx%20onerror%3Dwindow.hurt%3D1%3E": (
            "x=<img src=x onerror=window.hurt=1> is no filter of this dashboard"
        ),
    },
    {
        "age=85&age=60": "age=85, 60: two whole years from 18 to 110 would do",
        "dataset=%3Cb%20id%3Dbold%3E..%2F..%2Fetc%3C%2Fb%3E": (
            "dataset=<b id=bold>../../etc</b>: srinagar-2007, registry-demo would do"
        ),
    },
)


@pytest.mark.parametrize("given", UNKNOWN)
def test_what_a_link_holds_that_is_unknown_is_said_and_dropped(
    open_page: OpenPage, given: dict[str, str]
) -> None:
    """The rest of the link holds; markup is shown as the characters it is made of."""
    screen = open_page(f"/pain?level=T12&{'&'.join(given)}")
    said = {f"Ignored from the link: {sentence}" for sentence in given.values()}
    assert set(screen.problems()) == said
    assert screen.cohort() == "All patients, treated at T12"
    screen.eventually(screen.params, [("level", "T12")])
    assert screen.page.evaluate("window.hurt === undefined && !document.querySelector('#bold')")
    screen.tick("L1")
    screen.eventually(screen.cohort, "All patients, treated at T12 or L1")
    assert screen.problems() == []
