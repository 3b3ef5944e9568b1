"""Cohort A against B: everyone else, a second set of filters, or itself before a date."""

from vertebroplasty.report.comparing import COMPARED
from vertebroplasty.ui.comparing import can_compare, comparison_charts, overlap_note
from vertebroplasty.ui.page import begin_page, end_page, honesty_note
from vertebroplasty.ui.second_cohort import choose_sides
from vertebroplasty.ui.table_one import table_one

begin_page("Compare", COMPARED)
sides = choose_sides()
if can_compare(sides):
    overlap_note(sides)
    comparison_charts(sides)
    table_one(sides)
honesty_note()
end_page()
