"""Counting with polars: one expression for each number, run on all cores at once."""

import polars as pl

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
from vertebroplasty.tallies import Tally

CHANGE, LEAK = VAS_CHANGE_LAST.key, LEAK_LEVEL.key
BY_LEVEL = (
    pl.len().alias("units"),
    pl.col(CHANGE).count().alias("n"),
    pl.col(CHANGE).mean().alias("mean"),
    pl.col(CHANGE).std().alias("sd"),
    pl.col(LEAK).count().alias("known"),
    pl.col(LEAK).sum().cast(pl.Int64).alias("leaks"),
)


class PolarsFrames:
    """Both tables in memory, and what was counted of everyone."""

    def __init__(self) -> None:
        self.procedures: pl.DataFrame = frames.read(frames.PROCEDURES).pl()
        self.levels: pl.DataFrame = frames.read(frames.LEVELS).pl()
        self.everyone = self.count(EVERYONE)

    def count(self, chosen: Chosen) -> Counted:
        """Count a cohort; the three queries run side by side."""
        matching = self.procedures.lazy().filter(_matches(chosen))
        at_levels = matching.filter((pl.col("level_mask") & chosen.mask) != 0)
        cohort, opened, by_level = pl.collect_all(
            [
                at_levels.select(
                    pl.len().alias("units"),
                    *(each for key in SCORES for each in _score(key)),
                    *(each for key in SHARES for each in _share(key)),
                    *_clusters(chosen.mask),
                ),
                matching.select(pl.len().alias("units"), *_score(CHANGE), *_clusters(ALL_LEVELS)),
                self.levels.lazy().filter(_matches(chosen)).group_by("level").agg(*BY_LEVEL),
            ]
        )
        return Counted(
            _tallies(cohort.row(0, named=True), SCORES, SHARES),
            _tallies(opened.row(0, named=True), (CHANGE,), ()),
            {row["level"]: _at_level(row) for row in by_level.iter_rows(named=True)},
        )


def _matches(chosen: Chosen) -> pl.Expr:
    if chosen is EVERYONE:
        return pl.lit(value=True)
    matches = pl.col("age").is_between(*chosen.ages)
    return matches & pl.col("sex").is_in(chosen.sexes) if chosen.sexes else matches


def _score(key: str) -> tuple[pl.Expr, ...]:
    column = pl.col(key)
    named = {"n": column.count(), "mean": column.mean(), "sd": column.std()}
    return tuple(each.alias(f"{key} {name}") for name, each in named.items())


def _share(key: str) -> tuple[pl.Expr, ...]:
    events = pl.col(key).sum().cast(pl.Int64)
    return pl.col(key).count().alias(f"{key} n"), events.alias(f"{key} events")


def _clusters(mask: int) -> tuple[pl.Expr, ...]:
    treated, known, leaks = (
        (pl.col(name) & mask).bitwise_count_ones().cast(pl.Int64)
        for name in ("level_mask", "leak_known_mask", "leak_mask")
    )
    sums = (known.sum(), leaks.sum(), (known**2).sum(), (leaks**2).sum(), (known * leaks).sum())
    numbers = (treated.sum(), (known > 0).sum(), *sums)
    return tuple(each.alias(f"clusters {place}") for place, each in enumerate(numbers))


def _tallies(
    row: dict[str, float], scores: tuple[str, ...], shares: tuple[str, ...]
) -> dict[str, Tally]:
    units = int(row["units"])
    treated, *sums = (row[f"clusters {place}"] for place in range(7))
    return {
        **{
            key: score(units, *(row[f"{key} {name}"] for name in ("n", "mean", "sd")))
            for key in scores
        },
        **{key: share(units, row[f"{key} n"], row[f"{key} events"]) for key in shares},
        LEAK: clusters(int(treated), sums),
    }


def _at_level(row: dict[str, float]) -> dict[str, Tally]:
    known, leaks, units = row["known"], row["leaks"], int(row["units"])
    return {
        CHANGE: score(units, row["n"], row["mean"], row["sd"]),
        LEAK: clusters(units, (known, known, leaks, known, leaks, leaks)),
    }
