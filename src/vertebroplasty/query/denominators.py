"""Sums over procedures that are no measure: from the visit tally, else from the procedures."""

from collections.abc import Sequence

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures.base import Aggregate
from vertebroplasty.preaggregate import has_tallies


def summed(dataset: Dataset, cohort: Cohort, aggregates: Sequence[Aggregate]) -> list[int]:
    """Sum over the procedures of a cohort.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.
    aggregates : sequence of Aggregate
        Of `measures.denominators`.

    Returns
    -------
    list of int
        In their order; 0 over nobody.
    """
    tallied = has_tallies(dataset) and cohort.is_tallied
    terms = ", ".join(f"sum({a.name if tallied else a.expression})" for a in aggregates)
    where, table = cohort.where(), visit_table(tallied=tallied)
    sql = f"SELECT {terms} FROM {table} WHERE {where.sql}"
    return [cell or 0 for cell in dataset.engine.rows(sql, where.values)[0]]


def visit_table(*, tallied: bool) -> str:
    """Return the table of procedures, each or how many are alike in age, sex and levels."""
    return "visit_tally" if tallied else "procedure"
