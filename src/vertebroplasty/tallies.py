"""Tallies: what the database counted, as whole numbers. Python explains them, nothing else.

VAS is in tenths of a point (0-100) everywhere in this module.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Count:
    """Events among known units, and how many units are missing.

    Attributes
    ----------
    events, n : int
        Numerator and denominator; ``0 <= events <= n``.
    n_missing : int
        Units of the cohort for which the event is not known.
    """

    events: int
    n: int
    n_missing: int = 0


@dataclass(frozen=True, slots=True)
class Moments:
    """Count, sum and sum of squares of a whole-number variable."""

    n: int
    total: int
    squares: int
    n_missing: int = 0


@dataclass(frozen=True, slots=True)
class ClusterCount:
    """Levels clustered in procedures, enough for a ratio estimate and its robust variance.

    With ``m`` known levels and ``x`` events in a procedure, sums run over procedures with
    ``m > 0``.

    Attributes
    ----------
    clusters : int
        Procedures with at least one known level.
    n, events : int
        Sum of m and of x.
    nn, ee, ne : int
        Sums of m², x² and m·x.
    n_missing : int
        Levels of the cohort for which the event is not known.
    """

    clusters: int
    n: int
    events: int
    nn: int
    ee: int
    ne: int
    n_missing: int = 0


@dataclass(frozen=True, slots=True)
class SharedLevels:
    """What two groups of levels have in common: procedures with known levels in both.

    With ``m`` known levels and ``x`` events of a procedure in each group, sums run over the
    procedures with ``m > 0`` in group a and in group b. Without such a procedure all are 0.

    Attributes
    ----------
    mm, mx, xm, xx : int
        Sum of m in a times m in b, of m times x, of x times m, and of x times x.
    """

    mm: int
    mx: int
    xm: int
    xx: int


Tally = Count | Moments | ClusterCount
"""What is counted for a measure: a share of units, a mean, a share of clustered levels."""


@dataclass(frozen=True)
class Histogram:
    """How often each whole-number value occurs, ascending.

    Attributes
    ----------
    counts : tuple of (int, int)
        Pairs of value and positive count.
    n_missing : int
        Units without a value.
    """

    counts: tuple[tuple[int, int], ...]
    n_missing: int = 0

    @classmethod
    def of(cls, counts: Mapping[int, int], n_missing: int = 0) -> "Histogram":
        """Build from a mapping of value to count; zero counts are left out."""
        return cls(tuple(sorted((v, n) for v, n in counts.items() if n)), n_missing)

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[int | None, ...]]) -> "Histogram":
        """Build from rows of value and count; the row with no value counts the missing."""
        counts = {value: n or 0 for value, n in rows}
        missing = counts.pop(None, 0)
        return cls.of({value: n for value, n in counts.items() if value is not None}, missing)

    @cached_property
    def n(self) -> int:
        """Number of values."""
        return sum(count for _, count in self.counts)

    @cached_property
    def moments(self) -> Moments:
        """The histogram's count, sum and sum of squares."""
        return Moments(
            self.n,
            sum(value * count for value, count in self.counts),
            sum(value * value * count for value, count in self.counts),
            self.n_missing,
        )


@dataclass(frozen=True)
class JointTally:
    """How often each pair (before, after) occurs: at most 101 x 101 rows for VAS in tenths.

    Attributes
    ----------
    rows : tuple of (int, int, int)
        Before, after, positive count.
    n_missing : int
        Units with either value missing.
    """

    rows: tuple[tuple[int, int, int], ...]
    n_missing: int = 0

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]], n_missing: int = 0) -> "JointTally":
        """Count some pairs, one a unit."""
        counts: dict[tuple[int, int], int] = {}
        for pair in pairs:
            counts[pair] = counts.get(pair, 0) + 1
        return cls(tuple((b, a, n) for (b, a), n in sorted(counts.items())), n_missing)

    @cached_property
    def n(self) -> int:
        """Number of complete pairs."""
        return sum(count for *_, count in self.rows)

    @cached_property
    def change(self) -> Histogram:
        """Histogram of after minus before: negative is improvement (CDISC CHG = AVAL - BASE)."""
        counts: dict[int, int] = {}
        for before, after, count in self.rows:
            counts[after - before] = counts.get(after - before, 0) + count
        return Histogram.of(counts, self.n_missing)

    def _margin(self, position: int) -> Histogram:
        counts: dict[int, int] = {}
        for row in self.rows:
            counts[row[position]] = counts.get(row[position], 0) + row[2]
        return Histogram.of(counts)

    @cached_property
    def before(self) -> Histogram:
        """Histogram of the first value of the complete pairs."""
        return self._margin(0)

    @cached_property
    def after(self) -> Histogram:
        """Histogram of the second value of the complete pairs."""
        return self._margin(1)
