"""What a heading says, and what a cell says: the word tables put to use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vertebroplasty.importing.mapping.cell_words import MISSING, TERMS
from vertebroplasty.importing.mapping.words import (
    AFTERWARDS,
    FILLER,
    HEADINGS,
    IDENTIFYING,
    LEAKS,
    PLACES,
    SPANS,
    UNITS,
    VISITS,
    fold,
)

IDENTIFIES = "person"
"""In the place of a field: the heading is that of something that identifies a person."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says.

    Attributes
    ----------
    field : str
        The field that it names; `IDENTIFIES`; empty when none is known.
    timepoint : str
        The visit that it names; empty when none.
    is_open : bool
        Whether it names a visit that is none of ours, such as "post" or "4 weeks".
    rest : str
        What else it says; the less, the surer the guess.
    """

    field: str
    timepoint: str
    is_open: bool
    rest: str = ""


def _pattern(words: str) -> str:
    listed = sorted(words.split(", "), key=len, reverse=True)
    return "|".join(word.replace("*", r"\w*") for word in listed)


_FIELDS = {
    field: re.compile(rf"\b(?:{_pattern(words)})\b")
    for field, words in {**HEADINGS, IDENTIFIES: IDENTIFYING}.items()
}
_VISITS = {point: re.compile(rf"\b(?:{_pattern(words)})\b") for point, words in VISITS.items()}
_AFTER = re.compile(rf"\b(?:{_pattern(AFTERWARDS)})\b")
_FILLER = re.compile(rf"\b(?:{_pattern(FILLER)})\b")
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words.split(", ")}
_UNIT = _pattern(", ".join(_UNIT_OF))
# A number may stand on either side of its unit: "3 months", "month 3".
_SPAN = re.compile(rf"\b(?:(\d+) ({_UNIT})|({_UNIT}) (\d+))\b")
_POINTS = {
    (unit, number): point
    for point, spans in SPANS.items()
    for unit, numbers in spans.items()
    for number in numbers
}


_PLURAL = re.compile(r"(?<=\w)\((?:s|n|en|e|es)\)")
_LEVEL = _FIELDS["treated_level.level"]
_LEAK = re.compile(rf"\b(?:{_pattern(LEAKS)})\b")
_PLACE = re.compile(rf"\b(?:{_pattern(PLACES)})\b")


@cache
def read_heading(text: str) -> Heading:
    """Return what a heading says."""
    words = fold(_PLURAL.sub("", text))
    field, found = _field(words)
    about_leaks = field.startswith(("treated_level.le", "leak.")) and field != "leak.level"
    if about_leaks and _LEVEL.search(words) and _LEAK.search(words):
        return Heading("leak.level", "", False, _rest(words, _FILLER, _PLACE, _LEVEL, _LEAK))
    if not found:
        return Heading("", "", False, words)
    rest = words.replace(found, " ", 1)
    if not field.startswith("visit."):
        return Heading(field, "", False, _rest(rest, _FILLER))
    point, is_open = read_timepoint(words)
    return Heading(field, point, is_open, _rest(rest, _FILLER, _SPAN, _AFTER, *_VISITS.values()))


def _rest(words: str, *known: re.Pattern[str]) -> str:
    for pattern in reversed(known):
        words = pattern.sub(" ", words)
    return " ".join(words.split())


def _field(words: str) -> tuple[str, str]:
    """Return the field whose longest word stands in a heading, the earlier on a tie, and it."""
    found = [
        (len(match[0]), -match.start(), field, match[0])
        for field, pattern in _FIELDS.items()
        for match in pattern.finditer(words)
    ]
    return max(found, key=lambda one: one[:2])[2:] if found else ("", "")


def read_timepoint(text: str) -> tuple[str, bool]:
    """Return the visit that a text names, and whether it names one that is none of ours."""
    words = fold(text)
    spans = {_POINTS.get(span) for span in _spans(words)}
    if spans:
        known = spans.pop() if len(spans) == 1 else None
        return (str(known), False) if known else ("", True)
    named = [point for point, pattern in _VISITS.items() if pattern.search(words)]
    if len(named) == 1:
        return str(named[0]), False
    return "", bool(named or _AFTER.search(words))


def _spans(words: str) -> Iterator[tuple[str, int]]:
    for match in _SPAN.finditer(words):
        number, unit = match[1] or match[4], match[2] or match[3]
        yield _UNIT_OF[unit], int(number)


@cache
def _words_of(field: str) -> dict[str, str]:
    return {
        **{word: term for term, words in TERMS[field].items() for word in words.split(", ")},
        **{fold(term): term for term in TERMS[field]},
    }


def read_term(field: str, text: str) -> str:
    """Return the term of a field that a cell's text stands for; empty when none is known."""
    if field == "visit.timepoint":
        return read_timepoint(text)[0]
    return _words_of(field).get(fold(text), "")


_MISSING = frozenset(MISSING.split(", "))
_MARKS = frozenset({"", ".", "..", "...", "-", "--", "---", "–", "—", "?", "??", "/", "*"})


def is_missing(text: str) -> bool:
    """Whether a cell's text is a word or a mark for what is not known."""
    return text.strip() in _MARKS or fold(text) in _MISSING
