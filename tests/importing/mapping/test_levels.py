"""Levels as people write them. The authority is the convention itself: each row spells it out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertebroplasty.importing.mapping.levels import LONGEST_TEXT, read_levels
from vertebroplasty.vocabulary import VertebralLevel

NAMES = [str(level) for level in VertebralLevel]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("T12", "T12"),
        ("D12", "T12"),
        ("t 12", "T12"),
        ("T12-L2", "T12 L1 L2"),
        ("T12–L2", "T12 L1 L2"),
        ("T12 - L2", "T12 L1 L2"),
        ("T12 to L2", "T12 L1 L2"),
        ("Th12 bis L2", "T12 L1 L2"),
        ("D12 à L2", "T12 L1 L2"),
        ("D12 a\N{COMBINING GRAVE ACCENT} L2", "T12 L1 L2"),
        ("L2-T12", "T12 L1 L2"),
        ("L1-L1", "L1"),
        ("T12, L1", "T12 L1"),
        ("T12; L1", "T12 L1"),
        ("Th12/L1", "T12 L1"),
        ("L1+L3", "L1 L3"),
        ("L1 und L3", "L1 L3"),
        ("L1 & L3", "L1 L3"),
        ("T12 L1", "T12 L1"),
        ("T12\nL1", "T12 L1"),
        ("L\N{NO-BREAK SPACE}1", "L1"),
        ("L1,3,4", "L1 L3 L4"),
        ("L1-3", "L1 L2 L3"),
        ("T10-12, L2", "T10 T11 T12 L2"),
        ("T11-L1, 3", "T11 T12 L1 L3"),
        ("LWK 1", "L1"),
        ("BWK12", "T12"),
        ("HWK 5", "C5"),
        ("1. LWK", "L1"),
        ("12. BWK und 1. LWK", "T12 L1"),
        ("LWK1/2", "L1 L2"),
        ("BWK 12 bis LWK 2", "T12 L1 L2"),
        ("L3, L1", "L3 L1"),
        ("L1, L1", "L1 L1"),
        ("T12-L2, L1", "T12 L1 L2 L1"),
    ],
)
def test_what_people_write(text: str, levels: str) -> None:
    assert " ".join(read_levels(text)) == levels


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "L1 (kyphosis)",
        "L6",
        "T13",
        "12",
        "-",
        "L1,",
        ",L1",
        "L1,,L2",
        "L1, ?",
        "T12-L1-L2",
        "T1 2",
        "L1.5",
        "no",
        "L1 or L2",
        "L１",
        "2019-01-02",
        "L1-",
        "Lumbar",
    ],
)
def test_a_text_that_is_not_wholly_understood_gives_no_level(text: str) -> None:
    assert read_levels(text) == ()


@pytest.mark.parametrize("text", ["T12/1", "T12-1", "L3,1", "L1,1"])
def test_a_number_below_the_one_before_may_belong_to_another_letter(text: str) -> None:
    assert read_levels(text) == ()


def test_a_text_longer_than_all_levels_together_is_not_read() -> None:
    assert read_levels(", ".join(NAMES)) == tuple(VertebralLevel)
    assert read_levels("L1," * LONGEST_TEXT + "L1") == ()


def oracle(parts: list[tuple[int, int]]) -> list[str]:
    """What a list of spans holds: every name between two places of the list of names."""
    return [name for ends in parts for name in NAMES[min(ends) : max(ends) + 1]]


places = st.integers(0, len(NAMES) - 1)
joins = st.sampled_from([",", ", ", ";", "/", "+", " & ", " und ", " and ", " et ", " y ", " "])
spans = st.sampled_from(["-", " - ", "–", "—", " to ", " bis ", " à ", "\N{NO-BREAK SPACE}-\n"])
letters = {"C": ["C", "c ", "HWK "], "S": ["S"], "L": ["L", "l", "LWK"]}
letters["T"] = ["T", "t", "Th", "TH", "th ", "D", "d", "BWK ", "bwk"]


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text, and the spans of places that it stands for."""

    def spelt(place: int) -> str:
        return draw(st.sampled_from(letters[NAMES[place][0]])) + NAMES[place][1:]

    parts = draw(st.lists(st.tuples(places, places), min_size=1, max_size=4))
    whole = ""
    for first, last in parts:
        whole += draw(joins) if whole else ""
        whole += spelt(first) + ("" if first == last else draw(spans) + spelt(last))
    return whole, parts


@given(written())
def test_any_list_of_spans_is_read_as_the_names_between(
    case: tuple[str, list[tuple[int, int]]],
) -> None:
    text, parts = case
    assert list(read_levels(text)) == oracle(parts)


@given(written(), st.sampled_from(["?", "x", "6", "L9", "(a)", "-", ",", "links"]), st.booleans())
def test_one_part_that_is_not_understood_spoils_the_whole(
    case: tuple[str, list[tuple[int, int]]], spoilt: str, before: bool
) -> None:
    text, _ = case
    assert read_levels(f"{spoilt}, {text}" if before else f"{text}, {spoilt} ,") == ()
