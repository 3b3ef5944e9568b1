"""Vertebral levels as people write them in one cell: lists, spans, several languages."""

import re
import unicodedata

from vertebroplasty.errors import VocabularyError
from vertebroplasty.vocabulary import VertebralLevel

_FLAGS = re.IGNORECASE | re.ASCII
_WORDS = {"HWK": "C", "BWK": "T", "LWK": "L", "SWK": "S"}
_WORD = "|".join(_WORDS)
_START = rf"(?:C|D|TH|T|L|S|{_WORD})"
_JOINED = re.compile(rf" ?[,;/+&] ?| (?:und|and|et|y|e) |(?<=\d) (?={_START} ?\d)", _FLAGS)
_SPAN = re.compile(" ?[-\u2010-\u2015\u2212] ?| (?:to|bis|through|à|À|a) ", _FLAGS)
_SPELT = re.compile(rf"({_WORD}) ?(\d{{1,2}})", _FLAGS)
_ORDINAL = re.compile(rf"(\d{{1,2}})\. ?({_WORD})", _FLAGS)
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)

LONGEST_TEXT = 200
"""Characters; all 25 levels written out need 100."""


def read_levels(text: str) -> tuple[VertebralLevel, ...]:
    """Read the levels of one cell.

    A number without a letter takes the letter before it, and must then be the higher one: in
    ``T12/1`` the 1 may as well be L1.

    Parameters
    ----------
    text : str
        Such as ``T12-L2``, ``Th12/L1``, ``L1,3,4``, ``BWK 12 bis LWK 2``.

    Returns
    -------
    tuple of VertebralLevel
        In the order in which they stand there, a span from its upper to its lower end, a level that
        is named twice twice; none when any part of the text is not understood.
    """
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    levels: list[VertebralLevel] = []
    if len(whole) > LONGEST_TEXT:
        return ()
    for part in _JOINED.split(whole):
        read = _read_part(part, levels[-1] if levels else None)
        if not read:
            return ()
        levels += read
    return tuple(levels)


def _read_part(part: str, before: VertebralLevel | None) -> list[VertebralLevel]:
    ends: list[VertebralLevel] = []
    for end in _SPAN.split(part):
        level = _read_one(end, ends[-1] if ends else before)
        if not level:
            return []
        ends.append(level)
    if len(ends) > 2:
        return []
    low, high = sorted((ends[0].code, ends[-1].code))
    return [VertebralLevel.from_code(code) for code in range(low, high + 1)]


def _read_one(text: str, before: VertebralLevel | None) -> VertebralLevel | None:
    if before and _NUMBER.fullmatch(text):
        level = _parse(f"{before[0]}{text}")
        return level if level and level.code > before.code else None
    if match := _SPELT.fullmatch(text):
        return _parse(f"{_WORDS[match[1].upper()]}{match[2]}")
    if match := _ORDINAL.fullmatch(text):
        return _parse(f"{_WORDS[match[2].upper()]}{match[1]}")
    return _parse(text)


def _parse(text: str) -> VertebralLevel | None:
    try:
        return VertebralLevel.parse(text)
    except VocabularyError:
        return None
