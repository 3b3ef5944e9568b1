"""The wizard's last steps: the report of the check, what would change, and loading."""

from html import escape

import streamlit as st

from vertebroplasty.errors import DatasetError
from vertebroplasty.formatting import units, whole
from vertebroplasty.importing.generation_files import next_number
from vertebroplasty.importing.generations import dataset_folder, default_root
from vertebroplasty.importing.preparing import Prepared
from vertebroplasty.importing.report import Problem, Report, Severity, shown
from vertebroplasty.ui.changes import show_changes
from vertebroplasty.ui.datasets import DATASET_KEY
from vertebroplasty.ui.frozen import thaw
from vertebroplasty.ui.importing.wizard import Wizard
from vertebroplasty.ui.provenance import hash_html
from vertebroplasty.ui.tables import show_table

OVERVIEW_PAGE = "pages/outcomes/overview_page.py"
SHOWN_PROBLEMS = 1_000
WHAT_TO_DO = (
    "Nothing was stored. Correct the cells in your own file and choose it again, or change the"
    " mapping: a column that means something else, a text that stands for a term, the date order."
)


def report_step(wizard: Wizard) -> None:
    """Show what the check found."""
    prepared = wizard.job.prepared if wizard.job else None
    if prepared is None:
        return
    report = prepared.report
    verdict = "accepted" if report.ok else "refused"
    counts = f"{units(report.n_errors, 'errors')}, {units(report.n_warnings, 'warnings')}"
    kind = "vo-done' role='status" if report.ok else "vo-problem' role='alert"
    st.html(f"<p class='{kind}'><b>The files are {verdict}</b>: {counts}.</p>")
    if not report.ok:
        st.html(f"<p class='vo'>{WHAT_TO_DO}</p>")
    _accounts(report)
    _by_rule(report)
    _problems(wizard, report)


def load_step(wizard: Wizard) -> None:
    """Show what would change, and load on demand."""
    prepared = wizard.job.prepared if wizard.job else None
    if prepared is None or prepared.changes is None:
        return
    st.header("What will change", anchor=False)
    against = (
        f"Against generation {prepared.expected}, which is served now"
        if prepared.expected
        else "A new dataset: there is nothing to compare it with"
    )
    show_changes(prepared.changes, against)
    st.header("Load", anchor=False)
    st.html(
        f"<p class='vo'>Dataset <b>{escape(prepared.name)}</b> \N{MIDDLE DOT} content"
        f" {hash_html(prepared.content_hash)}</p>"
    )
    _load_button(wizard, prepared)


def _load_button(wizard: Wizard, prepared: Prepared) -> None:
    changed = wizard.mapping != wizard.checked
    st.button(
        f"Load as generation {_next(prepared)}",
        key=wizard.key("load"),
        on_click=_load,
        args=(wizard,),
        disabled=changed,
    )
    st.caption(
        "The mapping was changed since this check: check the files again."
        if changed
        else "Every reader sees it from their next click on; going back takes one click."
    )


def done_step(wizard: Wizard) -> None:
    """Say that the dataset is loaded, and lead to it."""
    made = wizard.loaded
    if made is None:
        return
    st.html(
        f"<p class='vo-done' role='status'><b>Generation {made.number} of {escape(made.dataset)}"
        " is loaded</b> and served from now on.</p>"
    )
    st.page_link(OVERVIEW_PAGE, label=f"Show generation {made.number} on Overview")
    st.button("Import more", key=wizard.key("more"), on_click=wizard.cancel)


def _load(wizard: Wizard) -> None:
    wizard.load()
    if wizard.loaded:
        st.session_state[DATASET_KEY] = wizard.loaded.dataset
        thaw()


def _next(prepared: Prepared) -> int:
    try:
        return next_number(dataset_folder(default_root(), prepared.name))
    except (DatasetError, OSError):
        return prepared.expected + 1


def _accounts(report: Report) -> None:
    rows = [
        (
            escape(shown(file.file)),
            whole(file.rows_in),
            whole(file.rows_stored),
            whole(file.rows_reported),
            whole(file.rows_with_errors),
        )
        for file in report.files
    ]
    head = ("Sheet", "Rows in", "Would be stored", "Reported instead", "With errors")
    show_table("What becomes of the rows", head, rows, figures=(1, 2, 3, 4))


def _by_rule(report: Report) -> None:
    if not report.rule_counts:
        return
    allowed = {problem.rule: problem for problem in report.problems}
    rows = [
        (
            str(count.severity),
            whole(count.n),
            escape(count.rule),
            escape(_wanted(allowed[count.rule])) if count.rule in allowed else "",
        )
        for count in report.rule_counts
    ]
    st.html("<p class='vo'><b>By rule</b></p>")
    head = ("Kind", "Count", "Rule", "What is allowed")
    show_table("Findings by rule", head, rows, stacked=True)
    for sentence in report.not_checked:
        st.html(f"<p class='vo-detail'>{escape(sentence)}</p>")


def _wanted(problem: Problem) -> str:
    verb = "must be" if problem.severity is Severity.ERROR else "usually"
    return f"{verb} {problem.allowed}"


def _problems(wizard: Wizard, report: Report) -> None:
    """Show each problem with its place; all that were kept are in the download."""
    if not report.problems:
        return
    st.dataframe(
        [_cells(problem) for problem in report.problems[:SHOWN_PROBLEMS]],
        hide_index=True,
        key=wizard.key("problems"),
    )
    total = report.n_errors + report.n_warnings
    if total > SHOWN_PROBLEMS:
        st.caption(f"The first {whole(SHOWN_PROBLEMS)} of {whole(total)}; errors come first.")
    st.download_button(
        "Download the problems as CSV",
        lambda: report.csv().encode("utf-8-sig"),
        "problems.csv",
        "text/csv",
        key=wizard.key("csv"),
        on_click="ignore",
    )


def _cells(problem: Problem) -> dict[str, str]:
    """Return a problem as texts only: a grid draws them as they stand."""
    return {
        "": str(problem.severity),
        "File": shown(problem.file),
        "Sheet": shown(problem.sheet),
        "Line": str(problem.line or ""),
        "Column": shown(problem.column),
        "Value": shown(problem.value),
        "Allowed": _wanted(problem),
    }
