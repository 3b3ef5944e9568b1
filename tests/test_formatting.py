"""Numbers as the paper prints them; the rules are those of the design: digits, signs, dashes, p."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertebroplasty import formatting
from vertebroplasty.results import Effect, Interval, Mean, Proportion, Test

MINUS, DASH, SPACE = "\u2212", "\u2013", "\u00a0"


def proportion(events: int, n: int, missing: int = 0, **more: object) -> Proportion:
    return Proportion(events, n, missing, "procedures", None, **more)


NUMBERS = [
    (8.91, 2, False, "8.91"),
    (-6.89, 2, False, f"{MINUS}6.89"),
    (6.89, 2, True, "+6.89"),
    (-6.89, 2, True, f"{MINUS}6.89"),
    (0.0, 2, True, "0.00"),
    (-0.0, 2, False, "0.00"),
    (-0.004, 2, True, "0.00"),
    (0.005, 2, False, "0.01"),  # half up, on the number as it is written
    (-0.005, 2, False, f"{MINUS}0.01"),
    (2.675, 2, False, "2.68"),  # the double is 2.67499..; a reader sees 2.675
    (1.005, 2, False, "1.01"),
    (21.5, 0, False, "22"),
    (20.5, 0, False, "21"),  # not to even
    (1e-9, 2, False, "0.00"),
    (12345.678, 1, False, "12345.7"),
]


@pytest.mark.parametrize(("value", "decimals", "signed", "text"), NUMBERS)
def test_a_number(value: float, decimals: int, signed: bool, text: str) -> None:
    assert formatting.number(value, decimals, signed=signed) == text


@given(st.floats(-1e6, 1e6), st.integers(0, 4), st.booleans())
def test_a_number_reads_back_within_half_a_step(value: float, decimals: int, signed: bool) -> None:
    text = formatting.number(value, decimals, signed=signed)
    assert re.fullmatch(rf"[+{MINUS}]?\d+(\.\d{{{decimals}}})?", text)
    shown = float(text.replace(MINUS, "-"))
    assert abs(shown - value) <= 0.5 * 10**-decimals * (1 + 1e-9) + 1e-9
    assert (shown < 0) == (MINUS in text)


SHARES = [
    (29, 30, "97"),  # the seed study's relief at 24 h
    (1, 30, "3"),
    (1, 54, "2"),
    (0, 30, "0"),
    (30, 30, "100"),
    (1, 8, "13"),
    (98, 99, "99"),
    (1, 99, "1"),
    (1, 100, "1.0"),
    (29, 200, "14.5"),
    (999, 1000, "99.9"),
    (1999, 2000, "> 99.9"),
    (1, 2001, "< 0.1"),
    (2, 2001, "0.1"),
    (0, 2001, "0.0"),
    (2001, 2001, "100.0"),
]


@pytest.mark.parametrize(("events", "n", "text"), SHARES)
def test_a_share(events: int, n: int, text: str) -> None:
    """Whole percent below n = 100; 0 and 100 % only when they are exact."""
    assert formatting.share(proportion(events, n)) == f"{text}{SPACE}%"
    assert formatting.estimate(proportion(events, n)) == f"{text}{SPACE}%"


@given(st.integers(1, 50_000), st.data())
def test_only_all_is_100_percent_and_only_none_is_0(n: int, data: st.DataObject) -> None:
    events = data.draw(st.sampled_from([0, 1, n // 2, n - 1, n]) | st.integers(0, n))
    percent = formatting.share(proportion(events, n)).removesuffix(f"{SPACE}%")
    assert (percent in ("100", "100.0")) == (events == n)
    assert (percent in ("0", "0.0")) == (events == 0)


def test_nobody_has_no_share_and_no_mean() -> None:
    nothing = Mean(0, 3, "procedures", None, None, None)
    assert formatting.share(proportion(0, 0)) == "not recorded"
    assert formatting.estimate(nothing) == "not recorded"
    assert formatting.mean_and_sd(nothing) == "not recorded"
    assert formatting.interval(nothing) == ""


def test_mean_and_sd_as_the_seed_study_prints_them() -> None:
    """PMID 17660854: VAS before 8.91 ± 1.82."""
    limits = Interval(8.2304, 9.5896, "t")
    assert formatting.mean_and_sd(Mean(30, 0, "procedures", 8.91, 1.82, limits)) == "8.91 ± 1.82"
    assert formatting.mean_and_sd(Mean(1, 0, "procedures", 8.0, None, None)) == "8.00"


INTERVALS = [
    (
        Proportion(29, 30, 0, "procedures", Interval(0.8333, 0.9941, "Wilson")),
        f"83{DASH}99{SPACE}%",
    ),
    (Proportion(40, 200, 0, "levels", Interval(0.15, 0.2611, "x")), f"15.0{DASH}26.1{SPACE}%"),
    (Mean(30, 0, "procedures", 8.91, 1.82, Interval(8.2304, 9.5896, "t")), f"8.23{DASH}9.59"),
    (Mean(9, 0, "x", -6.9, 2, Interval(-7.69, -6.09, "t")), f"{MINUS}7.69 to {MINUS}6.09"),
    (Mean(9, 0, "x", -0.4, 2, Interval(-1.2, 0.4, "t")), f"{MINUS}1.20 to 0.40"),
]


@pytest.mark.parametrize(("result", "text"), INTERVALS)
def test_an_interval_never_lets_a_dash_meet_a_minus(result: Mean | Proportion, text: str) -> None:
    """Wilson 83.3-99.4 % for 29/30 is the seed study's."""
    assert formatting.interval(result) == text


DENOMINATORS = [
    (proportion(29, 30), "29 of 30 procedures"),
    (proportion(1, 1), "1 of 1 procedure"),
    (proportion(0, 0), "no procedures with a value"),
    (Proportion(38, 120, 0, "levels", None, clusters=97), "38 of 120 levels in 97 procedures"),
    (Proportion(1, 2, 0, "levels", None, clusters=1), "1 of 2 levels in 1 procedure"),
    (proportion(1234, 56789), "1,234 of 56,789 procedures"),
    (Mean(1512, 0, "procedures", 8.0, 1.0, None), "1,512 procedures"),
]


@pytest.mark.parametrize(("result", "text"), DENOMINATORS)
def test_a_denominator_has_its_noun(result: Mean | Proportion, text: str) -> None:
    assert formatting.denominator(result) == text


def test_what_is_missing_is_said_only_when_something_is() -> None:
    assert formatting.missing(proportion(1, 2, 1300)) == "1,300 not recorded"
    assert formatting.missing(proportion(1, 2, 0)) == ""


P_VALUES = [
    (None, "not defined"),
    (0.0, "p < .0001"),
    (1e-300, "p < .0001"),
    (0.00009999, "p < .0001"),
    (0.0001, "p = .0001"),
    (0.0028, "p = .0028"),
    (0.00996, "p = .0100"),
    (0.01, "p = .010"),
    (0.034, "p = .034"),
    (0.0494, "p = .049"),
    (0.0496, "p = .0496"),  # three digits would say .050
    (0.04996, "p = .04996"),
    (0.049999, "p = .049999"),
    (0.05, "p = .050"),
    (0.0504, "p = .050"),
    (0.5, "p = .500"),
    (0.9994, "p = .999"),
    (0.9995, "p > .999"),
    (1.0, "p > .999"),
]


@pytest.mark.parametrize(("p", "text"), P_VALUES)
def test_p_by_one_rule(p: float | None, text: str) -> None:
    assert formatting.p_value(p) == text


@given(st.floats(0, 1))
def test_p_is_never_0_nor_1_and_never_crosses_5_percent(p: float) -> None:
    text = formatting.p_value(p)
    found = re.fullmatch(r"p ([<=>]) (\.\d+)", text)
    assert found
    shown = float(found[2])
    assert 0 < shown < 1
    assert (shown < 0.05) == (p < 0.05)


@given(st.floats(0.0499, 0.0501))
def test_p_close_to_5_percent_stays_on_its_side(p: float) -> None:
    assert (float(formatting.p_value(p).removeprefix("p = ")) < 0.05) == (p < 0.05)
    edge = math.nextafter(0.05, 0)
    assert float(formatting.p_value(edge).removeprefix("p = ")) < 0.05


def test_a_test_in_one_line() -> None:
    """R's printed form of ``sleep``: t = -4.0621, df = 9, p-value = 0.002833."""
    student = Test("Paired t test", -4.0621277, "t", 0.0028329, 10, df=9)
    assert formatting.test_line(student) == f"t = {MINUS}4.06, df 9, p = .0028"
    welch = Test("Welch", 1.5, "t", 0.15, 10, df=17.776)
    assert formatting.test_line(welch) == "t = 1.50, df 17.8, p = .150"
    ranks = Test("Wilcoxon", 40.0, "V", 0.04, 9)
    assert formatting.test_line(ranks) == "V = 40, p = .040"
    undefined = Test("Paired t test", None, "t", None, 4, note="All changes are equal")
    assert formatting.test_line(undefined) == "All changes are equal"


def test_an_effect_with_its_interval_or_why_there_is_none() -> None:
    limits = Interval(-7.5, -6.2, "x")
    shown = f"{MINUS}6.90 ({MINUS}7.50 to {MINUS}6.20)"
    assert formatting.effect(Effect("Hodges-Lehmann", -6.9, limits, 30)) == shown
    assert formatting.effect(Effect("SRM", None, None, 1, "One procedure")) == "One procedure"
    assert formatting.effect(Effect("SRM", None, None, 0)) == "not defined"


def test_an_exact_test_without_a_statistic_prints_its_p() -> None:
    """R's fisher.test of [[3, 1], [1, 3]]: p = .4857 and no statistic."""
    fisher = Test("Fisher's exact test, two-sided", None, "", 0.4857142857, 8)
    assert formatting.test_line(fisher) == "p = .486"
