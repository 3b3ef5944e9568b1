"""The numbers behind figures of counts: asked of a dataset by key, as a script asks them too."""

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.ages import age_bins
from vertebroplasty.query.counts import age_histogram, ledger, procedures_by
from vertebroplasty.query.groups import breakdown
from vertebroplasty.query.pain import HORIZON_BY_COLUMN, vas_joint_tally
from vertebroplasty.query.visits import visit_statuses
from vertebroplasty.report.tables import (
    Table,
    age_table,
    before_after_table,
    count_table,
    visits_table,
)


def ages_table(dataset: Dataset, cohort: Cohort, ages: tuple[int, int] | None) -> Table:
    """Return procedures by five years of age.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count, of whatever age.
    ages : tuple of int or None
        First and last age of those that are counted apart.

    Returns
    -------
    Table
        The five years that anybody of the dataset is in.
    """
    chosen, everyone = (age_histogram(dataset, whom) for whom in (cohort, Cohort()))
    bins = age_bins(chosen, everyone, ages) if everyone.n else []
    return age_table([part for part in bins if part.everyone], chosen, everyone)


def procedures_by_table(dataset: Dataset, cohort: Cohort, breakdown_key: str) -> Table:
    """Return how many procedures each group has, the filter on the groups left open.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    breakdown_key : str
        Which groups.

    Returns
    -------
    Table
        The groups that anybody of the dataset is in.
    """
    by = breakdown(dataset, breakdown_key)
    found, everyone = (procedures_by(dataset, whom, by) for whom in (cohort, Cohort()))
    there = [group for group in by.groups if group.code in everyone]
    rows = [(group, found.get(group.code, 0), everyone[group.code]) for group in there]
    return count_table(by.label, rows)


def vas_distribution_table(dataset: Dataset, cohort: Cohort, horizon_column: str) -> Table:
    """Return how VAS is distributed before and after, in procedures with both values.

    Parameters
    ----------
    dataset, cohort
        As for `procedures_by_table`.
    horizon_column : str
        When VAS is compared with before: the column of a `Horizon`.

    Returns
    -------
    Table
        By whole point, half a point rounded up; the means are of the tenths.
    """
    horizon = HORIZON_BY_COLUMN[horizon_column]
    return before_after_table(vas_joint_tally(dataset, cohort, horizon), f"At {horizon.words}")


def planned_visits_table(dataset: Dataset, cohort: Cohort) -> Table:
    """Return what became of each planned visit."""
    return visits_table(visit_statuses(dataset, cohort))


def ledger_table(dataset: Dataset, cohort: Cohort) -> Table:
    """Return how many procedures each denominator starts from."""
    steps = ledger(dataset, cohort)
    return Table(("Rung", "Procedures"), tuple((step.label, step.procedures) for step in steps))
