"""The filter changes that everyone goes through: each leads to a cohort not asked before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, cycle, islice
from typing import NamedTuple

from benchmarks.peers.filters import AGE_AT_FIRST, SEXES, state_line
from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import Sex, VertebralLevel

AGE_KEYS = ("ArrowRight", "ArrowLeft")
"""What moves the first end of the age range up by a year, and what the second one down."""

_LEVELS = ("T12", "L1", "L3", "T11", "L2", "T8", "L4", "T7")


class Step(NamedTuple):
    """One thing that a reader does: tick a box, or move an end of the age range by a year."""

    kind: str
    box: str = ""
    end: int = 0


@dataclass(frozen=True)
class Filters:
    """The state of the filters after a step."""

    ages: tuple[int, int] = AGE_AT_FIRST
    sexes: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()

    @property
    def cohort(self) -> Cohort:
        """Whom the filters describe."""
        sexes = tuple(list(Sex)[SEXES.index(one)] for one in self.sexes)
        return Cohort(*self.ages, sexes=sexes, levels=tuple(map(VertebralLevel, self.levels)))

    @property
    def line(self) -> str:
        """The filters in words, as a peer tells them."""
        return state_line(self.ages, tuple(self.sexes), tuple(self.levels))

    def after(self, step: Step) -> "Filters":
        """Return the state after one more step."""
        if step.kind == "sex":
            return replace(self, sexes=self.sexes ^ {step.box})
        if step.kind == "level":
            return replace(self, levels=self.levels ^ {step.box})
        low, high = self.ages
        return replace(self, ages=(low, high - 1) if step.end else (low + 1, high))


def walk(changes: int) -> list[tuple[Step, Filters]]:
    """Return so many steps in turn of level, sex and age, each with the state that it leads to.

    Ages only narrow, so that no cohort comes again.
    """
    filters, found = Filters(), []
    for step in islice(_steps(), changes):
        filters = filters.after(step)
        found.append((step, filters))
    assert len({filters.cohort for _, filters in found}) == changes
    return found


def _steps() -> Iterator[Step]:
    levels, ends = _one_in_one_out(), cycle((0, 1))
    sexes = cycle(("Women", "Men"))
    for kind in cycle(("level", "sex", "age")):
        match kind:
            case "level":
                yield Step("level", next(levels))
            case "sex":
                yield Step("sex", next(sexes))
            case _:
                yield Step("age", end=next(ends))


def _one_in_one_out() -> Iterator[str]:
    """Tick levels one after the other, so that one, then two are ticked at a time."""
    yield _LEVELS[0]
    for place in count():
        yield _LEVELS[(place + 1) % len(_LEVELS)]
        yield _LEVELS[place % len(_LEVELS)]
