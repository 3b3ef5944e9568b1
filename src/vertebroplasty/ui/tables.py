"""Tables that the page writes itself: cells are markup whose texts are already escaped."""

from collections.abc import Collection, Iterable, Sequence
from html import escape
from itertools import zip_longest

import streamlit as st


def show_table(
    name: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    figures: Collection[int] = (),
    *,
    stacked: bool = False,
) -> None:
    """Show a table.

    Parameters
    ----------
    name : str
        What the table shows, for who hears it; the keyboard reaches a wide table to scroll it.
    head : sequence of str
        Headings; empty for a table of names and what they stand for.
    rows : iterable of sequence of str
        Cells as HTML: every text in them that is not ours must have gone through `html.escape`.
    figures : collection of int
        Columns of numbers, counted from 0: set to the right.
    stacked : bool
        Whether the cells of a row stand below each other on a telephone, each after its heading.
    """
    headings = "".join(_cell("th", escape(word), at in figures) for at, word in enumerate(head))
    words = head if stacked else ()
    body = "".join(f"<tr>{_cells(row, figures, words)}</tr>" for row in rows)
    label = f"aria-label='{escape(name)}'"
    st.html(
        f"<div class='vo vo-scroll' role='group' tabindex='0' {label}>"
        f"<table class='vo-table{' vo-stack' if stacked else ''}' {label}>"
        f"{f'<thead><tr>{headings}</tr></thead>' if headings else ''}"
        f"<tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[str], figures: Collection[int], words: Sequence[str]) -> str:
    return "".join(
        _cell("td", cell, at in figures, word)
        for at, (cell, word) in enumerate(zip_longest(row, words, fillvalue=""))
    )


def _cell(tag: str, content: str, figure: bool, word: str = "") -> str:
    label = f" data-head='{escape(word)}'" if word and content else ""
    return f"<{tag}{' class=figure' if figure else ''}{label}>{content}</{tag}>"
