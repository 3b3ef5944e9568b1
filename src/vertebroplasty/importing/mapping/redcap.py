"""A first mapping of a REDCap export: events, repeating instruments, tick boxes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vertebroplasty.importing.mapping.column_guess import ColumnGuess
from vertebroplasty.importing.mapping.headings import read_timepoint
from vertebroplasty.importing.mapping.model import Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.mapping.redcap_columns import (
    EVENT,
    INSTRUMENT,
    guess_export_column,
)
from vertebroplasty.importing.mapping.sheet_guess import SheetGuess, assemble
from vertebroplasty.importing.mapping.words import fold
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview
from vertebroplasty.vocabulary import Timepoint

_BY_UNIT = (
    ("treated_level.level", "treated_level"),
    *((f"{table}.", table) for table in ("leak", "complication", "new_fracture", "visit")),
)


@dataclass(frozen=True)
class _Export:
    """An export: its columns' guesses, and where event and instrument stand."""

    preview: SheetPreview
    sheet: str
    guesses: dict[str, ColumnGuess]
    event: str
    instrument: str

    @property
    def key(self) -> str:
        return self.preview.columns[0].heading

    def column(self, heading: str) -> ColumnPreview:
        return next(column for column in self.preview.columns if column.heading == heading)

    def filled(self, heading: str, where: str, text: str) -> int:
        """Number of sample rows with a text in one column and something in another."""
        header = self.preview.header
        here, there = header.index(heading), header.index(where)
        return sum(bool(row[here]) and row[there] == text for row in self.preview.sample)


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
    guesses = {c.heading: guess_export_column(c, bool(event)) for c in preview.columns}
    first = preview.columns[0].heading
    reason = "the record's identifier, taken for one procedure of one patient; must be a pseudonym"
    guesses[first] = ColumnGuess(first, None, reason)
    export = _Export(preview, sheet, guesses, event, instrument)
    repeated = _instruments(export) if instrument else {}
    parts = [_instrument_part(export, text, mine) for text, mine in repeated.items()]
    taken = {guess.heading for mine in repeated.values() for guess in mine}
    main = _main_parts(export, taken)
    visits = [_visit_part(export, taken)] if event else []
    found = [part for part in (*main, *visits, *parts) if len(part.mapping.columns) > 1]
    return found, {heading: one.reason for heading, one in guesses.items()}


def _named(preview: SheetPreview, names: tuple[str, ...]) -> str:
    return next((heading for heading in preview.header if fold(heading) in names), "")


def _main_parts(export: _Export, taken: set[str]) -> Iterator[SheetGuess]:
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


def _is_visit_row(export: _Export, guess: ColumnGuess) -> bool:
    target = guess.target
    return bool(export.event and target and target.table == "visit" and not target.timepoint)


def _event_of(export: _Export, guesses: Sequence[ColumnGuess]) -> str:
    """Return the event whose rows hold most of some columns; the first one on a tie."""
    events = [text for text, _ in export.column(export.event).values]
    events.sort(key=lambda text: read_timepoint(text)[0] != Timepoint.BASELINE)
    return max(
        events,
        key=lambda text: sum(export.filled(g.heading, export.event, text) for g in guesses),
    )


def _part(
    export: _Export,
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


def _visit_part(export: _Export, taken: set[str]) -> SheetGuess:
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


def _instruments(export: _Export) -> dict[str, list[ColumnGuess]]:
    """Return the columns of each repeating instrument that says something we can read."""
    texts = [text for text, _ in export.column(export.instrument).values]
    columns = {t: [g for g in export.guesses.values() if _repeats(export, g, t)] for t in texts}
    return {text: mine for text, mine in columns.items() if _unit_of(mine)}


def _unit_of(guesses: Sequence[ColumnGuess]) -> str:
    fields = [guess.target.field for guess in guesses if guess.target]
    units = (unit for start, unit in _BY_UNIT if any(f.startswith(start) for f in fields))
    return next(units, "")


def _instrument_part(export: _Export, text: str, guesses: list[ColumnGuess]) -> SheetGuess:
    return _part(export, _unit_of(guesses), guesses, {export.instrument: (text,)})


def _repeats(export: _Export, guess: ColumnGuess, instrument: str) -> bool:
    """Whether a column belongs to a repeating instrument: filled in its rows, and only there."""
    if not (guess.target or guess.questions):
        return False
    inside = export.filled(guess.heading, export.instrument, instrument)
    return inside > 0 and not export.filled(guess.heading, export.instrument, "")
