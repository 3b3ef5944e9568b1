"""One figure a screen, large and dark: a case conference, or what the reader put together."""

from vertebroplasty.ui.page import begin_page
from vertebroplasty.ui.stage.component import screen_asked, show_stage
from vertebroplasty.ui.stage.opening import choose_story, explain_keys
from vertebroplasty.ui.stage.story import MEASURES

begin_page("Present", MEASURES)
screens = choose_story()
if screen := screen_asked():
    show_stage(screens(), screen)
else:
    explain_keys()
