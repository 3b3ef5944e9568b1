"""One procedure with its cohort behind it; never on a shared dashboard."""

from vertebroplasty.measures import VAS_24H, VAS_BASELINE, VAS_LAST
from vertebroplasty.ui.one_procedure import show_one_procedure
from vertebroplasty.ui.page import begin_page, end_page

view = begin_page("One procedure", (VAS_BASELINE, VAS_24H, VAS_LAST))
show_one_procedure(view)
end_page()
