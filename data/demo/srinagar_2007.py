"""Reconstruct a patient-level table that gives back the published figures of the Srinagar study.

"Percutaneous vertebroplasty for osteoporotic fractures", Pain Physician 2007;10(4):559-63, PMID
17660854. Only the abstract is available and no patient-level table is public: rows are searched
for, with a fixed seed, until every published figure comes out at its printed precision. What the
abstract does not report is assumed here (see CODEBOOK.md) or left empty.

Run as ``python data/demo/srinagar_2007.py OUTPUT_FOLDER``.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from csv_folder import write_folder
from reconstruction import searched
from srinagar_published import PUBLISHED, STEPS, figures

SEED, LEVEL_SEED = 17660854, 17
PATIENTS = 30
FOLLOWED = 25
"""Assumed: 92 % cannot come from 30 patients; 23 of 25 is one of the fractions that round to it."""
AGE_TOTAL = 2211
"""Years: 73.7 over 30."""
FIRST_DATE, LAST_DATE = np.datetime64("2003-02-01"), np.datetime64("2006-01-01")
"""Assumed calendar of the published 35 months."""
END_OF_OBSERVATION = np.datetime64("2006-12-31")
"""Assumed."""
SHORTEST_DAYS, LONGEST_DAYS, TOTAL_DAYS = 183, 1339, 16360
"""Follow-up of 6 and 44 months of 30.4375 days; the total makes a mean of 21.5 over 25."""
BEFORE_TOTAL, BEFORE_TOTAL_FOLLOWED, BEFORE_SD = 2673, 2228, 18.2
"""VAS in tenths: 8.91 ± 1.82 over all 30 and over the 25 followed: either may be meant."""
LAST_TOTAL, LAST_SD = 505, 19.5
"""VAS in tenths: 2.02 ± 1.95 over 25."""
LEVEL_COUNTS = (1,) * 15 + (2,) * 8 + (3,) * 5 + (4,) * 2
"""54 levels over 30 patients; who had how many is assumed."""
LEVELS = ("T7", "T8", "T9", "T10", "T11", "T12", "L1", "L2", "L3", "L4", "L5")
LEVEL_WEIGHTS = (3, 4, 4, 6, 12, 24, 26, 10, 6, 4, 1)
"""Assumed: a peak at T12-L1."""
FEMALE = 22
"""Assumed."""
WITHOUT_RELIEF, NOT_IMPROVED, WITH_LEAK = 7, (7, 19), 12
"""Rows of the patients without relief at 24 h, not improved later, with a leak: assumed."""
NOT_FOLLOWED = (4, 10, 16, 22, 27)
"""Rows of the patients without last follow-up: assumed."""

ABOUT = {
    "name": "srinagar-2007",
    "title": "Srinagar 2007: percutaneous vertebroplasty, 30 patients (reconstruction)",
    "nature": "reconstruction",
    "note": (
        "Reconstruction from published summary figures; not patient data. Source: Pain Physician "
        "2007;10(4):559-63, PMID 17660854 (abstract). Several of its figures (mean age 73.7, "
        "35 months, follow-up 21.5 (6-44) months, 97 %, VAS 8.91 and 2.02 ± 1.95, p < .0001) "
        "coincide with those of McGraw et al., J Vasc Interv Radiol 2002;13:883-6, PMID 12354821 "
        "(100 patients, 156 vertebrae, baseline SD 1.12); the two are never counted as "
        "independent in a pooled figure. The denominator 25 of the 92 % is assumed, as is all "
        "that the abstract does not report: see data/CODEBOOK.md."
    ),
}


def vas_before(rng: np.random.Generator, followed: np.ndarray) -> np.ndarray:
    """VAS before in tenths: strongly skewed to the left, most at or near 10."""
    start = (100 - rng.gamma(0.36, 30.3, PATIENTS)).astype(int)
    before, bounds = np.empty(PATIENTS, dtype=int), (20, 100)
    before[followed] = searched(rng, start[followed], BEFORE_TOTAL_FOLLOWED, bounds, BEFORE_SD)
    rest = BEFORE_TOTAL - BEFORE_TOTAL_FOLLOWED
    before[~followed] = searched(
        rng, start[~followed], rest, bounds, BEFORE_SD, beside=before[followed]
    )
    return before


def vas_last(rng: np.random.Generator, before: np.ndarray, improved: np.ndarray) -> np.ndarray:
    """VAS at last follow-up in tenths, paired with the values before.

    The pairing is assumed: those who did not improve have the highest values, every other patient
    has at most 0.7 of the value before.
    """
    start = rng.gamma(1.07, 18.9, FOLLOWED).astype(int)
    pool = sorted(searched(rng, start, LAST_TOTAL, (0, 100), LAST_SD).tolist())
    last = np.empty(FOLLOWED, dtype=int)
    for row in np.flatnonzero(~improved):
        last[row] = pool.pop()
    rows = np.flatnonzero(improved)
    for row in rows[np.argsort(before[rows], kind="stable")]:
        fitting = [value for value in pool if value <= 0.7 * before[row]]
        last[row] = rng.choice(fitting)
        pool.remove(last[row])
    return last


def procedure_dates(rng: np.random.Generator) -> np.ndarray:
    """Dates over the period of treatment in order, its first and last day included."""
    span = int((LAST_DATE - FIRST_DATE).astype(int))
    between = np.sort(rng.choice(np.arange(1, span), PATIENTS - 2, replace=False))
    return FIRST_DATE + np.concatenate([[0], between, [span]])


def followup_days(rng: np.random.Generator, dates: np.ndarray) -> np.ndarray:
    """Days to last follow-up of those followed, none beyond the end of observation."""
    available = np.minimum((END_OF_OBSERVATION - dates[1:-1]).astype(int), LONGEST_DAYS - 1)
    start = rng.integers(SHORTEST_DAYS + 1, available + 1)
    rest = TOTAL_DAYS - SHORTEST_DAYS - LONGEST_DAYS
    days = searched(rng, start, rest, (SHORTEST_DAYS + 1, available))
    return np.concatenate([[LONGEST_DAYS], days, [SHORTEST_DAYS]])


def treated_levels(rng: np.random.Generator, ids: list[str]) -> pd.DataFrame:
    """Blocks of adjoining levels around the thoracolumbar junction, one block a procedure."""
    weights = np.array(LEVEL_WEIGHTS) / sum(LEVEL_WEIGHTS)
    rows = []
    for procedure_id, count in zip(ids, rng.permutation(LEVEL_COUNTS), strict=True):
        upper = rng.choice(len(LEVELS), p=weights) - rng.integers(count)
        first = int(np.clip(upper, 0, len(LEVELS) - count))
        rows += [(procedure_id, level) for level in LEVELS[first : first + count]]
    table = pd.DataFrame(rows, columns=["procedure_id", "level"])
    return table.assign(technical_success="yes", leak_assessment="fluoroscopy")


def tenths(values: np.ndarray) -> list[str]:
    """Tenths of a point as text with one decimal."""
    return [f"{value / 10:.1f}" for value in values]


def visits(rng: np.random.Generator, ids: list[str], dates: np.ndarray) -> pd.DataFrame:
    """Baseline, 24 h and last visit of every procedure."""
    followed = ~np.isin(np.arange(PATIENTS), NOT_FOLLOWED)
    rows = np.flatnonzero(followed)
    improved = ~np.isin(rows, NOT_IMPROVED)
    before = vas_before(rng, followed)
    steps = rng.choice([0, 1, 1, 2, 2, 2, 3], PATIENTS)
    steps_last = np.minimum(steps[rows] + improved * rng.integers(1, 4, FOLLOWED), len(STEPS) - 1)
    blank = pd.DataFrame({"procedure_id": ids, "status": "completed"})
    baseline = blank.assign(timepoint="baseline", days_since="0", pain_scale="VAS 0-10")
    baseline = baseline.assign(pain_raw=tenths(before), ambulation=[STEPS[s] for s in steps])
    relief = np.where(np.arange(PATIENTS) == WITHOUT_RELIEF, "no", "yes")
    day_1 = blank.assign(timepoint="24 h", days_since="1", reported_relief=relief)
    missed = blank.loc[~followed].assign(timepoint="last", status="missed")
    last = blank.loc[rows].assign(
        timepoint="last",
        days_since=followup_days(rng, dates[rows]).astype(str),
        pain_scale="VAS 0-10",
        pain_raw=tenths(vas_last(rng, before[rows], improved)),
        ambulation=[STEPS[step] for step in steps_last],
        reported_relief=np.where(improved, "yes", "no"),
    )
    together = pd.concat([baseline, day_1, last, missed])
    return together.sort_values("procedure_id", kind="stable").fillna("")


def reconstruct() -> dict[str, pd.DataFrame]:
    """Make the tables of the dataset, as text."""
    rng = np.random.default_rng(SEED)
    ids, patients = ([f"{kind}{n:02d}" for n in range(1, PATIENTS + 1)] for kind in "SP")
    dates = procedure_dates(rng)
    ages = searched(rng, rng.normal(73.7, 6.5, PATIENTS).astype(int), AGE_TOTAL, (57, 88))
    sexes = rng.permutation(["female"] * FEMALE + ["male"] * (PATIENTS - FEMALE))
    procedure = pd.DataFrame({"procedure_id": ids, "patient_id": patients, "age": ages.astype(str)})
    levels = treated_levels(np.random.default_rng(LEVEL_SEED), ids)
    leak = levels.loc[levels["procedure_id"] == ids[WITH_LEAK], ["procedure_id", "level"]].head(1)
    return {
        "patient": pd.DataFrame({"patient_id": patients, "sex": sexes}),
        "procedure": procedure.assign(
            procedure_date=dates.astype(str), guidance="fluoroscopy", etiology="osteoporotic"
        ),
        "treated_level": levels,
        "leak": leak.assign(
            site="epidural", detection="fluoroscopy", symptomatic="no", intervention="no"
        ),
        "visit": visits(rng, ids, dates),
    }


if __name__ == "__main__":
    reconstructed = reconstruct()
    if figures(reconstructed) != PUBLISHED:
        raise SystemExit(f"published {PUBLISHED}, reconstructed {figures(reconstructed)}")
    write_folder(Path(sys.argv[1]), reconstructed, ABOUT)
