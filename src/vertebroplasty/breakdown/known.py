"""The breakdowns whose groups do not depend on the dataset."""

from vertebroplasty.breakdown.model import Breakdown, Group
from vertebroplasty.cohort import UNRECORDED
from vertebroplasty.vocabulary import (
    AGE_MAX,
    AGE_MIN,
    Etiology,
    Grain,
    Guidance,
    LeakAssessment,
    Region,
    Sex,
    Term,
    VertebralLevel,
    Viscosity,
    level_mask,
)

NOT_RECORDED = Group(0, UNRECORDED)


def _terms(terms: type[Term]) -> tuple[Group, ...]:
    return (*(Group(term.code, term.value) for term in terms), NOT_RECORDED)


_DECADES = (60, 70, 80, 90)

AGE_BAND = Breakdown(
    "age_band",
    "age band",
    "age",
    (
        Group(1, "under 60", ages=(AGE_MIN, 59)),
        Group(2, "60\N{EN DASH}69", ages=(60, 69)),
        Group(3, "70\N{EN DASH}79", ages=(70, 79)),
        Group(4, "80\N{EN DASH}89", ages=(80, 89)),
        Group(5, "90 and over", ages=(90, AGE_MAX)),
        Group(0, "age unknown"),
    ),
    "CASE WHEN age IS NULL THEN 0 "
    + " ".join(f"WHEN age < {first} THEN {code}" for code, first in enumerate(_DECADES, 1))
    + f" ELSE {len(_DECADES) + 1} END",
    is_tallied=True,
)
SEX = Breakdown(
    "sex",
    "sex",
    "sexes",
    tuple(
        Group(sex.code, label)
        for sex, label in zip(Sex, ("women", "men", "other sex", "sex unknown"), strict=True)
    ),
    "sex",
    is_tallied=True,
)
LEVEL = Breakdown(
    "level",
    "vertebral level",
    "levels",
    tuple(Group(level.code, level.value, level.bit) for level in VertebralLevel),
    "level",
    mask="chosen.mask",
    is_tallied=True,
)
REGION = Breakdown(
    "region",
    "region",
    "levels",
    tuple(
        Group(region.code, f"{region} ({region.span})", level_mask(region.levels))
        for region in Region
    ),
    "CASE "
    + " ".join(f"WHEN level <= {region.levels[-1].code} THEN {region.code}" for region in Region)
    + " END",
    mask="chosen.mask",
    is_tallied=True,
)
LEVEL_COUNT = Breakdown(
    "level_count",
    "number of treated levels",
    "",
    (*(Group(n, f"{n} level{'s' * (n > 1)}") for n in (1, 2, 3)), Group(4, "4 levels or more")),
    "least(level_count, 4)",
)
ETIOLOGY = Breakdown(
    "etiology", "etiology", "etiologies", _terms(Etiology), "coalesce(etiology, 0)"
)
GUIDANCE = Breakdown("guidance", "guidance", "", _terms(Guidance), "coalesce(guidance, 0)")
VISCOSITY = Breakdown(
    "viscosity",
    "cement viscosity",
    "viscosities",
    _terms(Viscosity),
    "coalesce(viscosity, 0)",
    mask=f"CASE chosen.code WHEN {Viscosity.LOW.code} THEN low_viscosity_mask"
    f" WHEN {Viscosity.HIGH.code} THEN high_viscosity_mask"
    " ELSE level_mask & ~(low_viscosity_mask | high_viscosity_mask) END",
)
_BASELINES = (50, 70, 90)
BASELINE = Breakdown(
    "baseline",
    "VAS before",
    "",
    (
        Group(1, "below 5"),
        Group(2, "5 to below 7"),
        Group(3, "7 to below 9"),
        Group(4, "9 to 10"),
        NOT_RECORDED,
    ),
    "CASE WHEN vas_baseline IS NULL THEN 0 "
    + " ".join(f"WHEN vas_baseline < {tenths} THEN {n}" for n, tenths in enumerate(_BASELINES, 1))
    + f" ELSE {len(_BASELINES) + 1} END",
)
LEAK_ASSESSMENT = Breakdown(
    "leak_assessment",
    "how leakage was looked for",
    "",
    _terms(LeakAssessment),
    "coalesce(leak_assessment, 0)",
    Grain.TREATED_LEVEL,
    is_tallied=True,
)

BREAKDOWNS = (
    AGE_BAND,
    SEX,
    LEVEL,
    REGION,
    LEVEL_COUNT,
    ETIOLOGY,
    VISCOSITY,
    GUIDANCE,
    BASELINE,
    LEAK_ASSESSMENT,
)
"""Those whose groups do not depend on the dataset; `query.groups` has the others."""
