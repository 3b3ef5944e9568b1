"""The reconstruction against the abstract: Pain Physician 2007;10(4):559-63, PMID 17660854.

Every expected value is the abstract's, as it prints it, and is computed here from the CSV files in
plain pandas, apart from the script's own check.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from scipy import stats
from srinagar_2007 import reconstruct
from srinagar_published import PUBLISHED as PRINTED
from srinagar_published import figures

from tests.demo.folders import Tables, run_script

STEPS = ["bedbound", "wheelchair", "walker", "cane", "unaided"]


def visit(tables: Tables, timepoint: str) -> pd.DataFrame:
    """Completed visits of one timepoint, by procedure."""
    rows = tables["visit"]
    chosen = rows[(rows["timepoint"] == timepoint) & (rows["status"] == "completed")]
    return chosen.set_index("procedure_id").sort_index()


def mean_sd(values: pd.Series) -> str:
    return f"{values.astype(float).mean():.2f} ± {values.astype(float).std(ddof=1):.2f}"


def vas_before_of_followed(tables: Tables) -> pd.Series:
    return visit(tables, "baseline").loc[visit(tables, "last").index, "pain_raw"]


def months(tables: Tables) -> pd.Series:
    return visit(tables, "last")["days_since"].astype(int) / 30.4375


def share(events: pd.Series) -> str:
    return f"{events.sum()}/{len(events)} = {100 * events.mean():.0f} %"


def ambulation_improved(tables: Tables) -> pd.Series:
    last = visit(tables, "last")["ambulation"].map(STEPS.index)
    before = visit(tables, "baseline")["ambulation"].map(STEPS.index)
    return last > before[last.index]


def period(tables: Tables) -> str:
    dates = pd.to_datetime(tables["procedure"]["procedure_date"])
    return f"{(dates.max() - dates.min()).days / 30.4375:.0f}"


PUBLISHED: list[tuple[str, str, Callable[[Tables], str]]] = [
    ("patients", "30", lambda t: str(t["patient"]["patient_id"].nunique())),
    ("procedures, one a patient", "30", lambda t: str(t["procedure"]["patient_id"].nunique())),
    ("treated vertebrae", "54", lambda t: str(len(t["treated_level"].drop_duplicates()))),
    ("mean age", "73.7", lambda t: f"{t['procedure']['age'].astype(int).mean():.1f}"),
    ("months of treatment", "35", period),
    ("technical success", "all", lambda t: (
        "all" if (t["treated_level"]["technical_success"] == "yes").all() else "not all")),
    ("mean follow-up", "21.5", lambda t: f"{months(t).mean():.1f}"),
    ("range", "6-44", lambda t: f"{months(t).min():.0f}-{months(t).max():.0f}"),
    ("relief at 24 h", "29/30 = 97 %", lambda t: share(
        visit(t, "24 h")["reported_relief"] == "yes")),
    ("improvement", "23/25 = 92 %", lambda t: share(visit(t, "last")["reported_relief"] == "yes")),
    ("ambulation improved", "23/25 = 92 %", lambda t: share(ambulation_improved(t))),
    ("VAS before, all", "8.91 ± 1.82", lambda t: mean_sd(visit(t, "baseline")["pain_raw"])),
    ("VAS before, followed", "8.91 ± 1.82", lambda t: mean_sd(vas_before_of_followed(t))),
    ("VAS at follow-up", "2.02 ± 1.95", lambda t: mean_sd(visit(t, "last")["pain_raw"])),
    ("patients with a leak", "1", lambda t: str(t["leak"]["procedure_id"].nunique())),
    ("leak", "epidural, symptomatic no, intervention no", lambda t: (
        "{site}, symptomatic {symptomatic}, intervention {intervention}".format(
            **t["leak"].iloc[0]))),
    ("guidance", "['fluoroscopy']", lambda t: str(t["procedure"]["guidance"].unique().tolist())),
]  # fmt: skip


@pytest.mark.parametrize(
    ("published", "figure"),
    [(value, figure) for _, value, figure in PUBLISHED],
    ids=[name for name, *_ in PUBLISHED],
)
def test_gives_back_what_the_abstract_prints(
    srinagar: Tables, published: str, figure: Callable[[Tables], str]
) -> None:
    """Pain Physician 2007;10(4):559-63, abstract; denominators 25 and 30 are assumed."""
    assert figure(srinagar) == published


@pytest.mark.parametrize("test", [stats.ttest_rel, stats.wilcoxon])
def test_p_of_the_mean_difference_is_below_the_published_bound(srinagar: Tables, test) -> None:
    """The abstract: p < .0001; scipy is the authority for the tests."""
    before = vas_before_of_followed(srinagar).astype(float)
    assert test(before, visit(srinagar, "last")["pain_raw"].astype(float)).pvalue < 1e-4


def test_figures_do_not_stand_at_the_edge_of_rounding(srinagar: Tables) -> None:
    """However a program rounds halves, it prints the abstract's digits (closed form)."""
    scores = [visit(srinagar, at)["pain_raw"].astype(float) for at in ("baseline", "last")]
    scores.append(vas_before_of_followed(srinagar).astype(float))
    for value in (figure for vas in scores for figure in (vas.mean(), vas.std())):
        assert abs(value * 100 - round(value * 100)) < 0.35


def test_vas_before_is_skewed_to_the_left_and_no_normal_curve_fits(srinagar: Tables) -> None:
    """A mean of 8.91 with an SD of 1.82 on 0-10 leaves no room above: scipy's Shapiro-Wilk."""
    vas = visit(srinagar, "baseline")["pain_raw"].astype(float)
    assert stats.skew(vas) < -1
    assert stats.shapiro(vas).pvalue < 1e-3


def test_what_the_abstract_says_nothing_about_is_empty(srinagar: Tables) -> None:
    """The codebook's rows marked empty."""
    empty = {
        "patient": ["bmd_t_score", "vital_status", "death_day"],
        "procedure": ["operator", "site", "anaesthesia", "symptom_weeks", "postprocedure_ct"],
        "treated_level": ["approach", "cement_ml", "viscosity", "genant_grade", "cleft"],
        "leak": ["route"],
        "visit": ["odi", "rdq"],
    }
    for table, columns in empty.items():
        assert srinagar[table][columns].isna().all(axis=None), table
    assert visit(srinagar, "24 h")["pain_raw"].isna().all()
    assert len(srinagar["complication"]) == len(srinagar["new_fracture"]) == 0


def test_five_are_missed_at_last_follow_up_and_hold_no_value(srinagar: Tables) -> None:
    """The assumed denominator of 25, as the codebook labels it."""
    rows = srinagar["visit"].query("timepoint == 'last' and status == 'missed'")
    assert len(rows) == 5
    assert rows[["days_since", "pain_raw", "ambulation", "reported_relief"]].isna().all(axis=None)


def test_note_says_what_it_is_and_states_the_coincidence_only(srinagar_folder: Path) -> None:
    """The provenance note of domain.md: McGraw 2002, PMID 12354821, never counted twice."""
    about = tomllib.loads((srinagar_folder / "dataset.toml").read_text(encoding="utf-8"))
    assert set(about) == {"name", "title", "nature", "note"}
    assert (about["name"], about["nature"]) == ("srinagar-2007", "reconstruction")
    for words in (
        "Reconstruction from published summary figures; not patient data",
        "12354821",
        "coincide",
        "never counted as independent in a pooled figure",
    ):
        assert words in about["note"]


def test_writes_the_same_bytes_again(srinagar_folder: Path, tmp_path: Path) -> None:
    again = run_script("srinagar_2007.py", tmp_path)
    names = sorted(path.name for path in srinagar_folder.iterdir())
    assert len(names) == 8
    for name in names:
        assert (again / name).read_bytes() == (srinagar_folder / name).read_bytes(), name


def test_script_notices_a_figure_that_is_off() -> None:
    """One patient a year older: a mean of 73.73 still prints 73.7; two years print 73.8."""
    tables = reconstruct()
    assert figures(tables) == PRINTED
    age = tables["procedure"]["age"].astype(int)
    age.iloc[0] += 2
    tables["procedure"]["age"] = age.astype(str)
    assert figures(tables) == ("73.8", *PRINTED[1:])
