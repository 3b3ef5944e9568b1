"""``dataset.toml``: what a source folder says of itself."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vertebroplasty.importing.generations import DATASET_NAME
from vertebroplasty.importing.report import Problem, Severity
from vertebroplasty.vocabulary import Nature

FILE_NAME = "dataset.toml"
NATURES = tuple(nature.value for nature in Nature)
_KEYS = ("name", "title", "nature", "note")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a dataset comes from.

    Attributes
    ----------
    name : str
        Dataset name, such as ``srinagar-2007``.
    title : str
        Name for people.
    nature : str
        ``clinical``, ``synthetic`` or ``reconstruction``.
    note : str
        A sentence on where the data come from; it may be empty for clinical data only.
    """

    name: str
    title: str
    nature: str
    note: str


def read_provenance(folder: Path, name: str | None) -> tuple[Provenance, list[Problem]]:
    """Read ``dataset.toml`` of a folder.

    Parameters
    ----------
    folder : pathlib.Path
        Source folder.
    name : str, optional
        Dataset name that was asked for; it goes before the file's and the folder's.

    Returns
    -------
    Provenance
        What is known; of a folder without the file, that its data are clinical.
    list of Problem
        What is wrong with it.
    """
    path = folder / FILE_NAME
    text = ""
    facts: dict[str, object] = {"nature": "clinical"}
    problems: list[Problem] = []
    if path.exists():
        try:
            text = path.read_text(encoding="utf-8-sig")
            facts = tomllib.loads(text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            problems = [_problem(0, "file", str(error), "TOML in UTF-8", "unreadable")]
    else:
        allowed = "there, and says whether the data are clinical, synthetic or a reconstruction"
        problems = [_problem(0, "file", "missing", allowed, "missing", Severity.WARNING)]
    facts["name"] = name or facts.get("name", folder.resolve().name)
    if not problems:
        problems = list(_fact_problems(facts, text))
    elif not DATASET_NAME.fullmatch(str(facts["name"])):
        problems.append(_name_problem(str(facts["name"]), 0))
    stated = {key: str(facts.get(key, "")) for key in _KEYS}
    return Provenance(**{**stated, "title": stated["title"] or stated["name"]}), problems


def _fact_problems(facts: dict[str, object], text: str) -> Iterator[Problem]:
    for key, value in facts.items():
        line = _line_of(key, text)
        if key not in _KEYS:
            yield _problem(line, key, str(value), f"one of the keys {', '.join(_KEYS)}", "key")
        elif not isinstance(value, str):
            yield _problem(line, key, str(value), "text in quotes", "text")
    if not DATASET_NAME.fullmatch(str(facts["name"])):
        yield _name_problem(str(facts["name"]), _line_of("name", text))
    nature = facts.get("nature", "")
    if nature not in NATURES:
        allowed = f"one of {', '.join(NATURES)}"
        yield _problem(_line_of("nature", text), "nature", str(nature), allowed, "nature")
    elif nature != "clinical" and not facts.get("note"):
        allowed = "a sentence on where data that are not clinical come from"
        yield _problem(_line_of("note", text), "note", "", allowed, "note")


def _name_problem(name: str, line: int) -> Problem:
    allowed = "lower-case letters, digits and single hyphens, at most 64; or give one with --name"
    return _problem(line, "name", name, allowed, "name")


def _line_of(key: str, text: str) -> int:
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if line.split("=")[0].strip() == key), 0)


def _problem(
    line: int, column: str, value: str, allowed: str, rule: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(FILE_NAME, line, column, value, allowed, f"dataset.{rule}", severity)
