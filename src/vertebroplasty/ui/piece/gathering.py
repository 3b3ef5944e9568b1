"""What a page shows of its own, gathered: the browser draws each element of a run by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import local

import streamlit as st

from vertebroplasty.ui.piece.component import send
from vertebroplasty.ui.piece.parts import Markup, Part


@dataclass(slots=True)
class _Gathered:
    parts: list[Part] = field(default_factory=list)
    below: list[Callable[[], object]] = field(default_factory=list)

    def send(self) -> None:
        """Send everything, the piece first."""
        parts, self.parts = self.parts, []
        below, self.below = self.below, []
        plain = [part.html for part in parts if isinstance(part, Markup) and not part.boxes]
        if len(plain) < len(parts):
            send(parts)
        elif plain:
            st.html("".join(plain))
        for show_more in below:
            show_more()


class _OfRun(local):
    """A run has a thread to itself."""

    gathered: _Gathered | None = None


_of_run = _OfRun()


@contextmanager
def one_piece() -> Iterator[None]:
    """Gather what is shown in the block, and send it as one element at its end.

    Within such a block another one changes nothing.
    """
    if _of_run.gathered is not None:
        yield
        return
    _of_run.gathered = _Gathered()
    try:
        yield
        _of_run.gathered.send()
    finally:
        _of_run.gathered = None


def show(*parts: Part) -> None:
    """Show parts below each other: at once, or with the piece that is being gathered."""
    gathered = _of_run.gathered or _Gathered()
    gathered.parts.extend(parts)
    if gathered is not _of_run.gathered:
        gathered.send()


def show_below(show_more: Callable[[], object]) -> None:
    """Show elements of Streamlit's own: at once, or below the piece that is being gathered.

    Parameters
    ----------
    show_more : callable
        Shows them.
    """
    if _of_run.gathered is None:
        show_more()
    else:
        _of_run.gathered.below.append(show_more)


def show_gathered() -> None:
    """Show at once what was gathered so far, for a page that ends early."""
    if _of_run.gathered is not None:
        _of_run.gathered.send()
