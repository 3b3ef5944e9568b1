"""Sets the filters of a visitor to a cohort, widget by widget, as a reader's hand would."""

from benchmarks.visitor import Visitor
from vertebroplasty.cohort import UNKNOWN_AGE, Cohort
from vertebroplasty.cohort.terms import TERM_ATTRIBUTES
from vertebroplasty.ui.boxes import CLOSED
from vertebroplasty.ui.filter_state import AGE_KEY, LEVEL_KEY
from vertebroplasty.vocabulary import Sex

MORE_FILTERS = "treatment"
"""Key of the box that holds the filters beyond age, sex and level."""


_TERMS = tuple(attribute.key for attribute in TERM_ATTRIBUTES)


def set_filters(visitor: Visitor, cohort: Cohort) -> None:
    """Set every filter but the period; the next rerun tells the server."""
    visitor.set_range(AGE_KEY, cohort.age_min, cohort.age_max)
    ticks = {UNKNOWN_AGE: cohort.include_unknown_age, **{sex: sex in cohort.sexes for sex in Sex}}
    for key, on in ticks.items():
        if visitor.has(key):
            visitor.set_tick(key, on)
    visitor.set_choice(LEVEL_KEY, [level.value for level in cohort.levels])
    chosen = {one.key: getattr(cohort, one.field) for one in TERM_ATTRIBUTES}
    if any(chosen.values()):
        open_more_filters(visitor)
    for key, terms in chosen.items():
        if visitor.has(key):
            visitor.set_choice(key, terms)


def open_more_filters(visitor: Visitor) -> None:
    """Open the box of further filters, unless it is open: a rerun that is waited for."""
    if not all(map(visitor.has, _TERMS)):
        visitor.press(f"{MORE_FILTERS}{CLOSED}")
        visitor.rerun()
