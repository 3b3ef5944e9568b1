"""What a page is given: the dataset and the cohort, and short ways to ask about them.

The view belongs to one run of the script, and a run has a thread to itself. It is not kept in the
session's state: when a filter changes again before the answer is there, the run that is being
overtaken shares that state for a moment, and could hand its old cohort to the new run.
"""

from dataclasses import dataclass, replace
from threading import local

from vertebroplasty.breakdown import Breakdown, Group
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.formatting import units, whole
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.counts import CohortSize
from vertebroplasty.results import Result
from vertebroplasty.ui import counted

_of_run = local()
EVERYONE = Cohort()


@dataclass(frozen=True, slots=True)
class View:
    """A dataset and a cohort of it.

    Attributes
    ----------
    dataset : Dataset
        What is counted.
    cohort : Cohort
        Who is counted.
    measures : tuple of Measure
        The page's own measures: one is never asked for without the others, so that a page takes
        one query for all of a grain.
    page, address : str
        Title of the page, and its path in the address.
    """

    dataset: Dataset
    cohort: Cohort
    measures: tuple[Measure, ...] = ()
    page: str = ""
    address: str = ""

    @property
    def size(self) -> CohortSize:
        """Patients, procedures and levels of the cohort."""
        return counted.cohort_size(self.dataset, self.cohort)

    @property
    def full_size(self) -> CohortSize:
        """Patients, procedures and levels of the whole dataset."""
        return counted.cohort_size(self.dataset, EVERYONE)

    def estimate(self, measure: Measure) -> Result:
        """Return the result of a measure for the cohort."""
        return self._result(measure, self.cohort)

    def reference(self, measure: Measure) -> Result:
        """Return the result of a measure for the whole dataset."""
        return self._result(measure, EVERYONE)

    def _result(self, measure: Measure, cohort: Cohort) -> Result:
        asked = self.measures if measure in self.measures else (measure,)
        return counted.estimates(self.dataset, asked, cohort)[measure.key]

    def ignoring(self, breakdown: Breakdown) -> "View":
        """Return the view with the cohort's filter on the groups left open."""
        return replace(self, cohort=self.cohort.ignoring(breakdown.ignores))

    def by(
        self, measures: tuple[Measure, ...], breakdown: Breakdown
    ) -> dict[str, tuple[tuple[Group, Result], ...]]:
        """Return groups and results by measure key, the filter on the groups left open."""
        groups = counted.estimates_by(self.dataset, measures, self.cohort, breakdown)
        return {
            measure.key: tuple((group, results[measure.key]) for group, results in groups)
            for measure in measures
        }

    def describe_size(self) -> str:
        """Return how many patients, procedures and levels are in, out of all."""
        nouns = ("patients", "procedures", "levels")
        pairs = zip(self.size, self.full_size, nouns, strict=True)
        return " \N{MIDDLE DOT} ".join(
            f"{whole(some)} of {units(every, noun)}"
            if self.cohort.is_filtered
            else units(every, noun)
            for some, every, noun in pairs
        )


def set_view(view: View) -> None:
    """Hand the view to the page that is about to run."""
    _of_run.view = view


def current_view() -> View:
    """Return the view that app.py made for this run."""
    view: View = _of_run.view
    return view


def forget_view() -> None:
    """Forget the view of the run before; this one may have no dataset to look at."""
    if has_view():
        del _of_run.view


def has_view() -> bool:
    """Whether this run has a dataset to look at."""
    return hasattr(_of_run, "view")
