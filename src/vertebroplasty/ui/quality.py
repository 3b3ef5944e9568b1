"""The data quality page's cards and its chart: what was flagged, followed, and repeated."""

from vertebroplasty import formatting
from vertebroplasty.figures.intervals import describe_intervals, interval_figure
from vertebroplasty.measures import FOLLOWUP_COMPLETENESS, HEADLINES
from vertebroplasty.report.card_tables import FLAGGED, REPEATS
from vertebroplasty.report.result_tables import followup_by_date_table
from vertebroplasty.report.sources import Source
from vertebroplasty.results import Proportion
from vertebroplasty.ui import counted
from vertebroplasty.ui.cards import Card
from vertebroplasty.ui.charts import Chart, show_charts
from vertebroplasty.ui.style import current_palette
from vertebroplasty.ui.view import View, current_view


def flagged_card(view: View) -> Card:
    """Return the card of the procedures with a flagged row."""
    share = counted.flagged(view.dataset, HEADLINES, view.cohort).procedures
    found = sum(rule.n for rule in counted.flagged_rules(view.dataset))
    return Card(
        "Procedures with a value flagged at import",
        formatting.share(share),
        "",
        (
            formatting.denominator(share),
            f"{formatting.units(found, 'values')} flagged in the whole dataset",
        ),
        keys=(FLAGGED,),
    )


def repeats_card(view: View) -> Card:
    """Return the card of the patients who had several procedures, in the whole dataset."""
    patients = counted.repeats(view.dataset).procedures
    several = sum(n for procedures, n in patients.counts if procedures > 1)
    result = Proportion(several, patients.n, 0, "patients", None)
    most = patients.counts[-1][0]
    return Card(
        "Patients with several procedures",
        formatting.share(result),
        "",
        (
            formatting.denominator(result),
            f"At most {formatting.units(most, 'procedures')} each",
            "Whole dataset",
        ),
        keys=(REPEATS,),
    )


def followup_chart() -> None:
    """Show the completeness of follow-up by the date of the procedure."""
    view = current_view()
    groups = counted.followup_over_time(view.dataset, view.cohort)
    whole = view.estimate(FOLLOWUP_COMPLETENESS)
    title = (
        "Follow-up completeness by date of the procedure"
        f" \N{MIDDLE DOT} {formatting.denominator(whole)}"
    )
    reference = view.reference(FOLLOWUP_COMPLETENESS)
    show_charts(
        Chart(
            "followup_by_date",
            title,
            interval_figure(title, groups, current_palette(), reference=reference),
            describe_intervals(title, groups),
            f"{view.cohort.describe()}. Share of procedures whose latest due visit after 24 h was"
            " completed. Dots with 95 % intervals; the grey line is the whole dataset.",
            Source(followup_by_date_table, (view.cohort,)),
        )
    )
