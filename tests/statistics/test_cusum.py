"""The course of a CUSUM and a VLAD: the authority is one procedure after another."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertebroplasty.statistics.cusum import FEWEST, Day, cusum, vlad
from vertebroplasty.statistics.cusum_course import STRETCH
from vertebroplasty.statistics.cusum_limit import ControlLimit, Scores, cusum_limit


@st.composite
def streams(draw):
    sizes = draw(st.lists(st.integers(1, 12), max_size=40))
    return [Day(3 * place, draw(st.integers(0, size)), size) for place, size in enumerate(sizes)]


def limit(up, down, steps, *, event_raises=True, detection=1.0):
    scores = Scores(up, down, 0.25, event_raises)
    return ControlLimit(0.1, 0.2, scores, steps, 100.0, detection, "given")


def one_by_one(days, given_limit):
    """Each day's outcomes in a row, events spread evenly, then one score after the other."""
    score, course, signals, count = 0, [], [], 0
    scores = given_limit.scores
    for day in days:
        raising = day.events if scores.event_raises else day.n - day.events
        falling = day.n - raising
        after = [k * falling // raising for k in range(1, raising + 1)]
        order = []
        for place in range(falling + 1):
            order += [True] * after.count(place)
            order += [False] * (place < falling)
        peak = score
        for outcome in order:
            count += 1
            score = score + scores.up if outcome else max(0, score - scores.down)
            peak = max(peak, score)
            if score >= given_limit.steps:
                signals.append((day.day, count))
                score = 0
        course.append((day.day, count, score * scores.unit, peak * scores.unit))
    return course, signals


@settings(deadline=None)
@given(
    days=streams(),
    up=st.integers(1, 9),
    down=st.integers(1, 9),
    steps=st.integers(1, 30),
    event_raises=st.booleans(),
)
def test_a_day_at_a_time_is_one_procedure_after_another(days, up, down, steps, event_raises):
    given_limit = limit(up, down, steps, event_raises=event_raises)
    course, signals = one_by_one(days, given_limit)
    found = cusum(days, given_limit)
    assert [tuple(point) for point in found.points] == course
    assert [tuple(signal) for signal in found.signals] == signals
    assert found.n == sum(day.n for day in days)


@pytest.mark.parametrize(
    ("rate", "given_limit"),
    [
        (0.44, limit(1, 1, 9)),
        (0.1, limit(9, 1, 60)),
        (0.1, limit(7, 1, 700)),
        (0.1, limit(11, 1, 500)),
        (0.7, limit(1, 3, 40, event_raises=False)),
        (0.02, limit(31, 1, 90)),
    ],
)
def test_a_long_course_is_one_procedure_after_another(rate, given_limit):
    """Stretches with signals and without: 20,000 procedures, by the same count one by one."""
    rng = random.Random(7)
    sizes = [rng.choice((0, 1, 9, 60, 400)) for _ in range(250)]
    days = [Day(d, sum(rng.random() < rate for _ in range(n)), n) for d, n in enumerate(sizes)]
    assert sum(sizes) > 10 * STRETCH
    course, signals = one_by_one(days, given_limit)
    found = cusum(days, given_limit)
    assert [tuple(point) for point in found.points] == course
    assert [tuple(signal) for signal in found.signals] == signals


def test_a_signal_at_the_end_of_a_stretch_starts_the_chart_again():
    """By hand: as many events as the limit, which is as long as a stretch, then one more."""
    found = cusum([Day(0, STRETCH, STRETCH), Day(1, 1, 1)], limit(1, 1, STRETCH))
    assert [tuple(signal) for signal in found.signals] == [(0, STRETCH)]
    assert [point.value for point in found.points] == [0, 0.25]


def test_by_hand():
    """Scores +2 and -1, limit 4: 2, 1, 3, 5 signals at the fourth; then 0, 0, 2."""
    days = [Day(1, 1, 1), Day(2, 1, 2), Day(5, 1, 1), Day(9, 0, 2), Day(10, 1, 1)]
    found = cusum(days, limit(2, 1, 4))
    assert [tuple(signal) for signal in found.signals] == [(5, 4)]
    assert [point.value for point in found.points] == [0.5, 0.75, 0.0, 0.0, 0.5]
    assert [point.peak for point in found.points] == [0.5, 0.75, 1.25, 0.0, 0.5]


def test_an_event_in_a_busy_day_comes_after_the_cases_that_it_shares():
    """By hand: 2 of 6 events stand third and sixth, so that nobody's busy day signals by order."""
    found = cusum([Day(1, 2, 6)], limit(3, 2, 5))
    assert not found.signals
    assert found.points[0].peak == 3 * 0.25


def test_a_rate_that_falls_is_watched_by_the_cases_without():
    """Closed form: p0 and p1 mirrored watch the mirrored outcome by the same numbers."""
    days = [Day(d, d % 3, 3) for d in range(1, 40)]
    mirrored = [Day(day.day, day.n - day.events, day.n) for day in days]
    down, up = cusum_limit(0.8, 0.7, 100.0), cusum_limit(0.2, 0.3, 100.0)
    assert down.steps == up.steps
    assert cusum(days, down).signals == cusum(mirrored, up).signals != ()


@pytest.mark.parametrize(("n", "is_withheld"), [(FEWEST - 1, True), (FEWEST, False), (0, True)])
def test_a_short_course_is_withheld(n, is_withheld):
    found = cusum([Day(d, 0, 1) for d in range(n)], limit(2, 1, 4))
    assert bool(found.withheld) == is_withheld


def test_a_course_shorter_than_the_time_to_a_signal_is_withheld():
    """Its silence would say nothing: 60 procedures where p1 takes 61 on average."""
    days = [Day(d, 0, 1) for d in range(60)]
    assert "61" in cusum(days, limit(2, 1, 4, detection=61.0)).withheld
    assert not cusum(days, limit(2, 1, 4, detection=60.0)).withheld


@settings(deadline=None)
@given(days=streams(), rate=st.integers(1, 99))
def test_a_vlad_is_what_was_expected_less_what_was_seen(days, rate):
    """Closed form in fractions: p n - x for harm, x - p n for a benefit."""
    harm = vlad(days, rate / 100, harmful=True)
    benefit = vlad(days, rate / 100, harmful=False)
    for place, (bad, good) in enumerate(zip(harm, benefit, strict=True), 1):
        n, events = (sum(day[column] for day in days[:place]) for column in (2, 1))
        assert bad.procedures == n
        assert bad.value == pytest.approx(float(Fraction(rate, 100) * n - events), abs=1e-9)
        assert good.value == -bad.value
