"""Cohorts that last: save the one on screen, use and compare saved ones, take them elsewhere."""

from vertebroplasty.ui.page import begin_page
from vertebroplasty.ui.saved.comparing import compare_if_asked
from vertebroplasty.ui.saved.list import saved_list
from vertebroplasty.ui.saved.saving import save_form
from vertebroplasty.ui.saved.transfer import bring_in, take_along

view = begin_page("Cohorts", counts=False)
compare_if_asked()
save_form(view)
saved = saved_list(view)
take_along(view, saved)
bring_in(view)
