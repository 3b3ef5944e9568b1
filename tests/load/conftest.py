"""The server as shipped, on the demo registry, and what this process counts in the same file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.load.expected import Authority
from benchmarks.load.plan import Names
from benchmarks.load.shipped import Shipped, shipped
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.groups import names

KEPT_SECONDS = 1
"""How long Streamlit keeps a session that has closed, here."""


@pytest.fixture(scope="session")
def server(registry: Dataset, srinagar: Dataset, dataset_root: Path) -> Iterator[Shipped]:
    """The server, which makes no demo dataset for they are there, and which forgets who has left.

    After a second, that is, when the next one leaves.
    """
    options = ("--server.disconnectedSessionTTL", str(KEPT_SECONDS))
    assert {registry.name, srinagar.name} <= {path.name for path in dataset_root.iterdir()}
    with shipped(options, dataset_root) as running:
        yield running


@pytest.fixture(scope="session")
def authority(registry: Dataset) -> Authority:
    """Counts in this process what pages have to show."""
    return Authority(registry)


@pytest.fixture(scope="session")
def called(registry: Dataset) -> Names:
    """Operators and sites of the registry."""
    return Names(names(registry, "operator"), names(registry, "site"))
