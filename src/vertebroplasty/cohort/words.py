"""A cohort's sentence; each part of it stands for a condition of `Cohort.where`."""

from typing import TYPE_CHECKING

from vertebroplasty.cohort.months import MONTH_MAX, MONTH_MIN, month_name
from vertebroplasty.cohort.terms import ETIOLOGY, OPERATOR, SITE, VISCOSITY
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Sex
from vertebroplasty.wording import EN_DASH, either, spans

if TYPE_CHECKING:
    from vertebroplasty.cohort.selection import Cohort

SEX_NOUNS = {
    Sex.FEMALE: "women",
    Sex.MALE: "men",
    Sex.OTHER: "patients of other sex",
    Sex.UNKNOWN: "patients of unknown sex",
}


def describe(cohort: "Cohort") -> str:
    """Return a cohort in English, such as ``Women aged 60-85, treated at T12 or L1``."""
    who = either([SEX_NOUNS[sex] for sex in cohort.sexes])
    who = who or ("patients" if cohort.complement else "all patients")
    age = f" {_age(cohort)}" if cohort.has_age_range else ""
    treated = ", ".join(_treatment(cohort))
    sentence = f"{who}{age}{f', treated {treated}' if treated else ''}"
    if cohort.complement:
        return f"All except {sentence}" if cohort.others().is_filtered else "Nobody"
    return sentence[0].upper() + sentence[1:]


def _age(cohort: "Cohort") -> str:
    if cohort.age_min == cohort.age_max:
        years = f"aged {cohort.age_min}"
    elif cohort.age_max == AGE_MAX:
        years = f"aged {cohort.age_min} or over"
    elif cohort.age_min == AGE_MIN:
        years = f"aged {cohort.age_max} or under"
    else:
        years = f"aged {cohort.age_min}{EN_DASH}{cohort.age_max}"
    return f"{years} or of unknown age" if cohort.include_unknown_age else years


def _treatment(cohort: "Cohort") -> list[str]:
    parts = [f"at {either(spans(cohort.levels))}"] if cohort.levels else []
    for attribute, link in ((ETIOLOGY, "for "), (VISCOSITY, "with "), (OPERATOR, ""), (SITE, "")):
        if chosen := getattr(cohort, attribute.field):
            parts.append(f"{link}{attribute.describe(chosen)}")
    if cohort.month_min > MONTH_MIN:
        parts.append(f"from {month_name(cohort.month_min)}")
    if cohort.month_max < MONTH_MAX:
        parts.append(f"until {month_name(cohort.month_max)}")
    return parts
