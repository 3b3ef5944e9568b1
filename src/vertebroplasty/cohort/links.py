"""A cohort as URL query parameters, and back."""

from collections.abc import Mapping, Sequence

from vertebroplasty.cohort.months import MONTH_MAX, MONTH_MIN, month_of, month_text
from vertebroplasty.cohort.selection import Cohort
from vertebroplasty.cohort.terms import TERM_ATTRIBUTES, UNRECORDED, TermAttribute
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Sex, VertebralLevel

UNKNOWN_AGE = "unknown_age"
COMPLEMENT = "except"
FROM, UNTIL = "from", "until"
LEVEL = "level"

_LEVELS = tuple(level.value for level in VertebralLevel)
_FLAGS = {UNKNOWN_AGE, COMPLEMENT, *(sex.value for sex in Sex)}
_TERMS = {attribute.key: attribute for attribute in TERM_ATTRIBUTES}
_NAMES = {*_FLAGS, *_LEVELS, *_TERMS, LEVEL, "age", FROM, UNTIL}


def to_params(cohort: Cohort) -> dict[str, tuple[str, ...]]:
    """Return a cohort as URL query parameters; an open attribute has none."""
    params: dict[str, tuple[str, ...]]
    params = {sex.value: ("true",) for sex in cohort.sexes}
    if cohort.levels:
        params[LEVEL] = tuple(level.value for level in cohort.levels)
    if cohort.has_age_range:
        params["age"] = (str(cohort.age_min), str(cohort.age_max))
    if cohort.include_unknown_age:
        params[UNKNOWN_AGE] = ("true",)
    if cohort.month_min > MONTH_MIN:
        params[FROM] = (month_text(cohort.month_min),)
    if cohort.month_max < MONTH_MAX:
        params[UNTIL] = (month_text(cohort.month_max),)
    params |= {key: chosen for key, a in _TERMS.items() if (chosen := getattr(cohort, a.field))}
    return params | ({COMPLEMENT: ("true",)} if cohort.complement else {})


def from_params(params: Mapping[str, Sequence[str]]) -> tuple[Cohort, tuple[str, ...]]:
    """Read a cohort from URL query parameters.

    Parameters
    ----------
    params : mapping of str to sequence of str
        Parameter name to its values, as in a parsed query string.

    Returns
    -------
    cohort : Cohort
        What could be understood.
    dropped : tuple of str
        A sentence for each parameter that could not.
    """
    dropped = [
        f"{name[:40]}={_shown(values)} is no filter of this dashboard"
        for name, values in params.items()
        if name not in _NAMES
    ]
    flags = {name for name in _FLAGS if _is_true(name, params.get(name, ()), dropped)}
    terms = {a.field: _terms(a, params.get(key, ()), dropped) for key, a in _TERMS.items()}
    age_min, age_max = _read_age(params.get("age", ()), dropped)
    month_min, month_max = _read_months(params, dropped)
    cohort = Cohort(
        age_min,
        age_max,
        UNKNOWN_AGE in flags,
        tuple(sex for sex in Sex if sex.value in flags),
        _read_levels(params, dropped),
        month_min,
        month_max,
        **terms,
        complement=COMPLEMENT in flags,
    )
    return cohort, tuple(dropped)


def _shown(values: Sequence[str]) -> str:
    return ", ".join(values)[:40]


def _is_true(name: str, values: Sequence[str], dropped: list[str]) -> bool:
    if values and [value.lower() for value in values] not in (["true"], ["false"]):
        dropped.append(f"{name}={_shown(values)}: true or false would do")
    return [value.lower() for value in values] == ["true"]


def _read_levels(
    params: Mapping[str, Sequence[str]], dropped: list[str]
) -> tuple[VertebralLevel, ...]:
    """Read ``level=T12&level=L1``, and ``T12=true&L1=true`` as links of version 0.1 say it."""
    given = params.get(LEVEL, ())
    chosen = {name for name in _LEVELS if _is_true(name, params.get(name, ()), dropped)}
    dropped += [
        f"{LEVEL}={name[:40]}: {_LEVELS[0]} to {_LEVELS[-1]} would do"
        for name in given
        if name not in _LEVELS
    ]
    return tuple(level for level in VertebralLevel if level.value in chosen | set(given))


def _terms(attribute: TermAttribute, values: Sequence[str], dropped: list[str]) -> tuple[str, ...]:
    known = tuple(value for value in values if attribute.knows(value))
    offered = (
        ", ".join([*attribute.terms, UNRECORDED]) if attribute.terms else "a name in the dataset"
    )
    dropped += [
        f"{attribute.key}={value[:40]}: {offered} would do"
        for value in values
        if value not in known
    ]
    return known


def _read_age(values: Sequence[str], dropped: list[str]) -> tuple[int, int]:
    if not values:
        return AGE_MIN, AGE_MAX
    try:
        low, high = (int(value) for value in values)
        Cohort(low, high)
    except ValueError:
        dropped.append(
            f"age={_shown(values)}: two whole years from {AGE_MIN} to {AGE_MAX} would do"
        )
        return AGE_MIN, AGE_MAX
    return low, high


def _read_months(params: Mapping[str, Sequence[str]], dropped: list[str]) -> tuple[int, int]:
    months = []
    for name, still_open in ((FROM, MONTH_MIN), (UNTIL, MONTH_MAX)):
        values = params.get(name, ())
        month = month_of(values[0]) if len(values) == 1 else None
        if values and month is None:
            dropped.append(f"{name}={_shown(values)}: a month such as 2021-07 would do")
        months.append(month or still_open)
    first, last = months
    if first > last:
        dropped.append(f"{FROM} is later than {UNTIL}: the earlier month first would do")
        return MONTH_MIN, MONTH_MAX
    return first, last
