"""Generations change while sessions filter: no error, and every answer is of one generation, whole.

Authority: what a session is answered when nothing changes, for each content and each age range.
"""

import random
import re
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.visitor import Visitor, visiting
from tests.browser.server import serving
from tests.importing.clinic.truth import cases, write_twin
from tests.soak.sizes import size
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.load import import_folder
from vertebroplasty.importing.publishing import current_number, publish
from vertebroplasty.preaggregate import TALLY_SQL
from vertebroplasty.ui.piece.component import NAME

SESSIONS = size(4, 10)
SWAPS = size(5, 20)
SECONDS_BETWEEN = 1.0
AGES = [(51, 98), (51, 70), (60, 80), (70, 98), (75, 90), (55, 95)]

Answer = tuple[str, ...]


def answer(messages: list[ForwardMsg]) -> Answer:
    """Return what a run drew: its HTML and charts, without the sentence that the data changed."""
    drawn = []
    for message in messages:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "html":
            drawn.append(element.html.body)
        elif kind == "bidi_component" and element.bidi_component.component_name == NAME:
            drawn.append(element.bidi_component.json)
    told = (re.sub(r"<p class='vo-done'.*?</p>", "", one) for one in drawn)
    # A copy that is published has a number of its own, and the same content.
    return tuple(re.sub(r"generation(.)\d+", r"generation\1", one) for one in told)


def asked(visitor: Visitor, ages: tuple[int, int]) -> Answer:
    visitor.set_range("age", *ages)
    return answer(visitor.rerun())


@pytest.fixture
def contents(tmp_path: Path) -> list[Generation]:
    """Two clinics of other sizes with the same youngest and oldest patient, as generations."""
    made = []
    for rows in (300, 410):
        clinic = cases(rows)
        clinic[0].age, clinic[1].age = AGES[0]
        folder = write_twin(
            clinic, tmp_path / str(rows) / "clinic", "VAS 0-10", sites=True, relief=True
        )
        made.append(
            import_folder(folder, tmp_path / str(rows), name="clinic", tally_sql=TALLY_SQL)[1]
        )
    return made


def swap(root: Path, content: Generation) -> None:
    """Publish a copy of a generation, as an import does when it has finished."""
    finished = root / "finished.duckdb"
    shutil.copy(content.path, finished)
    publish(root, "clinic", finished, current_number(root, "clinic"))


@dataclass
class Sessions:
    """Sessions that filter until they are told to stop, and what they were answered."""

    port: int
    expected: dict[tuple[int, int], list[Answer]]
    done: threading.Event = field(default_factory=threading.Event)
    answers: list[int] = field(default_factory=lambda: [0, 0])
    wrong: list[str] = field(default_factory=list)

    def filter_on(self, seed: int) -> None:
        """Be one session; any error at all is kept."""
        draw = random.Random(seed)
        try:
            with visiting(self.port, "dataset=clinic") as visitor:
                while not self.done.is_set():
                    ages = draw.choice(AGES)
                    self._judge(ages, asked(visitor, ages))
        except Exception as error:  # noqa: BLE001
            self.wrong.append(repr(error))

    def _judge(self, ages: tuple[int, int], got: Answer) -> None:
        if got in self.expected[ages]:
            self.answers[self.expected[ages].index(got)] += 1
        else:
            self.wrong.append(f"{ages}: {got}")


def answers_of_each(
    root: Path, port: int, contents: list[Generation]
) -> dict[tuple[int, int], list[Answer]]:
    """Serve one content after the other, and ask for every age range."""
    expected: dict[tuple[int, int], list[Answer]] = {ages: [] for ages in AGES}
    for content in contents:
        swap(root, content)
        with visiting(port, "dataset=clinic") as visitor:
            for ages in AGES:
                expected[ages].append(asked(visitor, ages))
    assert all(first != second for first, second in expected.values())
    return expected


def test_every_answer_is_of_one_generation(contents: list[Generation], tmp_path: Path) -> None:
    """With ``make soak``: 20 changes while 10 sessions filter."""
    root = tmp_path / "root"
    root.mkdir()
    with serving(root, tmp_path, with_demo=False) as server:
        port = urlsplit(server.address).port or 0
        sessions = Sessions(port, answers_of_each(root, port, contents))
        threads = [threading.Thread(target=sessions.filter_on, args=(n,)) for n in range(SESSIONS)]
        for thread in threads:
            thread.start()
        for number in range(SWAPS):
            time.sleep(SECONDS_BETWEEN)
            swap(root, contents[number % 2])
        time.sleep(SECONDS_BETWEEN)
        sessions.done.set()
        for thread in threads:
            thread.join()
    print(
        f"\n{SWAPS} changes, {SESSIONS} sessions: {sessions.answers} answers of each content,"
        f" {len(sessions.wrong)} wrong"
    )
    assert sessions.wrong == []
    assert min(sessions.answers) > SESSIONS
