"""What a browser sends as a gesture on the spine: never trusted."""

import pytest

from vertebroplasty.ui.spine.component import read_gesture
from vertebroplasty.vocabulary import VertebralLevel

T12, L1 = VertebralLevel.T12, VertebralLevel.L1


def test_a_gesture_is_levels_and_its_number() -> None:
    assert read_gesture({"levels": ["L1", "T12"], "turn": 3}) == ({T12, L1}, 3)
    assert read_gesture({"levels": [], "turn": 4}) == (frozenset(), 4)


def test_order_and_repeats_change_nothing() -> None:
    """A set of levels: peers' filters depended on the order of clicks."""
    one = read_gesture({"levels": ["T12", "L1", "T12"], "turn": 1})
    assert one == read_gesture({"levels": ["L1", "T12"], "turn": 1})


def test_names_that_are_no_level_are_left_out() -> None:
    names = ["T13", "t12", "<b>", "", 7, {"T12": 1}, ["L1"], False, "L1"]
    assert read_gesture({"levels": names, "turn": 1}) == ({L1}, 1)


@pytest.mark.parametrize(
    "message",
    [
        7,
        "T12",
        ["T12"],
        {},
        {"levels": "T12", "turn": 1},
        {"levels": ["T12"], "turn": "1"},
        {"levels": ["T12"]},
        {"turn": 1},
    ],
)
def test_what_is_no_gesture_of_ours_chooses_nothing(message: object) -> None:
    assert read_gesture(message) == (None, 0)


def test_silence_chooses_nothing() -> None:
    assert read_gesture(None) == (None, 0)
