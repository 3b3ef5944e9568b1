"""Where the numbers of a figure come from: one of our functions, and plain arguments.

From this pair follow the table behind the figure, the SQL that ran for it, and a script that makes
the same table again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.engine.recording import Query, RecordingEngine
from vertebroplasty.report.tables import Table


class Run(NamedTuple):
    """A table, and the queries that were asked for it, in their order."""

    table: Table
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The function that returns the numbers of a figure, and what it was asked.

    Attributes
    ----------
    function : callable
        A public function of this package: from a dataset and the arguments to a `Table` that holds
        every number of the figure. It asks the dataset's engine each time: no cached function.
    arguments : tuple
        What it takes after the dataset. Plain and hashable: cohorts, keys of measures and
        breakdowns, members of the vocabulary, numbers, texts, None, and tuples of these.
    """

    function: Callable[..., Table]
    arguments: tuple[Any, ...] = ()

    def table(self, dataset: Dataset) -> Table:
        """Return the numbers of the figure."""
        return self.function(dataset, *self.arguments)

    def run(self, dataset: Dataset) -> Run:
        """Return the numbers of the figure with the queries that were asked for them."""
        recording = RecordingEngine(dataset.engine)
        return Run(self.table(replace(dataset, engine=recording)), recording.queries)

    @property
    def cohorts(self) -> tuple[Cohort, ...]:
        """The cohorts among the arguments, each once."""
        return tuple(dict.fromkeys(a for a in self.arguments if isinstance(a, Cohort)))
