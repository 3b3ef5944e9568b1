"""Every figure, drawn of ordinary, odd and empty cohorts."""

from collections.abc import Callable

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
from vertebroplasty.figures.comparison import Difference, Pair, difference_figure, pairs_figure
from vertebroplasty.figures.counts import count_figure
from vertebroplasty.figures.cusum import monitoring_figure
from vertebroplasty.figures.definitions_compare import definition_figure
from vertebroplasty.figures.forest import Block, Line, forest_figure
from vertebroplasty.figures.funnel import funnel_figure
from vertebroplasty.figures.intervals import interval_figure
from vertebroplasty.figures.over_time import (
    rate_chart_figure,
    run_chart_figure,
    score_chart_figure,
)
from vertebroplasty.figures.theme import Figure, Palette
from vertebroplasty.figures.visits import visits_figure
from vertebroplasty.results import Effect, Interval, Result
from vertebroplasty.statistics.control_charts import p_chart, xbar_s_chart
from vertebroplasty.statistics.cusum import Day, cusum, vlad
from vertebroplasty.statistics.cusum_limit import cusum_limit
from vertebroplasty.statistics.funnel import funnel
from vertebroplasty.statistics.run_chart import run_chart
from vertebroplasty.tallies import Count, Histogram, JointTally, Moments
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
DAYS = [Day(17_900 + 20 * place, place % 3 // 2 + place // 30, 2) for place in range(60)]
COURSE = cusum(DAYS, cusum_limit(0.1, 0.3, 60.0))
LINE = vlad(DAYS, 0.1, harmful=True)
QUARTERS = [f"{2019 + place // 4} Q{place % 4 + 1}" for place in range(12)]
RATES = [(q, Count(9 if q == "2021 Q4" else 1, 10)) for q in QUARTERS]
MEANS = [(q, Moments(3, -150 + place, 7600)) for place, q in enumerate(QUARTERS)]
UNITS = [("a", Count(30, 40)), (MARKUP.label, Count(5, 40)), ("c", Count(1, 9)), ("d", Count(0, 0))]
Draw = Callable[[Palette], Figure]


def _by(*results: Result) -> list[tuple[Group, Result]]:
    return list(zip(REGION.groups, results, strict=False))


def _forest(palette: Palette, *results: Result, change: bool = False) -> Figure:
    lines = [Line(MARKUP.label, result, judged=result.n > 10) for result in results]
    blocks = [Block(MARKUP.label, "p = .2, adjusted .4", lines)]
    return forest_figure("t", Line("All", results[0]), blocks, palette, change=change)


def _differences(palette: Palette, *effects: Effect) -> Figure:
    rows = [Difference(MARKUP.label, effect, 100, "p = .2") for effect in effects]
    return difference_figure("t", rows, palette, "percentage points")


APART = Effect("difference", -0.12, Interval(-0.27, 0.03, "made up for the drawing"), 150)
UNDEFINED = Effect("difference", None, None, 0, "one of the two groups is empty")

DRAWN: dict[str, Draw] = {
    "forest": lambda p: _forest(p, RELIEF, ONE, NOBODY, LEAKS),
    "forest of change": lambda p: _forest(p, FALL, SINGLE, UNMEASURED, RISE, change=True),
    "forest of nothing": lambda p: _forest(p, NOBODY),
    "pairs of outcomes": lambda p: pairs_figure("t", [Pair(MARKUP.label, RELIEF, NOBODY)], p),
    "differences": lambda p: _differences(p, APART, UNDEFINED),
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
    "rates by quarter": lambda p: rate_chart_figure("t", p_chart(RATES), p, noun="procedures"),
    "few quarters": lambda p: rate_chart_figure("t", p_chart(RATES[:1]), p, noun="n", harm=True),
    "chosen quarters": lambda p: score_chart_figure("t", xbar_s_chart(MEANS), p, [True] * 12),
    "one quarter": lambda p: score_chart_figure("t", xbar_s_chart(MEANS[:1]), p),
    "runs": lambda p: run_chart_figure("t", run_chart(MEANS), p),
    "monitoring": lambda p: monitoring_figure("t", LINE, COURSE, p),
    "VLAD alone": lambda p: monitoring_figure("t", LINE[:9], None, p),
    "funnel": lambda p: funnel_figure("t", funnel(UNITS, [("?", Count(1, 2))]), p, harm=True),
    "funnel of one": lambda p: funnel_figure(
        "t", funnel(UNITS[1:2]), p, highlighted=frozenset({MARKUP.label})
    ),
    "markup pairs": lambda p: before_after_figure("t", PAIRS, p, MARKUP.label),
}
EMPTY: dict[str, Draw] = {
    "forest": lambda p: forest_figure("t", Line("All", NOBODY), [], p),
    "pairs of outcomes": lambda p: pairs_figure("t", [], p),
    "differences": lambda p: difference_figure("t", [], p, "points"),
    "intervals": lambda p: interval_figure("t", [], p, reference=RELIEF),
    "pairs": lambda p: before_after_figure("t", JointTally(()), p, "At 24 hours"),
    "counts": lambda p: count_figure("t", [], p, everyone=[]),
    "no counts": lambda p: count_figure("t", [(SEX.groups[0], 0)], p, everyone=None),
    "ages": lambda p: age_figure("t", Histogram(()), Histogram(()), p, None),
    "visits": lambda p: visits_figure("t", {}, p),
    "quarters": lambda p: rate_chart_figure("t", p_chart([]), p, noun="procedures"),
    "scores by quarter": lambda p: score_chart_figure("t", xbar_s_chart([]), p),
    "run": lambda p: run_chart_figure("t", run_chart([]), p),
    "no visits": lambda p: visits_figure("t", {Timepoint.DAY_1: {None: 0}}, p),
    "definitions": lambda p: definition_figure("t", [], p),
}
