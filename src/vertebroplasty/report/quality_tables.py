"""How far the data can be trusted, in tables: what is filled, flagged, and there repeatedly.

No place of a single value is among them: they are what may be taken along.
"""

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import HEADLINES
from vertebroplasty.query.completeness import AT_VISIT, fields_filled, visits_filled
from vertebroplasty.query.quality import flagged, flagged_rules, repeats
from vertebroplasty.report.tables import Cell, Table, result_table, rounded
from vertebroplasty.results import Proportion


def flagged_figures_table(dataset: Dataset, cohort: Cohort) -> Table:
    """Return which part of each figure's denominator has a flagged row."""
    found = flagged(dataset, HEADLINES, cohort).by_measure
    return result_table("Figure", [(measure.label, found[measure.key]) for measure in HEADLINES])


def flagged_values_table(dataset: Dataset) -> Table:
    """Return the warnings of the import by rule, in the whole dataset."""
    rows = tuple((rule.rule, rule.n, rule.usual) for rule in flagged_rules(dataset))
    return Table(("Rule", "Values", "What is usual"), rows)


def fields_filled_table(dataset: Dataset, cohort: Cohort) -> Table:
    """Return in how many rows each field of the data dictionary is filled, where it can be."""
    rows = tuple(
        (field.table, field.column, *_filled(field.filled), field.filled.noun)
        for field in fields_filled(dataset, cohort)
    )
    return Table(("Table", "Field", "Filled", "Rows", "Filled, %", "Rows are"), rows)


def visits_filled_table(dataset: Dataset, cohort: Cohort) -> Table:
    """Return what was recorded at the completed visits, by timepoint."""
    rows = tuple(
        (visit.timepoint.value, what, *_filled(visit.filled[what]))
        for visit in visits_filled(dataset, cohort)
        for what in AT_VISIT
        if what in visit.filled
    )
    return Table(("Visit", "What", "Recorded", "Completed visits", "Recorded, %"), rows)


def repeats_table(dataset: Dataset) -> Table:
    """Return how many patients of the whole dataset had how many procedures."""
    return Table(("Procedures", "Patients"), tuple(repeats(dataset).procedures.counts))


def _filled(result: Proportion) -> tuple[Cell, ...]:
    return result.events, result.n, rounded(result.estimate, 100)
