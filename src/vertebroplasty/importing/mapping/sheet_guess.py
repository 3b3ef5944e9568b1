"""What one sheet means: its columns' guesses put together, and what only the whole can tell."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from vertebroplasty.importing.dictionary import SOURCE_FILES, SourceFile
from vertebroplasty.importing.mapping.column_guess import ColumnGuess, ask_visit, guess_column
from vertebroplasty.importing.mapping.formats import formats_of
from vertebroplasty.importing.mapping.key_guess import with_asked_key
from vertebroplasty.importing.mapping.levels import read_levels
from vertebroplasty.importing.mapping.model import KEYS, ROW_UNITS, SheetMapping, Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.mapping.words import fold
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import ColumnPreview, SheetPreview

_SEVERAL = 2
_ANY_DATE = {"date", "datum", "fecha", "data"}


@dataclass(frozen=True)
class SheetGuess:
    """What a sheet, or some rows of it, may mean.

    Attributes
    ----------
    mapping : SheetMapping
        How it may be read.
    questions : tuple of Question
        What must be asked about it; each with the sheet's place 0.
    """

    mapping: SheetMapping
    questions: tuple[Question, ...] = ()


def own_table(preview: SheetPreview) -> SourceFile | None:
    """Return the dictionary's table that a sheet is, by its name or all its headings."""
    header, name = set(preview.header), preview.name or PurePath(preview.file).stem
    for source in SOURCE_FILES:
        required = {column.name for column in source.columns if column.required}
        same = header == set(source.column_names) or name.strip().casefold() == source.name
        if same and required <= header <= set(source.column_names):
            return source
    return None


def guess_own(preview: SheetPreview, source: SourceFile, sheet: str) -> SheetGuess:
    """Return the mapping of one of the dictionary's own tables: each column is itself."""
    columns = {
        name: (Target(name if name in KEYS else f"{source.name}.{name}"),)
        for name in preview.header
        if name != "vas"
    }
    ignored = tuple(name for name in preview.header if name == "vas")
    mapping = SheetMapping(source.name, columns, sheet, ignored)
    return SheetGuess(replace(mapping, dialect=preview.dialect, header_line=preview.header_line))


def guess_columns(preview: SheetPreview) -> tuple[ColumnGuess, ...]:
    """Return the guesses of a sheet's columns, each target taken once, visits told apart."""
    guesses = [guess_column(column) for column in preview.columns]
    has_timepoint = any(g.target == Target("visit.timepoint") for g in guesses)
    taken: dict[Target, str] = {}
    settled = []
    for column, guess in zip(preview.columns, guesses, strict=True):
        one = _with_date(column, guess) if has_timepoint else _with_visit(column, guess)
        if one.target in taken:
            one = _second(one, taken[one.target])
        elif one.target:
            taken[one.target] = column.heading
        settled.append(one)
    return with_asked_key(preview, [_without_birth(guess, taken) for guess in settled])


def _without_birth(guess: ColumnGuess, taken: Map[Target, str]) -> ColumnGuess:
    if guess.target != Target("procedure.birth_date") or Target("procedure.age") not in taken:
        return guess
    reason = "identifies a person, and the age is there; it is not read"
    return ColumnGuess(guess.heading, None, reason, is_ignored=True)


def _with_date(column: ColumnPreview, guess: ColumnGuess) -> ColumnGuess:
    """Ask what a date is that stands beside the timepoint of a visit and says no more."""
    if guess.target != Target("procedure.procedure_date") or fold(column.heading) not in _ANY_DATE:
        return guess
    options = [
        Option(name, "columns", column.heading, value=str(target))
        for name, target in (("visit", Target("visit.date")), ("procedure", guess.target))
    ]
    asked = f"Is {shown(column.heading)!r} the date of the visit or of the procedure?"
    question = Question(0, column.heading, asked, tuple(options))
    return ColumnGuess(column.heading, None, "a date; asked of what", questions=(question,))


def _with_visit(column: ColumnPreview, guess: ColumnGuess) -> ColumnGuess:
    target = guess.target
    if not target or target.table != "visit" or target.timepoint:
        return guess
    return guess if target.column == "pain_scale" else ask_visit(column, target.field)


def _second(guess: ColumnGuess, first: str) -> ColumnGuess:
    reason = f"looks like {guess.target}, as {shown(first)!r} does, which is read; this is not"
    return ColumnGuess(guess.heading, None, reason)


def guess_sheet(
    preview: SheetPreview, guesses: Sequence[ColumnGuess], sheet: str
) -> SheetGuess | None:
    """Return what a sheet of a hospital's own means; none when it is hardly about patients.

    Parameters
    ----------
    preview : SheetPreview
        The sheet.
    guesses : sequence of ColumnGuess
        What its columns mean.
    sheet : str
        Name under which the mapping looks for it.

    Returns
    -------
    SheetGuess, optional
        The mapping and its questions. A sheet without a key is proposed all the same when several
        columns are clinical: a person can then say which column is the key.
    """
    is_keyed = any(guess.target and guess.target.field in KEYS for guess in guesses)
    clinical = sum(bool(guess.fields.difference(KEYS)) for guess in guesses)
    if not is_keyed and clinical < _SEVERAL:
        return None
    return assemble(preview, guesses, rows_of(preview, guesses), sheet)


def assemble(
    preview: SheetPreview, guesses: Sequence[ColumnGuess], rows: str, sheet: str
) -> SheetGuess:
    """Put columns, formats and questions of a sheet together.

    Parameters
    ----------
    preview : SheetPreview
        The sheet.
    guesses : sequence of ColumnGuess
        The columns that are read, or left out on purpose.
    rows : str
        What one row is.
    sheet : str
        Name under which the mapping looks for it.

    Returns
    -------
    SheetGuess
        The mapping and its questions.
    """
    read = [(guess, guess.target) for guess in guesses if guess.target]
    headings = {guess.heading: target for guess, target in read}
    columns = [(c, headings[c.heading]) for c in preview.columns if c.heading in headings]
    formats = formats_of(columns)
    missing = dict.fromkeys(text for guess in guesses for text in guess.missing)
    mapping = SheetMapping(
        rows,
        {guess.heading: (target,) for guess, target in read},
        sheet,
        tuple(guess.heading for guess in guesses if guess.is_ignored),
        constants={Target("visit.pain_scale"): formats.scale} if formats.scale else {},
        codes={guess.heading: guess.codes for guess, _ in read if guess.codes},
        missing=tuple(missing),
        decimal=formats.decimal,
        dates=formats.dates,
        dialect=preview.dialect,
        header_line=preview.header_line,
    )
    asked = [question for guess in guesses for question in guess.questions]
    return SheetGuess(mapping, (*asked, *formats.questions))


def rows_of(preview: SheetPreview, guesses: Sequence[ColumnGuess]) -> str:
    """Return what one row of a sheet is."""
    targets = [guess.target for guess in guesses if guess.target]
    if Target("visit.timepoint") in targets:
        return "visit"
    tables = {target.table for target in targets}
    if "treated_level" in tables and _is_by_level(preview, guesses):
        return "treated_level"
    if tables & {"procedure", "treated_level", "visit"}:
        return "procedure"
    return next((unit for unit in ROW_UNITS[1:] if unit in tables), "patient")


def _is_by_level(preview: SheetPreview, guesses: Sequence[ColumnGuess]) -> bool:
    """Whether rows name one level each, and procedures repeat."""
    heading_of = {field: guess.heading for guess in guesses for field in guess.fields}
    columns = {column.heading: column for column in preview.columns}
    key = next((heading_of[key] for key in reversed(KEYS) if key in heading_of), "")
    if not key:
        return False
    texts = columns[heading_of.get("treated_level.level", key)].values
    single = all(len(read_levels(text)) == 1 for text, _ in texts)
    return single and columns[key].distinct < columns[key].filled
