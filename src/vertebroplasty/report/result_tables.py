"""The numbers behind figures of results: asked of a dataset by key, as a script asks them too."""

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import FOLLOWUP_COMPLETENESS, MEASURE_BY_KEY
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.completeness import followup_over_time
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.query.groups import breakdown
from vertebroplasty.query.pain import HORIZON_BY_COLUMN, vas_joint_tally
from vertebroplasty.report.pain_tests import pain_tests
from vertebroplasty.report.tables import Table, definition_table, group_table

EVERYONE = "Everyone"
ALL_GROUPS = "All groups"


def measure_by_table(
    dataset: Dataset, cohort: Cohort, measure_key: str, breakdown_key: str
) -> Table:
    """Return a measure in each group of a breakdown, in all groups together and in everyone.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count; its filter on the groups is left open.
    measure_key, breakdown_key : str
        Which measure, and which groups.

    Returns
    -------
    Table
        A row each.
    """
    measure, by = MEASURE_BY_KEY[measure_key], breakdown(dataset, breakdown_key)
    found = evaluate_by(dataset, (measure,), cohort, by)
    groups = [(group, results[measure_key]) for group, results in found]
    beside = [
        (words, evaluate(dataset, (measure,), whom)[measure_key])
        for words, whom in ((ALL_GROUPS, cohort.ignoring(by.ignores)), (EVERYONE, Cohort()))
    ]
    return group_table(by.label, groups, beside)


def measures_table(dataset: Dataset, cohort: Cohort, measure_keys: tuple[str, ...]) -> Table:
    """Return several measures in a cohort, and in everyone where the cohort is not everyone.

    Parameters
    ----------
    dataset, cohort
        As for `measure_by_table`.
    measure_keys : tuple of str
        Which, in their order.

    Returns
    -------
    Table
        A row each; everyone stands under the cohort.
    """
    measures = [MEASURE_BY_KEY[key] for key in measure_keys]
    found = evaluate(dataset, measures, cohort)
    everyone = evaluate(dataset, measures, Cohort()) if cohort.is_filtered else {}
    return definition_table([(row_label(m), found[m.key], everyone.get(m.key)) for m in measures])


def row_label(measure: Measure) -> str:
    """Return a measure's label without its family: ``site: disc`` is a row of sites."""
    return measure.label.partition(": ")[2] or measure.label


def followup_by_date_table(dataset: Dataset, cohort: Cohort) -> Table:
    """Return the completeness of follow-up by the date of the procedure, and in everyone."""
    measure = FOLLOWUP_COMPLETENESS
    beside = [
        (words, evaluate(dataset, (measure,), whom)[measure.key])
        for words, whom in ((ALL_GROUPS, cohort), (EVERYONE, Cohort()))
    ]
    return group_table("date of the procedure", followup_over_time(dataset, cohort), beside)


def pain_tests_table(dataset: Dataset, cohort: Cohort, horizon_column: str) -> Table:
    """Return the tests of the change in VAS, as printed.

    Parameters
    ----------
    dataset, cohort
        As for `measure_by_table`.
    horizon_column : str
        When VAS is compared with before: the column of a `Horizon`.

    Returns
    -------
    Table
        Method and result.
    """
    tally = vas_joint_tally(dataset, cohort, HORIZON_BY_COLUMN[horizon_column])
    return Table(("Method", "Result"), pain_tests(tally))
