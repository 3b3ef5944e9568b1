"""The sheets that the mapping does not read, each with a way to read it all the same."""

from dataclasses import replace
from html import escape

import streamlit as st

from vertebroplasty.ui.importing import draft
from vertebroplasty.ui.importing.files import label_of
from vertebroplasty.ui.importing.wizard import Wizard


def unread_sheets(wizard: Wizard) -> None:
    """Say which sheets are not read, and why; let the person read them too."""
    for place in _unread(wizard):
        why = wizard.reasons.get((place, ""), "no part of the mapping reads it")
        name = escape(label_of(wizard.previews[place]))
        left, right = st.columns([8, 3], vertical_alignment="center")
        left.html(f"<p class='vo'>Not read: <b>{name}</b>: {escape(why)}</p>")
        key = wizard.key("read", place)
        right.button("Read this sheet too", key=key, on_click=wizard.read_too, args=(place,))


def _unread(wizard: Wizard) -> list[int]:
    """Return the places of the previews that no part of the mapping reads."""
    if wizard.mapping is None:
        return []
    # A part to which nobody gave a column yet would fit every sheet of its name.
    sheets = tuple(sheet for sheet in wizard.mapping.sheets if sheet.columns)
    unread = draft.unread(replace(wizard.mapping, sheets=sheets), wizard.previews)
    places = enumerate(wizard.previews)
    return [place for place, one in places if one in unread and place not in wizard.places]
