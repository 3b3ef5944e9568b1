"""Find a browser for the tests, or install one where there is none, and say so.

Debian has Chromium as a package; elsewhere Playwright brings its own.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the path of a Chromium to drive, or None where neither PATH nor Playwright has one."""
    on_path = (shutil.which(command) for command in COMMANDS)
    return next(filter(None, on_path), None) or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  half a second, seldom needed

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_browser() -> None:
    """Install Chromium: Debian's package where we may, else Playwright's own build."""
    if _is_debian() and (root := _root_prefix()) is not None:
        _run([*root, "apt-get", "update", "--quiet"])
        packages = ["chromium", "fonts-liberation"]
        _run([*root, "apt-get", "install", "--yes", "--no-install-recommends", *packages])
    else:
        _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def _root_prefix() -> list[str] | None:
    """Return what to put before a command that needs root, or None where we cannot be root."""
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], check=False).returncode == 0:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def _run(command: list[str]) -> None:
    print("Installing a browser for the tests:", " ".join(command), flush=True)
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def main() -> None:
    """Make sure that there is a browser and print where it is."""
    if find_browser() is None:
        install_browser()
    browser = find_browser()
    if browser is None:
        sys.exit("No browser for the tests: install Chromium or Google Chrome, then try again.")
    print("Browser for the tests:", browser)


if __name__ == "__main__":
    main()
