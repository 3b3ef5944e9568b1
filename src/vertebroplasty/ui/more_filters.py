"""Filters beyond age, sex and level: etiology, cement, operator, site and period of treatment."""

from collections.abc import Sequence

import streamlit as st

from vertebroplasty.cohort import month_text
from vertebroplasty.cohort.terms import TERM_ATTRIBUTES, UNRECORDED, TermAttribute
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.groups import breakdown, names
from vertebroplasty.ui.filter_state import FROM_KEY, UNTIL_KEY


def treatment_filters(dataset: Dataset, prefix: str = "") -> None:
    """Show the filters on how, by whom and when patients were treated.

    Parameters
    ----------
    dataset : Dataset
        Whose operators, sites and months are offered.
    prefix : str
        In front of each widget's key and URL parameter.
    """
    for attribute in TERM_ATTRIBUTES:
        key = prefix + attribute.key
        offered = _offered(dataset, attribute)
        st.multiselect(
            attribute.label.capitalize(),
            _with(offered, st.session_state.get(key, ())),
            key=key,
            placeholder="all",
            bind="query-params",
        )
    months = _months(dataset)
    for column, name, label in zip(
        st.columns(2), (FROM_KEY, UNTIL_KEY), ("From month", "Until month"), strict=True
    ):
        key = prefix + name
        chosen = st.session_state.get(key)
        column.selectbox(
            label,
            sorted(_with(months, [chosen] if chosen else [])),
            index=None,
            key=key,
            placeholder="open",
            bind="query-params",
        )


def _offered(dataset: Dataset, attribute: TermAttribute) -> list[str]:
    terms = [*attribute.terms] if attribute.terms else [*names(dataset, attribute.key)]
    return [*map(str, terms), UNRECORDED]


def _with(offered: list[str], chosen: Sequence[str]) -> list[str]:
    """Return options with those chosen before: a dataset may have been changed under them."""
    return [*offered, *(term for term in chosen if term not in offered)]


def _months(dataset: Dataset) -> list[str]:
    quarters = breakdown(dataset, "quarter").groups
    return [
        month_text(month)
        for first, last in (group.months for group in quarters if group.code)
        for month in range(first, last + 1)
    ]
