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
from vertebroplasty.report.tables import Table

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
PRINTED = msgspec.structs.replace(
    EXHIBIT, figure=None, printed=Table(("Level", "Leaks"), (("T12", "33 %\n1 of 3"),))
)
BASKET = Basket(title="Talk", exhibits=(EXHIBIT, msgspec.structs.replace(PRINTED, printed=None)))


def test_a_table_comes_back_as_it_was_printed() -> None:
    told = Basket(exhibits=(PRINTED,))
    assert from_file(to_file(told)) == told
    assert (PRINTED.read, EXHIBIT.read) == (PRINTED.printed, EXHIBIT.table)


def test_a_report_of_before_tables_were_printed_is_read() -> None:
    """The same format: what it lacks is not there."""
    saved = json.loads(to_file(BASKET))
    for one in saved["exhibits"]:
        del one["printed"]
    assert from_file(json.dumps(saved).encode()) == BASKET


def test_a_printed_row_of_another_length_is_refused() -> None:
    ragged = msgspec.structs.replace(PRINTED, printed=Table(("a", "b"), (("one",),)))
    with pytest.raises(BasketError, match="rows of another length than its headings"):
        from_file(to_file(Basket(exhibits=(ragged,))))


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
