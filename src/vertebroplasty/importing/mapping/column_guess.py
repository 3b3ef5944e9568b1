"""What one column of a sheet means, guessed from its heading and its values."""

from dataclasses import dataclass, field, replace

from vertebroplasty.importing.dictionary import Kind
from vertebroplasty.importing.mapping.cell_words import TERMS
from vertebroplasty.importing.mapping.code_guess import codes_of, number_questions, term_questions
from vertebroplasty.importing.mapping.column_values import (
    are_level_codes,
    is_all,
    is_coded,
    kind_of,
    known_texts,
    missing_texts,
    share,
)
from vertebroplasty.importing.mapping.headings import (
    IDENTIFIES,
    Heading,
    read_heading,
)
from vertebroplasty.importing.mapping.model import KEYS, Target
from vertebroplasty.importing.mapping.questions import Option, Question
from vertebroplasty.importing.report import shown
from vertebroplasty.importing.sources.preview import ColumnPreview
from vertebroplasty.vocabulary import Timepoint, VertebralLevel

NOT_READ = "it is not read"

_SEX = "patient.sex"
_LEAK = "treated_level.leak"
_LEVEL = "treated_level.level"
_PLACES = {str(level.code): str(level) for level in VertebralLevel}


@dataclass(frozen=True)
class ColumnGuess:
    """What a column may mean.

    Attributes
    ----------
    heading : str
        Its heading.
    target : Target, optional
        What it fills; none when that is not known, or asked.
    reason : str
        Why, in a sentence.
    is_ignored : bool
        Whether it is left out on purpose.
    codes : dict of str to str
        What its texts stand for.
    missing : tuple of str
        Its texts that mean "not known".
    questions : tuple of Question
        What must be asked about it.
    """

    heading: str
    target: Target | None
    reason: str
    is_ignored: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """What it fills, or would by one of the answers."""
        options = (option for question in self.questions for option in question.options)
        asked = {Target.parse(one.value).field for one in options if one.part == "columns"}
        return frozenset({self.target.field} if self.target else asked)


def guess_column(column: ColumnPreview, name: str = "") -> ColumnGuess:
    """Return what a column may mean, by its heading or the part of it that names it."""
    said = read_heading(name or column.heading)
    if said.field == IDENTIFIES:
        return ColumnGuess(column.heading, None, f"identifies a person; {NOT_READ}", True)
    said = _about_leaks(column, said)
    if said.field and share(said.field, column) >= 0.5:
        return _by_heading(column, said)
    if kind_of(said.field) is Kind.LEVEL and are_level_codes(column):
        return _ask_places(column, Target(said.field))
    if shows := next((field for field in _nouns if is_all(field, column)), ""):
        return _by_values_alone(column, said, shows)
    return _by_heading(column, said) if _holds_codes(column, said) else _unread(column, said)


def _holds_codes(column: ColumnPreview, said: Heading) -> bool:
    return said.field in TERMS and is_coded(column)


def _by_values_alone(column: ColumnPreview, said: Heading, shows: str) -> ColumnGuess:
    if said.field:
        return _ask_field(column, Target(shows), said.field)
    return _read(column, Target(shows), f"all values are {_nouns[shows]}")


def _unread(column: ColumnPreview, said: Heading) -> ColumnGuess:
    if said.field:
        reason = f"the heading suggests {said.field}, but the values do not ({_sample(column)})"
        return ColumnGuess(column.heading, None, f"{reason}; {NOT_READ}", True)
    return ColumnGuess(column.heading, None, f"not recognised; {NOT_READ}")


def _about_leaks(column: ColumnPreview, said: Heading) -> Heading:
    """Return what a heading about leaks says, the values considered: levels, or yes and no."""
    if said.field in (_LEAK, "leak.site") and is_all(_LEVEL, column):
        return replace(said, field="leak.level")
    if said.field == "leak.level" and is_all(_LEAK, column) and not is_all(_LEVEL, column):
        return replace(said, field=_LEAK, rest=said.rest or "level")
    return said


_nouns = {_LEVEL: "vertebral levels", _SEX: "words for sex"}


def _sample(column: ColumnPreview) -> str:
    texts = [shown(text) for text, _ in column.values[:3]]
    return f"values {', '.join(texts)}" if texts else "no values"


def _by_heading(column: ColumnPreview, said: Heading) -> ColumnGuess:
    target = Target(said.field, said.timepoint)
    if said.is_open:
        return ask_visit(column, said.field)
    if said.rest:
        return _ask_field(column, target, said.rest)
    reason = f"heading {shown(column.heading)!r}, {_sample(column)}"
    if said.field in {*KEYS, "procedure.operator"}:
        reason += "; must be a pseudonym, nothing that identifies a person"
    if said.field == "procedure.birth_date":
        reason += "; becomes the age at the procedure and is never stored"
    return _read(column, target, reason)


def ask_visit(column: ColumnPreview, name: str) -> ColumnGuess:
    """Return a guess of which only the visit is open."""
    heading, codes = column.heading, tuple(codes_of(column, name))
    options = [
        Option(str(point), "columns", heading, "", str(Target(name, point)), codes)
        for point in Timepoint
    ]
    text = f"Which visit is {shown(heading)!r}?"
    options.append(Option("none of them: not read", "ignored", heading))
    question = Question(0, heading, text, tuple(options))
    reason = f"looks like {name}, but the visit is open; asked"
    missing = missing_texts(column, name)
    return ColumnGuess(heading, None, reason, missing=missing, questions=(question,))


def _ask_field(column: ColumnPreview, target: Target, rest: str) -> ColumnGuess:
    heading, codes = column.heading, tuple(codes_of(column, target.field))
    question = Question(
        0,
        heading,
        f"Is {shown(heading)!r} the field {target}?",
        (
            Option("yes", "columns", heading, "", str(target), codes),
            Option("no: not read", "ignored", heading),
        ),
    )
    reason = f"looks like {target}, but says {shown(rest)!r} too; asked"
    missing = tuple(t for t in missing_texts(column, target.field) if t not in dict(codes))
    return ColumnGuess(heading, None, reason, missing=missing, questions=(question,))


def _ask_places(column: ColumnPreview, target: Target) -> ColumnGuess:
    """Ask whether the numbers of a column of levels are their places in the spine."""
    heading = column.heading
    seen = {text.strip(): _PLACES[str(int(text))] for text in known_texts(column)}
    codes = tuple({**_PLACES, **seen}.items())
    asked = f"Are the numbers under {shown(heading)!r} places C1=1 … L5=24, S1=25?"
    options = (
        Option("yes", "columns", heading, "", str(target), codes),
        Option("no: not read", "ignored", heading),
    )
    reason = f"looks like {target}, written in numbers; asked"
    missing, question = missing_texts(column, target.field), Question(0, heading, asked, options)
    return ColumnGuess(heading, None, reason, missing=missing, questions=(question,))


def _read(column: ColumnPreview, target: Target, reason: str) -> ColumnGuess:
    codes = dict(codes_of(column, target.field))
    missing = tuple(text for text in missing_texts(column, target.field) if text not in codes)
    asked = (*term_questions(column, target, codes), *number_questions(column, target))
    return ColumnGuess(column.heading, target, reason, False, codes, missing, asked)
