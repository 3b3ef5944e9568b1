"""The load generator sees a wrong answer: what it judges by is put to the test itself.

Messages are Streamlit's own, with the HTML that the app sends.
"""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.expected import Authority, Expected
from benchmarks.load.overtaking import judge
from benchmarks.load.plan import Names, cohorts_of, plan
from benchmarks.load.reading import read, runs
from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import Sex

WOMEN, MEN = Cohort(sexes=(Sex.FEMALE,)), Cohort(sexes=(Sex.MALE,))


def announced() -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.name = "app"
    return message


def html(body: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.html.body = body
    return message


def banner(due: Expected) -> str:
    return f"<div class='vo-cohort'>{due.cohort}</div><div class='vo-size'>{due.size}</div>"


def cards(due: Expected) -> str:
    return "".join(
        f"<section class='vo-card'><h3>{card.label}</h3><div class='vo-value'>{card.value}</div>"
        f"<div class='vo-interval'>{card.interval}</div><div{card.details}</div></section>"
        for card in due.cards.values()
    )


def shown(due: Expected) -> list[ForwardMsg]:
    return [announced(), html(banner(due)), html(cards(due))]


@pytest.fixture
def women(authority: Authority) -> Expected:
    return authority.of("", WOMEN)


@pytest.fixture
def men(authority: Authority) -> Expected:
    return authority.of("", MEN)


def test_what_is_due_agrees_with_itself(women: Expected, men: Expected) -> None:
    (run,) = runs(shown(women))
    assert women.disagreement(read(run)) == ""
    assert men.disagreement(read(run)) != ""
    assert len(read(run).cards) == 4


def test_numbers_of_another_cohort_are_seen(women: Expected, men: Expected) -> None:
    foreign = [announced(), html(banner(women)), html(cards(men))]
    assert women.disagreement(read(foreign)) != ""


def test_a_card_that_is_missing_is_seen(women: Expected) -> None:
    assert "without" in women.disagreement(read([announced(), html(banner(women))]))


@pytest.mark.parametrize("order", [(0, 1), (1,)])
def test_the_second_change_may_come_after_the_first_or_instead(
    order: Sequence[int], women: Expected, men: Expected
) -> None:
    dues = (women, men)
    messages = [message for place in order for message in shown(dues[place])]
    assert judge(messages, women, men) == []


@pytest.mark.parametrize("order", [(), (0,), (1, 0), (1, 0, 1)])
def test_a_late_answer_is_seen(order: Sequence[int], women: Expected, men: Expected) -> None:
    dues = (women, men)
    messages = [message for place in order for message in shown(dues[place])]
    assert judge(messages, women, men) != []


def test_a_run_that_was_cut_short_may_not_mix_cohorts(women: Expected, men: Expected) -> None:
    cut = [announced(), html(banner(women))]
    assert judge([*cut, *shown(men)], women, men) == []
    assert judge([*cut, html(cards(men)), *shown(men)], women, men) != []


def test_a_plan_is_drawn_from_its_seed(called: Names) -> None:
    first, again, other = (plan(seed, 20, 10.0, called) for seed in (1, 1, 2))
    assert first == again != other
    assert all(0 <= change.think <= 20 for change in first)
    cohorts = [Cohort(), *(change.cohort for change in first)]
    assert all(a != b for a, b in pairwise(cohorts))
    assert {(c.page, c.cohort) for c in first} <= set(cohorts_of([first]))
