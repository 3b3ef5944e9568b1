"""Queries as the screen asks them: each answer is kept by (dataset generation, cohort).

Results are frozen, so all sessions share them; the least recently used are let go. Callers only
read.
"""

from functools import lru_cache

from vertebroplasty.query import (
    baseline_table,
    comparing,
    completeness,
    counts,
    evaluate,
    pain,
    provenance,
    quality,
    visits,
)
from vertebroplasty.report import comparing as report_comparing
from vertebroplasty.report import spine
from vertebroplasty.report import subgroups as report_subgroups

REMEMBERED = 256
REMEMBERED_TALLIES = 32

estimates = lru_cache(REMEMBERED)(evaluate.evaluate)
estimates_by = lru_cache(REMEMBERED)(evaluate.evaluate_by)
cohort_size = lru_cache(REMEMBERED)(counts.cohort_size)
procedures_by = lru_cache(REMEMBERED)(counts.procedures_by)
age_histogram = lru_cache(REMEMBERED)(counts.age_histogram)
ledger = lru_cache(REMEMBERED)(counts.ledger)
visit_statuses = lru_cache(REMEMBERED)(visits.visit_statuses)
follow_up = lru_cache(REMEMBERED)(visits.follow_up)
vas_joint_tally = lru_cache(REMEMBERED_TALLIES)(pain.vas_joint_tally)
fields_filled = lru_cache(REMEMBERED)(completeness.fields_filled)
visits_filled = lru_cache(REMEMBERED)(completeness.visits_filled)
followup_over_time = lru_cache(REMEMBERED)(completeness.followup_over_time)
flagged = lru_cache(REMEMBERED)(quality.flagged)
flagged_rules = lru_cache(REMEMBERED)(quality.flagged_rules)
repeats = lru_cache(REMEMBERED)(quality.repeats)
facts = lru_cache(REMEMBERED)(provenance.facts)
sources = lru_cache(REMEMBERED)(provenance.sources)
spine_reading = lru_cache(REMEMBERED)(spine.read_spine)
subgroups = lru_cache(REMEMBERED)(report_subgroups.subgroups)
overlap = lru_cache(REMEMBERED)(comparing.overlap)
comparisons = lru_cache(REMEMBERED)(report_comparing.comparisons)
baseline_counts = lru_cache(REMEMBERED)(baseline_table.baseline_counts)
