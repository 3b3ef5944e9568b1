"""Many sessions of one server at a small size; `make load` and `make endurance` are the full ones.

Authority of every number that a session is shown: `query.evaluate` in this process.
"""

import time

from benchmarks.load.expected import Authority
from benchmarks.load.opening import open_many
from benchmarks.load.overtaking import Overtaking, overtake
from benchmarks.load.plan import Names, plan
from benchmarks.load.session import Session, together
from benchmarks.load.shipped import Shipped
from benchmarks.visitor import visiting
from tests.load.conftest import KEPT_SECONDS
from vertebroplasty.cohort import Cohort

SESSIONS = 5
CHANGES = 4
PAIRS = 4
OPENS = 8
STEADY = 5


def sessions(
    server: Shipped, name: str, authority: Authority, called: Names, first: int
) -> list[Session]:
    plans = [plan(first + number, CHANGES, 0.0, called) for number in range(SESSIONS)]
    return [Session(server.port, name, changes, authority) for changes in plans]


def test_each_session_is_shown_its_own_cohort(
    server: Shipped, authority: Authority, called: Names
) -> None:
    many = sessions(server, "registry-demo", authority, called, first=100)
    together(many)
    answers = [answer for one in many for answer in (*one.answers, *one.turns)]
    assert [error for one in many for error in one.errors] == []
    assert [answer.wrong for answer in answers if answer.wrong] == []
    assert len([answer for one in many for answer in one.answers]) == SESSIONS * CHANGES


def test_a_change_that_overtakes_another_is_the_one_that_is_shown(
    server: Shipped, authority: Authority, called: Names
) -> None:
    plans = [plan(200 + number, 2 * PAIRS, 0.0, called) for number in range(4)]
    many = [
        Overtaking(server.port, "registry-demo", [c._replace(page="") for c in changes], authority)
        for changes in plans
    ]
    overtake(many)
    assert [error for one in many for error in one.errors] == []
    assert [words for one in many for words in one.wrong] == []
    assert sum(one.done for one in many) == 4 * PAIRS


def test_cold_opens_at_once_are_all_served(server: Shipped, authority: Authority) -> None:
    opened = open_many(server.port, "registry-demo", authority.of("", Cohort()), OPENS, within=0.5)
    assert [one.wrong for one in opened] == [""] * OPENS


def settled_files_and_threads(server: Shipped) -> tuple[int, int]:
    """Let the server forget who has left, and look at what it holds."""
    time.sleep(KEPT_SECONDS + 0.5)
    with visiting(server.port, "dataset=registry-demo"):
        pass
    time.sleep(0.5)
    now = server.resources()
    return now.files, now.threads


def test_closed_sessions_leave_no_file_and_no_thread(
    server: Shipped, authority: Authority, called: Names
) -> None:
    """Authority: the system's own count, before against after; an open session holds four files."""
    together(sessions(server, "registry-demo", authority, called, first=300))
    before = settled_files_and_threads(server)
    for first in (400, 500):
        together(sessions(server, "registry-demo", authority, called, first))
    after = settled_files_and_threads(server)
    assert all(abs(b - a) <= STEADY for a, b in zip(before, after, strict=True)), (before, after)
    assert server.tracebacks() == 0
