"""A list of saved cohorts as YAML, and back: the file beside the data, and what a reader takes."""

from collections.abc import Sequence
from functools import lru_cache

import yaml

from vertebroplasty.errors import MappingError, SavedCohortError
from vertebroplasty.importing.mapping.plain_yaml import LONGEST_TEXT, Entry, read_plain
from vertebroplasty.query.counts import CohortSize
from vertebroplasty.report.saved_cohorts.model import Frozen, SavedCohort, same_name

FORMAT = 1
LONGEST_FILE = LONGEST_TEXT
"""Characters; a cohort has a few hundred."""

_HEAD = "# Cohorts that the page Cohorts keeps; filters are those of a link of the dashboard.\n"
_COHORT = ("name", "description", "kind", "filters", "saved_on")
_SAVED_ON = ("generation", "content_hash", "patients", "procedures", "levels")
_KINDS = ("dynamic", "static")
_MOST_DIGITS = 9
_BREAKS = frozenset("\x85\u2028\u2029")
"""Characters that YAML takes for ends of lines unless they are written as escapes."""


class _Dumper(yaml.SafeDumper):
    """Writes every text so that it is read as it was."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """Represent a text."""
        style = '"' if _BREAKS.intersection(data) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(str, _Dumper.represent_str)


def to_yaml(dataset: str, cohorts: Sequence[SavedCohort]) -> str:
    """Return a list of cohorts as YAML that `from_yaml` reads; the same list, the same text.

    Parameters
    ----------
    dataset : str
        Where they are saved.
    cohorts : sequence of SavedCohort
        In their order.

    Returns
    -------
    str
        One document.

    Raises
    ------
    SavedCohortError
        If it would be longer than what is read.
    """
    whole = {"format": FORMAT, "dataset": dataset, "cohorts": [_written(one) for one in cohorts]}
    text = _HEAD + yaml.dump(
        whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None
    )
    if len(text) > LONGEST_FILE:
        raise SavedCohortError(
            f"The list would have {len(text):,} characters; at most {LONGEST_FILE:,} would do:"
            " delete a cohort, or shorten its description"
        )
    return text


@lru_cache(32)
def from_yaml(text: str) -> tuple[SavedCohort, ...]:
    """Read a list of cohorts.

    Parameters
    ----------
    text : str
        What `to_yaml` made, or a person wrote.

    Returns
    -------
    tuple of SavedCohort
        In their order. Filters that are none are in the `problems` of theirs.

    Raises
    ------
    SavedCohortError
        If it is no list of cohorts, is of a later version, or holds a name twice.
    """
    try:
        return _list(read_plain(text).table("format", "dataset", "cohorts", needs=("format",)))
    except MappingError as error:
        raise SavedCohortError(f"This is no list of cohorts: {error}") from error


def _written(saved: SavedCohort) -> dict[str, object]:
    entry: dict[str, object] = {"name": saved.name}
    if saved.description:
        entry["description"] = saved.description
    entry["kind"] = saved.kind
    entry["filters"] = {key: list(values) for key, values in saved.filters}
    if saved.frozen:
        facts = (saved.frozen.generation, saved.frozen.content_hash, *saved.frozen.size)
        entry["saved_on"] = dict(zip(_SAVED_ON, facts, strict=True))
    return entry


def _list(file: dict[str, Entry]) -> tuple[SavedCohort, ...]:
    if file["format"].whole() > FORMAT:
        raise SavedCohortError(
            f"This list has format {file['format'].text()}, a later one than {FORMAT}; the version"
            " of the dashboard that wrote it would do"
        )
    dataset = file["dataset"].text() if "dataset" in file else ""
    cohorts = tuple(
        _read(entry, dataset) for entry in (file["cohorts"].entries() if "cohorts" in file else ())
    )
    seen: set[str] = set()
    for saved in cohorts:
        if same_name(saved.name) in seen:
            raise SavedCohortError(f"{saved.name!r} stands there twice; two names would do")
        seen.add(same_name(saved.name))
    return cohorts


def _read(entry: Entry, dataset: str) -> SavedCohort:
    given = entry.table(*_COHORT, needs=("name", "filters"))
    kind = given["kind"].text() if "kind" in given else _KINDS["saved_on" in given]
    if kind not in _KINDS or (kind == "static") != ("saved_on" in given):
        raise SavedCohortError(
            f"{entry.path}: a cohort is dynamic, or static with saved_on ({', '.join(_SAVED_ON)});"
            f" {kind[:40]!r} {'with' if 'saved_on' in given else 'without'} saved_on is neither"
        )
    try:
        return SavedCohort(
            given["name"].text(),
            dataset,
            tuple((key, _values(value)) for key, value in given["filters"].table().items()),
            given["description"].text() if "description" in given else "",
            _frozen(given["saved_on"]) if "saved_on" in given else None,
        )
    except SavedCohortError as error:
        raise SavedCohortError(f"{entry.path}: {error}") from error


def _values(entry: Entry) -> tuple[str, ...]:
    """Return the values of a filter: a list, or one value as a person may write it."""
    if isinstance(entry.value, str):
        return (entry.value,)
    return entry.texts()


def _frozen(entry: Entry) -> Frozen:
    given = entry.table(*_SAVED_ON, needs=_SAVED_ON)
    size = CohortSize(*(_count(given[noun]) for noun in _SAVED_ON[2:]))
    return Frozen(_count(given["generation"]), given["content_hash"].text(), size)


def _count(entry: Entry) -> int:
    text = entry.text()
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise SavedCohortError(f"{entry.path}: {entry.shown}, but must be a whole number")
    return int(text)
