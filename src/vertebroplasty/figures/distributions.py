"""The figures of how values are spread, under one name."""

from vertebroplasty.figures.ages import age_figure, describe_ages
from vertebroplasty.figures.before_after import before_after_figure, describe_before_after
from vertebroplasty.figures.counts import count_figure, describe_counts
from vertebroplasty.figures.visits import describe_visits, visits_figure

__all__ = [
    "age_figure",
    "before_after_figure",
    "count_figure",
    "describe_ages",
    "describe_before_after",
    "describe_counts",
    "describe_visits",
    "visits_figure",
]
