"""The report as PDF, printed by a browser of this computer where it has one."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from vertebroplasty.errors import BasketError

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
"""Commands of browsers that print without a window, in the order in which they are tried."""
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
SECONDS = 90
"""After which a browser that has printed nothing is given up."""
AT_ONCE = 2
"""Browsers that print at a time: each takes a core, and some hundred megabytes."""
WAIT_SECONDS = 60
"""For one of them; who waited so long is told to try again."""
_printing = BoundedSemaphore(AT_ONCE)
_DRAWING_MILLISECONDS = 30_000
"""That the page may take until it is drawn; the browser skips the time in which nothing happens."""

_QUIET = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check"),
    *("--disable-extensions", "--disable-sync", "--disable-component-update"),
    *("--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"),
    *("--no-pdf-header-footer", "--generate-pdf-document-outline"),
)
_NODE = re.compile(rb"\(node([0-9]{8})\)")
"""Names of the document's parts, by which a reader for the blind finds a cell's headings."""
_WHEN = re.compile(rb"/(?:Creation|Mod)Date \(D:([0-9]{14})\+00'00'\)")


def find_browser() -> str | None:
    """Return the path of a browser that can print, or None where there is none."""
    on_path = (shutil.which(command) for command in BROWSERS)
    elsewhere = (path for path in _ELSEWHERE if Path(path).is_file())
    return next(filter(None, on_path), None) or next(elsewhere, None)


def report_pdf(html: bytes) -> bytes | None:
    """Print a report to PDF; the same report and browser, the same bytes.

    Parameters
    ----------
    html : bytes
        Of `report_html`.

    Returns
    -------
    bytes or None
        None where there is no browser, or it did not print: the HTML prints the same from any.

    Raises
    ------
    BasketError
        If other reports were being printed for too long.
    """
    browser = find_browser()
    if browser is None:
        return None
    with _turn():
        return _printed(browser, html)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until a browser may be started."""
    if not _printing.acquire(timeout=WAIT_SECONDS):
        raise BasketError(
            f"Other reports are being printed, {AT_ONCE} at a time, and none was done within"
            f" {WAIT_SECONDS} seconds; trying again would do, or the .html: any browser prints it"
        )
    try:
        yield
    finally:
        _printing.release()


def _printed(browser: str, html: bytes) -> bytes | None:
    with tempfile.TemporaryDirectory(prefix="vertebroplasty-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, printed = folder / "report.html", folder / "report.pdf"
        page.write_bytes(html)
        _run([browser, *_options(folder), f"--print-to-pdf={printed}", page.as_uri()], folder)
        return _unmarked(printed.read_bytes()) if printed.is_file() else None


def _options(folder: Path) -> tuple[str, ...]:
    """Return what keeps the browser in the folder, and gives the page time to draw."""
    # Chromium does not start as root with its sandbox; it opens nothing but our page.
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return (
        *_QUIET,
        *(("--no-sandbox",) if is_root else ()),
        f"--user-data-dir={folder / 'profile'}",
        f"--virtual-time-budget={_DRAWING_MILLISECONDS}",
    )


def _run(command: list[str], folder: Path) -> None:
    """Run the browser until it has printed; one that takes too long is killed."""
    try:
        subprocess.run(  # noqa: S603 - a browser's fixed command, without a shell
            command,
            cwd=folder,
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return


def _unmarked(pdf: bytes) -> bytes:
    """Return the PDF without what differs between two printings; every offset in it stays.

    That is the time, and the numbers in the names of its parts: on a busy computer Chromium may
    have counted one more by then. They are counted anew, in the same order.
    """
    numbers = {number: place for place, number in enumerate(sorted({*_NODE.findall(pdf)}))}
    pdf = _NODE.sub(lambda found: b"(node%08d)" % numbers[found[1]], pdf)
    return _WHEN.sub(lambda found: found[0].replace(found[1], b"19800101000000"), pdf)
