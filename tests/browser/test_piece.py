"""What a page shows of its own: its buttons, and what becomes of markup that nobody escaped."""

from importlib.resources import files

from playwright.sync_api import Browser, expect

from tests.browser.conftest import OpenPage

HOSTILE = (
    "<p class='vo'>before <img src='none.png' onerror='window.pwned = 1'>"
    "<b onmouseover='window.pwned = 2' class='kept'>after</b>"
    "<script>window.pwned = 3</script><iframe srcdoc='x'></iframe></p>"
    "<svg onload='window.pwned = 4'></svg><a href='javascript:window.pwned = 5'>link</a>"
)
SHOW = """markup => {
  document.body.replaceChildren(harmless(markup));
  return [...document.body.querySelectorAll('*')].map(
    one => [one.tagName, one.getAttributeNames(), one.textContent]);
}"""


def test_markup_that_was_not_escaped_does_nothing(browser: Browser) -> None:
    """OWASP: should an `escape` ever be forgotten, what it would have caught is shown, not run."""
    script = files("vertebroplasty.ui.piece").joinpath("harmless.js").read_text(encoding="utf-8")
    page = browser.new_page()
    page.add_script_tag(type="module", content=f"{script}\nwindow.harmless = harmless;")
    page.wait_for_function("window.harmless")
    assert page.evaluate(SHOW, HOSTILE) == [
        ["P", ["class"], "before after"],
        ["B", ["class"], "after"],
    ]
    page.locator("b").hover()
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") is None
    page.close()


def test_a_box_of_the_cards_opens_below_the_page_s_piece(open_page: OpenPage) -> None:
    """The charts stay the nodes that they were."""
    screen = open_page("/?dataset=registry-demo")
    chart = screen.page.locator(".vo-plot").first.element_handle()
    screen.main.get_by_role("button", name="Data behind these figures").click()
    box = screen.main.get_by_test_id("stExpander")
    expect(box).to_contain_text("Data behind these figures")
    screen.settle()
    assert chart.evaluate("one => one.isConnected")
    expect(screen.main.get_by_role("button", name="Data behind these figures")).to_be_hidden()
