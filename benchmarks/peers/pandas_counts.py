"""Counting with pandas: columns of numbers, masks over them, and one grouping by level."""

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.peers import frames
from benchmarks.peers.counted import (
    ALL_LEVELS,
    EVERYONE,
    SCORES,
    SHARES,
    Chosen,
    Counted,
    clusters,
    score,
    share,
)
from vertebroplasty.measures import LEAK_LEVEL, VAS_CHANGE_LAST
from vertebroplasty.tallies import ClusterCount, Tally


class PandasFrames:
    """Both tables in memory, and what was counted of everyone."""

    def __init__(self) -> None:
        self.procedures = frames.read(frames.PROCEDURES).df()
        self.levels = frames.read(frames.LEVELS).df()
        self.everyone = self.count(EVERYONE)

    def count(self, chosen: Chosen) -> Counted:
        """Count a cohort."""
        matching = self.procedures[_matches(self.procedures, chosen)]
        at_levels = matching
        if chosen.levels:
            at_levels = matching[(matching["level_mask"] & chosen.mask) != 0]
        change = VAS_CHANGE_LAST.key
        return Counted(
            _tallies(at_levels, chosen.mask),
            {
                change: _scores(matching, [change])[change],
                LEAK_LEVEL.key: _clusters(matching, ALL_LEVELS),
            },
            self._by_level(chosen),
        )

    def _by_level(self, chosen: Chosen) -> dict[int, dict[str, Tally]]:
        change, leak = VAS_CHANGE_LAST.key, LEAK_LEVEL.key
        by_level = self.levels[_matches(self.levels, chosen)].groupby("level")
        rows = by_level.agg(
            units=("age", "size"),
            n=(change, "count"),
            mean=(change, "mean"),
            sd=(change, "std"),
            known=(leak, "count"),
            leaks=(leak, "sum"),
        )
        return {
            int(row.Index): {
                change: score(row.units, row.n, row.mean, row.sd),
                leak: _one_each(row.units, row.known, row.leaks),
            }
            for row in rows.itertuples()
        }


def _matches(frame: pd.DataFrame, chosen: Chosen) -> Any:
    if chosen is EVERYONE:
        return np.full(len(frame), fill_value=True)
    matches = frame["age"].between(*chosen.ages)
    return matches & frame["sex"].isin(chosen.sexes) if chosen.sexes else matches


def _tallies(cohort: pd.DataFrame, mask: int) -> dict[str, Tally]:
    units = len(cohort)
    shares = cohort[list(SHARES)].agg(["count", "sum"])
    return {
        **_scores(cohort, SCORES),
        **{key: share(units, *shares[key]) for key in SHARES},
        LEAK_LEVEL.key: _clusters(cohort, mask),
    }


def _scores(cohort: pd.DataFrame, keys: Any) -> dict[str, Tally]:
    found = cohort[list(keys)].agg(["count", "mean", "std"])
    return {key: score(len(cohort), *found[key]) for key in keys}


def _clusters(cohort: pd.DataFrame, mask: int) -> ClusterCount:
    treated, known, leaks = (
        np.bitwise_count(cohort[name].to_numpy() & mask).astype(np.int64)
        for name in ("level_mask", "leak_known_mask", "leak_mask")
    )
    sums = (known.sum(), leaks.sum(), known @ known, leaks @ leaks, known @ leaks)
    return clusters(int(treated.sum()), (np.count_nonzero(known), *sums))


def _one_each(units: int, known: float, leaks: float) -> ClusterCount:
    """At one level, a procedure has one level at most."""
    return clusters(units, (known, known, leaks, known, leaks, leaks))
