"""The texts of a figure, which hold a little markup, as runs of plain text with their look."""

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

_TOKEN = re.compile(r'(</?b>|<br>|<span style="color:#[0-9A-Fa-f]{6}">|</span>)')
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NARROW, _WIDE = " \N{NO-BREAK SPACE}fijlrt.,:;'()/-|I", "mwMW%@\N{EM SPACE}\N{HORIZONTAL ELLIPSIS}"
_EM_OF_NARROW, _EM_OF_WIDE, _EM_OF_CAPITAL, _EM = 0.38, 1.0, 0.72, 0.62
"""Of the widest font that a program may take for one it has not; most are a tenth narrower."""
BOLD = 1.12


class Run(NamedTuple):
    """A piece of text of one look; a colour that is empty is that of its surroundings."""

    text: str
    bold: bool = False
    colour: str = ""


Runs = tuple[Run, ...]


def printable(text: str) -> str:
    """Return text without the characters that XML has no place for."""
    return _UNPRINTABLE.sub(_REPLACEMENT, text)


def runs(text: str) -> Runs:
    """Return a text of a figure as runs; a line break in it is one in a run."""
    found, bold, colour = [], False, ""
    for piece in _TOKEN.split(text):
        if piece in {"<b>", "</b>"}:
            bold = piece == "<b>"
        elif piece == "</span>":
            colour = ""
        elif piece.startswith("<span "):
            colour = piece[-9:-2]
        elif piece:
            words = "\n" if piece == "<br>" else unescape(piece)
            found.append(Run(printable(words), bold, colour))
    return tuple(found)


def plain(text: str) -> str:
    """Return a text of a figure without markup, in one line."""
    return words_of(runs(text)).replace("\n", " ")


def words_of(parts: Runs) -> str:
    """Return the words of runs."""
    return "".join(part.text for part in parts)


def in_one_line(text: str) -> str:
    """Return text in one line, of characters that a slide can hold."""
    return " ".join(printable(text).split())


def joined(parts: Runs) -> Runs:
    """Return runs in one line."""
    return tuple(part._replace(text=part.text.replace("\n", " ")) for part in parts)


def width(text: str, size: float) -> float:
    """Return about how many points a text's longest line takes at a size."""
    return size * max(sum(map(_ems, line)) for line in text.split("\n"))


def lines_of(text: str, size: float, room: float) -> int:
    """Return about how many lines a text takes where it breaks at a width in points."""
    return sum(-(-int(width(line, size)) // max(1, int(room))) or 1 for line in text.split("\n"))


def cut(text: str, size: float, room: float, lines: int) -> str:
    """Return a text that fits some lines of a width, with an ellipsis where it was longer.

    Parameters
    ----------
    text : str
        In one line or several.
    size : float
        Of the letters, in points.
    room : float
        Width of a line in points.
    lines : int
        At most so many.
    """
    if lines_of(text, size, room) <= lines:
        return text
    shorter = len(text)
    while shorter and lines_of(f"{text[:shorter]}\N{HORIZONTAL ELLIPSIS}", size, room) > lines:
        shorter -= max(1, shorter // 20)
    return f"{text[:shorter].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def longest(texts: Sequence[str], size: float) -> float:
    """Return the points that the longest of some texts takes."""
    return max((width(text, size) for text in texts), default=0.0)


def _ems(character: str) -> float:
    if character in _NARROW:
        return _EM_OF_NARROW
    if character in _WIDE:
        return _EM_OF_WIDE
    return _EM_OF_CAPITAL if character.isupper() else _EM
