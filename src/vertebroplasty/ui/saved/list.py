"""The list of saved cohorts: what each is, how many are in it now, and what can be done with it."""

from dataclasses import replace
from html import escape

import streamlit as st

from vertebroplasty.disclosure import saved_cohorts_changeable
from vertebroplasty.errors import SavedCohortError
from vertebroplasty.importing.generations import default_root
from vertebroplasty.report.saved_cohorts import SavedCohort, changed_since, saved_cohorts
from vertebroplasty.ui.frozen import is_frozen
from vertebroplasty.ui.said import problem_html
from vertebroplasty.ui.saved.acting import ask_to_delete, buttons, edit_form, is_asked
from vertebroplasty.ui.saved.reopening import why_not_reopened
from vertebroplasty.ui.view import View

_NONE = "Nothing is saved yet: set filters in the sidebar, and give the cohort a name."
_COMPLEMENT = (
    "except=true: everyone else than a cohort is no filter of the sidebar; the page Compare sets a"
    " cohort against everyone else"
)


def saved_list(view: View) -> tuple[SavedCohort, ...]:
    """Show the saved cohorts of the dataset.

    Parameters
    ----------
    view : View
        Dataset and cohort on screen.

    Returns
    -------
    tuple of SavedCohort
        In their order; none where the file cannot be read, which is said.
    """
    st.header("Saved cohorts", anchor=False)
    try:
        there = saved_cohorts(default_root(), view.dataset.name)
    except SavedCohortError as error:
        st.html(problem_html(str(error)))
        return ()
    if not there:
        st.html(f"<p class='vo'>{_NONE}</p>")
    for place, saved in enumerate(there):
        _entry(view, saved, place, last=place == len(there) - 1)
    return there


def _entry(view: View, saved: SavedCohort, place: int, *, last: bool) -> None:
    problems = _problems(saved)
    with st.container(border=True, key=f"saved_{place}"):
        st.html(_card(view, saved, problems))
        buttons(view, saved, place, usable=not problems, last=last)
        if saved_cohorts_changeable():
            if is_asked("edit", saved):
                edit_form(saved)
            if is_asked("delete", saved):
                ask_to_delete(saved)


def _problems(saved: SavedCohort) -> tuple[str, ...]:
    """Return why a cohort cannot be set: it would be another one than was meant."""
    return (*saved.problems, *([_COMPLEMENT] if saved.cohort.complement else ()))


def _card(view: View, saved: SavedCohort, problems: tuple[str, ...]) -> str:
    here = not problems and saved.cohort == view.cohort
    tags = "".join(
        f" <span class='vo-tag'>{tag}</span>"
        for tag in (saved.kind, *(["on screen"] if here else []))
    )
    told = f"<p class='vo-said'>{escape(saved.description)}</p>" if saved.description else ""
    return (
        f"<section class='vo' aria-label='{escape(saved.name)}'>"
        f"<h3 class='vo-saved'>{escape(saved.name)}{tags}</h3>"
        f"{_not_understood(saved, problems) if problems else _counted(view, saved)}{told}</section>"
    )


def _counted(view: View, saved: SavedCohort) -> str:
    """Return whom the cohort holds, how many on screen, and of a static one how many then."""
    of_saved = replace(view, cohort=saved.cohort)
    sizes = [of_saved.describe_size()]
    if saved.frozen:
        number = view.dataset.number
        where = f"in generation {number}" if is_frozen(number) else "now"
        sizes.append(changed_since(saved.frozen, view.dataset, of_saved.size, where))
        sizes.append(why_not_reopened(view, saved.frozen))
    sentence = escape(saved.cohort.describe())
    return f"<div>{sentence}</div>" + "".join(
        f"<div class='vo-size'>{escape(size)}</div>" for size in sizes if size
    )


def _not_understood(saved: SavedCohort, problems: tuple[str, ...]) -> str:
    """Return why it cannot be set; no size, which would be that of somebody else."""
    rest = f"Without that it would be: {saved.cohort.describe()}"
    return "".join(problem_html(f"Not understood: {one}") for one in problems) + (
        f"<div class='vo-size'>{escape(rest)}</div>" if saved.problems else ""
    )
