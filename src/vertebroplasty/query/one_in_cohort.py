"""A procedure among those of a cohort: whether it is one, who comes next, and their VAS counted."""

from typing import NamedTuple

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.tallies import Histogram


class VasCourse(NamedTuple):
    """VAS of a cohort in tenths: before, at 24 hours and at last follow-up."""

    before: Histogram
    at_24h: Histogram
    last: Histogram


VAS_COLUMNS = ("vas_baseline", "vas_24h", "vas_last")


def is_in_cohort(dataset: Dataset, cohort: Cohort, procedure_id: str) -> bool:
    """Whether a procedure belongs to a cohort."""
    where = cohort.where()
    sql = f"SELECT count(*) FROM procedure WHERE procedure_id = ? AND ({where.sql})"
    ((count,),) = dataset.engine.rows(sql, (procedure_id, *where.values))
    return bool(count)


def neighbour(dataset: Dataset, cohort: Cohort, number: int, *, after: bool) -> str | None:
    """Return the pseudonym of the next or the previous procedure of a cohort.

    Parameters
    ----------
    dataset, cohort
        Whose procedures.
    number : int
        Place in the order of pseudonyms to start from; 0 stands before the first.
    after : bool
        Whether the next one is asked for, else the previous one.

    Returns
    -------
    str or None
        None when there is none on that side.
    """
    where = cohort.where()
    side = "min(procedure_no)" if after else "max(procedure_no)"
    sign = ">" if after else "<"
    sql = f"SELECT {side} FROM procedure WHERE procedure_no {sign} ? AND ({where.sql})"
    ((found,),) = dataset.engine.rows(sql, (number, *where.values))
    if found is None:
        return None
    # the number is the database's own: a whole number, nobody's text
    sql = f"SELECT procedure_id FROM procedure WHERE procedure_no = {found:d} LIMIT 1"
    ((name,),) = dataset.engine.texts(sql)
    return name


def vas_course(dataset: Dataset, cohort: Cohort) -> VasCourse:
    """Count a cohort's VAS before, at 24 hours and at last follow-up, each among all procedures."""
    where = cohort.where()
    parts = " UNION ALL ".join(
        f"SELECT {place}, {column}, count(*) FROM procedure WHERE {where.sql} GROUP BY {column}"
        for place, column in enumerate(VAS_COLUMNS)
    )
    rows = dataset.engine.rows(parts, where.values * len(VAS_COLUMNS))
    return VasCourse(
        *(
            Histogram.of_rows([(vas, n) for at, vas, n in rows if at == place])
            for place in range(len(VAS_COLUMNS))
        )
    )
