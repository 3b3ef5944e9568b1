"""Tables that the page writes itself: cells are markup whose texts are already escaped."""

from collections.abc import Collection, Sequence
from html import escape

import streamlit as st


def show_table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    figures: Collection[int] = (),
    *,
    stacked: bool = False,
) -> None:
    """Show a table.

    Parameters
    ----------
    head : sequence of str
        Headings.
    rows : sequence of sequence of str
        Cells as HTML: every text in them that is not ours must have gone through `html.escape`.
    figures : collection of int
        Columns of numbers, counted from 0: set to the right.
    stacked : bool
        Whether the cells of a row stand below each other on a telephone.
    """
    stack = " vo-stack" if stacked else ""
    headings = "".join(_cell("th", escape(name), at in figures) for at, name in enumerate(head))
    body = "".join(
        f"<tr>{''.join(_cell('td', cell, n in figures) for n, cell in enumerate(row))}</tr>"
        for row in rows
    )
    st.html(
        f"<div class='vo vo-scroll'><table class='vo-table{stack}'><thead><tr>{headings}</tr>"
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def _cell(tag: str, content: str, figure: bool) -> str:
    return f"<{tag}{' class=figure' if figure else ''}>{content}</{tag}>"
