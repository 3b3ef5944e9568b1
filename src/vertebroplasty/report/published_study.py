"""The published study beside what the dashboard shows for its reconstruction.

Published figures: abstract of Pain Physician 2007;10(4):559-63, PMID 17660854.
"""

from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import (
    AMBULATION_IMPROVED,
    IMPROVEMENT_LAST,
    LEAK_INTERVENTION_LEVEL,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    LEAK_SITES,
    RELIEF_24H,
    SYMPTOMATIC_LEAK_LEVEL,
    TECHNICAL_SUCCESS,
    VAS_BASELINE,
    VAS_LAST,
)
from vertebroplasty.query.counts import age_histogram, cohort_size
from vertebroplasty.query.evaluate import Estimates, evaluate
from vertebroplasty.query.pain import AT_LAST, vas_joint_tally
from vertebroplasty.query.visits import follow_up
from vertebroplasty.report.follow_up import follow_up_length
from vertebroplasty.report.tables import Table
from vertebroplasty.results import Proportion, Result
from vertebroplasty.statistics.paired import paired_t, wilcoxon
from vertebroplasty.vocabulary import LeakSite

STUDY = "srinagar-2007"
CITATION = (
    "Percutaneous vertebroplasty for osteoporotic fractures. Pain Physician 2007;10(4):559-63,"
    " PMID 17660854"
)
BACKGROUND = (
    "Also in the abstract, as background and not a result of the cohort: the lifetime risk of a"
    " vertebral compression fracture is 16 % in women and 5 % in men."
)
EPIDURAL = LEAK_SITES[LeakSite.EPIDURAL.code - 1]
MEASURES = (
    TECHNICAL_SUCCESS,
    RELIEF_24H,
    IMPROVEMENT_LAST,
    AMBULATION_IMPROVED,
    VAS_BASELINE,
    VAS_LAST,
    LEAK_PROCEDURE,
    LEAK_LEVEL,
    EPIDURAL,
    SYMPTOMATIC_LEAK_LEVEL,
    LEAK_INTERVENTION_LEVEL,
)


class Row(NamedTuple):
    """A published figure, the dashboard's own at the same precision, and what it rests on."""

    item: str
    published: str
    shown: str
    rests_on: str


def comparison(dataset: Dataset) -> tuple[Row, ...]:
    """Return every figure of the abstract beside the dashboard's own.

    Parameters
    ----------
    dataset : Dataset
        The reconstruction, unfiltered.

    Returns
    -------
    tuple of Row
        Equal texts in ``published`` and ``shown`` mean that the figure is given back.
    """
    everyone = Cohort()
    found = evaluate(dataset, MEASURES, everyone)
    return (
        *_people(dataset, everyone),
        *_relief(found),
        *_pain(dataset, everyone, found),
        *_leaks(found),
    )


def published_study_table(dataset: Dataset) -> Table:
    """Return the rows of `comparison` under their headings."""
    return Table(("Figure", "Published", "Shown here", "Rests on"), comparison(dataset))


def _people(dataset: Dataset, everyone: Cohort) -> tuple[Row, ...]:
    size = cohort_size(dataset, everyone)
    ages = age_histogram(dataset, everyone).moments
    length = follow_up_length(follow_up(dataset, everyone))
    followed = f"{length.n} procedures with a dated last follow-up (assumed)"
    age = formatting.number(ages.total / ages.n, 1) if ages.n else formatting.NOT_RECORDED
    return (
        Row("Patients", "30", str(size.patients), ""),
        Row("Treated vertebrae", "54", str(size.levels), "distribution over levels assumed"),
        Row("Mean age, years", "73.7", age, f"{ages.n} procedures"),
        Row("Period of treatment, months", "35", str(length.treatment_months), "dates assumed"),
        Row("Mean follow-up, months", "21.5", length.mean_months, followed),
        Row("Range of follow-up, months", "6\N{EN DASH}44", length.range_months, followed),
    )


def _relief(found: Estimates) -> tuple[Row, ...]:
    success = found[TECHNICAL_SUCCESS.key]
    every = isinstance(success, Proportion) and 0 < success.n == success.events
    shown = "all patients" if every else formatting.estimate(success)
    assumed = "; the denominator is assumed: 92 % cannot come from 30 patients"
    rates = (
        ("Significant relief at 24 hours", 97, RELIEF_24H, ""),
        ("Significant improvement at follow-up", 92, IMPROVEMENT_LAST, assumed),
        ("Ambulation improved at follow-up", 92, AMBULATION_IMPROVED, assumed),
    )
    return (
        Row("Technical success", "all patients", shown, formatting.denominator(success)),
        *(_rate_row(item, f"{percent}", found[m.key], note) for item, percent, m, note in rates),
    )


def _rate_row(item: str, percent: str, result: Result, note: str) -> Row:
    published = f"{percent}{formatting.NO_BREAK_SPACE}%"
    return Row(item, published, formatting.estimate(result), formatting.denominator(result) + note)


def _pain(dataset: Dataset, everyone: Cohort, found: Estimates) -> tuple[Row, ...]:
    change = vas_joint_tally(dataset, everyone, AT_LAST).change
    student, signed_rank = paired_t(change.moments), wilcoxon(change)
    pairs = f"{change.n} pairs; pairing assumed"
    return (
        _mean_row("VAS before", "8.91 \N{PLUS-MINUS SIGN} 1.82", found[VAS_BASELINE.key]),
        _mean_row("VAS at follow-up", "2.02 \N{PLUS-MINUS SIGN} 1.95", found[VAS_LAST.key]),
        Row("Change in VAS, paired t test", "p < .0001", formatting.p_value(student.p), pairs),
        Row("The same, Wilcoxon", "p < .0001", formatting.p_value(signed_rank.p), pairs),
    )


def _mean_row(item: str, published: str, result: Result) -> Row:
    return Row(item, published, formatting.mean_and_sd(result), formatting.denominator(result))


def _leaks(found: Estimates) -> tuple[Row, ...]:
    items = (
        ("Patients with a cement leak", "1", LEAK_PROCEDURE),
        ("Levels with a cement leak", "1", LEAK_LEVEL),
        ("Epidural leaks", "1", EPIDURAL),
        ("Symptomatic leaks", "0", SYMPTOMATIC_LEAK_LEVEL),
        ("Leaks that needed an intervention", "0", LEAK_INTERVENTION_LEVEL),
    )
    return tuple(
        Row(item, published, str(result.events), formatting.denominator(result))
        for item, published, measure in items
        if isinstance(result := found[measure.key], Proportion)
    )
