"""Numbers as the paper prints them: the one place that decides digits, signs and dashes."""

from decimal import ROUND_HALF_UP, Decimal

from vertebroplasty.results import ABSENT, Effect, Interval, Mean, Proportion, Result, Test

MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
PLUS_MINUS = "\N{PLUS-MINUS SIGN}"
NOT_RECORDED = ABSENT
NOT_DEFINED = "not defined"

WHOLE_PERCENT_BELOW = 100
"""Denominators below this print whole percentages: more digits would claim more than there is."""

ALPHA = 0.05
SMALLEST_P, LARGEST_P = 0.0001, 0.9994


def units(count: int, plural: str) -> str:
    """Return a count with its noun, such as ``1 procedure`` or ``1,512 procedures``."""
    return f"{whole(count)} {_noun(plural, count)}"


def number(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """Return a number with a real minus sign, and a plus sign where asked.

    Parameters
    ----------
    value : float
        A finite number.
    decimals : int
        Digits after the point, rounded half up.
    signed : bool
        Whether positive numbers carry a plus sign.

    Returns
    -------
    str
        Such as ``-6.89`` with U+2212; a rounded zero has no sign.
    """
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if not rounded:
        return f"{abs(rounded):f}"
    text = f"{rounded:+f}" if signed else f"{rounded:f}"
    return text.replace("-", MINUS)


def never_zero(value: float, decimals: int = 2) -> str:
    """Return a number, or that it is below the smallest one shown: only zero is shown as zero.

    Parameters
    ----------
    value : float
        A finite number.
    decimals : int
        Digits after the point.

    Returns
    -------
    str
        Such as ``0.03``, ``< 0.01``, or ``> -0.01`` with U+2212.
    """
    step = 10**-decimals
    if value and abs(value) < step / 2:
        return f"< {number(step, decimals)}" if value > 0 else f"> {number(-step, decimals)}"
    return number(value, decimals)


def whole(count: int) -> str:
    """Return a count with thousands separated, such as ``1,512``."""
    return f"{count:,}"


def share(result: Proportion) -> str:
    """Return a proportion in percent; 0 % and 100 % are printed only when they are exact."""
    if result.n == 0:
        return result.absent
    decimals = _percent_decimals(result)
    percent = number(100 * result.events / result.n, decimals)
    step = number(10**-decimals, decimals)
    if Decimal(percent) == 0 and result.events:
        percent = f"< {step}"
    if Decimal(percent.removeprefix("< ")) == 100 and result.events < result.n:
        percent = f"> {number(100 - 10**-decimals, decimals)}"
    return f"{percent}{NO_BREAK_SPACE}%"


def _percent_decimals(result: Proportion) -> int:
    return 0 if result.n < WHOLE_PERCENT_BELOW else 1


def estimate(result: Result, *, signed: bool = False) -> str:
    """Return the estimate alone, such as ``97 %`` or ``8.91``."""
    if isinstance(result, Proportion):
        return share(result)
    if result.estimate is None:
        return result.absent
    return number(result.estimate, signed=signed)


def mean_and_sd(result: Result) -> str:
    """Return a mean with its SD, such as ``8.91 +- 1.82`` with the real sign."""
    if result.estimate is None:
        return result.absent
    if not isinstance(result, Mean) or result.sd is None:
        return number(result.estimate)
    return f"{number(result.estimate)} {PLUS_MINUS} {number(result.sd)}"


def interval(result: Result) -> str:
    """Return the 95 % interval, such as ``83-99 %`` with an en dash; empty when not defined."""
    limits = result.interval
    if limits is None:
        return ""
    if isinstance(result, Proportion):
        decimals = _percent_decimals(result)
        return f"{span(limits, decimals, scale=100)}{NO_BREAK_SPACE}%"
    return span(limits, 2)


def span(limits: Interval, decimals: int = 2, scale: float = 1) -> str:
    """Return two limits; a negative one is parted by ``to`` so that no dash meets a minus."""
    low, high = (number(limit * scale, decimals) for limit in (limits.low, limits.high))
    between = " to " if MINUS in low + high else EN_DASH
    return f"{low}{between}{high}"


def denominator(result: Result) -> str:
    """Return what the estimate rests on, such as ``38 of 120 levels in 97 procedures``."""
    if not result.n:
        return f"no {result.noun} with a value"
    if isinstance(result, Mean):
        return units(result.n, result.noun)
    text = f"{whole(result.events)} of {units(result.n, result.noun)}"
    if result.clusters is not None:
        text += f" in {units(result.clusters, 'procedures')}"
    return text


def missing(result: Result) -> str:
    """Return how many units have no value; empty when none."""
    return f"{whole(result.n_missing)} {result.absent}" if result.n_missing else ""


def _noun(plural: str, count: int) -> str:
    return plural.removesuffix("s") if count == 1 else plural


def effect(result: Effect) -> str:
    """Return an effect with its interval, or why there is none."""
    if result.estimate is None:
        return result.note or NOT_DEFINED
    text = number(result.estimate)
    return f"{text} ({span(result.interval)})" if result.interval else text


def p_value(p: float | None) -> str:
    """Return p by one rule everywhere.

    Parameters
    ----------
    p : float or None
        None where the test is not defined.

    Returns
    -------
    str
        ``p < .0001``, or p with three digits after the point (four below .01) and no leading zero;
        rounding never carries p across .05.
    """
    if p is None:
        return NOT_DEFINED
    if p < SMALLEST_P:
        return "p < .0001"
    if p > LARGEST_P:
        return "p > .999"
    decimals = 4 if p < 0.01 else 3
    text = number(p, decimals)
    while (float(text) < ALPHA) != (p < ALPHA):
        decimals += 1
        text = number(p, decimals)
    return f"p = {text.removeprefix('0')}"


def test_line(result: Test) -> str:
    """Return a test in one line, such as ``t = -4.06, df 9, p = .0028``, or why there is none."""
    if result.p is None:
        return result.note or NOT_DEFINED
    if result.statistic is None:  # an exact test may have none
        return p_value(result.p)
    ranks = result.symbol == "V"
    decimals = (0 if float(result.statistic).is_integer() else 1) if ranks else 2
    parts = [f"{result.symbol} = {number(result.statistic, decimals)}"]
    if result.df is not None:
        parts.append(f"df {number(result.df, 0 if float(result.df).is_integer() else 1)}")
    return ", ".join([*parts, p_value(result.p)])
