"""What a reader takes along comes back from its file as it was, and nothing else comes in."""

import json
from typing import Any

import msgspec
import pytest

from vertebroplasty.errors import BasketError
from vertebroplasty.report.exhibits import (
    FORMAT,
    MOST_EXHIBITS,
    Basket,
    Exhibit,
    from_file,
    to_file,
)

EXHIBIT = Exhibit(
    key="leak_by_level",
    page="Leaks",
    link="/leaks?dataset=d&level=T12",
    title="Leak per treated level",
    caption="Dots with intervals.",
    alt="Leak per treated level: T12 1 of 3",
    figure={"data": [{"x": [33.333333], "y": [0]}], "layout": {"height": 200}},
    columns=("Level", "Estimate"),
    rows=(("T12", 33.333333), ("L1", None), ("=1+1", 2)),
    cohorts=("Cohort: Women; 1,016 patients",),
    dataset="d, generation 3",
    content_hash="0123456789abcdef" * 4,
    warning="Synthetic data, not patients",
    methods="Wilson.",
    taken_on="2026-11-27",
    note="<b>mine</b>",
)
BASKET = Basket(title="Talk", exhibits=(EXHIBIT, msgspec.structs.replace(EXHIBIT, figure=None)))


def test_a_report_comes_back_as_it_was() -> None:
    assert from_file(to_file(BASKET)) == BASKET
    assert to_file(from_file(to_file(BASKET))) == to_file(BASKET)


def test_the_footer_says_whom_of_what_and_when() -> None:
    """Every part of it is one of the exhibit's own."""
    assert EXHIBIT.footer == (
        "Cohort: Women; 1,016 patients \N{MIDDLE DOT} d, generation 3 \N{MIDDLE DOT} content"
        " 0123456789ab \N{MIDDLE DOT} 2026-11-27 \N{MIDDLE DOT} Synthetic data, not patients"
    )


def changed(**what: Any) -> bytes:
    return json.dumps(json.loads(to_file(BASKET)) | what).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no basket of this dashboard"),
        (b"\xff\xfe", "no basket of this dashboard"),
        (b"[]", "no basket of this dashboard"),
        (changed(exhibits=[{"title": "half"}]), "no basket of this dashboard"),
        (changed(format=FORMAT + 1), "a later one than 1"),
        (changed(exhibits=json.loads(to_file(BASKET))["exhibits"] * MOST_EXHIBITS), "at most 60"),
        (to_file(BASKET).replace(b'"T12"', b'"T12", 9'), "rows of another length"),
    ],
)
def test_what_is_no_report_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(BasketError, match=said):
        from_file(content)
