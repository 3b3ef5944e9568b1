"""Every figure, drawn of ordinary, odd and empty cohorts."""

from collections.abc import Callable

from plotly import graph_objects as go

from tests.figures.reading import (
    BEFORE,
    FALL,
    LEAKS,
    NO_EVENT,
    NOBODY,
    ONE,
    RELIEF,
    RISE,
    SINGLE,
    UNMEASURED,
)
from vertebroplasty.breakdown import REGION, SEX, Group
from vertebroplasty.figures.ages import age_figure
from vertebroplasty.figures.before_after import before_after_figure
from vertebroplasty.figures.counts import count_figure
from vertebroplasty.figures.definitions_compare import definition_figure
from vertebroplasty.figures.intervals import interval_figure
from vertebroplasty.figures.theme import Palette
from vertebroplasty.figures.visits import visits_figure
from vertebroplasty.results import Result
from vertebroplasty.tallies import Histogram, JointTally
from vertebroplasty.vocabulary import Timepoint, VisitStatus

MARKUP = Group(1, "<b>bold</b> & <a href='x'>link</a>")
PAIRS = JointTally.of([(90, 20), (94, 15), (95, 5), (100, 0)], n_missing=3)
AGES = Histogram(((52, 1), (71, 3), (74, 2), (88, 1)), 2)
VISITS = {
    Timepoint.DAY_1: {VisitStatus.COMPLETED: 29, VisitStatus.MISSED: 1},
    Timepoint.MONTH_1: {
        VisitStatus.COMPLETED: 10,
        VisitStatus.MISSED: 4,
        VisitStatus.WITHDRAWN: 1,
        VisitStatus.DIED: 2,
        VisitStatus.NOT_DUE: 3,
        None: 10,
    },
}
Draw = Callable[[Palette], go.Figure]


def _by(*results: Result) -> list[tuple[Group, Result]]:
    return list(zip(REGION.groups, results, strict=False))


DRAWN: dict[str, Draw] = {
    "proportions": lambda p: interval_figure("t", _by(RELIEF, ONE, NOBODY), p, reference=RELIEF),
    "leaks": lambda p: interval_figure("t", _by(LEAKS, NO_EVENT), p, harm=True),
    "changes": lambda p: interval_figure("t", _by(FALL, SINGLE, RISE, UNMEASURED), p, change=True),
    "scores": lambda p: interval_figure("t", _by(BEFORE), p, reference=BEFORE),
    "nothing known": lambda p: interval_figure("t", _by(NOBODY), p, reference=NOBODY),
    "pairs": lambda p: before_after_figure("t", PAIRS, p, "At 24 hours"),
    "one pair": lambda p: before_after_figure("t", JointTally.of([(0, 100)]), p, "At 24 hours"),
    "counts": lambda p: count_figure("t", [(g, 3) for g in SEX.groups], p, everyone=[9, 8, 7, 0]),
    "counts alone": lambda p: count_figure("t", [(SEX.groups[0], 1)], p, everyone=None),
    "ages": lambda p: age_figure("t", AGES, AGES, p, (72, 80)),
    "one age": lambda p: age_figure("t", Histogram(()), Histogram(((74, 1),)), p, None),
    "visits": lambda p: visits_figure("t", VISITS, p),
    "definitions": lambda p: definition_figure("t", [("a", RELIEF, LEAKS), ("b", NOBODY, None)], p),
    "markup": lambda p: interval_figure(MARKUP.label, [(MARKUP, RELIEF)], p),
    "markup counts": lambda p: count_figure(MARKUP.label, [(MARKUP, 2)], p, everyone=[2]),
    "markup definitions": lambda p: definition_figure("t", [(MARKUP.label, RELIEF, ONE)], p),
    "markup pairs": lambda p: before_after_figure("t", PAIRS, p, MARKUP.label),
}
EMPTY: dict[str, Draw] = {
    "intervals": lambda p: interval_figure("t", [], p, reference=RELIEF),
    "pairs": lambda p: before_after_figure("t", JointTally(()), p, "At 24 hours"),
    "counts": lambda p: count_figure("t", [], p, everyone=[]),
    "no counts": lambda p: count_figure("t", [(SEX.groups[0], 0)], p, everyone=None),
    "ages": lambda p: age_figure("t", Histogram(()), Histogram(()), p, None),
    "visits": lambda p: visits_figure("t", {}, p),
    "no visits": lambda p: visits_figure("t", {Timepoint.DAY_1: {None: 0}}, p),
    "definitions": lambda p: definition_figure("t", [], p),
}
