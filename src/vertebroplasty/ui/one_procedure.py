"""One procedure in its cohort: chosen by pseudonym, or stepped to from its neighbours."""

from html import escape

import streamlit as st

from vertebroplasty.disclosure import single_procedures_shown
from vertebroplasty.figures.slope import Moment, describe_slope, slope_figure
from vertebroplasty.formatting import NOT_RECORDED, number, units
from vertebroplasty.query.one_in_cohort import neighbour
from vertebroplasty.query.one_procedure import LevelOfOne, OneProcedure, one_procedure
from vertebroplasty.report.one_procedure import Course, course_table, read_course
from vertebroplasty.report.sources import Source
from vertebroplasty.ui.cards import Card, show_cards
from vertebroplasty.ui.charts import Chart, show_charts
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.tables import show_table
from vertebroplasty.ui.view import View
from vertebroplasty.vocabulary import Ambulation, Sex, Timepoint

PSEUDONYM_KEY = "one procedure"
PSEUDONYM_LENGTH = 200
OFF = (
    "Single procedures are not shown on a dashboard that is shared. The other pages show groups of"
    " patients."
)
HOW = "Give the pseudonym of a procedure, or step through the cohort."
_SEXES = {
    Sex.FEMALE: "woman",
    Sex.MALE: "man",
    Sex.OTHER: "patient of other sex",
    Sex.UNKNOWN: "patient of unknown sex",
}
LEVEL_HEAD = ("Level", "Cement, ml", "Technical success", "Leak looked for by", "Leak")


def show_one_procedure(view: View) -> None:
    """Show what the page is for, where the dashboard is not shared.

    Parameters
    ----------
    view : View
        Dataset and cohort.
    """
    if not single_procedures_shown():
        st.info(OFF)
        return
    name = _choose(view)
    if not name:
        st.caption(HOW)
        return
    course = read_course(view.dataset, view.cohort, name)
    if course is None:
        _say(
            f"No procedure of this dataset has the pseudonym {name[:60]}; the whole pseudonym"
            " as it is recorded, capitals and all, would do."
        )
        return
    if not course.in_cohort:
        _say(f"Procedure {name} is not in this cohort: it is shown against others than its own.")
    _show(view, name, course)


def _say(sentence: str) -> None:
    st.html(f"<p class='vo-problem' role='status'>{escape(sentence)}</p>")


def _choose(view: View) -> str:
    """Return the pseudonym. It stays in the session: an address is kept in logs and histories."""
    field, back, on = st.columns([3, 1, 1], vertical_alignment="bottom")
    name = field.text_input(
        "Pseudonym of the procedure",
        key=PSEUDONYM_KEY,
        max_chars=PSEUDONYM_LENGTH,
        placeholder="as it is recorded",
        persist_state="session",
    ).strip()
    found = one_procedure(view.dataset, name) if name else None
    _step(back, view, found, after=False)
    _step(on, view, found, after=True)
    return name


def _step(
    place: st.delta_generator.DeltaGenerator,
    view: View,
    at: OneProcedure | None,
    *,
    after: bool,
) -> None:
    start = at.number if at else 0
    name = neighbour(view.dataset, view.cohort, start, after=after) if at or after else None
    label = "Next" if after else "Previous"
    place.button(
        label if at else ("First" if after else label),
        key=f"procedure_{label.lower()}",
        on_click=_go_to,
        args=(name,),
        disabled=name is None,
        width="stretch",
        help="In the cohort, in the order of pseudonyms",
    )


def _go_to(name: str) -> None:
    st.session_state[PSEUDONYM_KEY] = name


def _show(view: View, name: str, course: Course) -> None:
    show_cards(_cards(course), quality_link=False)
    title = f"VAS of procedure {name} \N{MIDDLE DOT} cohort: {view.cohort.describe()}"
    show_charts(
        Chart(
            "course",
            title,
            slope_figure(title, course.moments, current_palette()),
            describe_slope(title, course.moments),
            _caption(course.moments),
            Source(course_table, (view.cohort, name)),
        )
    )
    rows = [_level_row(level) for level in course.procedure.levels]
    show_table("The treated levels", LEVEL_HEAD, rows, figures=(1,))


def _caption(moments: tuple[Moment, ...]) -> str:
    ghosts = [(moment.label, moment.ghost.n) for moment in moments if moment.ghost]
    counts = "; ".join(
        f"{label.rpartition(', ')[2]} {units(n, 'procedures')}" for label, n in ghosts
    )
    behind = (
        "The grey band is the middle half of the cohort, the dotted line its median, before, at"
        f" 24 h and at last follow-up, whatever its horizon: {counts}."
    )
    return (
        f"The blue line is this procedure. {behind if ghosts else 'The cohort has no VAS.'}"
        " Moments stand at equal distances; between them nothing is known."
    )


def _cards(course: Course) -> list[Card]:
    one = course.procedure
    age = NOT_RECORDED if one.age is None else f"{one.age} years"
    levels = ", ".join(level.level.value for level in one.levels)
    return [
        Card("Age", age, "", (_SEXES[one.sex].capitalize(), _of_patient(one)), known=bool(one.age)),
        Card("Treated at", levels, "", (units(len(one.levels), "levels"),)),
        _leak_card(one),
        _ambulation_card(one),
    ]


def _of_patient(one: OneProcedure) -> str:
    return f"{units(one.of_patient, 'procedures')} of this patient in the dataset"


def _leak_card(one: OneProcedure) -> Card:
    at = ", ".join(level.level.value for level in one.levels if level.leak)
    if one.leak:
        symptoms = any(level.symptomatic_leak for level in one.levels)
        return Card("Leak", at, "", ("Symptomatic" if symptoms else "",), harm=True)
    value = "not known" if one.leak is None else "none found"
    return Card("Leak", value, "", (), known=False)


def _ambulation_card(one: OneProcedure) -> Card:
    by_visit = {visit.timepoint: visit.ambulation for visit in one.visits}
    before = by_visit.get(Timepoint.BASELINE)
    last = by_visit.get(one.last) if one.last else None
    label = "Ambulation before \N{RIGHTWARDS ARROW} last follow-up"
    if before is None and last is None:
        return Card(label, NOT_RECORDED, "", (), known=False)
    value = " \N{RIGHTWARDS ARROW} ".join(_word(walks) for walks in (before, last))
    return Card(label, value, "", (), known=False)


def _word(walks: Ambulation | None) -> str:
    return NOT_RECORDED if walks is None else walks.value


def _level_row(at: LevelOfOne) -> list[str]:
    cement = NOT_RECORDED if at.cement_tenths is None else number(at.cement_tenths / 10, 1)
    looked = NOT_RECORDED if at.leak_assessment is None else at.leak_assessment.value
    leak = "not known" if at.leak is None else "no" if not at.leak else "yes"
    if at.leak and at.symptomatic_leak:
        leak = "yes, symptomatic"
    success = NOT_RECORDED if at.technical_success is None else _yes(at.technical_success)
    return [escape(cell) for cell in (at.level.value, cement, success, looked, leak)]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
