"""Breakdowns: every unit has a group, and a group says what a person reads."""

import duckdb
import pytest

from tests.oracle.counting import AGE_BANDS, REGIONS, SEXES
from tests.oracle.grouping import BASELINES, COUNTS
from tests.oracle.records import LEVELS
from vertebroplasty.breakdown import (
    AGE_BAND,
    BASELINE,
    BREAKDOWNS,
    ETIOLOGY,
    GUIDANCE,
    LEAK_ASSESSMENT,
    LEVEL,
    LEVEL_COUNT,
    REGION,
    SEX,
    VISCOSITY,
    Breakdown,
    chosen_groups,
)
from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import (
    Etiology,
    Guidance,
    LeakAssessment,
    Region,
    Sex,
    Term,
    VertebralLevel,
    Viscosity,
)


def group_of(by: Breakdown, columns: str) -> int:
    """What the breakdown's own SQL gives for a row."""
    with duckdb.connect() as connection:
        ((code,),) = connection.execute(
            f"SELECT {by.expression} FROM (SELECT {columns})"
        ).fetchall()
    return int(code)


def label_of(by: Breakdown, columns: str) -> str:
    code = group_of(by, columns)
    return next(group.label for group in by.groups if group.code == code)


@pytest.mark.parametrize("by", BREAKDOWNS, ids=lambda by: by.key)
def test_keys_codes_and_labels_are_unique(by: Breakdown) -> None:
    assert [b.key for b in BREAKDOWNS].count(by.key) == 1
    assert len({group.code for group in by.groups}) == len(by.groups)
    assert len({group.label for group in by.groups}) == len(by.groups)
    assert by.by_mask == (by in (LEVEL, REGION, VISCOSITY))


@pytest.mark.parametrize("age", range(18, 111))
def test_every_age_has_its_band(age: int) -> None:
    """Bands as printed on the axis."""
    band = next(name for name, (low, high) in AGE_BANDS.items() if low <= age <= high)
    assert label_of(AGE_BAND, f"{age} AS age") == band
    group = next(group for group in AGE_BAND.groups if group.label == band)
    assert group.ages is not None
    assert group.ages[0] <= age <= group.ages[1]


def test_an_unknown_age_has_a_group_of_its_own() -> None:
    assert label_of(AGE_BAND, "NULL::INTEGER AS age") == "age unknown"


def test_every_level_and_region_has_its_group() -> None:
    for place, level in enumerate(LEVELS, 1):
        region = next(label for label, levels in REGIONS.items() if level in levels)
        assert label_of(LEVEL, f"{place} AS level") == level
        assert label_of(REGION, f"{place} AS level") == region


def test_levels_and_regions_run_top_down_and_their_masks_hold_every_level_once() -> None:
    """Closed form: disjoint masks of 25 levels add up to 2**25 - 1."""
    for by in (LEVEL, REGION):
        assert [group.code for group in by.groups] == sorted(group.code for group in by.groups)
        assert sum(group.mask for group in by.groups) == 2**25 - 1


def test_every_sex_has_its_group() -> None:
    labels = [label_of(SEX, f"{place} AS sex") for place in range(1, len(Sex) + 1)]
    assert labels == [SEXES[sex] for sex in Sex]


TERMS = [
    (LEAK_ASSESSMENT, LeakAssessment),
    (ETIOLOGY, Etiology),
    (GUIDANCE, Guidance),
    (VISCOSITY, Viscosity),
]


@pytest.mark.parametrize(("by", "terms"), TERMS, ids=lambda value: getattr(value, "key", ""))
def test_every_term_has_its_group_and_so_has_a_missing_one(
    by: Breakdown, terms: type[Term]
) -> None:
    assert [group.label for group in by.groups] == [*terms, "not recorded"]
    for code, term in enumerate(terms, 1):
        assert label_of(by, f"{code} AS {by.key}") == term
    assert label_of(by, f"NULL::INTEGER AS {by.key}") == "not recorded"


@pytest.mark.parametrize("tenths", range(101))
def test_every_vas_before_has_its_band(tenths: int) -> None:
    """Bands as printed on the axis, in points."""
    band = next(label for label, (low, high) in BASELINES.items() if low <= tenths <= high)
    assert label_of(BASELINE, f"{tenths} AS vas_baseline") == band


def test_a_missing_vas_before_has_a_group_of_its_own() -> None:
    assert label_of(BASELINE, "NULL::INTEGER AS vas_baseline") == "not recorded"


@pytest.mark.parametrize("levels", range(1, 26))
def test_every_number_of_levels_has_its_group(levels: int) -> None:
    label = next(label for label, (low, high) in COUNTS.items() if low <= levels <= high)
    assert label_of(LEVEL_COUNT, f"{levels} AS level_count") == label


CHOSEN = [
    (AGE_BAND, Cohort(), []),
    (AGE_BAND, Cohort(60, 75), ["60–69", "70–79"]),
    (AGE_BAND, Cohort(18, 59, include_unknown_age=True), ["under 60", "age unknown"]),
    (AGE_BAND, Cohort(90, 110), ["90 and over"]),
    (SEX, Cohort(sexes=(Sex.UNKNOWN, Sex.FEMALE)), ["women", "sex unknown"]),
    (SEX, Cohort(levels=(VertebralLevel.L1,)), []),
    (LEVEL, Cohort(levels=(VertebralLevel.L1, VertebralLevel.T12)), ["T12", "L1"]),
    (REGION, Cohort(levels=Region.LUMBAR.levels), ["Lumbar (L3–L5)"]),
    (LEAK_ASSESSMENT, Cohort(60, 75), []),
    (LEVEL_COUNT, Cohort(60, 75), []),
    (ETIOLOGY, Cohort(etiologies=("not recorded", "other")), ["other", "not recorded"]),
    (VISCOSITY, Cohort(viscosities=("low",)), ["low"]),
    (VISCOSITY, Cohort(etiologies=("other",)), []),
    (SEX, Cohort(sexes=(Sex.FEMALE,), complement=True), []),
]


@pytest.mark.parametrize(("by", "cohort", "labels"), CHOSEN)
def test_the_chosen_groups_are_drawn_solid(
    by: Breakdown, cohort: Cohort, labels: list[str]
) -> None:
    codes = chosen_groups(by, cohort)
    assert [group.label for group in by.groups if group.code in codes] == labels
