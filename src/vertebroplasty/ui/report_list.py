"""The figures of the reader's report: their order, titles and notes."""

from collections.abc import Callable
from hashlib import sha256
from html import escape

import msgspec
import streamlit as st

from vertebroplasty.figures.paper import recoloured
from vertebroplasty.figures.theme import LIGHT, Figure
from vertebroplasty.report.exhibits import Basket, Exhibit
from vertebroplasty.ui.piece.gathering import show
from vertebroplasty.ui.piece.parts import Plot
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.taking import basket, put

TITLE_LENGTH, NOTE_LENGTH = 160, 600


def show_exhibits() -> None:
    """Show every figure of the report, with what can be changed about it."""
    exhibits = basket().exhibits
    for place, exhibit in enumerate(exhibits):
        with st.container(border=True, key=f"exhibit_{_id(exhibit)}"):
            _show(place, exhibit, last=len(exhibits) - 1)


def _show(place: int, exhibit: Exhibit, last: int) -> None:
    name = _id(exhibit)
    words, tools = st.columns([5, 2], vertical_alignment="bottom")
    with words:
        _title_field(place, exhibit, name)
    with tools.container(horizontal=True, horizontal_alignment="right"):
        _tool("Up", name, _moved(name, -1), disabled=place == 0)
        _tool("Down", name, _moved(name, 1), disabled=place == last)
        _tool("Remove", name, _removed(name))
    whole = escape(f"{exhibit.page}: {exhibit.footer}")
    st.html(f"<p class='vo vo-detail vo-close'>{whole}</p>")
    _note_field(exhibit, name)
    if (box := st.expander("Preview", key=f"preview_{name}", on_change="rerun")).open:
        with box:
            show_exhibit(exhibit)


def _title_field(place: int, exhibit: Exhibit, name: str) -> None:
    st.text_input(
        f"Title of figure {place + 1}",
        exhibit.title,
        max_chars=TITLE_LENGTH,
        key=f"title_{name}",
        on_change=_changed,
        args=(name, "title"),
    )


def _note_field(exhibit: Exhibit, name: str) -> None:
    st.text_area(
        "Note",
        exhibit.note,
        max_chars=NOTE_LENGTH,
        height=68,
        key=f"note_{name}",
        placeholder="your own words, printed with the figure",
        on_change=_changed,
        args=(name, "note"),
    )


def show_exhibit(exhibit: Exhibit) -> None:
    """Show a figure as it stood, in the reader's colours, or its table where it has none."""
    if exhibit.figure:
        kept = Figure(exhibit.figure["data"], exhibit.figure["layout"])
        made = recoloured(kept, LIGHT, current_palette())
        figure = Figure(made["data"], made["layout"])
        show((Plot(f"exhibit {_id(exhibit)}", figure, exhibit.alt, exhibit.caption, ""),))
    else:
        table = exhibit.read
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        st.dataframe(rows, hide_index=True, placeholder="", width="stretch")


def _tool(label: str, name: str, do: Callable[[], None], *, disabled: bool = False) -> None:
    st.button(label, key=f"{label.lower()}_{name}", on_click=do, disabled=disabled)


def _moved(name: str, by: int) -> Callable[[], None]:
    """Return what moves a figure in the report (a callback)."""

    def move() -> None:
        exhibits = list(basket().exhibits)
        place = _place(name)
        if place is not None:
            exhibits.insert(max(0, place + by), exhibits.pop(place))
        _replace(exhibits)

    return move


def _removed(name: str) -> Callable[[], None]:
    """Return what takes a figure out of the report (a callback)."""
    return lambda: _replace([one for one in basket().exhibits if _id(one) != name])


def _changed(name: str, what: str) -> None:
    """Take a title or a note as the reader wrote it (a callback); no title is the one before."""
    exhibits, place = list(basket().exhibits), _place(name)
    written = st.session_state[f"{what}_{name}"].strip()
    if place is not None and (written or what == "note"):
        exhibits[place] = msgspec.structs.replace(exhibits[place], **{what: written})
    _replace(exhibits)


def _replace(exhibits: list[Exhibit]) -> None:
    put(Basket(title=basket().title, exhibits=tuple(exhibits)))


def _place(name: str) -> int | None:
    names = [_id(one) for one in basket().exhibits]
    return names.index(name) if name in names else None


def _id(exhibit: Exhibit) -> str:
    """Return what tells a figure from the others of a report, whatever is written to it."""
    whole = f"{exhibit.key} {exhibit.link} {exhibit.content_hash}"
    return sha256(whole.encode()).hexdigest()[:10]
