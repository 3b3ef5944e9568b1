"""Generations change while sessions filter: no error, and every answer is of one generation, whole.

Authority: what a session is answered when nothing changes, for each content and each age range.
"""

import random
import shutil
import threading
import time
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
        if kind == "html" and "vo-done" not in element.html.body:
            drawn.append(element.html.body)
        elif kind == "plotly_chart":
            drawn.append(element.plotly_chart.spec)
    return tuple(drawn)


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


def test_every_answer_is_of_one_generation(contents: list[Generation], tmp_path: Path) -> None:
    """With ``make soak``: 20 changes while 10 sessions filter."""
    root = tmp_path / "root"
    root.mkdir()
    expected: dict[tuple[int, int], list[Answer]] = {ages: [] for ages in AGES}
    with serving(root, tmp_path, with_demo=False) as server:
        port = urlsplit(server.address).port
        assert port
        for content in contents:
            swap(root, content)
            with visiting(port, "dataset=clinic") as visitor:
                for ages in AGES:
                    expected[ages].append(asked(visitor, ages))
        for ages, (first, second) in expected.items():
            assert first != second, ages
        done = threading.Event()
        answers = [0, 0]
        wrong: list[str] = []

        def filter_on(seed: int) -> None:
            draw = random.Random(seed)
            try:
                with visiting(port, "dataset=clinic") as visitor:
                    while not done.is_set():
                        ages = draw.choice(AGES)
                        got = asked(visitor, ages)
                        if got in expected[ages]:
                            answers[expected[ages].index(got)] += 1
                        else:
                            wrong.append(f"{ages}: {got}")
            except Exception as error:  # noqa: BLE001 - any error at all is what is looked for
                wrong.append(repr(error))

        sessions = [threading.Thread(target=filter_on, args=(n,)) for n in range(SESSIONS)]
        for session in sessions:
            session.start()
        for number in range(SWAPS):
            time.sleep(SECONDS_BETWEEN)
            swap(root, contents[number % 2])
        time.sleep(SECONDS_BETWEEN)
        done.set()
        for session in sessions:
            session.join()
    print(
        f"\n{SWAPS} changes, {SESSIONS} sessions: {answers} answers of each content, {len(wrong)} wrong"
    )
    assert wrong == []
    assert min(answers) > SESSIONS
