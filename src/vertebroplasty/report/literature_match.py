"""The cohort beside a published study: what is matched with what, and why it is not comparable."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.breakdown import LEAK_ASSESSMENT
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.formatting import EN_DASH
from vertebroplasty.measures import (
    ACCEPTABLE_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    RELIEF_24H,
    RESPONDER_30_LAST,
    VAS_BASELINE,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.query.visits import follow_up
from vertebroplasty.report.follow_up import DAYS_A_MONTH
from vertebroplasty.report.literature import Study
from vertebroplasty.report.literature_values import (
    Reported,
    leak,
    mean_after,
    mean_before,
    mean_change,
    relief,
)
from vertebroplasty.report.published_study import STUDY
from vertebroplasty.results import Result
from vertebroplasty.statistics.distribution import quantile
from vertebroplasty.vocabulary import LeakAssessment

SEED = "seed_srinagar_2007"
"""The row of the study that the dataset `STUDY` reconstructs."""
SEEN = {"CT": LeakAssessment.CT, "chest CT": LeakAssessment.CHEST_CT}
"""How leakage was looked for, where a study's words are those of the data dictionary."""
FACTOR = 2
RULE = (
    "Comparable means: the same unit; leakage looked for in the same way; follow-up from half to"
    " twice the cohort's median time, which is a convention of this dashboard."
)


class Outcome(NamedTuple):
    """What is compared.

    Attributes
    ----------
    key, label : str
        Identifier, and what a reader chooses.
    scale, unit : str
        The axis: ``vas``, ``change`` or ``percent``, and its name.
    measures : tuple of Measure
        The cohort's own values.
    reported : callable
        What a study says of it.
    differs : str
        Column that says why a study's value is comparable with no cohort's.
    time : str
        Column of the months of the value; empty where time plays no part.
    """

    key: str
    label: str
    scale: str
    unit: str
    measures: tuple[Measure, ...]
    reported: Callable[[Study], Reported | None]
    differs: str
    time: str = ""


_VAS = f"mean VAS 0{EN_DASH}10"
_CHANGE = "mean change of VAS, points"
_PAIN, _TIME = "pain_differs", "fu_months"
_RELIEF = (RELIEF_24H, RESPONDER_30_LAST, ACCEPTABLE_LAST)
_LEAKS = (LEAK_LEVEL, LEAK_PROCEDURE)
OUTCOMES = (
    Outcome("before", "VAS before", "vas", _VAS, (VAS_BASELINE,), mean_before, _PAIN),
    Outcome("after", "VAS after", "vas", _VAS, (VAS_LAST,), mean_after, _PAIN, _TIME),
    Outcome(
        "change", "VAS change", "change", _CHANGE, (VAS_CHANGE_LAST,), mean_change, _PAIN, _TIME
    ),
    Outcome("relief", "Relief", "percent", "%", _RELIEF, relief, "relief_differs", "relief_months"),
    Outcome("leak", "Leakage", "percent", "%", _LEAKS, leak, "leak_differs"),
)


class Standing(NamedTuple):
    """What the cohort has to be compared with.

    Attributes
    ----------
    results : tuple of (str, Result)
        Its own values, named.
    looked : dict of int to Result
        For leakage, the result by the code of how it was looked for.
    median_months : float or None
        Median time to the last follow-up; None where none is dated.
    is_seed : bool
        Whether the dataset is the reconstruction of a published study.
    """

    results: tuple[tuple[str, Result], ...]
    looked: dict[int, Result]
    median_months: float | None
    is_seed: bool


def outcome_of(key: str) -> Outcome:
    """Return the outcome of a key."""
    return next(outcome for outcome in OUTCOMES if outcome.key == key)


def standing(dataset: Dataset, cohort: Cohort, outcome: Outcome) -> Standing:
    """Return the cohort's values of an outcome, and what decides whom they compare with.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    outcome : Outcome
        What to compare. Leakage per level is given also for the levels seen on CT, where the
        cohort's levels were looked at in several ways.

    Returns
    -------
    Standing
        The same for every study.
    """
    found = evaluate(dataset, outcome.measures, cohort)
    results = [(measure.label, found[measure.key]) for measure in outcome.measures]
    looked: dict[int, Result] = {}
    if LEAK_LEVEL in outcome.measures:
        groups = evaluate_by(dataset, (LEAK_LEVEL,), cohort, LEAK_ASSESSMENT)
        looked = {group.code: by_key[LEAK_LEVEL.key] for group, by_key in groups}
        seen = looked.get(LeakAssessment.CT.code)
        if seen is not None and sum(bool(result.n) for result in looked.values()) > 1:
            results.insert(1, (f"{LEAK_LEVEL.label}, seen on CT", seen))
    days = quantile(follow_up(dataset, cohort).days, 0.5)
    months = None if days is None else days / DAYS_A_MONTH
    return Standing(tuple(results), looked, months, dataset.name == STUDY)


def reasons(study: Study, outcome: Outcome, mine: Standing) -> Iterator[str]:
    """Yield why a study's value is not comparable with the cohort's; nothing where it is.

    Parameters
    ----------
    study : Study
        With a value of the outcome.
    outcome : Outcome
        What is compared.
    mine : Standing
        The cohort's side.

    Yields
    ------
    str
        A reason in words.
    """
    if mine.is_seed and study.cells["study_key"] == SEED:
        yield "this dataset is a reconstruction of this very study"
    if mine.is_seed and study.cells["coincides_with"] == SEED:
        yield "coincides with the study that this dataset reconstructs"
    always = study.cells[outcome.differs]
    if always:
        yield always
    if outcome.time and (study.cells[outcome.time] or not always):
        yield from _other_time(study, outcome, mine)
    if outcome.key == "leak":
        yield from _other_look(study, mine)


def _other_time(study: Study, outcome: Outcome, mine: Standing) -> Iterator[str]:
    months, median = study.number(outcome.time), mine.median_months
    if months is None:
        yield "time not read"
    elif median is None:
        yield "the cohort's time of follow-up is not recorded"
    elif not median / FACTOR <= months <= median * FACTOR:
        cohort = f"cohort's last follow-up: median {formatting.number(median, 1)} months"
        yield f"time {study.cells['fu_time']}, {cohort}"


def _other_look(study: Study, mine: Standing) -> Iterator[str]:
    unit, how = study.cells["leak_unit"], study.cells["leak_how"]
    if unit not in ("level", "patient"):
        yield "unit not stated"
    if how in ("", "not stated"):
        yield f"how leakage was looked for {how or 'not read'}"
    elif unit == "level" and not _is_seen(how, mine):
        yield f"seen on {how}, no level of this cohort was looked at so"


def _is_seen(how: str, mine: Standing) -> bool:
    found = mine.looked.get(SEEN[how].code) if how in SEEN else None
    return found is not None and found.n > 0
