"""Outcomes of vertebroplasty, for any cohort, each with its denominator and interval."""
