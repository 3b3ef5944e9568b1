"""The phases of one measurement: alone, together, alone again, overload, overtaking, cold opens."""

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.load.expected import Authority
from benchmarks.load.opening import open_many
from benchmarks.load.overtaking import Overtaking, overtake
from benchmarks.load.plan import Change, Names, plan
from benchmarks.load.report import (
    print_answers,
    print_faults,
    print_memory,
    print_openings,
    print_overtaking,
    quantile,
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


def measure(server: Shipped, name: str, authority: Authority, plans: Plans) -> None:
    """Go through the phases and print what was found."""

    def sessions(phase: str) -> list[Session]:
        return [Session(server.port, name, changes, authority) for changes in plans[phase]]

    print_answers()
    warming = sessions("warm-up")
    together(warming)
    print_faults(warming) if warming[0].errors else None
    before, after = sessions("before"), sessions("after")
    together(before)
    print_answers("one session alone, before", before)
    closed, opened = server.resources(), []
    many = sessions("together")
    together(many, while_open=lambda: opened.append(server.resources()))
    done = server.resources()
    print_answers(f"{len(many)} sessions together", many)
    together(after)
    print_answers("one session alone, after", after)
    hurried = sessions("hurried")
    together(hurried)
    print_answers(f"{len(hurried)} sessions without thinking", hurried)
    every = [*before, *many, *after, *hurried]
    print_memory(len(many), closed, opened[0], done, sum(len(s.answers) for s in many))
    print_faults(every)
    lone = quantile([answer.seconds for one in (*before, *after) for answer in one.answers])
    loaded = quantile([answer.seconds for one in many for answer in one.answers])
    print_target(f"p95 of {len(many)} sessions / of one alone", loaded / lone, at_most=TIMES_LONE)
    _overtake(server, name, authority, plans["paired"])
    print_openings(
        open_many(server.port, name, authority.of("", Cohort()), OPENS, OPENS_WITHIN), OPENS_WITHIN
    )


def _overtake(
    server: Shipped, name: str, authority: Authority, plans: Sequence[list[Change]]
) -> None:
    pairs = [Overtaking(server.port, name, changes, authority) for changes in plans]
    overtake(pairs)
    print_overtaking(pairs)
