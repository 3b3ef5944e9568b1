"""Frozen snapshots: take one of what is on screen, open one, see what changed since."""

import streamlit as st

from vertebroplasty.measures import OVERVIEW
from vertebroplasty.ui.choices import SNAPSHOT
from vertebroplasty.ui.datasets import DATASET_KEY
from vertebroplasty.ui.hidden_number import hidden_number
from vertebroplasty.ui.page import begin_page
from vertebroplasty.ui.said import say
from vertebroplasty.ui.saved.changing import SAID_KEY
from vertebroplasty.ui.snapshots.list import snapshot_list
from vertebroplasty.ui.snapshots.opened import show_snapshot
from vertebroplasty.ui.snapshots.taking import take_form, take_if_asked
from vertebroplasty.ui.view import has_view

if has_view():
    take_if_asked(begin_page("Snapshots", OVERVIEW, counts=False))
else:
    st.title("Snapshots", anchor=False)
say(SAID_KEY)
number, dataset = hidden_number(SNAPSHOT), st.session_state.get(DATASET_KEY)
if dataset and number:
    show_snapshot(dataset, number)
elif dataset:
    if has_view():
        take_form()
    snapshot_list(dataset)
