"""The department head's two minutes: are we fine, how sure is that, whom does it cover?"""

from vertebroplasty.breakdown import LEVEL
from vertebroplasty.measures import (
    HEADLINES,
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    RELIEF_24H,
    VAS_CHANGE_LAST,
)
from vertebroplasty.ui.cards import before_after_card, measure_card, show_cards
from vertebroplasty.ui.charts import charts_by
from vertebroplasty.ui.page import HONESTY_NOTE, begin_page, end_page
from vertebroplasty.ui.piece.gathering import one_piece

with one_piece():
    view = begin_page("Overview", HEADLINES)
    show_cards(
        [
            measure_card(view, RELIEF_24H),
            measure_card(view, IMPROVEMENT_LAST),
            before_after_card(view),
            measure_card(view, LEAK_LEVEL, also=LEAK_PROCEDURE),
        ],
        note=HONESTY_NOTE,
    )
    charts_by((VAS_CHANGE_LAST, LEAK_LEVEL), LEVEL)
    end_page()
