"""Over time, and Operators and sites, as a reader meets them: by a link that declares numbers."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.screen import figures, open_app, open_every_box, pages_html, texts, words
from tests.pages.test_odd_cohorts import nothing_undefined
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.report.monitoring import DECLARE, monitoring

DECLARED: dict[str, Any] = {"cusum_p0": "43", "cusum_p1": "60", "cusum_run_length": "1000"}


def opened(page: str, **params: Any) -> AppTest:
    return open_every_box(open_app("registry-demo", page, **params))


def heading(app: AppTest, start: str) -> str:
    (found,) = (f["alt"] for f in figures(app) if f["layout"]["title"]["text"].startswith(start))
    return str(found)


@pytest.fixture(autouse=True)
def _made(registry: Dataset) -> None:
    """The pages read ``registry-demo``."""


def test_until_three_numbers_are_declared_the_page_says_which(registry: Dataset) -> None:
    app = opened("Over time", cusum_p0="43")
    nothing_undefined(app)
    assert DECLARE in words(pages_html(app))
    assert [field.value for field in app.number_input if field.value is not None] == [43]
    everyone = monitoring(registry, Cohort(), "leak_procedure", None, None, None).stream
    information = f"({everyone.events} of {everyone.n:,} procedures)"
    assert any("no default" in text and information in text for text in texts(app))


def test_a_link_opens_the_verdict_and_the_chart(registry: Dataset) -> None:
    app = opened("Over time", operator="operator-4", **DECLARED)
    nothing_undefined(app)
    one = Cohort(operators=("operator-4",))
    verdict = monitoring(registry, one, "leak_procedure", 43.0, 60.0, 1000).verdict
    assert verdict.startswith("Signal on ")
    assert verdict in words(pages_html(app))
    assert verdict in heading(app, "Leak per procedure, day by day")


def test_a_number_out_of_bounds_is_told(registry: Dataset) -> None:  # noqa: ARG001
    app = opened("Over time", cusum_p0="250")
    assert "cusum_p0=250: a number from 0.1 to 99.9 would do" in words(pages_html(app))


def test_since_the_drift_the_operator_is_named_above_the_limit() -> None:
    app = opened("Operators and sites", **{"from": "2021-07"})
    nothing_undefined(app)
    assert "operator-4 lies above the 99.8 % limit" in words(pages_html(app))
    assert "operator-4: above the 99.8 % limit" in heading(app, "Leak per procedure by operator")


def test_a_threshold_is_judged_for_each_site() -> None:
    app = opened("Operators and sites", units="Sites", unit="site-A", funnel_threshold="45")
    nothing_undefined(app)
    shown = words(pages_html(app))
    assert "too few to judge" in shown
    assert "site-B" in shown
    assert "site-A" in [text for f in figures(app) for t in f["data"] for text in t.get("text", ())]
