"""The figures of how values are spread, under one name."""

from vertebroplasty.figures.before_after import before_after_figure
from vertebroplasty.figures.counts import age_figure, count_figure
from vertebroplasty.figures.visits import visits_figure

__all__ = ["age_figure", "before_after_figure", "count_figure", "visits_figure"]
