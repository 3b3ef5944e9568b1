"""Cohorts for hypothesis: any that can be described, and text that describes none."""

from dataclasses import replace

from hypothesis import strategies as st

from vertebroplasty.cohort import MONTH_MAX, MONTH_MIN, UNRECORDED, Cohort
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Etiology, Sex, VertebralLevel, Viscosity

OPERATORS = tuple(f"operator-{n}" for n in range(1, 7))
SITES = ("site-A", "site-B")
"""Names in ``registry-demo``."""

ages = st.integers(AGE_MIN, AGE_MAX)
sexes = st.lists(st.sampled_from(Sex), unique=True).map(tuple)
levels = st.lists(st.sampled_from(VertebralLevel), unique=True, max_size=12).map(tuple)
age_ranges = st.one_of(
    st.just((AGE_MIN, AGE_MAX)),
    st.tuples(ages, ages).map(sorted).map(tuple),
    ages.map(lambda a: (a, a)),
)
months = st.builds(
    lambda year, month: year * 100 + month, st.integers(2018, 2023), st.integers(1, 12)
)
month_ranges = st.one_of(
    st.just((MONTH_MIN, MONTH_MAX)),
    st.tuples(months, months).map(sorted).map(tuple),
    months.map(lambda first: (first, MONTH_MAX)),
    months.map(lambda last: (MONTH_MIN, last)),
)


def terms_of(*offered: str) -> st.SearchStrategy[tuple[str, ...]]:
    """None, some or all of the terms, the unrecorded among them."""
    term = st.sampled_from([*offered, UNRECORDED])
    return st.one_of(st.just(()), st.lists(term, unique=True, max_size=4).map(tuple))


described = st.builds(
    lambda ages, unknown, sexes, levels, months, *terms: Cohort(
        *ages, unknown, sexes, levels, *months, *terms
    ),
    age_ranges,
    st.booleans(),
    sexes,
    levels,
    month_ranges,
    terms_of(*Etiology),
    terms_of(*Viscosity),
    terms_of(*OPERATORS),
    terms_of(*SITES),
)
"""Cohorts of those whom the attributes describe."""
cohorts = st.builds(
    lambda cohort, complement: replace(cohort, complement=complement), described, st.booleans()
)
"""The same, or everyone else."""

name_texts = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" '\";?%{}"),
    min_size=1,
    max_size=20,
).filter(lambda text: text.isprintable())
hostile_cohorts = st.builds(
    lambda cohort, operators, sites: replace(cohort, operators=operators, sites=sites),
    cohorts,
    st.lists(name_texts, max_size=3).map(tuple),
    st.lists(name_texts, max_size=3).map(tuple),
)
"""Names that a dataset could hold, with quotes, placeholders and what else breaks text."""

names = st.one_of(
    st.sampled_from(
        ["age", "unknown_age", "female", "unknown", "T12", "L1", "S1", "T13", "sex", "x" * 5000]
        + ["from", "until", "etiology", "viscosity", "operator", "site", "except"]
    ),
    st.text(max_size=8),
)
garbage = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["true", "false", "TRUE", "1", "", "60", "-5", "1e3", "60.5", "٦٠", "9" * 5000]
        + ["2021-07", "2021-13", "٢٠٢١-٠٧", "low", "not recorded", "' OR 1=1", "osteoporotic"]
    ),
)
params = st.dictionaries(names, st.lists(garbage, max_size=4).map(tuple), max_size=6)
