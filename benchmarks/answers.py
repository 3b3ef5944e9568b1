"""The numbers of one Overview by name, so that two ways to get them can be compared."""

import math

from vertebroplasty.results import Proportion, Result

Numbers = dict[str, float | None]

TOLERANCE = 1e-9


def numbers_of(name: str, result: Result) -> Numbers:
    """Name the numbers of a result."""
    interval = result.interval
    numbers: Numbers = {
        "n": result.n,
        "missing": result.n_missing,
        "estimate": result.estimate,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }
    if not isinstance(result, Proportion):
        numbers["sd"] = result.sd
    return {f"{name} {what}": value for what, value in numbers.items()}


def disagreements(ours: Numbers, theirs: Numbers) -> list[str]:
    """Name the numbers that only one side has, or that differ by more than `TOLERANCE`."""
    return [
        f"{name}: {ours.get(name, 'absent')} against {theirs.get(name, 'absent')}"
        for name in sorted(ours.keys() | theirs.keys())
        if not (name in ours and name in theirs and _agree(ours[name], theirs[name]))
    ]


def _agree(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
