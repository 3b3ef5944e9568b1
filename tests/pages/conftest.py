"""The app as a reader opens it: the real ``app.py`` on datasets made by the real importer."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import imported
from tests.pages.cohorts import write_cohort


@pytest.fixture(scope="session")
def odd(dataset_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A function that imports an odd cohort once, when first asked, and returns its name."""

    @cache
    def make(name: str) -> str:
        return imported(write_cohort(tmp_path_factory.mktemp(name), name), dataset_root).name

    return make


@pytest.fixture(autouse=True)
def _served(dataset_root: Path) -> Iterator[None]:
    """Let the app find the datasets of this test run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VERTEBROPLASTY_DATA", str(dataset_root))
        yield
