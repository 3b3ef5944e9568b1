"""The numbers of a snapshot in a table, and beside them those of the same cohort today."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from vertebroplasty import formatting
from vertebroplasty.report.snapshots import (
    COHORT,
    PERCENT,
    Headline,
    Line,
    Since,
    Snapshot,
    change_table,
)
from vertebroplasty.report.table_csv import file_name, to_csv
from vertebroplasty.report.tables import DECIMALS
from vertebroplasty.ui.cards import interval_words, rests_on
from vertebroplasty.ui.provenance import when
from vertebroplasty.ui.tables import show_table

BELOW = ("SD", "Events", "n", "Missing")
"""Quantities of which the table names the change; the file has all."""
_SAME = "<span class='vo-detail' style='white-space:nowrap'>the same</span>"
_MARK = " <span class='vo-tag'>differs</span>"


def frozen_table(then: Snapshot) -> None:
    """Show the numbers of a snapshot as they were."""
    rows = [
        *((noun.capitalize(), formatting.whole(n)) for noun, n in then.size._asdict().items()),
        *((escape(each.label), _result(each)) for each in then.headlines),
    ]
    show_table("The snapshot's numbers", ("Outcome", f"Generation {then.generation}"), rows)


def changes_table(then: Snapshot, now: Snapshot, found: Since) -> None:
    """Show each number then, now, and the difference of the two.

    Parameters
    ----------
    then, now : Snapshot
        As it was taken, and the same cohort today.
    found : Since
        What differs.
    """
    sizes = [line for line in found.lines if line.outcome == COHORT]
    rows = [(line.quantity, _count(line.then), _count(line.now), _change([line])) for line in sizes]
    for before in then.headlines:
        after = now.by_key.get(before.key)
        lines = [line for line in found.lines if line.outcome == before.label]
        today = _result(after) if after else "not counted by this version"
        rows.append((escape(before.label), _result(before), today, _change(lines)))
    head = (
        "Outcome",
        f"Then, generation {then.generation}",
        f"Now, generation {now.generation}",
        "Change",
    )
    show_table("What changed since", head, rows, stacked=True)


def changes_download(then: Snapshot, now: Snapshot, found: Since) -> None:
    """Offer every number then and now as a file; parameters as for `changes_table`."""
    title = f"What changed since snapshot {then.number}"
    st.download_button(
        "Download what changed (.csv)",
        # Spreadsheet programs read UTF-8 by its byte-order mark.
        to_csv(
            change_table(found.lines),
            title=f"{title}, taken {when(then.taken_at)}. {found.verdict}",
            cohort=then.sentence,
            size=", ".join(f"{formatting.units(n, noun)}" for noun, n in _sizes(then)),
            dataset=f"{then.dataset}, then {_generation(then)}; now {_generation(now)}",
            warning=then.warning,
        ).encode("utf-8-sig"),
        file_name(then.sentence, title, then.dataset),
        "text/csv",
        key="snapshot_csv",
        on_click="ignore",
    )


def _sizes(snapshot: Snapshot) -> list[tuple[str, int]]:
    return list(snapshot.size._asdict().items())


def _generation(snapshot: Snapshot) -> str:
    return (
        f"generation {snapshot.generation}, content {snapshot.content_hash},"
        f" {', '.join(snapshot.versions)}"
    )


def _result(headline: Headline) -> str:
    """Return a result with its interval, and what it rests on below."""
    result, signed = headline.result, headline.key.startswith("vas_change")
    counted = result.n or result.n_missing
    shown = formatting.estimate(result, signed=signed) if counted else "nobody"
    below = " \N{MIDDLE DOT} ".join(
        part for part in (interval_words(result), rests_on(result)) if part
    )
    return f"{escape(shown)}<div class='vo-detail'>{escape(below)}</div>"


def _count(cell: object) -> str:
    return formatting.whole(cell) if isinstance(cell, int) else ""


def _change(lines: Sequence[Line]) -> str:
    """Return the change of the estimate, and below it that of the counts; limits stand beside."""
    if not any(line.differs for line in lines):
        return _SAME
    first, rest = lines[0], lines[1:]
    shown = _words(first) if first.differs else "estimate the same"
    below = " \N{MIDDLE DOT} ".join(
        f"{line.quantity} {_signed(line)}"
        for line in rest
        if line.differs and line.quantity in BELOW
    )
    detail = f"<div class='vo-detail' style='min-width:14rem'>{escape(below)}</div>"
    return f"{escape(shown)}{_MARK}{detail if below else ''}"


def _words(line: Line) -> str:
    if line.change is None or line.outcome == COHORT:
        return _signed(line)
    return f"{_signed(line)} {'percentage points' if line.unit == PERCENT else 'points'}"


def _signed(line: Line) -> str:
    """Return a change with its sign, and as many decimals as show that it is one."""
    change = line.change
    if change is None:
        return "was not defined" if line.then is None else "is not defined now"
    if isinstance(change, int):
        return formatting.number(change, 0, signed=True)
    usual = 1 if line.unit == PERCENT else 2
    decimals = usual if abs(change) >= 0.5 * 10**-usual else DECIMALS
    return formatting.number(change, decimals, signed=True)
