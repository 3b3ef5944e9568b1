"""Every contestant at every size in turn, block by block, all servers alive at once."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from benchmarks.browser.contestants import Contestant
from benchmarks.browser.expected import Authority, Expected
from benchmarks.browser.visit import Change, Visit, until_ready
from benchmarks.browser.walk import Filters, Step, walk
from benchmarks.server import Server
from tests.browser.conftest import OPTIONS
from tests.browser.install_browser import find_browser
from vertebroplasty.engine.dataset import Dataset

WARM_UP = 6
BLOCK = 6
"""Changes of one page before the next one's turn: two of each kind of filter."""

Place = tuple[str, int]
"""A contestant's name and a size."""
Found = dict[Place, list[Change]]
Servers = Mapping[Place, Server]


@contextmanager
def served(contestants: Sequence[Contestant], datasets: Mapping[int, Dataset]) -> Iterator[Servers]:
    """Serve every contestant on every dataset until the block ends."""
    with ExitStack() as stack:
        servers = {
            (one.name, size): stack.enter_context(one.serving(dataset.name))
            for size, dataset in datasets.items()
            for one in contestants
        }
        for one in contestants:
            for size in datasets:
                until_ready(servers[one.name, size], one)
        yield servers


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of the tests, and close it after the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=OPTIONS)
        yield browser
        browser.close()


class Plan(NamedTuple):
    """What must be seen at first, and the steps, each with what must be seen after it."""

    start: Expected
    steps: list[tuple[Step, Expected]]

    @classmethod
    def of(cls, dataset: Dataset, changes: int) -> "Plan":
        """Count beforehand what must be seen."""
        authority = Authority(dataset)
        steps = [(step, authority.expected(filters)) for step, filters in walk(changes)]
        return cls(authority.expected(Filters()), steps)


def measure(
    browser: Browser,
    contestants: Sequence[Contestant],
    datasets: Mapping[int, Dataset],
    servers: Servers,
    changes: int,
) -> Found:
    """Go through the same changes with everybody; those of the warm-up are not returned."""
    plans = {size: Plan.of(dataset, WARM_UP + changes) for size, dataset in datasets.items()}
    visits = {
        (one.name, size): Visit(browser, one, servers[one.name, size], dataset.name)
        for size, dataset in datasets.items()
        for one in contestants
    }
    for (_, size), visit in visits.items():
        visit.open(plans[size].start)
    found: Found = {place: [] for place in visits}
    starts = [0, *range(WARM_UP, WARM_UP + changes, BLOCK)]
    for start, end in zip(starts, [*starts[1:], WARM_UP + changes], strict=True):
        for place, visit in visits.items():
            visit.page.bring_to_front()
            block = [visit.change(*one) for one in plans[place[1]].steps[start:end]]
            found[place] += block if start else []
        print(f"{end} of {WARM_UP + changes} changes", file=sys.stderr, flush=True)
    for visit in visits.values():
        visit.page.context.close()
    return found
