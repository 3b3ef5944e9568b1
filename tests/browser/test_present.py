"""A presentation, driven by the keyboard alone: six screens, live filters, large letters."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import OpenPage
from tests.browser.screen import Screen
from tests.browser.test_report import add

LINK = "dataset=registry-demo"
LEAST_PIXELS = 24
SIZES = [ViewportSize(width=1920, height=1080), ViewportSize(width=1280, height=720)]

# Zoom of the stage makes letters larger than their style says; the least of them is looked for.
LETTERS = """() => {
  const stage = document.querySelector('.vo-stage');
  const zoom = Number(stage.style.zoom);
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const sizes = [];
  for (let node; (node = walker.nextNode()); ) {
    if (!node.textContent.trim() || !node.parentElement.checkVisibility()) continue;
    sizes.push(parseFloat(getComputedStyle(node.parentElement).fontSize) * zoom);
  }
  return Math.min(...sizes);
}"""

# Texts of which a part is outside of the window, and boxes that hold more than they show.
CUT = """() => {
  const stage = document.querySelector('.vo-stage');
  const outside = (one) => {
    const { left, right, top, bottom, width } = one.getBoundingClientRect();
    return width && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
  };
  const texts = [...stage.querySelectorAll('h1, h2, li, footer span, .numbers div, svg text')];
  const boxes = [...stage.querySelectorAll('main, .words')];
  return [
    ...texts.filter((one) => one.checkVisibility() && outside(one)).map((one) => one.textContent),
    ...boxes.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.tagName),
  ];
}"""

STORY = [
    "Registry demo: synthetic",
    "VAS before and at last follow-up",
    "Relief at last follow-up, all definitions",
    "VAS change at last follow-up by vertebral level",
    "Leak per treated level by vertebral level",
    "Leak per treated level by how leakage was looked for",
    "How these figures were computed",
]


def heading(screen: Screen) -> str:
    return screen.page.locator(".vo-stage h1").inner_text()


def whom(screen: Screen) -> str:
    return screen.page.locator(".vo-stage footer b").first.inner_text()


def start(screen: Screen) -> None:
    screen.main.get_by_role("button", name="Start").focus()
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator(".vo-stage h1")).not_to_be_empty()
    screen.settle()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}")
def test_six_screens_and_the_methods_by_keys(open_page: OpenPage, size: ViewportSize) -> None:
    """Every letter has 24 pixels or more, and nothing is cut."""
    screen = open_page(f"/present?{LINK}")
    screen.page.set_viewport_size(size)
    start(screen)
    for number, title in enumerate(STORY, 1):
        assert heading(screen).startswith(title)
        expect(screen.page.locator(".vo-stage footer span").last).to_have_text(f"{number} / 7")
        assert whom(screen) == "All patients"
        assert screen.page.evaluate(LETTERS) >= LEAST_PIXELS
        assert screen.page.evaluate(CUT) == []
        screen.page.keyboard.press("ArrowRight")
        screen.settle()
    assert heading(screen).startswith(STORY[-1])
    screen.page.keyboard.press("Home")
    assert heading(screen).startswith(STORY[0])


def test_a_filter_changes_live_by_keys_and_the_link_opens_the_same_screen(
    open_page: OpenPage,
) -> None:
    screen = open_page(f"/present?{LINK}")
    start(screen)
    screen.page.keyboard.press("4")
    everyone = screen.points("")
    screen.page.keyboard.press("c")
    for _ in range(30):
        screen.page.keyboard.press("Tab")
        if screen.page.evaluate("document.activeElement.closest('label')?.innerText") == "Women":
            break
    screen.page.keyboard.press("Space")
    screen.eventually(lambda: whom(screen), "Women")
    assert heading(screen).startswith(STORY[3])
    screen.page.keyboard.press("Escape")
    screen.eventually(lambda: ("screen", "4") in screen.params(), expected=True)
    assert everyone == {} or screen.points("") != everyone
    cold = open_page(screen.link())
    cold.eventually(lambda: (heading(cold), whom(cold)), (heading(screen), "Women"))
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator(".vo-stage")).to_have_count(0)
    screen.eventually(lambda: "screen" in dict(screen.params()), expected=False)


def test_black_and_the_keys_are_shown_and_gone(open_page: OpenPage) -> None:
    screen = open_page(f"/present?{LINK}&screen=2")
    black, keys = (screen.page.locator(f".vo-stage .{name}") for name in ("black", "keys"))
    expect(black).to_be_hidden()
    screen.page.keyboard.press("b")
    expect(black).to_be_visible()
    screen.page.keyboard.press("ArrowRight")
    expect(black).to_be_hidden()
    assert heading(screen).startswith(STORY[2])
    screen.page.keyboard.press("?")
    expect(keys).to_contain_text("jump to a screen")
    screen.page.keyboard.press("?")
    expect(keys).to_be_hidden()


def test_the_reader_s_own_report_is_presented_as_it_stood(open_page: OpenPage) -> None:
    """The filters that are set now are not those of its figures."""
    screen = open_page(f"/?{LINK}&female=true")
    add(screen, 1)
    screen.tick("Women")
    screen.tick("Men")
    screen.eventually(screen.cohort, "Men")
    screen.go_to("Present")
    screen.main.get_by_text("My report").click()
    screen.settle()
    start(screen)
    assert heading(screen).startswith(STORY[3])
    expect(screen.page.locator(".vo-stage footer span").first).to_contain_text("Cohort: Women; ")
    assert screen.page.evaluate(LETTERS) >= LEAST_PIXELS
    assert screen.page.evaluate(CUT) == []
