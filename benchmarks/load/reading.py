"""What a run of the script showed: the cohort's sentence, its size, and the cards."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.visitor import texts

_COHORT = re.compile(r"<div class='vo-cohort'>(.*?)</div><div class='vo-size'>(.*?)</div>")
_CARD = re.compile(
    r"<section class='vo-card[^']*'><h3>(.*?)</h3>"
    r"<div class='vo-value[^']*'>(.*?)</div><div class='vo-interval'>(.*?)</div>(.*?)</section>"
)


class Card(NamedTuple):
    """A card: label, big number, interval, and the HTML of the lines below."""

    label: str
    value: str
    interval: str
    details: str


class Reading(NamedTuple):
    """What a reader sees on top of a page."""

    cohort: str
    size: str
    cards: tuple[Card, ...]


def read(messages: Sequence[ForwardMsg]) -> Reading:
    """Read what a run showed; every part of it that is missing is empty."""
    html = texts(list(messages))
    sentences = _COHORT.findall(html)
    cohort, size = sentences[-1] if sentences else ("", "")
    cards = (Card(*map(unescape, found)) for found in _CARD.findall(html))
    return Reading(unescape(cohort), unescape(size), tuple(cards))


def runs(messages: Sequence[ForwardMsg]) -> Iterator[list[ForwardMsg]]:
    """Part what a server sent into runs of the script: each begins with its own announcement."""
    run: list[ForwardMsg] = []
    for message in messages:
        if message.WhichOneof("type") == "new_session" and run:
            yield run
            run = []
        run.append(message)
    if run:
        yield run
