"""Completeness of follow-up."""

from vertebroplasty.measures.base import Direction, Kind, Measure
from vertebroplasty.vocabulary import Grain, VisitStatus

FOLLOWUP_COMPLETENESS = Measure(
    key="followup_completeness",
    label="Follow-up completeness",
    kind=Kind.PROPORTION,
    grain=Grain.PROCEDURE,
    value=f"CASE WHEN followup IN ({VisitStatus.NOT_DUE.code}, {VisitStatus.DIED.code}) THEN NULL"
    f" WHEN followup = {VisitStatus.COMPLETED.code} THEN 1 ELSE 0 END",
    direction=Direction.HIGHER_IS_BETTER,
    definition="Procedures whose latest due visit after 24 hours was completed, not missed or "
    "withdrawn, among all procedures but those without a due visit because it is recorded as not "
    "due yet or as ended by death. A procedure without any record of a later visit counts as not "
    "followed.",
    source="Data dictionary",
    absent="not due or died",
)
