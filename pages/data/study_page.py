"""Each figure of the published abstract beside the dashboard's own, and where they come from."""

from vertebroplasty.ui.page import begin_page
from vertebroplasty.ui.published import provenance, published_table

begin_page("Published study", counts=False)
provenance()
published_table()
