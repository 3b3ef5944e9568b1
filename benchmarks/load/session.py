"""One session that goes through its plan, and what it was answered."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.expected import Authority
from benchmarks.load.filters import set_filters
from benchmarks.load.plan import Change
from benchmarks.load.reading import read
from benchmarks.visitor import Visitor, visiting
from vertebroplasty.cohort import Cohort


class Answer(NamedTuple):
    """A rerun that was answered.

    Seconds from sending the request to the end of the run on the wire, and from the run's own
    announcement to its end; bytes received; how it differs from what is due, in words.
    """

    page: str
    cohort: Cohort
    seconds: float
    running: float
    received: int
    wrong: str


class Session:
    """A reader who thinks, changes a filter, and reads.

    Parameters
    ----------
    port : int
        Where the server listens.
    name : str
        Dataset.
    changes : sequence of Change
        What to do.
    authority : Authority
        Knows what is due.
    """

    def __init__(
        self, port: int, name: str, changes: Sequence[Change], authority: Authority
    ) -> None:
        self._where = port, f"dataset={name}"
        self._changes = changes
        self._authority = authority
        self.opened = threading.Event()
        self.answers: list[Answer] = []
        self.turns: list[Answer] = []
        self.errors: list[str] = []

    def follow(self, begin: threading.Event | None = None) -> None:
        """Open, wait for the beginning, go through the plan, close; any error at all is kept."""
        try:
            with visiting(*self._where) as visitor:
                self.opened.set()
                if begin:
                    begin.wait()
                self._filter(visitor)
        except Exception as error:  # noqa: BLE001
            self.errors.append(repr(error))
        finally:
            self.opened.set()

    def _filter(self, visitor: Visitor) -> None:
        page, cohort = "", Cohort()
        for change in self._changes:
            time.sleep(change.think)
            if change.page != page:
                page = change.page
                visitor.turn_to(page)
                self.turns.append(self._answer(visitor, page, cohort))
            cohort = change.cohort
            set_filters(visitor, cohort)
            self.answers.append(self._answer(visitor, page, cohort))

    def _answer(self, visitor: Visitor, page: str, cohort: Cohort) -> Answer:
        sent = time.perf_counter()
        messages = visitor.rerun()
        ended = visitor.arrivals[-1]
        running = ended - _announced(visitor, messages)
        received = sum(message.ByteSize() for message in messages)
        wrong = self._authority.of(page, cohort).disagreement(read(messages))
        return Answer(page, cohort, ended - sent, running, received, wrong)


def _announced(visitor: Visitor, messages: Sequence[ForwardMsg]) -> float:
    """Return when the run that ended was announced."""
    places = [n for n, m in enumerate(messages) if m.WhichOneof("type") == "new_session"]
    return visitor.arrivals[places[-1]]


def together(sessions: Sequence[Session], while_open: Callable[[], None] = lambda: None) -> None:
    """Let sessions open one after the other and then go their ways at the same time."""
    begin = threading.Event()
    threads = [threading.Thread(target=session.follow, args=(begin,)) for session in sessions]
    for thread, session in zip(threads, sessions, strict=True):
        thread.start()
        session.opened.wait()
    while_open()
    begin.set()
    for thread in threads:
        thread.join()
