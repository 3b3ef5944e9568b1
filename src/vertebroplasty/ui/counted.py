"""Queries as the screen asks them: each answer is kept by (dataset generation, cohort)."""

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
from vertebroplasty.report import snapshots, spine
from vertebroplasty.report import subgroups as report_subgroups
from vertebroplasty.ui.remembered import REMEMBERED, REMEMBERED_TALLIES, remembered

estimates = remembered(evaluate.evaluate, REMEMBERED)
estimates_by = remembered(evaluate.evaluate_by, REMEMBERED)
cohort_size = remembered(counts.cohort_size, REMEMBERED)
procedures_by = remembered(counts.procedures_by, REMEMBERED)
age_histogram = remembered(counts.age_histogram, REMEMBERED)
ledger = remembered(counts.ledger)
visit_statuses = remembered(visits.visit_statuses)
follow_up = remembered(visits.follow_up)
vas_joint_tally = remembered(pain.vas_joint_tally, REMEMBERED_TALLIES)
fields_filled = remembered(completeness.fields_filled)
visits_filled = remembered(completeness.visits_filled)
followup_over_time = remembered(completeness.followup_over_time)
flagged = remembered(quality.flagged)
flagged_rules = remembered(quality.flagged_rules)
repeats = remembered(quality.repeats)
facts = remembered(provenance.facts)
sources = remembered(provenance.sources)
spine_reading = remembered(spine.read_spine, REMEMBERED)
subgroups = remembered(report_subgroups.subgroups)
overlap = remembered(comparing.overlap)
comparisons = remembered(report_comparing.comparisons)
baseline_counts = remembered(baseline_table.baseline_counts)
snapshot_today = remembered(snapshots.as_counted)
