"""Published values as they were read: nothing added, nothing filled in, nothing pooled.

Authority: the cells of data/literature.csv, which were read in the sources that they name.
"""

import csv
import hashlib
import io
import re

import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from vertebroplasty.breakdown import LEAK_ASSESSMENT
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.figures.literature_marks import Design, Entry
from vertebroplasty.measures import LEAK_LEVEL, VAS_LAST
from vertebroplasty.query.evaluate import evaluate, evaluate_by
from vertebroplasty.report.literature import FILE, studies
from vertebroplasty.report.literature_forest import forest, literature_table, without_value
from vertebroplasty.report.literature_match import OUTCOMES
from vertebroplasty.vocabulary import LeakAssessment, VertebralLevel

FIRST_OF_OURS = "short_name"
AS_READ = "9c1c61d1f67e84af2fb1faaa98616511b9c507b3e48f4d7f428fabadf53cfa6b"
"""SHA-256 of the columns that were read, as they were handed over."""
NOBODY = Cohort(18, 18, levels=(VertebralLevel.C1,))


def rows(dataset: Dataset, key: str) -> dict[str, Entry]:
    return {row.entry.name: row.entry for row in forest(dataset, Cohort(), key)}


def test_the_cells_that_were_read_are_as_they_were_handed_over() -> None:
    with FILE.open(encoding="utf-8", newline="") as lines:
        table = list(csv.reader(lines))
    ours = table[0].index(FIRST_OF_OURS)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(row[:ours] for row in table)
    assert hashlib.sha256(written.getvalue().encode()).hexdigest() == AS_READ


def test_our_columns_hold_only_numbers_that_the_row_itself_states() -> None:
    """A month may be days or years there; a unit, a group and a reason are words of ours."""
    numeric = (
        *("base_n", "fu_n", "change_value", "change_sd", "relief_value"),
        *("leak_value", "leak_x", "leak_n", "leak_ci_lo", "leak_ci_hi", "fu_months"),
    )
    for study in studies():
        names = list(study.cells)
        read = " ".join(study.cells[name] for name in names[: names.index(FIRST_OF_OURS)])
        for column in numeric:
            value = study.cells[column]
            alone = rf"(?<![\d.]){re.escape(value)}(?!\d|\.\d)"
            assert not value or re.search(alone, read), f"{study.name}: {column} = {value}"


def test_no_source_is_lost_and_each_says_where_it_is() -> None:
    assert len(studies()) == len({study.name for study in studies()}) == 23
    assert all(study.citation for study in studies())
    for outcome in OUTCOMES:
        drawn = [study for study in studies() if outcome.reported(study)]
        assert len(drawn) + len(without_value(outcome.key)) == 23


def test_designs_are_told_apart_as_the_rows_state_them() -> None:
    for study in studies():
        design = study.cells["design"]
        expected = (
            Design.SHAM
            if "sham" in design
            else Design.TRIAL
            if "RCT" in design
            else Design.REVIEW
            if "meta-analysis" in design or "review (" in design
            else Design.COHORT
        )
        assert study.design is expected, study.name


def test_an_interval_is_published_or_computed_or_absent(registry: Dataset) -> None:
    """McGraw: 8.91 ± 1.12, n 100 by scipy's t; VERTOS V: 7.0-8.2 as printed; Anselmetti: no SD."""
    found = rows(registry, "before")
    expected = stats.t.interval(0.95, 99, loc=8.91, scale=0.112)
    assert found["McGraw 2002"].values == pytest.approx((8.91, *expected))
    assert "n 100; interval computed from published n and SD" in found["McGraw 2002"].notes
    assert found["VERTOS V 2023"].values == (7.6, 7.0, 8.2)
    assert "published interval" in found["VERTOS V 2023"].notes
    assert found["Anselmetti 2011"].values == (7.94,)
    assert "no interval: SD not read" in found["Anselmetti 2011"].notes


def test_a_follow_up_whose_n_was_not_read_has_no_interval(registry: Dataset) -> None:
    found = rows(registry, "after")
    assert found["Srinagar 2007"].values == (2.02,)
    assert "no interval: n at that time not read" in found["Srinagar 2007"].notes
    expected = stats.t.interval(0.95, 98, loc=2.02, scale=1.95 / 99**0.5)
    assert found["McGraw 2002"].values == pytest.approx((2.02, *expected))


def test_shares_have_the_wilson_interval_of_their_counts(registry: Dataset) -> None:
    """statsmodels, Wilson: 97 of 100 (McGraw), 36 of 40 (Zidan), 1 of 30 (Srinagar)."""
    relief, leak = rows(registry, "relief"), rows(registry, "leak")
    for entry, x, n in (
        (relief["McGraw 2002"], 97, 100),
        (relief["Zidan 2018"], 36, 40),
        (leak["Srinagar 2007"], 1, 30),
    ):
        low, high = proportion_confint(x, n, method="wilson")
        assert entry.values == pytest.approx((100 * x / n, 100 * low, 100 * high))
    assert relief["Srinagar 2007"].values == (97,)
    assert leak["CT-fluoroscopy 2013"].values == (67.9, 47.7, 84.1)


def test_what_is_only_about_stays_so(registry: Dataset) -> None:
    about = rows(registry, "before")["Rousing 2009"]
    assert (about.shown, about.rough, about.values) == ("about 8.0", True, (8.0,))


def test_a_difference_of_two_means_says_so_and_has_no_interval(registry: Dataset) -> None:
    """Srinagar: 2.02 - 8.91 = -6.89, whose spread the abstract does not give."""
    change = rows(registry, "change")["Srinagar 2007"]
    assert (change.values, change.rough) == ((-6.89,), True)
    assert "difference of the two published means: no interval" in change.notes


def test_other_scales_are_marked(registry: Dataset) -> None:
    assert "scale: overall pain 0-10" in rows(registry, "change")["Buchbinder 2009"].notes
    assert not [n for n in rows(registry, "before")["McGraw 2002"].notes if "scale" in n]


@pytest.mark.parametrize(
    ("key", "name", "reason"),
    [
        ("before", "AJNR cohort", "SE, not SD"),
        ("after", "AJNR cohort", "time 1 mo, cohort's last follow-up: median 12.3 months"),
        ("after", "Anselmetti 2011", "time mean 25.0 mo"),
        ("change", "Buchbinder 2009", "time 3 mo"),
        ("change", "Beall 2018", "pooled by its authors"),
        ("relief", "Srinagar 2007", "criterion not stated"),
        ("relief", "VAPOUR 2016", "time 14 d"),
        ("leak", "Zhan 2017", "unit not stated"),
        ("leak", "Srinagar 2007", "how leakage was looked for not stated"),
        ("leak", "Saad 2022", "how leakage was looked for not read"),
        ("leak", "Zidan 2018", "more than 3 levels"),
    ],
)
def test_what_is_not_comparable_says_why(
    registry: Dataset, key: str, name: str, reason: str
) -> None:
    assert reason in rows(registry, key)[name].differs


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("before", "McGraw 2002"),
        ("after", "VERTOS V 2023"),
        ("change", "McGraw 2002"),
        ("leak", "CT-fluoroscopy 2013"),
    ],
)
def test_what_matches_is_not_greyed(registry: Dataset, key: str, name: str) -> None:
    """21.5 months lies within twice 12.3; CT was used in both."""
    assert not rows(registry, key)[name].differs


def test_levels_seen_on_ct_need_levels_seen_on_ct(srinagar: Dataset) -> None:
    """The reconstruction was looked at by fluoroscopy only."""
    assert "seen on CT" in rows(srinagar, "leak")["CT-fluoroscopy 2013"].differs


def test_the_cohort_stands_on_top_also_as_seen_on_ct(registry: Dataset) -> None:
    own = [row for row in forest(registry, Cohort(), "leak") if row.study is None]
    by_look = dict(evaluate_by(registry, (LEAK_LEVEL,), Cohort(), LEAK_ASSESSMENT))
    ct = next(by[LEAK_LEVEL.key] for g, by in by_look.items() if g.code == LeakAssessment.CT.code)
    assert [row.entry.notes[0] for row in own] == [
        "Leak per treated level",
        "Leak per treated level, seen on CT",
        "Leak per procedure",
    ]
    assert own[1].behind == ct
    (after,) = [row for row in forest(registry, Cohort(), "after") if row.study is None]
    assert after.behind == evaluate(registry, (VAS_LAST,), Cohort())[VAS_LAST.key]


def test_the_reconstruction_is_not_compared_with_its_own_study(srinagar: Dataset) -> None:
    """domain.md: the figures of Srinagar and McGraw coincide; never counted as independent."""
    for outcome in ("before", "after", "change", "relief"):
        found = rows(srinagar, outcome)
        assert "reconstruction of this very study" in found["Srinagar 2007"].differs
        assert "coincides with the study" in found["McGraw 2002"].differs


def test_either_twin_names_the_other(registry: Dataset) -> None:
    for outcome in ("before", "after", "change", "relief"):
        found = rows(registry, outcome)
        for name, other in (("Srinagar 2007", "McGraw 2002"), ("McGraw 2002", "Srinagar 2007")):
            words = f"headline figures coincide with {other}: one source, not two"
            assert words in found[name].notes


def test_the_table_has_every_row_with_its_citation(registry: Dataset) -> None:
    table = literature_table(registry, Cohort(), "before")
    row = next(row for row in table.rows if row[0] == "McGraw 2002")
    cells = dict(zip(table.columns, row, strict=True))
    assert cells["Citation"] == "J Vasc Interv Radiol 13(9 Pt 1):883-6, 2002, PMID 12354821"
    assert cells["Comparable"] == "yes, unadjusted"
    assert cells["Method"] == "t 95 % interval, df 99, computed from published n and SD"
    assert cells["n"] == 100
    assert len(table.rows) == len(forest(registry, Cohort(), "before"))


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.key)
def test_nobody_leaves_the_published_rows(registry: Dataset, outcome) -> None:
    table = literature_table(registry, NOBODY, outcome.key)
    own = [row for row in forest(registry, NOBODY, outcome.key) if row.study is None]
    assert all(row.entry.values == () and row.entry.shown for row in own)
    assert len(table.rows) > len(own)
    if outcome.time:
        differs = [row.entry.differs for row in forest(registry, NOBODY, outcome.key) if row.study]
        assert all(differs)
