"""The wizard's third step: what the columns of each sheet mean, and how its cells are written."""

from dataclasses import replace
from html import escape

import streamlit as st

from vertebroplasty.importing.mapping.model import (
    DATE_ORDERS,
    DECIMAL_MARKS,
    EMPTY_VISITS,
    ROW_UNITS,
    Mapping,
    SheetMapping,
)
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview
from vertebroplasty.ui.importing import codes, draft
from vertebroplasty.ui.importing.files import label_of
from vertebroplasty.ui.importing.widgets import choose, write
from vertebroplasty.ui.importing.wizard import Wizard
from vertebroplasty.ui.importing.words import (
    CHOICES,
    DATE_WORDS,
    DECIMAL_WORDS,
    EMPTY_VISIT_WORDS,
    FIELD_WORDS,
    NOT_READ,
    ROW_WORDS,
)

EXAMPLES = 4
COLUMNS_A_PAGE = 40
NOT_KNOWN = ""
_CHOICE_WORDS = {NOT_READ: "not read", **FIELD_WORDS}
_DATES = {"procedure.procedure_date", "procedure.birth_date", "visit.date"}


def mapping_form(wizard: Wizard) -> None:
    """Let the person say how each sheet is read; the answers become the wizard's mapping."""
    mapping = wizard.mapping
    if mapping is None:
        return
    for number in range(len(mapping.sheets)):
        mapping = _sheet_form(wizard, mapping, number)
    wizard.mapping = mapping


def _sheet_form(wizard: Wizard, mapping: Mapping, number: int) -> Mapping:
    sheet = mapping.sheets[number]
    preview = wizard.preview_of(number)
    with st.container(border=True):
        if preview is None:
            names = ", ".join(shown(heading) for heading in list(sheet.columns)[:8])
            st.html(
                "<p class='vo-problem' role='alert'>The saved mapping reads a sheet with the"
                f" columns {escape(names)} ...; none of these files has them all.</p>"
            )
            return mapping
        st.html(f"<h2 class='vo'>{escape(label_of(preview))}</h2>{_only_words(sheet)}")
        key = _key(wizard, number, "leave_out")
        what = "these rows" if sheet.only else "this sheet"
        st.button(f"Do not read {what}", key=key, on_click=wizard.leave_out, args=(number,))
        rows = choose("One row is", ROW_UNITS, sheet.rows, _key(wizard, number, "rows"), ROW_WORDS)
        sheet = replace(sheet, rows=rows or sheet.rows)
        sheet = _columns(wizard, number, sheet, preview)
        sheet = _codes(wizard, number, sheet, preview)
        mapping = draft.with_sheet(mapping, number, sheet)
        sheet = _constants(wizard, number, mapping)
        return draft.with_sheet(mapping, number, _formats(wizard, number, sheet))


def _columns(
    wizard: Wizard, number: int, sheet: SheetMapping, preview: SheetPreview
) -> SheetMapping:
    """Show the columns, some at a time, each with its meaning."""
    pages = -(-len(preview.columns) // COLUMNS_A_PAGE)
    page = 1
    if pages > 1:
        page = st.number_input(
            f"Page of columns, 1 to {pages}", 1, pages, key=_key(wizard, number, "page")
        )
    first = (int(page) - 1) * COLUMNS_A_PAGE
    for place, column in enumerate(preview.columns[first : first + COLUMNS_A_PAGE], first):
        reason = wizard.reasons.get((wizard.previews.index(preview), column.heading), "")
        sheet = _column(_key(wizard, number, f"column_{place}"), sheet, column, reason)
    return sheet


def _column(key: str, sheet: SheetMapping, column: ColumnPreview, reason: str) -> SheetMapping:
    targets = sheet.columns.get(column.heading, ())
    before = draft.choice_of(targets)
    left, middle, right = st.columns([4, 4, 3], vertical_alignment="center")
    left.html(_heading(column, reason))
    options = CHOICES if before in CHOICES else (before, *CHOICES)
    with middle:
        choice = choose("Meaning", options, before, key, _CHOICE_WORDS, bare=True)
    contexts = draft.contexts(choice, column)
    if not contexts:
        return draft.with_meaning(sheet, column.heading, choice, "")
    timed = choice.startswith("visit.")
    words = {"": "visit: as its column says" if timed else "the cell holds the term"}
    words |= {one: f"at {one}" if timed else f"a tick means {one}" for one in contexts if one}
    with right:
        context = choose(
            "Visit or term",
            contexts,
            draft.context_of(targets) if choice == before else "",
            f"{key}_{choice}",
            words,
            bare=True,
        )
    return draft.with_meaning(sheet, column.heading, choice, context)


def _heading(column: ColumnPreview, reason: str) -> str:
    """Return a column's heading, its most frequent texts, and why it was guessed as it was."""
    texts = ", ".join(shown(text) for text, _ in column.values[:EXAMPLES]) or "no value"
    more = ", ..." if column.distinct > EXAMPLES else ""
    why = f"<div class='vo-detail'><i>{escape(reason)}</i></div>" if reason else ""
    return (
        f"<div class='vo'><b>{escape(shown(column.heading))}</b>"
        f"<div class='vo-detail'>{escape(texts)}{more}</div>{why}</div>"
    )


def _codes(wizard: Wizard, number: int, sheet: SheetMapping, preview: SheetPreview) -> SheetMapping:
    """Show what texts stand for, where they are not the terms themselves."""
    coded = list(codes.coded_columns(sheet, preview))
    if coded:
        st.html("<p class='vo'><b>What the texts stand for</b></p>")
    for place, column in enumerate(coded):
        for text_place, text in enumerate(column.texts):
            key = _key(wizard, number, f"code_{column.field}_{place}_{text_place}")
            sheet = _code(key, sheet, column, text)
    return sheet


def _code(key: str, sheet: SheetMapping, column: codes.Coded, text: str) -> SheetMapping:
    left, right = st.columns([4, 7], vertical_alignment="center")
    left.html(
        f"<div class='vo'><span class='vo-detail'>{escape(shown(column.heading))}:</span>"
        f" <b>{escape(shown(text))}</b></div>"
    )
    known = codes.meaning_of(sheet, column.heading, text)
    options = (NOT_KNOWN, *column.terms)
    asked = "\N{EM DASH}"  # nothing is chosen until somebody does
    with right:
        chosen = choose(
            "Stands for",
            (*options, asked) if known is None else options,
            asked if known is None else known,
            key,
            {NOT_KNOWN: "not known", asked: "not said: the check will ask"},
            bare=True,
        )
    if chosen in (asked, known):
        return sheet
    return codes.with_code(sheet, column.heading, text, chosen)


def _constants(wizard: Wizard, number: int, mapping: Mapping) -> SheetMapping:
    """Ask for what holds for every row because no column says it."""
    sheet = mapping.sheets[number]
    asked = draft.constants_asked(mapping, sheet)
    if asked:
        st.html("<p class='vo'><b>For every row, because no column says it</b></p>")
    for target, terms in asked.items():
        key = _key(wizard, number, f"constant_{target}")
        before = sheet.constants.get(target, "")
        at = f" at {target.timepoint}" if target.timepoint else ""
        label = f"{FIELD_WORDS[target.field]}{at}"
        value = choose(label, terms, before, key) if terms else write(label, before, key)
        sheet = draft.with_constant(sheet, target, value)
    return sheet


def _formats(wizard: Wizard, number: int, sheet: SheetMapping) -> SheetMapping:
    """Ask how dates and numbers are written and what means "not known"."""
    st.html("<p class='vo'><b>How cells are written</b></p>")
    fields = {target.field for target in sheet.targets}
    dates, empty = sheet.dates, sheet.empty_visits
    left, middle, right = st.columns(3)
    if fields & _DATES:
        with left:
            key = _key(wizard, number, "dates")
            dates = choose("Dates", DATE_ORDERS, sheet.dates, key, DATE_WORDS)
    with middle:
        key = _key(wizard, number, "decimal")
        decimal = choose("Decimal mark", DECIMAL_MARKS, sheet.decimal, key, DECIMAL_WORDS)
    if any(target.timepoint for target in sheet.targets):
        with right:
            key = _key(wizard, number, "empty")
            label = "A visit without any value"
            empty = choose(label, EMPTY_VISITS, sheet.empty_visits, key, EMPTY_VISIT_WORDS)
    texts = write(
        "Texts that mean: not known (parted by semicolons)",
        "; ".join(sheet.missing),
        _key(wizard, number, "missing"),
    )
    missing = tuple(text.strip() for text in texts.split(";") if text.strip())
    return replace(sheet, dates=dates, decimal=decimal, empty_visits=empty, missing=missing)


def _only_words(sheet: SheetMapping) -> str:
    """Return which rows are read, where not all are."""
    conditions = [
        f"{shown(heading)} is {' or '.join(shown(text) or 'empty' for text in texts)}"
        for heading, texts in sheet.only.items()
    ]
    if not conditions:
        return ""
    return f"<p class='vo-detail'>Only rows whose {escape(' and '.join(conditions))}.</p>"


def _key(wizard: Wizard, number: int, name: str) -> str:
    return wizard.key(number, name)
