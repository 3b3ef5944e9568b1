"""What a page asks for a cohort, taken down while the real page runs.

Every answer that the app remembers goes through an ``lru_cache``. While a page runs, those of the
``ui`` modules are replaced by ones that note function and arguments; the questions can then be
asked again without any memory. What belongs to the whole dataset is left out, as for Overview: it
does not change with a filter.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from types import ModuleType
from typing import Any, NamedTuple

from streamlit.testing.v1 import AppTest

from benchmarks.datasets import PROJECT, ROOT
from vertebroplasty.cohort import Cohort, to_params
from vertebroplasty.engine.dataset import Dataset

PAGES_SECONDS = 120


class Question(NamedTuple):
    """A function without its memory, and what it was asked beside the dataset."""

    function: Callable[..., object]
    arguments: tuple[Any, ...]

    def ask(self, dataset: Dataset) -> object:
        """Answer it anew."""
        return self.function(dataset, *self.arguments)


def questions(
    dataset_name: str, address: str, page: str, cohort: Cohort, params: dict[str, str]
) -> list[Question]:
    """Run a page for a cohort and return what it asked, each question once."""
    os.environ["VERTEBROPLASTY_DATA"] = str(ROOT)
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=PAGES_SECONDS)
    app.query_params["dataset"] = dataset_name
    for name, value in (to_params(cohort) | params).items():
        app.query_params[name] = value if isinstance(value, str) else list(value)
    app.run()
    app = app.switch_page(page).run() if address else app  # imports what the page remembers by
    with _noted() as asked:
        app.run()
    if app.exception:
        raise SystemExit(f"{page}: {app.exception[0].value}")
    return [question for question in asked if _depends_on_filter(question)]


def _depends_on_filter(question: Question) -> bool:
    cohorts = [argument for argument in question.arguments if isinstance(argument, Cohort)]
    return any(cohort != Cohort() for cohort in cohorts)


@contextmanager
def _noted() -> Iterator[list[Question]]:
    asked: dict[Question, None] = {}
    replaced = list(_remembering())
    for module, name, function in replaced:
        setattr(module, name, _noting(function, asked))
    found: list[Question] = []
    try:
        yield found
    finally:
        for module, name, function in replaced:
            setattr(module, name, function)
        found += asked


def _remembering() -> Iterator[tuple[ModuleType, str, Any]]:
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("vertebroplasty.ui"):
            for name, value in list(vars(module).items()):
                if isinstance(value, _lru_cache_wrapper):
                    yield module, name, value


def _noting(function: Any, asked: dict[Question, None]) -> Callable[..., object]:
    def note(*arguments: Any) -> object:
        if arguments and isinstance(arguments[0], Dataset):
            asked[Question(function.__wrapped__, arguments[1:])] = None
        return function(*arguments)

    return note
