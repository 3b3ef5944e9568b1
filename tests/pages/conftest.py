"""The app as a reader opens it: the real ``app.py`` on datasets made by the real importer."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import imported
from tests.pages.cohorts import write_cohort
from tests.pages.screen import open_app


@pytest.fixture(scope="session")
def odd(dataset_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A function that imports an odd cohort once, when first asked, and returns its name."""

    @cache
    def make(name: str) -> str:
        return imported(write_cohort(tmp_path_factory.mktemp(name), name), dataset_root).name

    return make


@pytest.fixture(scope="session")
def reader() -> Callable[..., AppTest]:
    """A function that opens the app once for each dataset and link; tests then turn its pages.

    For tests that look and touch nothing: to open the app anew for each page costs as much again.
    """

    @cache
    def opened(dataset: str, **params: str | tuple[str, ...]) -> AppTest:
        lists = {
            name: [*value] if isinstance(value, tuple) else value for name, value in params.items()
        }
        return open_app(dataset, **lists)

    return opened


@pytest.fixture(autouse=True)
def _served(dataset_root: Path) -> Iterator[None]:
    """Let the app find the datasets of this test run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VERTEBROPLASTY_DATA", str(dataset_root))
        yield
