"""The spine, coloured by a measure: a picture that is also the filter on levels."""

from vertebroplasty.breakdown import REGION
from vertebroplasty.ui.charts import chart_by
from vertebroplasty.ui.page import begin_page, choose, end_page
from vertebroplasty.ui.spine.choice import SPINE_KEY, SPINE_MEASURES, picture_measure
from vertebroplasty.ui.spine.picture import show_spine_and_table

begin_page("Spine", (picture_measure(),))
measure = choose("Colour the levels by", SPINE_MEASURES, SPINE_KEY)
show_spine_and_table(measure)
chart_by(measure, REGION)
end_page()
