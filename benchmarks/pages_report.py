"""The refresh of every page beside Overview's: queries and statistics, in one run."""

from collections.abc import Callable
from functools import partial

from benchmarks.cohorts import spread
from benchmarks.datasets import Measured, measured
from benchmarks.page_questions import Question, questions
from benchmarks.timing import Timings, print_target
from vertebroplasty.cohort import Cohort
from vertebroplasty.ui.navigation import SECTIONS

COHORTS = 6
ROUNDS = 3
TIMES_OVERVIEW = 4
DECLARED = {"over-time": {"cusum_p0": "40", "cusum_p1": "60", "cusum_run_length": "500"}}
"""What a reader has declared where a page waits for it."""


def print_pages(size: int) -> None:
    """Measure each page of outcomes and analysis, the pages in turn for each cohort."""
    subject = measured(size)
    print(f"\nRefresh by page, queries and statistics, {size:,} procedures, {COHORTS} cohorts.")
    cohorts = spread(COHORTS)
    entries = [*SECTIONS[""], *SECTIONS["Analysis"]]
    asked = {
        entry.title: {
            cohort: questions(
                subject.dataset.name,
                entry.address,
                entry.path,
                cohort,
                DECLARED.get(entry.address, {}),
            )
            for cohort in cohorts
        }
        for entry in entries
    }
    timings = _timed(subject, asked)
    overview = timings["Overview"].median
    for title, timing in sorted(timings.items(), key=lambda pair: -pair[1].median):
        print(f"{title:28}{timing.describe()}{timing.median / overview:8.1f} x Overview")
    heaviest = max(timing.median for timing in timings.values()) / overview
    print_target("heaviest page / Overview", heaviest, at_most=TIMES_OVERVIEW)
    subject.dataset.engine.close()


def _timed(subject: Measured, asked: dict[str, dict[Cohort, list[Question]]]) -> dict[str, Timings]:
    timings = {title: Timings() for title in asked}
    for _ in range(ROUNDS):
        for cohort in next(iter(asked.values())):
            for title, by_cohort in asked.items():
                timings[title].add(_asking(subject, by_cohort), cohort)
    return timings


def _asking(
    subject: Measured, by_cohort: dict[Cohort, list[Question]]
) -> Callable[[Cohort], object]:
    def ask(cohort: Cohort) -> object:
        return [question.ask(subject.dataset) for question in by_cohort[cohort]]

    return partial(ask)
