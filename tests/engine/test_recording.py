"""What an engine was asked, kept in its order."""

from vertebroplasty.engine.dataset import open_dataset
from vertebroplasty.engine.recording import Query, RecordingEngine
from vertebroplasty.importing.generations import Generation

AGES = "SELECT count(*) FROM procedure WHERE age >= ?"
NAMES = "SELECT value FROM meta WHERE key = 'dataset'"


def test_it_answers_as_the_engine_and_keeps_each_query_once(small_generation: Generation) -> None:
    engine = open_dataset(small_generation).engine
    recording = RecordingEngine(engine)
    for asked in (18, 111, 18):
        assert recording.rows(AGES, [asked]) == engine.rows(AGES, [asked])
    assert recording.texts(NAMES) == [("small",)]
    assert recording.queries == (Query(AGES, (18,)), Query(AGES, (111,)), Query(NAMES))
    recording.close()


def test_texts_are_bound_as_values(small_generation: Generation) -> None:
    recording = RecordingEngine(open_dataset(small_generation).engine)
    assert recording.rows("SELECT 1 WHERE ? = 'a''b'", ["a'b"]) == [(1,)]
    recording.close()
