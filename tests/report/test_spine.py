"""A measure along the spine: as counted, and drawn toward the mean."""

import pytest

from tests.oracle.counting import Choice, Oracle
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, VAS_CHANGE_LAST
from vertebroplasty.report.spine import SHRUNK_COLUMNS, SpineReading, read_spine, spine_table
from vertebroplasty.results import Mean, Proportion
from vertebroplasty.vocabulary import Sex, VertebralLevel

MEN = Cohort(sexes=(Sex.MALE,))


def pandas_levels(oracle: Oracle, key: str) -> dict[str, tuple[int, ...]]:
    """Counts of men by level, each level chosen by itself."""
    return {
        level.value: tuple(
            oracle.measures(*oracle.units(Choice(sexes=("male",), levels=(level.value,))))[key]
        )
        for level in VertebralLevel
    }


def test_every_level_is_counted_as_pandas_counts_it(registry: Dataset, oracle: Oracle) -> None:
    """The oracle's men at each level: units, known, sum in tenths of points."""
    expected = pandas_levels(oracle, "vas_change_last")
    found = {
        at.level.value: at.result for at in read_spine(registry, MEN, "vas_change_last").levels
    }
    assert set(found) == {level for level, counts in expected.items() if counts[0]}
    for level, result in found.items():
        units, n, total, *_ = expected[level]
        assert isinstance(result, Mean)
        assert (result.n, result.n_missing) == (n, units - n)
        assert result.estimate == pytest.approx(total / n / 10)


def test_levels_of_a_level_measure_are_levels(registry: Dataset, oracle: Oracle) -> None:
    """The oracle's leaks of men at each level."""
    expected = pandas_levels(oracle, "leak_level")
    for at in read_spine(registry, MEN, LEAK_LEVEL.key).levels:
        units, n, leaks, *_ = expected[at.level.value]
        assert isinstance(at.result, Proportion)
        counted = (at.result.events, at.result.n, at.result.n_missing)
        assert counted == (leaks, n, units - n)


def test_shrunk_is_between_own_and_mean_by_its_weight(registry: Dataset) -> None:
    """Closed form: mean + weight x (own - mean); the mean is that of all levels, n-weighted."""
    reading = read_spine(registry, Cohort(70, 80, sexes=(Sex.MALE,)), VAS_CHANGE_LAST.key)
    known = [(at, at.result.estimate or 0.0) for at in reading.levels if at.result.n]
    mean = sum(at.result.n * own for at, own in known) / sum(at.result.n for at, _ in known)
    assert reading.mean == pytest.approx(mean)
    weights = {at.result.n: at.weight or 0.0 for at, _ in known}
    assert 0 < weights[min(weights)] < weights[max(weights)] < 1
    for at, own in known:
        assert at.shrunk == pytest.approx(mean + (at.weight or 0) * (own - mean))


def test_the_level_filter_changes_nothing(registry: Dataset) -> None:
    """A chart by level ignores the filter on levels; selection order changes nothing."""
    open_reading = read_spine(registry, MEN, VAS_CHANGE_LAST.key)
    for levels in (("T12", "L1"), ("L1", "T12"), ("C1",)):
        chosen = tuple(VertebralLevel(level) for level in levels)
        cohort = Cohort(sexes=(Sex.MALE,), levels=chosen)
        assert read_spine(registry, cohort, VAS_CHANGE_LAST.key) == open_reading


def test_nobody_has_nothing_to_draw(registry: Dataset) -> None:
    reading = read_spine(registry, Cohort(18, 18), VAS_CHANGE_LAST.key)
    assert isinstance(reading, SpineReading)
    assert (reading.levels, reading.mean) == ((), None)
    assert spine_table(registry, Cohort(18, 18), VAS_CHANGE_LAST.key).rows == ()


def test_the_table_holds_every_number_of_the_picture(registry: Dataset) -> None:
    """Authority: the reading itself, cell by cell."""
    reading, table = (read(registry, MEN, LEAK_LEVEL.key) for read in (read_spine, spine_table))
    column = {name: table.columns.index(name) for name in (*SHRUNK_COLUMNS, "Estimate", "n")}
    for at, row in zip(reading.levels, table.rows, strict=True):
        assert row[0] == at.level.value
        assert row[column["Shrunk"]] == pytest.approx(at.shrunk, abs=1e-6)
        assert row[column["n"]] == at.result.n
        assert row[column["Mean of the levels"]] == pytest.approx(reading.mean, abs=1e-6)
        assert row[column["Shrinkage"]] == reading.method
        assert row[-1] == "lower is better"
