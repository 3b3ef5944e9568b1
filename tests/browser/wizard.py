"""The Import page as a person uses it."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.screen import Screen

PATIENCE_MS = 60_000


class Wizard:
    """The import of one session.

    Parameters
    ----------
    screen : Screen
        At the Import page.
    shots : pathlib.Path
        Folder for a picture of each step.
    """

    def __init__(self, screen: Screen, shots: Path) -> None:
        self.screen = screen
        self.page = screen.page
        self.shots = shots

    def choose(self, *files: Path) -> None:
        """Choose files and have them looked at, until the preview stands there."""
        self.page.locator("input[type=file]").set_input_files(list(files))
        look = self.page.get_by_role("button", name="Look at these files")
        look.click(timeout=PATIENCE_MS)
        self.page.get_by_text("Preview of the files").wait_for(timeout=PATIENCE_MS)
        self.picture("preview")

    def answer(self, question: str, option: str) -> None:
        """Answer the question that begins so, where it is asked."""
        asked = self.screen.main.get_by_test_id("stHorizontalBlock").filter(has_text=question)
        if asked.count():
            self.pick(asked.last.get_by_role("combobox"), option)

    def pick(self, box: Locator, option: str) -> None:
        """Choose an option of a list."""
        box.scroll_into_view_if_needed()
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.screen.settle()

    def write(self, label: str, text: str) -> None:
        """Write into a field and leave it."""
        field = self.screen.main.get_by_label(label, exact=True)
        field.fill(text)
        field.press("Tab")
        self.screen.settle()

    def check(self) -> None:
        """Have the files checked, until the report stands there."""
        self.screen.settle()
        self.picture("mapping")
        self.page.get_by_role("button", name="Check the files with this mapping").click()
        self.page.get_by_text("The files are").wait_for(timeout=PATIENCE_MS)
        self.screen.settle()
        self.picture("report")

    def load(self) -> None:
        """Load what was checked and go to Overview."""
        self.page.get_by_role("button", name="Load as generation").click()
        self.page.get_by_text("is loaded").wait_for(timeout=PATIENCE_MS)
        self.screen.settle()
        self.picture("loaded")
        self.screen.main.get_by_test_id("stPageLink").locator("a").click()
        self.screen.eventually(self.screen.title, "Overview")
        self.picture("overview")

    def saved_mapping(self) -> Path:
        """Download the mapping, once nothing in it is open any more."""
        ready = self.page.get_by_role("button", name="Check the files with this mapping")
        expect(ready).to_be_enabled(timeout=PATIENCE_MS)
        self.screen.settle()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download the mapping").click()
        path = self.shots / "mapping.yaml"
        download.value.save_as(path)
        return path

    def picture(self, name: str) -> None:
        """Take a picture of the whole page."""
        block = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
        window = self.page.viewport_size
        assert window
        tall = {"width": window["width"], "height": min(self.page.evaluate(block) + 100, 8000)}
        self.page.set_viewport_size(tall)  # type: ignore[arg-type]
        self.screen.settle()
        self.shots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.shots / f"{name}.png")
        self.page.set_viewport_size(window)
