"""Odd cohorts on every page: no exception, nothing undefined on screen, no undefined p.

The authority for what is undefined is the closed form: a t test needs two pairs whose changes
differ, a signed-rank test one change that is not zero, a rate one known unit.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.cohorts import ODD
from tests.pages.screen import (
    WITH_COHORT,
    cards,
    figures,
    open_app,
    open_every_box,
    pages_html,
    table_rows,
    texts,
    titles,
    turn_to,
    words,
)
from tests.soak.sizes import FULL
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.counts import cohort_size

UNDEFINED = re.compile(r"\b(nan|NaN|NAN|None|NaT|[Ii]nf|[Ii]nfinity|null|NULL|undefined|<NA>)\b")
NO_P = re.compile(r"\bp\s*[=<]\s*0?\.?0+(?![\d.])|\b0?\.0000(?!\d)")
NEGATIVE_ZERO = re.compile(r"(?<![\w.])[-\N{MINUS SIGN}]0(\.0+)?(?![.\d])")
OF_NOTHING = re.compile(r"(?<![\d,.])0 of 0(?![\d,])")
RATE = re.compile(r"(?P<sign>[<>] )?(?P<shown>[\d.]+)\s%.*?(?P<events>[\d,]+) of (?P<n>[\d,]+) ")


Reader = Callable[..., AppTest]


def nothing_undefined(app: AppTest) -> None:
    """Assert that a page shows no undefined value and no broken one, closed boxes opened."""
    assert not app.exception
    assert all(box.children for box in app.expander)
    for text in texts(app):
        for rule in (UNDEFINED, NO_P, NEGATIVE_ZERO, OF_NOTHING):
            assert not rule.search(text), f"{rule.search(text)} in {text}"


def rates(app: AppTest) -> Iterator[re.Match[str]]:
    """Yield each estimate in percent with its numerator and denominator."""
    hovers = [
        words(text.partition("<br>")[2])  # below the name of the bar or dot
        for figure in figures(app)
        for trace in figure["data"]
        for text in trace.get("hovertext", ())
    ]
    for text in (*cards(app).values(), *hovers):
        # The interval stands between the estimate and its denominator.
        text = re.sub(r"95\s% (CI|interval) [\d.\N{EN DASH}]+\s%", "", text)  # noqa: PLW2901
        yield from RATE.finditer(text)


def whole_only_when_exact(app: AppTest) -> None:
    """Assert each rate against its fraction: 100 % only where all, 0 % only where none have it."""
    for rate in rates(app):
        events, n = (int(rate[name].replace(",", "")) for name in ("events", "n"))
        shown, exact = float(rate["shown"]), 100 * events / n
        if rate["sign"]:
            assert shown < exact < 100 if rate["sign"] == "> " else 0 < exact < shown, rate[0]
        else:
            assert shown == pytest.approx(exact, abs=0.5 if n < 100 else 0.05), rate[0]
            assert (shown in (0, 100)) == (events in (0, n)), rate[0]


# That page shows one dataset's published figures, and one sentence for all others.
SHOWS_A_DATASET = [page for page in WITH_COHORT if page != "Published study"]
MET = [
    (cohort, page)
    for place, cohort in enumerate(ODD)
    for other, page in enumerate(SHOWS_A_DATASET)
    if FULL or (place + other) % 2 == 0
]
"""Every page with every other cohort, every cohort on every other page; with ``SOAK=1`` all."""


@pytest.mark.parametrize(("cohort", "page"), MET)
def test_a_page_stays_calm(
    cohort: str, page: str, odd: Callable[[str], str], reader: Reader
) -> None:
    app = open_every_box(turn_to(reader(odd(cohort)), page))
    assert titles(app) == [page]
    nothing_undefined(app)
    whole_only_when_exact(app)


@pytest.mark.parametrize("horizon", ["24 hours", "Last follow-up"])
@pytest.mark.parametrize("cohort", ODD)
def test_a_p_stands_only_where_its_test_is_defined(
    cohort: str, horizon: str, odd: Callable[[str], str]
) -> None:
    app = open_app(odd(cohort), "Pain", horizon=horizon)
    changes = [found for t in ODD[cohort] if (found := t.change(horizon)) is not None]
    shown = {re.split("[,;(]", row[0])[0].strip(): row[1] for row in table_rows(app) if row}
    differ = len(set(changes)) > 1
    assert ("p " in shown["Paired t test"]) is differ
    assert ("p " in shown["Wilcoxon signed-rank test"]) is any(changes)
    assert bool(re.search(r"\d", shown["Standardised response mean"])) is differ
    assert bool(re.search(r"\d", shown["Hodges-Lehmann median change"])) is bool(changes)
    if horizon != "Last follow-up":  # which is that of every page test above
        nothing_undefined(open_every_box(app))


WORDS = [
    ("leak-not-looked-for", "Leaks", "Leak per treated level", "not known 6 not known"),
    ("baseline-zero", "Relief", "Responder, fall ≥ 30 % at last follow-up", "not defined"),
    ("nobody-due", "Cohort", "Follow-up completeness", "not due or died 2 not due or died"),
    ("all-vas-missing", "Pain", "VAS before", "not recorded 5 not recorded"),
    ("all-vas-missing", "Overview", "VAS before → last follow-up", "not recorded Before: 5 not"),
    ("one-patient", "Cohort", "Mean time to last follow-up", "12.0 months 1 procedure with"),
]


@pytest.mark.parametrize(("cohort", "page", "label", "said"), WORDS)
def test_a_card_without_a_value_says_why(
    cohort: str, page: str, label: str, said: str, odd: Callable[[str], str]
) -> None:
    """Data dictionary: "not looked for" is recorded, and a visit not due is not a missing one."""
    assert cards(open_app(odd(cohort), page))[label].startswith(said)


def test_everybody_in_the_sample_was_looked_at(odd: Callable[[str], str]) -> None:
    """The reader of these tests sees what a person sees: cards, hovers, tables, boxes, alt text."""
    app = open_every_box(open_app(odd("half-missing"), "Leaks"))
    everything = " | ".join(map(words, texts(app)))
    for seen in (
        "Leak per treated level",
        "95 % low",
        "Source: Data dictionary",
        "Symptomatic leak per procedure",
        "Clear all",
        "All patients",
        words(figures(app)[0]["alt"]),
    ):
        assert seen in everything
    assert len(list(rates(app))) > 4


@pytest.fixture(scope="module")
def filtered(registry_folder: Path) -> dict[str, tuple[dict[str, tuple[str, ...]], str]]:
    """Query parameters of odd cohorts of ``registry-demo`` with their size, counted by pandas."""
    files = [
        pd.read_csv(registry_folder / f"{name}.csv", dtype=str)
        for name in ("procedure", "patient", "treated_level")
    ]
    levels = files[0].merge(files[1], on="patient_id").merge(files[2], on="procedure_id")
    levels["age_years"] = pd.to_numeric(levels["age"])
    found = {"nobody": ({"age": ("18", "18"), "C1": ("true",)}, "0 of")}
    for whom, keys in (("one", ["age", "sex"]), ("one level, n = 1", ["age", "level"])):
        groups = levels.groupby(keys).agg(n=("procedure_id", "nunique"), rows=("level", "size"))
        age, term = groups.index[(groups["n"] == 1) & (groups["rows"] == 1)][0]
        found[whom] = ({"age": (age, age), term: ("true",)}, "1 of")
    men = levels.loc[levels["sex"] == "male", "procedure_id"].nunique()
    found["one sex"] = ({"male": ("true",)}, f"{men:,} of")
    return found


@pytest.mark.parametrize("page", WITH_COHORT)
@pytest.mark.parametrize("whom", ["nobody", "one", "one level, n = 1", "one sex"])
def test_a_page_stays_calm_when_filtered(
    whom: str,
    page: str,
    registry: Dataset,
    filtered: dict[str, tuple[dict[str, tuple[str, ...]], str]],
    reader: Reader,
) -> None:
    params, size = filtered[whom]
    app = open_every_box(turn_to(reader(registry.name, **params), page))
    everyone = f"{size} {cohort_size(registry, Cohort()).procedures:,} procedures"
    assert f" {everyone}" in words(pages_html(app))
    nothing_undefined(app)
    whole_only_when_exact(app)


ANOTHER = {"against": "Another cohort"}
DECLARED = {"cusum_p0": "43", "cusum_p1": "60", "cusum_run_length": "200"}
ASKED: dict[str, tuple[str, dict[str, str | list[str]]]] = {
    "against nobody": ("Compare", {"b_age": ["18", "18"]} | ANOTHER),
    "against everybody": ("Compare", ANOTHER),
    "by a date": ("Compare", {"against": "Before and after a date", "since": "2021-07"}),
    "monitored": ("Over time", DECLARED),
    "monitored the wrong way round": ("Over time", DECLARED | {"cusum_p1": "20"}),
    "sites and a threshold": ("Operators and sites", {"units": "Sites", "funnel_threshold": "2"}),
    "a threshold of one's own": ("Uncertainty", {"fall_percent": "40", "horizon": "24 hours"}),
    "leaks among the published": ("Literature", {"literature": "Leakage"}),
}
"""Page and parameters of what a link asks beside its cohort."""


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("whom", ["one", "one sex"])
def test_what_a_link_asks_of_a_page_is_answered_calmly(
    whom: str,
    asked: str,
    registry: Dataset,
    filtered: dict[str, tuple[dict[str, tuple[str, ...]], str]],
) -> None:
    page, params = ASKED[asked]
    cohort = {name: [*values] for name, values in filtered[whom][0].items()}
    app = open_every_box(open_app(registry.name, page, **cohort, **params))
    nothing_undefined(app)
    assert "Ignored from the link" not in pages_html(app)
    if whom == "one sex":
        assert bool(figures(app)) is (asked != "against nobody")


@pytest.mark.parametrize("page", ["Overview", "Pain", "Relief", "Leaks", "Cohort"])
def test_nobody_is_a_sentence_with_the_way_back(page: str, registry: Dataset) -> None:
    app = open_app(registry.name, page, age=["18", "18"], C1="true")
    assert "Nobody in this dataset matches all filters together" in app.info[0].value
    assert not cards(app)
    assert not figures(app)
    app.button(key="clear_nobody").click().run()
    assert not app.info
    assert cards(app)
    assert "0 of" not in words(pages_html(app))
