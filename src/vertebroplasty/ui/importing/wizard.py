"""Where a session's import stands: its job, the mapping that is being edited, and how it ended."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO

import streamlit as st

from vertebroplasty.errors import MappingError, VertebroplastyError
from vertebroplasty.importing.generations import Generation, default_root
from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.mapping.guess import guess
from vertebroplasty.importing.mapping.model import Mapping, SheetMapping
from vertebroplasty.importing.mapping.questions import Question, answered
from vertebroplasty.importing.mapping.text import from_yaml
from vertebroplasty.importing.sources.preview import SheetPreview
from vertebroplasty.preaggregate import TALLY_SQL
from vertebroplasty.ui.importing import draft

_KEY = "import wizard"
MAPPING_ENDINGS = (".yaml", ".yml")
LONGEST_MAPPING = 1_000_000
"""Bytes of a mapping file; a large one has some ten thousand."""
AS_BELOW = -1
"""The answer to a question that leaves the mapping as it stands."""


@dataclass
class Wizard:
    """One import of one session.

    Attributes
    ----------
    number, revision : int
        Count the imports of the session, and what was changed beside the widgets of the mapping:
        both name widgets, so that none remembers what is no longer so.
    job : ImportJob, optional
        The worker; None before the files are chosen and after the end.
    saved : Mapping, optional
        A mapping that came with the files.
    mapping : Mapping, optional
        As the person has edited it so far; None before the files were looked at.
    checked : Mapping, optional
        The mapping by which the files were checked last.
    questions : tuple of Question
        What only a person can say.
    answers : dict of int to int
        Place of the chosen option by that of the question; `AS_BELOW` leaves all as it is.
    places : tuple of int
        For each of the mapping's sheets the place of the preview that it reads first; -1 where none
        of the files fits.
    reasons : mapping
        Why a column was guessed as it was, by place of the preview and heading.
    loaded : Generation, optional
        What came of it.
    said : str
        What the last step could not do.
    """

    number: int = 0
    revision: int = 0
    job: ImportJob | None = None
    saved: Mapping | None = None
    mapping: Mapping | None = None
    checked: Mapping | None = None
    questions: tuple[Question, ...] = ()
    answers: dict[int, int] = field(default_factory=dict)
    places: tuple[int, ...] = ()
    reasons: Map[tuple[int, str], str] = field(default_factory=dict)
    loaded: Generation | None = None
    said: str = ""

    @property
    def phase(self) -> str:
        """What the job is doing; empty where there is none."""
        return self.job.state.phase if self.job else ""

    @property
    def previews(self) -> tuple[SheetPreview, ...]:
        """The sheets of the files."""
        inspection = self.job.inspection if self.job else None
        return inspection.sheets if inspection else ()

    @property
    def open_questions(self) -> int:
        """How many questions wait for an answer."""
        return sum(
            place not in self.answers and bool(question.options)
            for place, question in enumerate(self.questions)
        )

    def key(self, *parts: object) -> str:
        """Return the key of a widget of this import and of this state of its mapping."""
        return "_".join(map(str, ("import", self.number, self.revision, *parts)))

    def preview_of(self, number: int) -> SheetPreview | None:
        """Return the sheet that one of the mapping's sheets reads; None where none fits."""
        place = self.places[number]
        return self.previews[place] if place >= 0 else None

    def begin(self, uploads: Sequence[tuple[str, BinaryIO]]) -> None:
        """Start to look at some files; a mapping among them is used instead of a guess."""
        self.said, self.saved, self.mapping = "", None, None
        try:
            for name, file in uploads:
                if PurePath(name).suffix.lower() in MAPPING_ENDINGS:
                    self.saved = _read_mapping(file)
            sheets = [
                (name, file)
                for name, file in uploads
                if PurePath(name).suffix.lower() not in MAPPING_ENDINGS
            ]
            self.job = ImportJob.inspect(sheets, default_root())
        except VertebroplastyError as error:
            self.said = str(error)

    def propose(self) -> None:
        """Take the saved mapping, or guess one, once the files were looked at."""
        if self.mapping is not None or not self.previews:
            return
        if self.saved is not None:
            self.mapping = self.saved
            found = [draft.preview_of(sheet, self.previews) for sheet in self.saved.sheets]
            self.places = tuple(self.previews.index(one) if one else -1 for one in found)
            return
        guessed = guess(self.previews, PurePath(self.previews[0].file).stem)
        self.mapping, self.questions = guessed.mapping, guessed.questions
        self.reasons, self.places = guessed.reasons, guessed.previews

    def answer(self, place: int, option: int) -> None:
        """Answer a question; the widgets of the mapping then show what follows."""
        if self.answers.get(place) == option or self.mapping is None:
            return
        self.answers[place] = option
        if option != AS_BELOW:
            question = self.questions[place]
            self.mapping = answered(self.mapping, question, question.options[option])
            self.revision += 1

    def read_too(self, place: int) -> None:
        """Read one more sheet, by its place; what its columns mean is said by hand."""
        if self.mapping is None:
            return
        preview = self.previews[place]
        name = preview.name if len(self.previews) > 1 else ""
        sheet = SheetMapping(
            "procedure", {}, name, dialect=preview.dialect, header_line=preview.header_line
        )
        self.mapping = replace(self.mapping, sheets=(*self.mapping.sheets, sheet))
        self.places = (*self.places, place)
        self.revision += 1

    def leave_out(self, number: int) -> None:
        """Do not read one of the mapping's sheets; nothing more is asked about it."""
        if self.mapping is None:
            return
        sheets = self.mapping.sheets
        self.mapping = replace(self.mapping, sheets=(*sheets[:number], *sheets[number + 1 :]))
        self.places = (*self.places[:number], *self.places[number + 1 :])
        self.questions = tuple(_without(question, number) for question in self.questions)
        self.revision += 1

    def check(self) -> None:
        """Start to check the files with the mapping."""
        if self.job and self.mapping:
            self.said, self.checked = "", self.mapping
            self.job.prepare(self.mapping, TALLY_SQL)

    def load(self) -> None:
        """Serve what was checked, unless the mapping was changed since."""
        if self.job and self.mapping == self.checked:
            try:
                self.loaded = self.job.publish()
            except VertebroplastyError as error:
                self.said = str(error)

    def cancel(self) -> None:
        """Stop, remove everything, and begin anew."""
        if self.job:
            self.job.cancel()
        st.session_state[_KEY] = Wizard(self.number + 1)


def current_wizard() -> Wizard:
    """Return the session's import."""
    wizard: Wizard = st.session_state.setdefault(_KEY, Wizard())
    return wizard


def _without(question: Question, number: int) -> Question:
    """Return a question after a sheet was left out; without options if it was about that sheet.

    It keeps its place among the others: answers are kept by place.
    """
    if question.sheet == number:
        return replace(question, sheet=-1, options=())
    return replace(question, sheet=question.sheet - (question.sheet > number))


def _read_mapping(file: BinaryIO) -> Mapping:
    raw = file.read(LONGEST_MAPPING + 1)
    if len(raw) > LONGEST_MAPPING:
        raise MappingError(f"the mapping file has more than {LONGEST_MAPPING:,} bytes")
    try:
        return from_yaml(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MappingError("the mapping file is not UTF-8 text") from error
