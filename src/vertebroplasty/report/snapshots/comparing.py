"""What changed since a snapshot: its numbers beside those of the same cohort today, and why."""

import re
from typing import NamedTuple

from vertebroplasty.formatting import units
from vertebroplasty.report.snapshots.model import Headline, Snapshot
from vertebroplasty.report.tables import Cell, Table, result_table, rounded

COHORT, PERCENT = "Cohort", "percent"
COLUMNS = ("Outcome", "Quantity", "Unit", "Then", "Now", "Change")

_COUNTS = ("Events", "n", "Missing")
_WORDS = ("Unit", "Method")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Line(NamedTuple):
    """One number, then and now; None where it was not defined, or is not counted.

    Attributes
    ----------
    outcome, quantity, unit : str
        Label of the measure or `COHORT`, what of it, and in what.
    then, now : str or int or float or None
        Percentages from 0 to 100, means in points.
    """

    outcome: str
    quantity: str
    unit: str
    then: Cell
    now: Cell

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.then != self.now

    @property
    def change(self) -> float | None:
        """Now minus then, in percentage points for a percentage; None where one is missing."""
        if not isinstance(self.then, int | float) or not isinstance(self.now, int | float):
            return None
        whole = isinstance(self.then, int) and isinstance(self.now, int)
        return self.now - self.then if whole else rounded(self.now - self.then)


class Since(NamedTuple):
    """What changed, and what is known of why.

    Attributes
    ----------
    lines : tuple of Line
        Every number of the snapshot.
    verdict : str
        How many differ and what made the difference, as far as it can be known.
    versions : tuple of str
        A sentence for each version, definition, unit or method that is another one now.
    """

    lines: tuple[Line, ...]
    verdict: str
    versions: tuple[str, ...]


def since(then: Snapshot, now: Snapshot, again: Snapshot | None = None) -> Since:
    """Compare a snapshot with the same cohort today.

    Parameters
    ----------
    then : Snapshot
        As it was taken.
    now : Snapshot
        The same cohort, counted today.
    again : Snapshot, optional
        The same cohort, counted today in the generation of the snapshot, where that is kept.

    Returns
    -------
    Since
        Numbers are compared as tables hold them, to six decimals.
    """
    lines, other = lines_of(then, now), (*_other_versions(then, now), *_other_measures(then, now))
    return Since(lines, _verdict(then, now, again, lines, versions_differ=bool(other)), other)


def lines_of(then: Snapshot, now: Snapshot) -> tuple[Line, ...]:
    """Return every number of a snapshot beside that of another one of the same cohort."""
    lines = [
        Line(COHORT, noun.capitalize(), noun, before, after)
        for noun, before, after in zip(then.size._fields, then.size, now.size, strict=True)
    ]
    for before in then.headlines:
        found, cells = now.by_key.get(before.key), _quantities(before)
        today = _quantities(found) if found else {}
        lines += [
            Line(before.label, name, _unit(before, name), cells.get(name), today.get(name))
            for name in dict.fromkeys((*cells, *today))
        ]
    return tuple(lines)


def change_table(lines: tuple[Line, ...]) -> Table:
    """Return the lines as a table, a row each."""
    return Table(COLUMNS, tuple((*line, line.change) for line in lines))


def _quantities(headline: Headline) -> dict[str, Cell]:
    table = result_table("", [(headline.label, headline.result)])
    cells = dict(zip(table.columns[1:], table.rows[0][1:], strict=True))
    return {name: cell for name, cell in cells.items() if name not in _WORDS}


def _unit(headline: Headline, quantity: str) -> str:
    if quantity in _COUNTS:
        return headline.result.noun
    if quantity == "Procedures":
        return "procedures"
    return PERCENT if headline.unit == "%" else headline.unit


def _other_versions(then: Snapshot, now: Snapshot) -> tuple[str, ...]:
    before, after = (dict(map(_name_and_version, each.versions)) for each in (then, now))
    return tuple(
        f"{name} {before.get(name, 'was not used')} then, {after.get(name, 'not used')} now"
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    )


def _name_and_version(text: str) -> tuple[str, str]:
    name, _, version = text.partition(" ")
    return name, version


def _other_measures(then: Snapshot, now: Snapshot) -> tuple[str, ...]:
    said: list[str] = []
    for before in then.headlines:
        after = now.by_key.get(before.key)
        if after is None:
            said.append(f"{before.label} is not counted by this version")
            continue
        pairs = {
            "definition": (before.definition, after.definition),
            "unit": (before.unit, after.unit),
            "method": (_method(before), _method(after)),
        }
        said += [
            f"{before.label}, {what}: {old} then, {new} now"
            for what, (old, new) in pairs.items()
            if old != new and old and new
        ]
    return tuple(said)


def _method(headline: Headline) -> str:
    """Return the method of the interval without its numbers, such as degrees of freedom."""
    interval = headline.result.interval
    return _NUMBER.sub("#", interval.method) if interval else ""


def _verdict(
    then: Snapshot,
    now: Snapshot,
    again: Snapshot | None,
    lines: tuple[Line, ...],
    *,
    versions_differ: bool,
) -> str:
    several = _differing(lines)
    if then.content_hash == now.content_hash:
        return _same_data(several, versions_differ=versions_differ)
    changed = f"The data changed from generation {then.generation} to {now.generation}"
    if not several:
        return f"{changed}; every number here is the same."
    if not versions_differ:
        return (
            f"{several} since. {changed}, the versions are the same: the data made the difference."
        )
    return f"{several} since. {changed}, and so did versions: {_which(then, again)}."


def _same_data(several: str, *, versions_differ: bool) -> str:
    if not several:
        return "Nothing differs: the data are the same, and so is every number."
    if versions_differ:
        return f"{several} although the data are the same: the version made the difference."
    return (
        f"{several} although the data and all versions that a snapshot knows are the same; why is"
        " not known."
    )


def _which(then: Snapshot, again: Snapshot | None) -> str:
    if again is None:
        return (
            f"generation {then.generation} is not kept any more, so which of the two made the"
            " difference is not known"
        )
    counted = f"counted by today's version in generation {then.generation} again,"
    if several := _differing(lines_of(then, again)):
        return f"{counted} {several} already, by the version alone"
    return f"{counted} every number is as it was, so the data made the difference"


def _differing(lines: tuple[Line, ...]) -> str:
    """Return how many numbers differ; empty when none does."""
    count = sum(line.differs for line in lines)
    verb = "differs" if count == 1 else "differ"
    return f"{count} of {units(len(lines), 'numbers')} {verb}" if count else ""
