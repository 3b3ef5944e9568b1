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

NOT_RECORDED = "not recorded"
OF_A_PROCEDURE = {
    "sexes": "sex",
    "etiologies": "etiology",
    "operators": "operator",
    "sites": "site",
}
"""Attributes of a choice that a procedure has, and the column that holds them."""

Counts = dict[str, object]


class Choice(NamedTuple):
    """A cohort in words: what a person would tick; an empty tuple and no range leave it open.

    A level is chosen when the level itself and its procedure are as described, a procedure when any
    of its levels is; with ``complement``, every unit that is not.
    """

    sexes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    unknown_age: bool = False
    first_month: str = ""
    last_month: str = ""
    etiologies: tuple[str, ...] = ()
    viscosities: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    complement: bool = False


class Oracle:
    """Counts any choice of procedures and levels from the records alone."""

    def __init__(self, records: Records) -> None:
        self.procedures, self.levels = records
        self.place = self.levels["place"].to_numpy()
        self.known, self.values = _known_and_values(self.procedures[[*MEANS, *SHARES]])
        self.level_known, self.level_values = _known_and_values(self.levels[list(OF_LEVELS)])

    # Which units match.

    def of_terms(self, choice: Choice) -> np.ndarray:
        """Procedures that have one of the chosen terms of every attribute."""
        within = np.ones(len(self.procedures), dtype=bool)
        for attribute, column in OF_A_PROCEDURE.items():
            if chosen := getattr(choice, attribute):
                within &= np.isin(self.texts[column], chosen)
        return within

    def of_age(self, choice: Choice) -> np.ndarray:
        if choice.ages is None:
            return np.ones(len(self.procedures), dtype=bool)
        within = self.procedures["age"].between(*choice.ages).to_numpy()
        return within | (self.age_unknown & choice.unknown_age)

    def of_period(self, choice: Choice) -> np.ndarray:
        """Procedures of these months, as text such as 2021-07; without a date never, once set."""
        within = np.ones(len(self.procedures), dtype=bool)
        if choice.first_month:
            within &= self.texts["month"] >= choice.first_month
        if choice.last_month:
            within &= self.texts["month"] <= choice.last_month
        is_set = bool(choice.first_month or choice.last_month)
        return within & (self.texts["month"] != NOT_RECORDED) if is_set else within

    def of_levels(self, choice: Choice) -> np.ndarray:
        """Levels that are at a chosen level and have cement of a chosen viscosity."""
        within = np.ones(len(self.levels), dtype=bool)
        for column, chosen in (("level", choice.levels), ("viscosity", choice.viscosities)):
            if chosen:
                within &= np.isin(self.level_texts[column], chosen)
        return within

    @cached_property
    def texts(self) -> dict[str, np.ndarray]:
        """Text of each procedure by column; the month of its date as 2021-07."""
        columns = self.procedures[list(OF_A_PROCEDURE.values())].copy()
        columns["month"] = self.procedures["procedure_date"].str[:7]
        return _texts(columns)

    @cached_property
    def level_texts(self) -> dict[str, np.ndarray]:
        return _texts(self.levels[["level", "viscosity"]])

    @cached_property
    def age_unknown(self) -> np.ndarray:
        return self.procedures["age"].isna().to_numpy()

    def units(self, choice: Choice) -> tuple[np.ndarray, np.ndarray]:
        """The procedures, and the treated levels, of a cohort."""
        described = self.of_terms(choice) & self.of_age(choice) & self.of_period(choice)
        levels = described[self.place] & self.of_levels(choice)
        procedures = self.treating(levels)
        return (~procedures, ~levels) if choice.complement else (procedures, levels)

    def treating(self, levels: np.ndarray) -> np.ndarray:
        """The procedures that treat any of some levels."""
        procedures = np.zeros(len(self.procedures), dtype=bool)
        procedures[self.place[levels]] = True
        return procedures

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

    def ages(self, choice: Choice) -> tuple[dict[int, int], int]:
        """A histogram of the ages, the choice of ages left open."""
        procedures, _ = self.units(opened(choice, "age_band"))
        return _histogram(self.procedures["age"][procedures])

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


OPEN = {
    "sex": {"sexes": ()},
    "age_band": {"ages": None, "unknown_age": False},
    "level": {"levels": ()},
    "region": {"levels": ()},
    "etiology": {"etiologies": ()},
    "viscosity": {"viscosities": ()},
    "operator": {"operators": ()},
    "site": {"sites": ()},
    "quarter": {"first_month": "", "last_month": ""},
    "year": {"first_month": "", "last_month": ""},
}
"""What a chart by an attribute ignores of a choice; by the others it ignores nothing."""


def opened(choice: Choice, by: str) -> Choice:
    """The choice that a chart by an attribute counts; a complement stays what it is."""
    return choice if choice.complement else choice._replace(**OPEN.get(by, {}))


def _texts(columns: pd.DataFrame) -> dict[str, np.ndarray]:
    filled = columns.fillna(NOT_RECORDED)
    return {name: filled[name].to_numpy(dtype=str) for name in filled}


def _known_and_values(columns: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Whether each value is recorded, and the value as a whole number, 0 where it is not."""
    values = columns.to_numpy(dtype=float)
    return (~np.isnan(values)).astype(np.int64), np.nan_to_num(values).astype(np.int64)


def _histogram(values: pd.Series) -> tuple[dict[int, int], int]:
    counts = values.value_counts().items()
    return {int(value): int(n) for value, n in counts}, int(values.isna().sum())
