"""Who is measured: how each is served, where its numbers and charts stand, how it is filtered."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.datasets import PROJECT
from benchmarks.peers.filters import AGE_AT_FIRST
from benchmarks.peers.frames import DATASET_VARIABLE
from benchmarks.server import ENVIRONMENT, Server, started

PEERS = PROJECT / "benchmarks" / "peers"
INSTALLED = PROJECT / ".venv" / "bench"
"""What `make bench-browser` installs of requirements-bench.txt."""
OURS, EMPTY, CAREFUL, DASH = (
    "Overview as shipped",
    "an empty Streamlit page",
    "careful Streamlit + pandas",
    "Dash + polars",
)

_PLAIN_STREAMLIT = (
    *("--server.address", "127.0.0.1", "--server.headless", "true"),
    *("--browser.gatherUsageStats", "false"),
)
"""All else is as Streamlit comes. Without these it would ask for a mail and call its makers."""


@dataclass(frozen=True)
class Contestant:
    """A page to measure.

    Attributes
    ----------
    name : str
        In the tables.
    words : callable
        From a port to what `python -m` runs.
    folder : Path
        Where it is run; a `.streamlit` folder there counts.
    link : str
        Path and query, with a place for the dataset.
    areas : str
        Selector of what holds numbers and charts that a filter changes.
    parts : mapping of str to str
        Selectors of what is read: ``state``, ``cards``, ``size``, ``options``.
    thumbs : str
        Selector of the two ends of the age range.
    level : str
        Selector of what is clicked to choose a level, with a place for its name; a box with its
        name where empty.
    ready : str
        Path that answers once the server can be asked.
    environment : mapping of str to str
        Of its process, beside this one's.
    path : tuple of Path
        Where it finds modules, before those of this environment.
    """

    name: str
    words: Callable[[int], Sequence[str]]
    areas: str
    parts: Mapping[str, str]
    thumbs: str = "[data-testid=stSlider] input[type=range]"
    level: str = ""
    folder: Path = PEERS
    link: str = "/"
    ready: str = "/"
    environment: Mapping[str, str] = field(default_factory=dict)
    path: tuple[Path, ...] = (PROJECT, PROJECT / "src")

    def serving(self, dataset: str) -> AbstractContextManager[Server]:
        """Serve the page on a dataset until the block ends."""
        own = {"PYTHONPATH": os.pathsep.join(map(str, self.path)), DATASET_VARIABLE: dataset}
        return started(self.words, self.folder, {**self.environment, **own})


def _streamlit(script: str) -> Callable[[int], Sequence[str]]:
    path = str(PEERS / script)
    return lambda port: ("streamlit", "run", path, "--server.port", str(port), *_PLAIN_STREAMLIT)


_STREAMLIT_MAIN = "[data-testid=stMain]"
_STREAMLIT_STATE = "[data-testid=stMain] [data-testid=stText]"

CONTESTANTS = (
    Contestant(
        OURS,
        lambda port: ("vertebroplasty", "serve", "--port", str(port)),
        f"{_STREAMLIT_MAIN}, [data-testid=stSidebar]",
        {
            "state": ".vo-cohort",
            "size": ".vo-size",
            "cards": ".vo-card",
            "options": ".vo-counts",
        },
        level="[data-testid=stSidebar] [data-level={}]",
        folder=PROJECT,
        link=f"/?dataset={{dataset}}&age={AGE_AT_FIRST[0]}&age={AGE_AT_FIRST[1]}",
        ready="/_stcore/script-health-check",
        environment=ENVIRONMENT,
    ),
    Contestant(
        EMPTY,
        _streamlit("empty_page.py"),
        _STREAMLIT_MAIN,
        {"state": _STREAMLIT_STATE},
    ),
    Contestant(
        CAREFUL,
        _streamlit("careful_page.py"),
        _STREAMLIT_MAIN,
        {"state": _STREAMLIT_STATE, "cards": "[class*=st-key-card_]"},
    ),
    Contestant(
        DASH,
        lambda port: ("benchmarks.peers.dash_page", "--port", str(port)),
        "#state, #cards, .js-plotly-plot",
        {"state": "#state", "cards": ".card"},
        thumbs="#ages [role=slider]",
        path=(PROJECT, PROJECT / "src", INSTALLED),
    ),
)
