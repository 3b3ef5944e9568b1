"""Monitoring, control charts and funnels of the two demos: verdicts, reasons and tables."""

import math
from collections.abc import Callable

import pytest

from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.funnel import funnel_table, unit_funnel
from vertebroplasty.report.monitoring import DECLARE, cusum_table, monitoring
from vertebroplasty.report.over_time import rate_chart_table, run_chart_table, score_chart_table
from vertebroplasty.report.tables import Table

EVERYONE, LEAK = Cohort(), "leak_procedure"
NOBODY = Cohort(age_min=18, age_max=18)
FEW = Cohort(operators=("operator-3",), month_min=202301)


@pytest.mark.parametrize(
    ("cohort", "key", "declared", "words"),
    [
        (EVERYONE, LEAK, (None, None, None), DECLARE),
        (EVERYONE, LEAK, (40.0, 60.0, None), DECLARE),
        (EVERYONE, LEAK, (40.0, 40.0, 500), "p1 must be worse than p0, that is above it"),
        (EVERYONE, LEAK, (40.0, 30.0, 500), "p1 must be worse than p0, that is above it"),
        (EVERYONE, "relief_24h", (70.0, 80.0, 500), "that is below it"),
        (EVERYONE, "symptomatic_leak_procedure", (1.0, 1.1, 100_000), "silence would say nothing"),
        (FEW, LEAK, (40.0, 60.0, 500), "30 or more would do"),
        (NOBODY, LEAK, (40.0, 60.0, 500), "30 or more would do"),
    ],
)
def test_what_is_withheld_says_why(
    registry: Dataset,
    cohort: Cohort,
    key: str,
    declared: tuple[float | None, float | None, float | None],
    words: str,
) -> None:
    found = monitoring(registry, cohort, key, *declared)
    assert found.cusum is None
    assert words in found.verdict
    table = cusum_table(registry, cohort, key, *declared)
    assert table.rows[0][-1] == found.verdict


def test_the_vlad_alone_expects_the_rate_of_the_stream(registry: Dataset) -> None:
    """Closed form: against its own rate it ends at 0."""
    found = monitoring(registry, EVERYONE, LEAK, None, None, None)
    assert found.vlad[-1].value == pytest.approx(0, abs=1e-9)
    assert "their" not in found.method
    assert "ends at 0" in found.method


def test_a_benefit_rises_above_what_was_expected(registry: Dataset) -> None:
    """Closed form: observed minus expected relief at 70 % ends at x - .7 n."""
    found = monitoring(registry, EVERYONE, "relief_24h", 70.0, 60.0, 500)
    stream = found.stream
    assert found.vlad[-1].value == pytest.approx(stream.events - 0.7 * stream.n)
    assert found.vlad[-1].value > 0
    assert "observed minus expected" in found.method
    assert found.verdict == f"No signal in {stream.n:,} procedures."


def test_the_table_holds_the_course(registry: Dataset) -> None:
    arguments = (Cohort(operators=("operator-4",)), LEAK, 43.0, 60.0, 1000)
    found, table = monitoring(registry, *arguments), cusum_table(registry, *arguments)
    assert found.cusum is not None
    by_day = [row for row in table.rows if row[3] and row[1]]
    assert len(by_day) == len(found.cusum.points)
    assert [row[8] for row in by_day if row[8]] == [str(s.procedure) for s in found.cusum.signals]
    assert [row[5] for row in by_day] == [round(p.value, 6) for p in found.cusum.points]
    assert sum(int(row[2] or 0) for row in by_day) == found.stream.events


TABLES: dict[str, Callable[[Dataset, Cohort], Table]] = {
    "cusum": lambda d, c: cusum_table(d, c, LEAK, 40.0, 60.0, 500),
    "rates": lambda d, c: rate_chart_table(d, c, LEAK),
    "scores": lambda d, c: score_chart_table(d, c, "vas_change_last"),
    "runs": lambda d, c: run_chart_table(d, c, "vas_change_last"),
    "operators": lambda d, c: funnel_table(d, c, LEAK, "operator", None),
    "sites": lambda d, c: funnel_table(d, c, LEAK, "site", 20.0),
}


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES.keys())
@pytest.mark.parametrize("cohort", [EVERYONE, FEW, NOBODY], ids=["everyone", "few", "nobody"])
@pytest.mark.parametrize("dataset", ["registry", "srinagar"])
def test_every_table_is_whole(
    request: pytest.FixtureRequest,
    make: Callable[[Dataset, Cohort], Table],
    cohort: Cohort,
    dataset: str,
) -> None:
    table = make(request.getfixturevalue(dataset), cohort)
    assert all(len(row) == len(table.columns) for row in table.rows)
    numbers = [cell for row in table.rows for cell in row if isinstance(cell, float)]
    assert all(math.isfinite(number) for number in numbers)


def test_procedures_of_an_unknown_operator_count_and_are_not_judged(registry: Dataset) -> None:
    found = unit_funnel(registry, EVERYONE, LEAK, "operator", None)
    *known, unknown = found.units
    assert unknown.label == "not recorded"
    assert unknown.position == "not judged"
    assert len(known) == 6
    events, n = (sum(getattr(u.count, name) for u in found.units) for name in ("events", "n"))
    assert found.target == events / n


def test_a_filter_on_operators_is_left_open(registry: Dataset) -> None:
    one = unit_funnel(registry, Cohort(operators=("operator-4",)), LEAK, "operator", None)
    assert one == unit_funnel(registry, EVERYONE, LEAK, "operator", None)
