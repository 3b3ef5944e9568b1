"""Several breakdowns in one pass over the rows: a code for each combination of their groups."""

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod

from vertebroplasty.breakdown import Breakdown

COMBINATIONS = 2_000
"""Combinations of groups that one query may count: with more of them another pass is cheaper."""


def packed(breakdowns: Iterable[Breakdown], most: int = COMBINATIONS) -> list[list[Breakdown]]:
    """Put breakdowns together, the largest first, while their combinations are not too many."""
    passes: list[list[Breakdown]] = []
    for by in sorted(breakdowns, key=lambda by: -len(by.groups)):
        for together in passes:
            if prod(len(one.groups) for one in (*together, by)) <= most:
                together.append(by)
                break
        else:
            passes.append([by])
    return passes


def combined(together: Sequence[Breakdown]) -> tuple[dict[int, tuple[int, ...]], str]:
    """Return the groups behind each combined code, and SQL that gives the combined code."""
    weights, weight = [], 1
    for by in together:
        weights.append(weight)
        weight *= 1 + max(group.code for group in by.groups)
    codes = {
        sum(code * weight for code, weight in zip(each, weights, strict=True)): each
        for each in product(*([group.code for group in by.groups] for by in together))
    }
    size = "INTEGER" if weight < 1 << 31 else "BIGINT"
    terms = (
        f"CAST({by.expression} AS {size}) * {weight}"
        for by, weight in zip(together, weights, strict=True)
    )
    return codes, " + ".join(terms)
