"""Cohorts for hypothesis: any that can be described, and text that describes none."""

from hypothesis import strategies as st

from vertebroplasty.cohort import Cohort
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Sex, VertebralLevel

ages = st.integers(AGE_MIN, AGE_MAX)
sexes = st.lists(st.sampled_from(Sex), unique=True).map(tuple)
levels = st.lists(st.sampled_from(VertebralLevel), unique=True, max_size=12).map(tuple)
age_ranges = st.one_of(
    st.just((AGE_MIN, AGE_MAX)),
    st.tuples(ages, ages).map(sorted).map(tuple),
    ages.map(lambda a: (a, a)),
)
cohorts = st.builds(
    lambda ages, unknown, sexes, levels: Cohort(*ages, unknown, sexes, levels),
    age_ranges,
    st.booleans(),
    sexes,
    levels,
)

names = st.one_of(
    st.sampled_from(
        ["age", "unknown_age", "female", "unknown", "T12", "L1", "S1", "T13", "sex", "x" * 5000]
    ),
    st.text(max_size=8),
)
garbage = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["true", "false", "TRUE", "1", "", "60", "-5", "1e3", "60.5", "٦٠", "9" * 5000]
    ),
)
params = st.dictionaries(names, st.lists(garbage, max_size=4).map(tuple), max_size=6)
