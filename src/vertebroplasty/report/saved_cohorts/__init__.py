"""Cohorts that last: named, described, in the order a reader gave them, beside the data."""

from vertebroplasty.report.saved_cohorts.file import FILE_NAME, MOST_COHORTS, saved_cohorts
from vertebroplasty.report.saved_cohorts.model import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    Frozen,
    SavedCohort,
    changed_since,
)
from vertebroplasty.report.saved_cohorts.store import Merged, add, delete, merge, move, revise
from vertebroplasty.report.saved_cohorts.texts import LONGEST_FILE, from_yaml, to_yaml

__all__ = [
    "FILE_NAME",
    "LONGEST_DESCRIPTION",
    "LONGEST_FILE",
    "LONGEST_NAME",
    "MOST_COHORTS",
    "Frozen",
    "Merged",
    "SavedCohort",
    "add",
    "changed_since",
    "delete",
    "from_yaml",
    "merge",
    "move",
    "revise",
    "saved_cohorts",
    "to_yaml",
]
