"""What stands behind denominators, as sums over procedures: ledger, visits, missing values.

The tallies made at import hold them too.
"""

from vertebroplasty.measures.acceptable_state import ACCEPTABLE_24H, ACCEPTABLE_LAST
from vertebroplasty.measures.base import Aggregate, Measure, Rung
from vertebroplasty.measures.reported_relief import IMPROVEMENT_LAST, RELIEF_24H
from vertebroplasty.measures.responder import (
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_24H,
    RESPONDER_50_LAST,
)
from vertebroplasty.measures.vas_change import VAS_CHANGE_24H, VAS_CHANGE_LAST
from vertebroplasty.vocabulary import Timepoint, VisitStatus

_VISIT_COLUMNS = {
    Timepoint.DAY_1: "status_24h",
    Timepoint.WEEK_1: "status_1wk",
    Timepoint.MONTH_1: "status_1m",
    Timepoint.MONTHS_3: "status_3m",
    Timepoint.MONTHS_6: "status_6m",
    Timepoint.MONTHS_12: "status_12m",
    Timepoint.MONTHS_24: "status_24m",
}
_RESPONDERS = (RESPONDER_30_24H, RESPONDER_50_24H, RESPONDER_30_LAST, RESPONDER_50_LAST)
_AT_24H = (RELIEF_24H, RESPONDER_30_24H, RESPONDER_50_24H, ACCEPTABLE_24H, VAS_CHANGE_24H)
_AT_LAST = (
    *(IMPROVEMENT_LAST, RESPONDER_30_LAST, RESPONDER_50_LAST),
    *(ACCEPTABLE_LAST, VAS_CHANGE_LAST),
)
_STATUS = {"vas_24h": "status_24h", "vas_last": "followup"}
"""What became of the visit at which a VAS was taken."""


def _counted(name: str, condition: str) -> Aggregate:
    return Aggregate(name, f"CASE WHEN {condition} THEN 1 ELSE 0 END")


def _statuses(column: str) -> dict[VisitStatus | None, Aggregate]:
    counted: dict[VisitStatus | None, Aggregate] = {
        status: _counted(f"{column}_{status.code}", f"{column} = {status.code}")
        for status in VisitStatus
    }
    return counted | {None: _counted(f"{column}_none", f"{column} IS NULL")}


def _was_due(after: str) -> str:
    exempt = f"{VisitStatus.NOT_DUE.code}, {VisitStatus.DIED.code}"
    return f"coalesce({_STATUS[after]}, 0) NOT IN ({exempt})"


def _reasons(measure: Measure, after: str) -> tuple[Aggregate, ...]:
    undefined = "coalesce(vas_baseline, 1) = 0" if measure in _RESPONDERS else "1 = 0"
    missing = f"({measure.value}) IS NULL AND NOT {undefined}"
    conditions = {
        "due": f"{missing} AND {_was_due(after)}",
        "not_due": f"{missing} AND {_STATUS[after]} = {VisitStatus.NOT_DUE.code}",
        "died": f"{missing} AND {_STATUS[after]} = {VisitStatus.DIED.code}",
        "undefined": f"({measure.value}) IS NULL AND {undefined}",
    }
    return tuple(_counted(f"{measure.key}_{why}", sql) for why, sql in conditions.items())


def _incomplete_pairs(after: str) -> tuple[Aggregate, ...]:
    incomplete = f"(vas_baseline IS NULL OR {after} IS NULL) AND {_was_due(after)}"
    sums = [_counted(f"{after}_gaps", incomplete)]
    for when, column in (("before", "vas_baseline"), ("after", after)):
        known = f"{incomplete} AND {column} IS NOT NULL"
        sums += [
            _counted(f"{after}_gaps_{when}", known),
            Aggregate(f"{after}_gaps_{when}_total", f"CASE WHEN {known} THEN {column} ELSE 0 END"),
        ]
    return tuple(sums)


STEPS = {
    Rung.COHORT: _counted("step_cohort", "TRUE"),
    Rung.BASELINE: _counted("step_baseline", "vas_baseline IS NOT NULL"),
    Rung.PAIR_24H: _counted("step_24h", "vas_baseline IS NOT NULL AND vas_24h IS NOT NULL"),
    Rung.FOLLOWED: _counted("step_followed", "followed = 1"),
    Rung.PAIR_LAST: _counted("step_last", "vas_baseline IS NOT NULL AND vas_last IS NOT NULL"),
}
"""Procedures on each step of the ledger."""

VISITS = {timepoint: _statuses(column) for timepoint, column in _VISIT_COLUMNS.items()}
"""Procedures by what became of each planned visit; None where that is not recorded."""

REASONS = {
    measure.key: _reasons(measure, after)
    for after, measures in (("vas_24h", _AT_24H), ("vas_last", _AT_LAST))
    for measure in measures
}
"""Procedures without a value by why, in the order of `Absent`, by measure key.

A visit is taken as not due, or as ended by death, where the follow-up completeness takes it so;
every other procedure without a value was due.
"""

GAPS = {after: _incomplete_pairs(after) for after in _STATUS}
"""Pairs of VAS that are incomplete though due, in the order of `Gaps`, by the later VAS."""

DENOMINATORS: tuple[Aggregate, ...] = (
    *STEPS.values(),
    *(aggregate for statuses in VISITS.values() for aggregate in statuses.values()),
    *(aggregate for reasons in REASONS.values() for aggregate in reasons),
    *(aggregate for gaps in GAPS.values() for aggregate in gaps),
)
