"""One measure in every subgroup at once: a forest, and whether the groups differ at all."""

from vertebroplasty.ui.page import begin_page, end_page, honesty_note
from vertebroplasty.ui.subgroups import subgroup_forest

begin_page("Subgroups")
subgroup_forest()
honesty_note()
end_page()
