"""What a published study says of an outcome: its value, its interval and whose they are.

An interval is the published one; else it is computed from the published n, mean and SD, or from the
published x and n, and says so; else there is none, and it says why.
"""

from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.formatting import NO_BREAK_SPACE, number
from vertebroplasty.report.literature import Study
from vertebroplasty.results import Interval
from vertebroplasty.statistics.proportions import wilson
from vertebroplasty.statistics.summaries import interval_of_summary
from vertebroplasty.tallies import Count

PUBLISHED = "published interval"
PLAIN_SCALE = "VAS 0-10"


class Reported(NamedTuple):
    """A published value.

    Attributes
    ----------
    value : float
        In points or percent.
    shown : str
        As printed, with its interval.
    interval : Interval or None
        In the unit of the value; its method says whose it is.
    n : int or None
        Units that the value rests on, where that was read.
    notes : tuple of str
        Where the interval comes from, or why there is none, and what else to know.
    rough : bool
        Whether it is given only roughly, or a difference of two published means.
    """

    value: float
    shown: str
    interval: Interval | None
    n: int | None
    notes: tuple[str, ...]
    rough: bool = False


def mean_before(study: Study) -> Reported | None:
    """Return the published mean VAS before, or None where it was not read."""
    return _mean(study, "base")


def mean_after(study: Study) -> Reported | None:
    """Return the published mean VAS at follow-up, or None where it was not read."""
    return _mean(study, "fu")


def mean_change(study: Study) -> Reported | None:
    """Return the published mean change, else the difference of the two published means."""
    change = study.number("change_value")
    if change is None:
        return _difference(study)
    spread = study.cells["change_sd"]
    why = f"SD {spread}; {_without('n at that time')}" if spread else _without("SD")
    shown = number(change, _decimals(study, "change_value"))
    return Reported(change, shown, None, None, (why, *_scale(study)))


def relief(study: Study) -> Reported | None:
    """Return the published share of patients with relief, or None where it was not read."""
    return _share(study, "relief_value", ("responder_x", "responder_n"), "patients")


def leak(study: Study) -> Reported | None:
    """Return the published leak rate, or x of n in percent, or None where neither was read."""
    noun = {"level": "levels", "patient": "patients"}.get(study.cells["leak_unit"], "units")
    return _share(study, "leak_value", ("leak_x", "leak_n"), noun)


def _mean(study: Study, when: str) -> Reported | None:
    value, n = study.number(f"{when}_mean"), study.whole(f"{when}_n")
    if value is None:
        return None
    spread, decimals = study.number(f"{when}_sd"), _decimals(study, f"{when}_mean")
    interval = _published(study, f"{when}_ci") or _of_summary(value, spread, n)
    about = study.is_about(f"{when}_mean")
    sd = f" {formatting.PLUS_MINUS} {study.cells[f'{when}_sd']}" if spread else ""
    limits = f" ({formatting.span(interval, decimals)})" if interval else ""
    shown = f"{'about ' * about}{number(value, decimals)}{sd}{limits}"
    why = _whose(interval) if interval else _without("n at that time" if spread else "SD")
    notes = (f"n {n}; {why}" if n else why, *_scale(study))
    return Reported(value, shown, interval, n, notes, rough=about)


def _difference(study: Study) -> Reported | None:
    columns = ("base_mean", "fu_mean")
    before, after = (study.number(column) for column in columns)
    if before is None or after is None:
        return None
    decimals = max(_decimals(study, column) for column in columns)
    change = round(after - before, decimals)
    about = "about " * any(study.is_about(column) for column in columns)
    why = "difference of the two published means: no interval"
    notes = (why, *_scale(study))
    return Reported(change, about + number(change, decimals), None, None, notes, rough=True)


def _share(study: Study, column: str, counts: tuple[str, str], noun: str) -> Reported | None:
    events, n = (study.whole(name) for name in counts)
    count = Count(events, n) if events is not None and n else None
    printed = study.number(column)
    percent = 100 * count.events / count.n if count and printed is None else printed
    if percent is None:
        return None
    interval = _published(study, "leak_ci") if column == "leak_value" else None
    interval = interval or _of_count(count)
    decimals = 1 if printed is None else _decimals(study, column)
    limits = f" ({formatting.span(interval, 1)})" if interval else ""
    shown = f"{number(percent, decimals)}{NO_BREAK_SPACE}%{limits}"
    known = f"{count.events} of {formatting.units(count.n, noun)}" if count else ""
    known += ", % computed from these" * (printed is None)
    why = _whose(interval) if interval else _without("n" if events is not None else "x and n")
    notes = ("; ".join(text for text in (known, why) if text),)
    return Reported(percent, shown, interval, count.n if count else None, notes)


def _of_summary(mean: float, sd: float | None, n: int | None) -> Interval | None:
    found = interval_of_summary(mean, sd, n) if sd is not None and n is not None else None
    if found is None:
        return None
    method = f"{found.method}, computed from published n and SD"
    return Interval(found.low, found.high, method)


def _of_count(count: Count | None) -> Interval | None:
    """Return the Wilson interval in percent."""
    found = wilson(count.events, count.n) if count else None
    if found is None:
        return None
    method = f"{found.method}, computed from published x and n"
    return Interval(100 * found.low, 100 * found.high, method)


def _published(study: Study, prefix: str) -> Interval | None:
    low, high = study.number(f"{prefix}_lo"), study.number(f"{prefix}_hi")
    return None if low is None or high is None else Interval(low, high, PUBLISHED)


def _whose(interval: Interval) -> str:
    """Return whose an interval is; its method stands in the table in full."""
    origin = interval.method.rpartition(", ")[2]
    return PUBLISHED if origin == PUBLISHED else f"interval {origin}"


def _without(missing: str) -> str:
    return f"no interval: {missing} not read"


def _scale(study: Study) -> tuple[str, ...]:
    """Return a note where the scale is not plainly VAS 0-10, such as an NRS or a verbal scale."""
    scale = study.cells["pain_scale"]
    return () if scale == PLAIN_SCALE else (f"scale: {scale or 'not read'}",)


def _decimals(study: Study, column: str) -> int:
    return len(study.cells[column].partition(".")[2])
