"""A cohort: which procedures and levels are counted, in SQL, in English and in a URL."""

from vertebroplasty.cohort.clause import Clause
from vertebroplasty.cohort.links import UNKNOWN_AGE, from_params, to_params
from vertebroplasty.cohort.months import (
    MONTH_MAX,
    MONTH_MIN,
    month_before,
    month_name,
    month_of,
    month_text,
)
from vertebroplasty.cohort.selection import Cohort
from vertebroplasty.cohort.terms import UNRECORDED

__all__ = [
    "MONTH_MAX",
    "MONTH_MIN",
    "UNKNOWN_AGE",
    "UNRECORDED",
    "Clause",
    "Cohort",
    "from_params",
    "month_before",
    "month_name",
    "month_of",
    "month_text",
    "to_params",
]
