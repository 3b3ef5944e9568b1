"""A first mapping of a REDCap export: events, repeating instruments, tick boxes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vertebroplasty.importing.mapping.column_guess import ColumnGuess
from vertebroplasty.importing.mapping.headings import read_timepoint
from vertebroplasty.importing.mapping.model import Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.mapping.redcap_columns import (
    EVENT,
    INSTRUMENT,
    guess_export_column,
    prefixes_of,
)
from vertebroplasty.importing.mapping.redcap_export import Export, instruments, unit_of
from vertebroplasty.importing.mapping.sheet_guess import SheetGuess, assemble
from vertebroplasty.importing.mapping.words import fold
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import SheetPreview
from vertebroplasty.vocabulary import Timepoint


def guess_redcap(preview: SheetPreview, sheet: str) -> tuple[list[SheetGuess], dict[str, str]]:
    """Return the mappings of the kinds of rows of an export, and the reasons by heading.

    Parameters
    ----------
    preview : SheetPreview
        The export.
    sheet : str
        Name under which the mapping looks for it.

    Returns
    -------
    list of SheetGuess
        One a kind of row.
    dict of str to str
        Why each column is read so, or is not.
    """
    event, instrument = _named(preview, EVENT), _named(preview, INSTRUMENT)
    prefixes = prefixes_of(preview, instrument)
    guesses = {c.heading: guess_export_column(c, bool(event), prefixes) for c in preview.columns}
    first = preview.columns[0].heading
    reason = "the record's identifier, taken for one procedure of one patient; must be a pseudonym"
    guesses[first] = ColumnGuess(first, None, reason)
    export = Export(preview, sheet, guesses, event, instrument)
    repeated = instruments(export)
    parts = [_instrument_part(export, text, mine) for text, mine in repeated.items()]
    taken = {guess.heading for mine in repeated.values() for guess in mine}
    main = _main_parts(export, taken)
    visits = [_visit_part(export, taken)] if event else []
    found = [part for part in (*main, *visits, *parts) if _says_something(part)]
    return found, {heading: one.reason for heading, one in guesses.items()}


def _says_something(part: SheetGuess) -> bool:
    return len(part.mapping.columns) > 1 or bool(part.questions)


def _named(preview: SheetPreview, names: tuple[str, ...]) -> str:
    return next((heading for heading in preview.header if fold(heading) in names), "")


def _main_parts(export: Export, taken: set[str]) -> Iterator[SheetGuess]:
    """Yield the rows of procedures, and those of patients where another event holds them."""
    mine = [
        guess
        for heading, guess in export.guesses.items()
        if heading not in taken and not _is_visit_row(export, guess)
    ]
    if not export.event:
        yield _part(export, "procedure", mine, {})
        return
    main = _event_of(export, [g for g in mine if g.target and g.target.table != "patient"])
    patient = [g for g in mine if g.target and g.target.table == "patient"]
    elsewhere = _event_of(export, patient) if patient else main
    if elsewhere != main:
        mine = [guess for guess in mine if guess not in patient]
        yield _part(export, "patient", patient, {export.event: (elsewhere,)})
    yield _part(export, "procedure", mine, {export.event: (main,)})


def _is_visit_row(export: Export, guess: ColumnGuess) -> bool:
    target = guess.target
    return bool(export.event and target and target.table == "visit" and not target.timepoint)


def _event_of(export: Export, guesses: Sequence[ColumnGuess]) -> str:
    """Return the event whose rows hold most of some columns; the first one on a tie."""
    events = [text for text, _ in export.column(export.event).values]
    events.sort(key=lambda text: read_timepoint(text)[0] != Timepoint.BASELINE)
    return max(
        events,
        key=lambda text: sum(export.filled(g.heading, export.event, text) for g in guesses),
    )


def _part(
    export: Export,
    rows: str,
    guesses: Sequence[ColumnGuess],
    only: dict[str, tuple[str, ...]],
) -> SheetGuess:
    """Put a kind of row together; what does not repeat has no instrument."""
    of_patient = ("patient_id",)
    keys: dict[str, tuple[str, ...]] = {"patient": of_patient, "new_fracture": of_patient}
    keys["procedure"] = ("patient_id", "procedure_id")
    part = assemble(export.preview, guesses, rows, export.sheet)
    key = tuple(map(Target, keys.get(rows, ("procedure_id",))))
    if export.instrument and export.instrument not in only:
        only = {**only, export.instrument: ("",)}
    ignored = tuple(g.heading for g in export.guesses.values() if g.is_ignored)
    columns = {export.key: key, **part.mapping.columns}
    ignored = tuple(heading for heading in ignored if heading not in columns)
    return replace(part, mapping=replace(part.mapping, columns=columns, only=only, ignored=ignored))


def _visit_part(export: Export, taken: set[str]) -> SheetGuess:
    event, points = export.event, {}
    for text, _ in export.column(event).values:
        points[text] = read_timepoint(text)[0]
    known = {text: point for text, point in points.items() if point}
    mine = [g for g in export.guesses.values() if _is_visit_row(export, g)]
    mine = [guess for guess in mine if guess.heading not in taken]
    timepoint = ColumnGuess(event, Target("visit.timepoint"), "the events", codes=known)
    part = _part(export, "visit", [*mine, timepoint] if mine else [], {event: tuple(known)})
    asked = [_ask_event(event, text) for text, point in points.items() if not point and mine]
    return replace(part, questions=(*part.questions, *asked))


def _ask_event(event: str, text: str) -> Question:
    options = [Option(str(point), "event", event, text, str(point)) for point in Timepoint]
    asked = f"Which visit is the event {shown(text)!r}?"
    return Question(0, event, asked, (*options, Option("none of them: its visits are not read")))


def _instrument_part(export: Export, text: str, guesses: list[ColumnGuess]) -> SheetGuess:
    return _part(export, unit_of(guesses), guesses, {export.instrument: (text,)})
