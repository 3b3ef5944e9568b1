"""One procedure with its cohort behind it; never on a shared dashboard."""

from vertebroplasty.ui.one_procedure import show_one_procedure
from vertebroplasty.ui.page import begin_page, end_page

view = begin_page("One procedure")
show_one_procedure(view)
end_page()
