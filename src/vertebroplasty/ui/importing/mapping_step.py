"""The wizard's third step as a whole: questions, columns, the dataset, and what is still open."""

from dataclasses import replace
from html import escape

import streamlit as st

from vertebroplasty.formatting import units
from vertebroplasty.importing.generations import dataset_names, default_root
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.mapping.text import to_yaml
from vertebroplasty.importing.provenance import NATURES
from vertebroplasty.ui.importing import draft
from vertebroplasty.ui.importing.mapping_form import mapping_form
from vertebroplasty.ui.importing.unread_sheets import unread_sheets
from vertebroplasty.ui.importing.widgets import choose, write
from vertebroplasty.ui.importing.wizard import AS_BELOW, Wizard
from vertebroplasty.ui.importing.words import NATURE_WORDS


def mapping_step(wizard: Wizard) -> None:
    """Let the person confirm and change the mapping, and start the check."""
    if wizard.mapping is None:
        return
    _questions(wizard)
    mapping_form(wizard)
    unread_sheets(wizard)
    wizard.mapping = _dataset(wizard, wizard.mapping)
    _whats_open(wizard)


def _questions(wizard: Wizard) -> None:
    """Ask what only the owner of the sheets can know; nothing is chosen in advance."""
    if not wizard.questions:
        return
    st.html(
        "<p class='vo'><b>Please answer first</b>: this cannot be told from the files with"
        " certainty.</p>"
    )
    for place, question in enumerate(wizard.questions):
        if question.options:
            _question(wizard, place)


def _question(wizard: Wizard, place: int) -> None:
    question = wizard.questions[place]
    left, right = st.columns([6, 5], vertical_alignment="center")
    left.html(f"<div class='vo'>{escape(shown_line(question.text))}</div>")
    words = {str(number): one.label for number, one in enumerate(question.options)}
    if question.sheet >= 0:
        words[str(AS_BELOW)] = "leave it as it stands below"
    with right:
        # Its key has no revision: an answer stays when it changes what stands below.
        key = f"import_{wizard.number}_question_{place}"
        before = str(wizard.answers.get(place, ""))
        answer = choose("Answer", tuple(words), before, key, words, bare=True)
    if answer:
        wizard.answer(place, int(answer))


def shown_line(text: str) -> str:
    """Return a sentence with its control characters escaped, uncut."""
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def _dataset(wizard: Wizard, mapping: Mapping) -> Mapping:
    """Ask what the dataset is."""
    with st.container(border=True):
        st.html("<h2 class='vo'>The dataset</h2>")
        left, right = st.columns(2)
        with left:
            name = write(
                "Name",
                mapping.name,
                wizard.key("name"),
                "Lower-case letters, digits and hyphens; the same name makes a new generation.",
            )
            nature = mapping.nature
            if not any(question.subject == "nature" for question in wizard.questions):
                key = wizard.key("nature")
                nature = choose("What the rows are", NATURES, nature, key, NATURE_WORDS)
        with right:
            title = write("Title, for people", mapping.title, wizard.key("title"))
            note = write("Where the data come from", mapping.note, wizard.key("note"))
        if name in dataset_names(default_root()):
            st.caption("There is a dataset of this name: this import makes its next generation.")
    return replace(mapping, name=name, nature=nature, title=title or name, note=note)


def _whats_open(wizard: Wizard) -> None:
    """Say what keeps the check from starting; where nothing does, let it start."""
    mapping = wizard.mapping
    if mapping is None:
        return
    problems = draft.problems(mapping)
    if wizard.open_questions:
        count = units(wizard.open_questions, "questions")
        problems = (f"{count} above without an answer", *problems)
    if problems:
        items = "".join(f"<li>{escape(shown_line(problem))}</li>" for problem in problems)
        st.html(f"<div class='vo' role='status'><b>Still open</b><ul>{items}</ul></div>")
    _buttons(wizard, mapping, ready=not problems)


def _buttons(wizard: Wizard, mapping: Mapping, *, ready: bool) -> None:
    with st.container(horizontal=True):
        st.button(
            "Check the files with this mapping",
            disabled=not ready,
            key=wizard.key("check"),
            on_click=wizard.check,
        )
        st.download_button(
            "Download the mapping (.yaml)",
            to_yaml(mapping),
            f"{mapping.name or 'dataset'}-mapping.yaml",
            "application/yaml",
            key=wizard.key("mapping"),
            on_click="ignore",
        )
    st.caption(
        "Next month's files of the same form need no mapping by hand: choose them together with the"
        f" downloaded file. {len(mapping.sheets)} of {len(wizard.previews)} sheets read."
    )
