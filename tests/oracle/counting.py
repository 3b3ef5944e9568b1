"""The oracle's counting: boolean masks and sums over the units that `records` worked out."""

from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from tests.oracle.records import LATER, LEVELS, ROUTES, SITES, Records

SEXES = {
    "female": "women",
    "male": "men",
    "other": "other sex",
    "unknown": "sex unknown",
}
AGE_BANDS = {
    "under 60": (0, 59),
    "60–69": (60, 69),
    "70–79": (70, 79),
    "80–89": (80, 89),
    "90 and over": (90, 200),
}
REGIONS = {
    "Cervical (C1–C7)": LEVELS[0:7],
    "Upper thoracic (T1–T4)": LEVELS[7:11],
    "Mid thoracic (T5–T8)": LEVELS[11:15],
    "Lower thoracic (T9–T10)": LEVELS[15:17],
    "Thoracolumbar junction (T11–L2)": LEVELS[17:21],
    "Lumbar (L3–L5)": LEVELS[21:24],
    "Sacral (S1)": LEVELS[24:25],
}
STATUSES = ("completed", "missed", "not due", "died", "withdrawn")
MEANS = ("vas_baseline", "vas_24h", "vas_last", "vas_change_24h", "vas_change_last")
SHARES = (
    *("relief_24h", "improvement_last", "acceptable_24h", "acceptable_last"),
    *("responder_30_24h", "responder_50_24h", "responder_30_last", "responder_50_last"),
    *("ambulation_improved", "technical_success", "followup_completeness"),
    *("leak_procedure", "symptomatic_leak_procedure"),
)
OF_LEVELS = (
    *("leak_level", "symptomatic_leak_level", "leak_intervention_level"),
    *(f"leak_sites_{name}" for name in SITES.values()),
    *(f"leak_routes_{name}" for name in ROUTES.values()),
)

Counts = dict[str, object]


class Choice(NamedTuple):
    """A cohort in words: what a person would tick; an empty tuple and no range leave it open."""

    sexes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    unknown_age: bool = False


class Oracle:
    """Counts any choice of procedures and levels from the records alone."""

    def __init__(self, records: Records) -> None:
        self.procedures, self.levels = records
        self.place = self.levels["place"].to_numpy()
        self.sexes = self.procedures["sex"].to_numpy(dtype=str)
        self.known, self.values = _known_and_values(self.procedures[[*MEANS, *SHARES]])
        self.level_known, self.level_values = _known_and_values(self.levels[list(OF_LEVELS)])

    # Which units match.

    def of_sex(self, choice: Choice) -> np.ndarray:
        every = np.ones(len(self.procedures), dtype=bool)
        return np.isin(self.sexes, choice.sexes) if choice.sexes else every

    def of_age(self, choice: Choice) -> np.ndarray:
        if choice.ages is None:
            return np.ones(len(self.procedures), dtype=bool)
        within = self.procedures["age"].between(*choice.ages).to_numpy()
        return within | (self.age_unknown & choice.unknown_age)

    @cached_property
    def age_unknown(self) -> np.ndarray:
        return self.procedures["age"].isna().to_numpy()

    @cached_property
    def treats(self) -> np.ndarray:
        """Whether each procedure (row) treats each level (column)."""
        matrix = np.zeros((len(self.procedures), len(LEVELS)), dtype=bool)
        matrix[self.place, self.level_places] = True
        return matrix

    @cached_property
    def level_places(self) -> np.ndarray:
        return self.levels["level"].map({level: place for place, level in enumerate(LEVELS)})

    def at_level(self, choice: Choice) -> np.ndarray:
        """Procedures with any treated level among the chosen ones."""
        if not choice.levels:
            return np.ones(len(self.procedures), dtype=bool)
        return self.treats[:, [LEVELS.index(level) for level in choice.levels]].any(axis=1)

    def units(self, choice: Choice) -> tuple[np.ndarray, np.ndarray]:
        """The procedures, and the treated levels, of a cohort."""
        procedures = self.of_sex(choice) & self.of_age(choice) & self.at_level(choice)
        levels = procedures[self.place]
        if choice.levels:
            levels &= self.levels["level"].isin(choice.levels).to_numpy()
        return procedures, levels

    # What is counted among them.

    def measures(self, procedures: np.ndarray, levels: np.ndarray) -> Counts:
        """Units, n, total and for means squares; for levels units, n, total and cluster sums."""
        return {**self._of_procedures(procedures), **self._of_levels(levels)}

    def _of_procedures(self, chosen: np.ndarray) -> Counts:
        units = int(chosen.sum())
        n = chosen @ self.known
        total = chosen @ self.values
        squares = chosen @ (self.values * self.values)
        sums = zip((*MEANS, *SHARES), n.tolist(), total.tolist(), squares.tolist(), strict=True)
        return {name: (units, *row[: 3 if name in MEANS else 2]) for name, *row in sums}

    def _of_levels(self, chosen: np.ndarray) -> Counts:
        """Each procedure is a cluster of m known levels with x events."""
        units = int(chosen.sum())
        m = self._by_procedure(self.level_known[chosen], chosen)
        x = self._by_procedure(self.level_values[chosen], chosen)
        sums = (m, x, m > 0, m * m, x * x, m * x)
        columns = np.stack([column.sum(axis=0) for column in sums], axis=1).tolist()
        return {name: (units, *row) for name, row in zip(OF_LEVELS, columns, strict=True)}

    def _by_procedure(self, rows: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        if not len(rows):
            return np.zeros((1, rows.shape[1]), dtype=np.int64)
        place = self.place[chosen]
        starts = np.flatnonzero(np.append(True, place[1:] != place[:-1]))
        return np.add.reduceat(rows, starts, axis=0)

    def size(self, choice: Choice) -> tuple[int, int, int]:
        """Patients, procedures, levels."""
        procedures, levels = self.units(choice)
        patients = self.procedures["patient_id"].to_numpy()[procedures]
        return len(set(patients)), int(procedures.sum()), int(levels.sum())

    def joint(self, procedures: np.ndarray, when: str) -> tuple[dict[tuple[int, int], int], int]:
        """Pairs of VAS before and after with their counts, and how many pairs are incomplete."""
        before, after = (self.procedures[f"vas_{at}"].to_numpy() for at in ("baseline", when))
        complete = procedures & ~np.isnan(before) & ~np.isnan(after)
        pairs, counts = np.unique(
            np.stack([before[complete], after[complete]]), axis=1, return_counts=True
        )
        rows = zip(*pairs.astype(int).tolist(), counts.tolist(), strict=True)
        return {(b, a): n for b, a, n in rows}, int(procedures.sum() - complete.sum())

    def by_sex(self, choice: Choice) -> dict[str, int]:
        among = self.of_age(choice) & self.at_level(choice)
        counts = {
            label: int((among & self.of_sex(Choice(sexes=(sex,)))).sum())
            for sex, label in SEXES.items()
        }
        return {label: n for label, n in counts.items() if n}

    def by_age_band(self, choice: Choice) -> dict[str, int]:
        ages = self.procedures["age"].to_numpy()[self.of_sex(choice) & self.at_level(choice)]
        counts = {
            band: int(((ages >= low) & (ages <= high)).sum())
            for band, (low, high) in AGE_BANDS.items()
        }
        counts["age unknown"] = int(np.isnan(ages).sum())
        return {band: n for band, n in counts.items() if n}

    def by_level(self, choice: Choice) -> dict[str, int]:
        """A procedure counts at every level that it treats."""
        counts = self.treats[self.of_sex(choice) & self.of_age(choice)].sum(axis=0).tolist()
        return {level: n for level, n in zip(LEVELS, counts, strict=True) if n}

    def ages(self, choice: Choice) -> tuple[dict[int, int], int]:
        return _histogram(self.procedures["age"][self.of_sex(choice) & self.at_level(choice)])

    def followup_days(self, procedures: np.ndarray) -> tuple[dict[int, int], int]:
        return _histogram(self.procedures["followup_days"][procedures])

    def treatment_months(self, procedures: np.ndarray) -> int | None:
        """Calendar months from the first procedure's to the last one's."""
        months = self.months[procedures & ~np.isnan(self.months)]
        return int(months.max() - months.min()) if len(months) else None

    @cached_property
    def months(self) -> np.ndarray:
        dates = pd.to_datetime(self.procedures["procedure_date"])
        return (12 * dates.dt.year + dates.dt.month).to_numpy(dtype=float)

    def ledger(self, procedures: np.ndarray) -> dict[str, int]:
        known = self.procedures[["vas_baseline", "vas_24h", "vas_last"]].notna().to_numpy()
        before, day, last = known.T
        rungs = {
            "All procedures of the dataset": np.ones(len(procedures), dtype=bool),
            "In the cohort": procedures,
            "VAS before recorded": procedures & before,
            "VAS before and at 24 h": procedures & before & day,
            "Completed visit later than 24 h": procedures & self.procedures["followed"].to_numpy(),
            "VAS before and at last follow-up": procedures & before & last,
        }
        return {key: int(mask.sum()) for key, mask in rungs.items()}

    def visit_statuses(self, procedures: np.ndarray) -> dict[tuple[str, str | None], int]:
        """Procedures by timepoint and status; None is no record of the visit."""
        counts: dict[tuple[str, str | None], int] = {}
        for timepoint in ("24 h", *LATER[:-1]):
            for status in STATUSES:
                is_so = self.status_masks[timepoint, status]
                counts[timepoint, status] = int((procedures & is_so).sum())
            recorded = sum(counts[timepoint, status] for status in STATUSES)
            counts[timepoint, None] = int(procedures.sum()) - recorded
        return counts

    @cached_property
    def status_masks(self) -> dict[tuple[str, str], np.ndarray]:
        return {
            (timepoint, status): self.procedures[f"status {timepoint}"].eq(status).to_numpy()
            for timepoint in ("24 h", *LATER[:-1])
            for status in STATUSES
        }


def _known_and_values(columns: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Whether each value is recorded, and the value as a whole number, 0 where it is not."""
    values = columns.to_numpy(dtype=float)
    return (~np.isnan(values)).astype(np.int64), np.nan_to_num(values).astype(np.int64)


def _histogram(values: pd.Series) -> tuple[dict[int, int], int]:
    counts = values.value_counts().items()
    return {int(value): int(n) for value, n in counts}, int(values.isna().sum())
