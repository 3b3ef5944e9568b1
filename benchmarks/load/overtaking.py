"""Two changes, the second before the first is answered: what is shown in the end is the second's.

On the way a reader may see the first cohort, whole or in part, and nothing else: no number of one
cohort under the sentence of the other, and never the first again after the second.
"""

import random
import threading
import time
from collections.abc import Sequence

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.expected import Authority, Expected
from benchmarks.load.filters import open_more_filters, set_filters
from benchmarks.load.plan import Change
from benchmarks.load.reading import read, runs
from benchmarks.visitor import Visitor, visiting

LONGEST_GAP_SECONDS = 0.12
"""The second change comes at any moment of the first one's run."""
QUIET_SECONDS = 0.2
"""How long a late answer is waited for."""


class Overtaking:
    """A session whose changes come in pairs, each second one before the first is answered.

    Parameters
    ----------
    port : int
        Where the server listens.
    name : str
        Dataset.
    changes : sequence of Change
        Taken two at a time; all on Overview.
    authority : Authority
        Knows what is due.
    """

    def __init__(
        self, port: int, name: str, changes: Sequence[Change], authority: Authority
    ) -> None:
        self._where = port, f"dataset={name}"
        self._pairs = list(zip(changes[::2], changes[1::2], strict=False))
        self._authority = authority
        self.done = 0
        self.overtaken = 0
        self.wrong: list[str] = []
        self.errors: list[str] = []

    def follow(self, seed: int) -> None:
        """Go through the pairs; any error at all is kept."""
        draw = random.Random(seed)
        try:
            with visiting(*self._where) as visitor:
                open_more_filters(visitor)  # no rerun may come between two changes
                for first, second in self._pairs:
                    set_filters(visitor, first.cohort)
                    visitor.ask()
                    time.sleep(draw.uniform(0, LONGEST_GAP_SECONDS))
                    set_filters(visitor, second.cohort)
                    visitor.ask()
                    dues = [self._authority.of("", each.cohort) for each in (first, second)]
                    self._judge(visitor, *dues)
        except Exception as error:  # noqa: BLE001
            self.errors.append(repr(error))

    def _judge(self, visitor: Visitor, first: Expected, second: Expected) -> None:
        messages = visitor.answer()
        if read(messages).cohort != second.cohort:
            messages += visitor.answer()
        else:
            self.overtaken += 1
        messages += visitor.late(QUIET_SECONDS)
        self.done += 1
        self.wrong += judge(messages, first, second)


def judge(messages: Sequence[ForwardMsg], first: Expected, second: Expected) -> list[str]:
    """Return in words what was shown that must not be, of all that was sent for two changes."""
    shown = [found for run in runs(messages) if (found := read(run)).cohort]
    if not shown or second.disagreement(shown[-1]):
        last = second.disagreement(shown[-1]) if shown else "nothing was shown"
        return [f"in the end: {last}"]
    dues = [first if found.cohort == first.cohort else second for found in shown]
    wrong = [due.contradiction(found) for due, found in zip(dues, shown, strict=True)]
    if first in dues[dues.index(second) :]:
        wrong.append(f"{first.cohort!r} again after {second.cohort!r}")
    return [words for words in wrong if words]


def overtake(sessions: Sequence[Overtaking]) -> None:
    """Let all sessions go through their pairs at the same time."""
    threads = [
        threading.Thread(target=session.follow, args=(number,))
        for number, session in enumerate(sessions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
