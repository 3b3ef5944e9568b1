"""What changes a list of saved cohorts: each change is made to the list as it then is."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from vertebroplasty.errors import SavedCohortError
from vertebroplasty.importing.report import shown
from vertebroplasty.report.saved_cohorts.file import Cohorts, change_file
from vertebroplasty.report.saved_cohorts.model import LONGEST_NAME, SavedCohort, same_name
from vertebroplasty.report.saved_cohorts.texts import from_yaml


class Merged(NamedTuple):
    """What came of a list that was brought in: cohorts under their names, and what to know."""

    added: Cohorts
    notes: tuple[str, ...]


def add(root: Path, saved: SavedCohort) -> None:
    """Save a cohort, at the end of its dataset's list; a name that is taken is refused."""

    def _changed(there: Cohorts) -> Cohorts:
        if same_name(saved.name) in _taken(there):
            raise SavedCohortError(
                f"{saved.name!r} is saved already; another name would do, or delete that one first"
            )
        return (*there, saved)

    change_file(root, saved.dataset, _changed)


def revise(
    root: Path, dataset: str, name: str, *, new_name: str | None = None, text: str | None = None
) -> None:
    """Give a cohort another name, another description, or both.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    dataset, name : str
        Which cohort.
    new_name, text : str, optional
        Its new name and description; None leaves them.
    """

    def _changed(there: Cohorts) -> Cohorts:
        at = _place(there, name)
        one = there[at]
        revised = replace(
            one,
            name=one.name if new_name is None else new_name,
            description=one.description if text is None else text,
        )
        others = (*there[:at], *there[at + 1 :])
        if same_name(revised.name) in _taken(others):
            raise SavedCohortError(f"{revised.name!r} is saved already; another name would do")
        return (*there[:at], revised, *there[at + 1 :])

    change_file(root, dataset, _changed)


def move(root: Path, dataset: str, name: str, steps: int) -> None:
    """Move a cohort within its list, at most to an end.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    dataset, name : str
        Which cohort.
    steps : int
        Down the list; up where negative.
    """

    def _changed(there: Cohorts) -> Cohorts:
        at = _place(there, name)
        others = [*there[:at], *there[at + 1 :]]
        others.insert(max(0, at + steps), there[at])
        return tuple(others)

    change_file(root, dataset, _changed)


def delete(root: Path, dataset: str, name: str) -> None:
    """Delete a cohort from the list."""

    def _changed(there: Cohorts) -> Cohorts:
        at = _place(there, name)
        return (*there[:at], *there[at + 1 :])

    change_file(root, dataset, _changed)


def merge(root: Path, dataset: str, text: str) -> Merged:
    """Add the cohorts of a list that was taken along; a name that is taken gets " (2)".

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    dataset : str
        Where they are saved from now on.
    text : str
        YAML as `to_yaml` writes it.

    Returns
    -------
    Merged
        Static cohorts of another dataset became dynamic ones: its generations are not here.

    Raises
    ------
    SavedCohortError
        If it is no list of cohorts, or there would be too many; nothing is added then.
    """
    came = from_yaml(text)
    added: list[SavedCohort] = []
    notes: list[str] = []

    def _changed(there: Cohorts) -> Cohorts:
        for one in came:
            name = _free(one.name, _taken((*there, *added)))
            frozen = one.frozen if one.dataset == dataset else None
            added.append(replace(one, name=name, dataset=dataset, frozen=frozen))
            notes.extend(f"{name}: {problem}" for problem in one.problems)
            if name != one.name:
                notes.append(f"{one.name!r} was taken, so it is called {name!r}")
            if one.frozen and not frozen:
                notes.append(f"{name} was static in another dataset and is dynamic here")
        return (*there, *added)

    change_file(root, dataset, _changed)
    return Merged(tuple(added), tuple(notes))


def _place(there: Cohorts, name: str) -> int:
    for at, saved in enumerate(there):
        if saved.name == name:
            return at
    raise SavedCohortError(
        f"{shown(name)!r} is not saved any more: somebody has renamed or deleted it meanwhile"
    )


def _taken(there: Cohorts) -> set[str]:
    return {same_name(saved.name) for saved in there}


def _free(name: str, taken: set[str]) -> str:
    """Return the name, or with the first number behind it that makes it free."""
    number, free = 1, name
    while same_name(free) in taken:
        number += 1
        behind = f" ({number})"
        free = f"{name[: LONGEST_NAME - len(behind)].rstrip()}{behind}"
    return free
