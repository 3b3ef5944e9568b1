"""The phases of one measurement: alone, together, alone again, overload, overtaking, cold opens."""

from typing import NamedTuple

from benchmarks.load.expected import Authority
from benchmarks.load.opening import open_many
from benchmarks.load.overtaking import Overtaking, overtake
from benchmarks.load.plan import Change, Names, plan
from benchmarks.load.report import (
    Costs,
    p95,
    print_answers,
    print_faults,
    print_head,
    print_memory,
    print_openings,
    print_overtaking,
)
from benchmarks.load.session import Session, together
from benchmarks.load.shipped import Shipped
from benchmarks.timing import print_target
from vertebroplasty.cohort import Cohort

WARM_UP = 20
LONE_THINK = 0.2
HURRIED = 4
"""Changes of each session without a moment's thought: more than the machine can serve."""
PAIRED_SESSIONS = 8
PAIRED_CHANGES = 50
OPENS = 50
OPENS_WITHIN = 10.0
TIMES_LONE = 4

Plans = dict[str, list[list[Change]]]


class Sizes(NamedTuple):
    """Sessions, changes of each, mean seconds of thought; changes of the lone session."""

    sessions: int
    changes: int
    think: float
    lone: int


def plans_of(sizes: Sizes, seed: int, names: Names) -> Plans:
    """Draw what the sessions of every phase do; no cohort sequence is used twice."""
    shapes = {
        "warm-up": (1, WARM_UP, 0.0),
        "before": (1, sizes.lone, LONE_THINK),
        "together": (sizes.sessions, sizes.changes, sizes.think),
        "after": (1, sizes.lone, LONE_THINK),
        "hurried": (sizes.sessions, HURRIED, 0.0),
        "paired": (PAIRED_SESSIONS, PAIRED_CHANGES, 0.0),
    }
    made = {}
    for place, (phase, (count, changes, think)) in enumerate(shapes.items()):
        seeds = range(1000 * (100 * seed + place), 1000 * (100 * seed + place) + count)
        made[phase] = [plan(each, changes, think, names) for each in seeds]
    made["paired"] = [[one._replace(page="") for one in many] for many in made["paired"]]
    return made


class Measurement:
    """One measurement of a server.

    Parameters
    ----------
    server : Shipped
        Running, as shipped.
    name : str
        Dataset.
    authority : Authority
        Knows what is due.
    plans : dict of str to list
        What the sessions of each phase do.
    """

    def __init__(self, server: Shipped, name: str, authority: Authority, plans: Plans) -> None:
        self._server, self._name = server, name
        self._authority, self._plans = authority, plans

    def run(self) -> None:
        """Go through the phases and print what was found."""
        together(self._sessions("warm-up"))
        print_head()
        before = self._phase("before", "one session alone, before")
        self._phase_of_many()
        after = self._phase("after", "one session alone, after")
        hurried = self._phase("hurried", "all at once, without thinking")
        print_memory(self._costs)
        print_faults([*before, *self._many, *after, *hurried])
        ratio = p95([*self._many]) / p95([*before, *after])
        print_target(f"p95 of {len(self._many)} sessions / of one", ratio, at_most=TIMES_LONE)
        self._overtake()
        due = self._authority.of("", Cohort())
        opened = open_many(self._server.port, self._name, due, OPENS, OPENS_WITHIN)
        print_openings(opened, OPENS_WITHIN)

    def _sessions(self, phase: str) -> list[Session]:
        where = self._server.port, self._name
        return [Session(*where, changes, self._authority) for changes in self._plans[phase]]

    def _phase(self, phase: str, title: str) -> list[Session]:
        sessions = self._sessions(phase)
        together(sessions)
        print_answers(title, sessions)
        return sessions

    def _phase_of_many(self) -> None:
        self._many = self._sessions("together")
        seen = [self._server.resources()]
        together(self._many, while_open=lambda: seen.append(self._server.resources()))
        seen.append(self._server.resources())
        changes = sum(len(session.answers) for session in self._many)
        self._costs = Costs(len(self._many), changes, *seen)
        print_answers(f"{len(self._many)} sessions together", self._many)

    def _overtake(self) -> None:
        where = self._server.port, self._name
        pairs = [Overtaking(*where, plan, self._authority) for plan in self._plans["paired"]]
        overtake(pairs)
        print_overtaking(pairs)
