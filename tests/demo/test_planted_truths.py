"""What the codebook plants in ``registry-demo`` is found by the program, within its intervals.

The authority is the generator: the difference that its parameters imply is read off three hundred
thousand procedures drawn with them, true values and all, by plain NumPy.
"""

from typing import NamedTuple

import numpy as np
import pytest

from vertebroplasty.breakdown import LEAK_ASSESSMENT
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL
from vertebroplasty.query.evaluate import tallies, tallies_by
from vertebroplasty.results import Comparison
from vertebroplasty.vocabulary import LeakAssessment

PROCEDURES, SEED = 300_000, 91


class Drawn(NamedTuple):
    """Treated levels as the generator knows them."""

    leak: np.ndarray
    low_viscosity: np.ndarray
    assessment: np.ndarray


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    from registry_levels import NOT_LOOKED_FOR, treated, treated_levels  # noqa: PLC0415
    from registry_patients import patients, procedures_of  # noqa: PLC0415

    rng = np.random.default_rng(SEED)
    patient, who = patients(rng, PROCEDURES)
    procedure = procedures_of(rng, patient, who)
    level = treated_levels(rng, procedure, treated(rng, PROCEDURES))
    looked = level["recorded_assessment"] > NOT_LOOKED_FOR
    names = ("leak", "low_viscosity", "assessment")
    return Drawn(*(level[name][looked] for name in names))


def holds(comparison: Comparison, implied: float) -> bool:
    interval = comparison.difference.interval
    assert interval is not None
    print(f"{comparison.difference.estimate:.3f} ({interval.low:.3f} to {interval.high:.3f})")
    return interval.low <= implied <= interval.high


def test_low_viscosity_leaks_more_by_as_much_as_the_codebook_says(
    registry: Dataset, drawn: Drawn
) -> None:
    """LEAK_LOG_ODDS_LOW_VISCOSITY, averaged over everything else."""
    low, high = (
        tallies(registry, (LEAK_LEVEL,), Cohort(viscosities=(term,)))[LEAK_LEVEL.key]
        for term in ("low", "high")
    )
    implied = drawn.leak[drawn.low_viscosity].mean() - drawn.leak[~drawn.low_viscosity].mean()
    comparison = LEAK_LEVEL.compare(low, high)
    assert holds(comparison, implied)
    assert comparison.difference.interval is not None
    assert comparison.difference.interval.low > 0


def test_ct_finds_more_leaks_by_as_much_as_the_codebook_says(
    registry: Dataset, drawn: Drawn
) -> None:
    """LEAK_LOG_ODDS_ASSESSMENT of CT against fluoroscopy, averaged over everything else."""
    groups = tallies_by(registry, (LEAK_LEVEL,), Cohort(), LEAK_ASSESSMENT)
    found = {group.code: counted[LEAK_LEVEL.key] for group, counted in groups}
    ct, fluoroscopy = LeakAssessment.CT.code, LeakAssessment.FLUOROSCOPY.code
    with_ct, without = (drawn.assessment == code - 1 for code in (ct, fluoroscopy))
    implied = drawn.leak[with_ct].mean() - drawn.leak[without].mean()
    comparison = LEAK_LEVEL.compare(found[ct], found[fluoroscopy])
    assert holds(comparison, implied)
    assert comparison.difference.interval is not None
    assert comparison.difference.interval.low > 0
