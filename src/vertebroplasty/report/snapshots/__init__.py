"""Frozen snapshots: numbers of a cohort as they were, kept beside the data; what changed since."""

from vertebroplasty.report.snapshots.comparing import (
    COHORT,
    PERCENT,
    Line,
    Since,
    change_table,
    lines_of,
    since,
)
from vertebroplasty.report.snapshots.file import exhibits_of, numbers, path_of, read
from vertebroplasty.report.snapshots.model import Headline, Snapshot, as_counted, described
from vertebroplasty.report.snapshots.store import HIGHEST, MOST_SNAPSHOTS, delete, keep

__all__ = [
    "COHORT",
    "HIGHEST",
    "MOST_SNAPSHOTS",
    "PERCENT",
    "Headline",
    "Line",
    "Since",
    "Snapshot",
    "as_counted",
    "change_table",
    "delete",
    "described",
    "exhibits_of",
    "keep",
    "lines_of",
    "numbers",
    "path_of",
    "read",
    "since",
]
