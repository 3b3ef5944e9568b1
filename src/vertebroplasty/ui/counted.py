"""Queries as the screen asks them: each answer is kept by (dataset generation, cohort).

Results are frozen, so all sessions share them; the least recently used are let go. Callers only
read.
"""

from functools import lru_cache

from vertebroplasty.query import counts, evaluate, pain, visits

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
