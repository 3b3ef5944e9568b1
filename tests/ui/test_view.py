"""The view belongs to a run of the script, not to the session that two runs may share."""

from streamlit.testing.v1 import AppTest

from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import Sex

OVERTAKEN = """
import threading

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx

from vertebroplasty.cohort import Cohort
from vertebroplasty.ui.view import View, current_view, forget_view, has_view, set_view
from vertebroplasty.vocabulary import Sex

forget_view()
st.text(has_view())
set_view(View(None, Cohort(sexes=(Sex.FEMALE,))))
late = threading.Thread(target=set_view, args=(View(None, Cohort()),))
add_script_run_ctx(late)
late.start()
late.join()
st.text(current_view().cohort.describe())
"""
"""A run hands on its view; the one that it overtakes does so a moment later."""


def test_an_overtaken_run_does_not_hand_its_cohort_to_the_one_that_overtook_it() -> None:
    """Streamlit gives both the same session state while the first winds down.

    Authority: the cohort that the second run itself has set.
    """
    app = AppTest.from_string(OVERTAKEN).run()
    assert not app.exception
    assert app.text[1].value == Cohort(sexes=(Sex.FEMALE,)).describe()


def test_a_run_does_not_see_the_view_of_the_run_before() -> None:
    app = AppTest.from_string(OVERTAKEN).run().run()
    assert app.text[0].value == "False"
