"""Subgroups with one test a breakdown, and p values that allow for how many were tested."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from tests.oracle.counting import Choice, Oracle
from tests.oracle.grouping import procedure_labels
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL, LEAK_PROCEDURE, VAS_CHANGE_LAST
from vertebroplasty.report.subgroups import FEWEST, OVERLAP, subgroups, subgroups_table
from vertebroplasty.report.tables import Table
from vertebroplasty.vocabulary import VertebralLevel

KEYS = ("age_band", "sex", "region", "level_count", "etiology", "viscosity", "operator", "baseline")


def columns(table: Table) -> dict[str, list[object]]:
    return {name: list(cells) for name, *cells in zip(table.columns, *table.rows, strict=True)}


def test_one_test_a_breakdown_as_scipy_gives_it(registry: Dataset, oracle: Oracle) -> None:
    """Authority: scipy.stats.chi2_contingency without correction on the source folder's rows."""
    found = subgroups(registry, Cohort(), LEAK_PROCEDURE.key, ("operator",), "holm")
    (part,) = found.parts
    values = oracle.procedures["leak_procedure"].to_numpy(dtype=float)
    labels = procedure_labels(oracle, "operator").to_numpy()
    known = ~np.isnan(values) & (labels != "not recorded")
    table = [
        [((labels == name) & known & (values == event)).sum() for event in (0, 1)]
        for name in sorted(set(labels[known]))
    ]
    expected = stats.chi2_contingency(table, correction=False)
    assert part.test.statistic == pytest.approx(expected.statistic)
    assert part.test.p == pytest.approx(expected.pvalue)


@pytest.mark.parametrize(("ours", "theirs"), [("holm", "holm"), ("benjamini-hochberg", "fdr_bh")])
def test_p_is_adjusted_for_the_breakdowns_tested(registry: Dataset, ours: str, theirs: str) -> None:
    """Authority: statsmodels multipletests on the p values of the defined tests."""
    found = subgroups(registry, Cohort(), VAS_CHANGE_LAST.key, KEYS, ours)  # type: ignore[arg-type]
    tested = [part for part in found.parts if part.test.p is not None]
    assert len(tested) == found.tested == 6
    expected = multipletests([part.test.p for part in tested], method=theirs)[1]
    assert [part.adjusted_p for part in tested] == pytest.approx(expected.tolist())


def test_groups_that_share_procedures_are_not_tested_for_a_measure_of_procedures(
    registry: Dataset,
) -> None:
    found = subgroups(registry, Cohort(), VAS_CHANGE_LAST.key, ("region", "viscosity"), "holm")
    assert {part.test.note for part in found.parts} == {OVERLAP}
    levels = subgroups(registry, Cohort(), LEAK_LEVEL.key, ("region", "viscosity"), "holm")
    assert all(part.test.p is not None for part in levels.parts)
    assert all("independent" in part.test.note for part in levels.parts)


def test_a_breakdown_of_levels_is_passed_over_for_a_measure_of_procedures(
    registry: Dataset,
) -> None:
    keys = ("sex", "leak_assessment")
    found = subgroups(registry, Cohort(), VAS_CHANGE_LAST.key, keys, "holm")
    assert [part.by.key for part in found.parts] == ["sex"]
    levels = subgroups(registry, Cohort(), LEAK_LEVEL.key, keys, "holm")
    assert [part.by.key for part in levels.parts] == ["sex", "leak_assessment"]


def test_small_and_unknown_groups_are_shown_with_the_reason_and_left_out_of_the_test(
    registry: Dataset, oracle: Oracle
) -> None:
    """Authority: rows of the source folder by sex; a Welch test of women and men alone."""
    found = subgroups(registry, Cohort(), VAS_CHANGE_LAST.key, ("sex",), "holm")
    rows = {row.group.label: row for row in found.parts[0].rows}
    change = oracle.procedures["vas_change_last"]
    sex = oracle.procedures["sex"]
    assert change[sex == "other"].notna().sum() == rows["other sex"].result.n < FEWEST
    assert "too few to judge" in rows["other sex"].unjudged
    assert "not known" in rows["sex unknown"].unjudged
    assert rows["women"].unjudged == rows["men"].unjudged == ""
    two = [change[sex == name].dropna() for name in ("female", "male")]
    expected = stats.ttest_ind(*two, equal_var=False)
    assert found.parts[0].test.p == pytest.approx(expected.pvalue)


def test_a_breakdown_leaves_its_own_filter_open(registry: Dataset, oracle: Oracle) -> None:
    """Authority: the oracle's women by level, whatever level is chosen; overall keeps it."""
    cohort = Cohort(levels=(VertebralLevel.L1,))
    found = subgroups(registry, cohort, LEAK_PROCEDURE.key, ("level", "sex"), "holm")
    by_level, by_sex = ({r.group.label: r.result for r in part.rows} for part in found.parts)
    _, n, _ = oracle.measures(*oracle.units(Choice(levels=("T12",))))["leak_procedure"]
    assert by_level["T12"].n == n
    _, n, _ = oracle.measures(*oracle.units(Choice(sexes=("male",), levels=("L1",))))[
        "leak_procedure"
    ]
    assert by_sex["men"].n == n
    assert found.overall.n == by_level["L1"].n


def test_the_table_holds_every_row_with_its_test(registry: Dataset) -> None:
    arguments = (Cohort(), LEAK_LEVEL.key, KEYS, "holm")
    found = subgroups(registry, *arguments)  # type: ignore[arg-type]
    table = columns(subgroups_table(registry, *arguments))  # type: ignore[arg-type]
    assert len(table["Group"]) == 1 + sum(len(part.rows) for part in found.parts)
    for part in found.parts:
        at = table["Subgroups by"].index(part.by.label)
        assert table["Heterogeneity p"][at] == part.test.p
        assert table["Adjusted p"][at] == part.adjusted_p
        assert table["n"][at] == part.rows[0].result.n


def test_nobody_is_calm(registry: Dataset) -> None:
    nobody = Cohort(18, 18)
    found = subgroups(registry, nobody, VAS_CHANGE_LAST.key, KEYS[1:], "holm")
    assert found.tested == 0
    assert all(part.test.note for part in found.parts)
    assert found.overall.n == 0
