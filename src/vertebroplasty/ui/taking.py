"""What a reader takes along: the report of this session, and how a figure gets into it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from vertebroplasty.cohort import to_params
from vertebroplasty.errors import BasketError
from vertebroplasty.figures.paper import for_paper
from vertebroplasty.figures.theme import Figure
from vertebroplasty.report.exhibits import MOST_EXHIBITS, Basket, Exhibit
from vertebroplasty.report.methods import cohort_lines, methods_text
from vertebroplasty.report.sources import Source
from vertebroplasty.report.tables import Table
from vertebroplasty.ui.choices import page_parameters
from vertebroplasty.ui.datasets import DATASET_KEY
from vertebroplasty.ui.frozen import GENERATION_KEY
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.view import EVERYONE, current_view

BASKET_KEY = "basket"
UNKEPT_KEY = "basket not kept yet"
UNREAD_KEY = "basket not read"
PRESSED_KEY = "figure to take"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows and a reader can take along.

    Attributes
    ----------
    key : str
        Identity on its page.
    title : str
        The finding's unit and n.
    figure : Figure or None
        The picture; a table has none.
    alt : str
        The picture in words.
    caption : str
        What to know when reading it.
    source : Source
        Returns the numbers; asked only when the reader opens them, or takes them along.
    printed : callable, optional
        Returns a table as the page prints it; asked only when it is taken along.
    """

    key: str
    title: str
    figure: Figure | None
    alt: str
    caption: str
    source: Source
    printed: Callable[[], Table] | None = None


class Unread(NamedTuple):
    """What the browser kept and nobody here can read: the text, why, and whether it made room."""

    text: str
    problem: str
    is_aside: bool = False


def basket() -> Basket:
    """Return the report of this session."""
    found: Basket = st.session_state.get(BASKET_KEY, Basket())
    return found


def put(changed: Basket) -> None:
    """Make this the report of the session, and have the browser keep it."""
    st.session_state[BASKET_KEY] = changed
    st.session_state[UNKEPT_KEY] = True


def press(key: str) -> None:
    """Ask for a figure to be taken, or put back, when it is shown next (a callback)."""
    st.session_state[PRESSED_KEY] = key


def put_all(exhibits: Sequence[Exhibit]) -> int:
    """Add what the report does not hold yet.

    Parameters
    ----------
    exhibits : sequence of Exhibit
        In the order in which they are told.

    Returns
    -------
    int
        How many were added.

    Raises
    ------
    BasketError
        If it would hold too much; nothing is added then.
    """
    there = basket().exhibits
    held = {(one.key, one.link) for one in there}
    new = [one for one in exhibits if (one.key, one.link) not in held]
    if len(there) + len(new) > MOST_EXHIBITS:
        raise BasketError(
            f"the report would hold {len(there) + len(new)} figures; at most {MOST_EXHIBITS} would"
            " do: remove some on its page"
        )
    if new:
        put(_with((*there, *new)))
    return len(new)


def is_taken(key: str) -> bool:
    """Whether the report holds this figure of this cohort."""
    return any(one.key == key and one.link == _link() for one in basket().exhibits)


def take(shown: Shown) -> None:
    """Take something along, or put it back, if its button was pressed."""
    key = shown.key
    if st.session_state.get(PRESSED_KEY) != key:
        return
    del st.session_state[PRESSED_KEY]
    exhibits = basket().exhibits
    if is_taken(key):
        left = tuple(one for one in exhibits if (one.key, one.link) != (key, _link()))
        put(_with(left))
    elif len(exhibits) >= MOST_EXHIBITS:
        st.toast(f"The report is full: it holds {MOST_EXHIBITS} figures. Remove one on its page.")
    else:
        put(_with((*exhibits, exhibit_of(shown))))
        st.toast("In the report. The page Report makes slides, a document or a workbook of it.")


def _with(exhibits: tuple[Exhibit, ...]) -> Basket:
    return Basket(title=basket().title, exhibits=exhibits)


def exhibit_of(shown: Shown) -> Exhibit:
    """Return something as it stands now, with all that it rests on."""
    view = current_view()
    source, run = shown.source, shown.source.run(view.dataset)
    whole = source if source.cohorts else Source(source.function, (EVERYONE,))
    return Exhibit(
        key=shown.key,
        page=view.page,
        link=_link(),
        title=shown.title,
        caption=shown.caption,
        alt=shown.alt,
        figure=for_paper(shown.figure, current_palette()) if shown.figure else None,
        columns=run.table.columns,
        rows=run.table.rows,
        cohorts=cohort_lines(view.dataset, whole),
        dataset=f"{view.dataset.name}, generation {view.dataset.number}",
        content_hash=view.dataset.meta.content_hash,
        warning=view.dataset.meta.nature.warning,
        methods=methods_text(view.dataset, source, run),
        taken_on=datetime.now(UTC).date().isoformat(),
        printed=shown.printed() if shown.printed else None,
    )


def _link() -> str:
    """Return path and query of what is on screen, with the generation that it shows."""
    view, ours = current_view(), page_parameters()
    chosen = {name: st.query_params.get_all(name) for name in st.query_params if name in ours}
    of = {DATASET_KEY: view.dataset.name, GENERATION_KEY: str(view.dataset.number)}
    params = {**of, **to_params(view.cohort), **chosen}
    return link_to(view.address, params)


def link_to(address: str, params: Mapping[str, str | Sequence[str]]) -> str:
    """Return path and query of a page with its parameters."""
    return f"/{address}?{urlencode(params, doseq=True)}"
