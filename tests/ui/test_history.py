"""Undo and redo as a list with a place in it: the plain model is the authority."""

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import described
from vertebroplasty.cohort import Cohort
from vertebroplasty.ui.history import LONGEST, History

A, B, C, D = (Cohort(age, 90) for age in (50, 60, 70, 80))


def after(*cohorts: Cohort) -> History:
    history = History()
    for cohort in cohorts:
        history = history.noting(cohort)
    return history


def test_a_step_back_and_forth_changes_nothing() -> None:
    history = after(A, B, C)
    assert history.moved(-1).current == B
    assert history.moved(-2).moved(1).moved(1) == history


def test_beyond_the_ends_there_is_nothing() -> None:
    """Two clicks may reach the server before the button is disabled on screen."""
    assert after(A, B).moved(-5) == after(A, B).moved(-1)
    assert after(A, B).moved(5) == after(A, B)
    assert History().moved(-1).current == Cohort()


def test_a_new_change_drops_what_redo_would_have_brought() -> None:
    history = after(A, B, C).moved(-2).noting(D)
    assert (history.earlier, history.current, history.later) == ((A,), D, ())


def test_what_redo_would_bring_is_a_redo_however_it_is_reached() -> None:
    assert after(A, B, C).moved(-2).noting(B) == after(A, B, C).moved(-1)


def test_going_back_by_hand_is_a_change_like_others() -> None:
    """T12 ticked and unticked: Undo brings it back."""
    assert after(A, B, A).moved(-1).current == B


@given(st.lists(st.one_of(described, st.sampled_from([-1, 1])), max_size=30))
def test_any_walk_is_that_of_a_list_with_a_place(walk: list[Cohort | int]) -> None:
    history, seen, at = after(A), [A], 0
    for step in walk:
        if isinstance(step, int):
            history, at = history.moved(step), min(max(at + step, 0), len(seen) - 1)
        else:
            history = history.noting(step)
            if step == seen[at]:
                continue
            if at + 1 < len(seen) and step == seen[at + 1]:
                at += 1
            else:
                seen, at = [*seen[: at + 1], step], at + 1
        assert history.current == seen[at]
        assert [*history.earlier, history.current, *history.later] == seen


def test_the_oldest_are_let_go() -> None:
    history = History(tuple(Cohort(18 + n % 50, 90) for n in range(LONGEST)), A)
    assert len(history.noting(B).earlier) == LONGEST
    assert history.noting(B).earlier[-1] == A
