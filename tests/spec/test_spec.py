"""The definitions by example: tiny registries, and what each measure makes of them.

Every expected value was worked out by hand from the definitions in ``CODEBOOK.md``; the reason
stands beside it.
"""

import pytest

from tests.conftest import imported
from tests.spec.tables import write_registry
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import MEASURES
from vertebroplasty.query.counts import cohort_size
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.results import Proportion, Result
from vertebroplasty.vocabulary import Sex, VertebralLevel

REGISTRY = {
    "patient": """
        patient | sex
        Asha    | female
        Bilal   | male
        Chand   | unknown
        Dara    | female
        """,
    # Asha comes twice.
    "procedure": """
        procedure | patient | age
        A1        | Asha    | 78
        A2        | Asha    | 80
        B         | Bilal   | 66
        C         | Chand   | -
        D         | Dara    | 55
        """,
    # A1 treats four levels. At L2 nobody looked for a leak; at B's L3 nobody wrote whether.
    "treated_level": """
        procedure | level | success | leakage looked for by
        A1        | T11   | yes     | CT
        A1        | T12   | yes     | CT
        A1        | L1    | yes     | CT
        A1        | L2    | yes     | not looked for
        A2        | L4    | yes     | fluoroscopy
        B         | L1    | no      | fluoroscopy
        B         | L3    | -       | -
        C         | L1    | yes     | not looked for
        D         | T7    | -       | radiograph
        """,
    # Two leaks at one level are one leaking level.
    "leak": """
        procedure | level | route | site               | symptomatic | intervention
        A1        | T12   | B     | epidural           | no          | no
        A1        | T12   | D     | disc               | yes         | no
        B         | L1    | S     | paravertebral vein | no          | -
        D         | T7    | C     | epidural           | -           | yes
        """,
    "visit": """
        procedure | timepoint | status    | day | scale     | pain | walks    | relief
        A1        | baseline  | completed | 0   | VAS 0-10  | 8.0  | walker   | -
        A1        | 24 h      | completed | 1   | VAS 0-10  | 4.0  | walker   | yes
        A1        | 3 months  | completed | 90  | VAS 0-10  | 1.0  | unaided  | yes
        A1        | 12 months | completed | 365 | VAS 0-10  | 3.0  | cane     | no
        A1        | 24 months | missed    | -   | -         | -    | -        | -
        A2        | baseline  | missed    | -   | -         | -    | -        | -
        A2        | 24 h      | completed | 1   | VAS 0-100 | 32   | cane     | -
        A2        | last      | completed | 400 | VAS 0-100 | 12   | cane     | yes
        A2        | 12 months | completed | 360 | VAS 0-100 | 50   | unaided  | no
        B         | baseline  | completed | 0   | NRS 0-10  | 10   | unaided  | -
        B         | 24 h      | completed | 2   | NRS 0-10  | 7    | unaided  | no
        B         | 1 month   | missed    | -   | -         | -    | -        | -
        C         | baseline  | completed | 0   | VAS 0-10  | 0.0  | bedbound | -
        C         | 24 h      | completed | 1   | VAS 0-10  | 0.0  | bedbound | -
        C         | 1 month   | completed | 30  | -         | -    | cane     | yes
        D         | baseline  | completed | -3  | VAS 0-10  | 6.0  | cane     | -
        D         | 1 wk      | died      | -   | -         | -    | -        | -
        """,
}

EVERYBODY = Cohort()
WOMEN = Cohort(sexes=(Sex.FEMALE,))
AT_L1 = Cohort(levels=(VertebralLevel.L1,))
AT_L1_OR_L2 = Cohort(levels=(VertebralLevel.L1, VertebralLevel.L2))
AT_C1 = Cohort(levels=(VertebralLevel.C1,))
FROM_75 = Cohort(75, 110)
FROM_75_OR_UNKNOWN = Cohort(75, 110, include_unknown_age=True)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = write_registry(tmp_path_factory.mktemp("spec") / "source", REGISTRY)
    return imported(folder, tmp_path_factory.mktemp("spec-datasets"))


def shown(result: Result) -> str:
    """A result as the tables below have it: events/n or the mean of n, and what is missing."""
    if isinstance(result, Proportion):
        clusters = "" if result.clusters is None else f" in {result.clusters}"
        value = f"{result.events}/{result.n}{clusters}"
    else:
        value = "none" if result.estimate is None else f"{result.estimate:.2f} of {result.n}"
    return f"{value}, {result.n_missing} missing"


# Measure, its value for everybody, and why.
SPECIFICATION = """
vas_baseline               | 6.00 of 4, 1 missing  | A1 8 (once for its four levels), B 10, C 0, D 6
vas_24h                    | 3.55 of 4, 1 missing  | A1 4.0, A2 32 mm = 3.2, B 7, C 0
vas_last                   | 2.10 of 2, 3 missing  | A1 3.0 at 12 months, A2 1.2; C's visit has none
vas_change_24h             | -2.33 of 3, 2 missing | A1 -4, B -3, C 0; A2 has no baseline
vas_change_last            | -5.00 of 1, 4 missing | A1 only
relief_24h                 | 1/2, 3 missing        | A1 yes, B no
improvement_last           | 2/3, 2 missing        | A1 no at 12 months, A2 yes at last, C yes
responder_30_24h           | 2/2, 3 missing        | A1 fell 50 %, B exactly 30 %; C from 0 has none
responder_50_24h           | 1/2, 3 missing        | A1 fell exactly 50 %
responder_30_last          | 1/1, 4 missing        | A1 from 8 to 3
responder_50_last          | 1/1, 4 missing        | A1 fell 62.5 %
acceptable_24h             | 1/4, 1 missing        | C; A2's 3.2 is above 3
acceptable_last            | 2/2, 3 missing        | A1 exactly 3, A2 1.2
ambulation_improved        | 2/2, 3 missing        | A1 walker to cane, C bedbound to cane
technical_success          | 3/4, 1 missing        | B failed at L1, whatever L3; D is not recorded
leak_level                 | 3/6 in 4, 3 missing   | T12, B L1, T7; L2, B L3, C L1 not known
leak_procedure             | 3/4, 1 missing        | A1, B, D leaked, A2 did not; C is not known
symptomatic_leak_level     | 1/5 in 3, 4 missing   | T12, one of its two leaks; D's has no record
symptomatic_leak_procedure | 1/2, 3 missing        | A1 yes, A2 no; B (L3), C, D not known
leak_intervention_level    | 1/5 in 3, 4 missing   | D's T7; B's leak has no record
leak_sites_epidural        | 2/6 in 4, 3 missing   | T12 and T7
leak_sites_disc            | 1/6 in 4, 3 missing   | T12 counts under epidural and under disc
leak_sites_paravertebral_vein | 1/6 in 4, 3 missing | B's L1
leak_sites_foraminal       | 0/6 in 4, 3 missing   | none
leak_routes_disc           | 1/6 in 4, 3 missing   | T12, its second leak
leak_routes_segmental_vein | 1/6 in 4, 3 missing   | B's L1
followup_completeness      | 2/4, 1 missing        | A2, C seen; A1, B missed the latest; D died
"""


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        tuple(cell.strip() for cell in line.split("|")[:2])
        for line in SPECIFICATION.split("\n")
        if line
    ],
)
def test_a_measure_of_everybody(clinic: Dataset, key: str, expected: str) -> None:
    """By hand from the definitions, reason beside each line."""
    assert shown(evaluate(clinic, MEASURES, EVERYBODY)[key]) == expected


COHORTS = {
    "women": WOMEN,
    "at L1": AT_L1,
    "at L1 or L2": AT_L1_OR_L2,
    "at C1": AT_C1,
    "75 or over": FROM_75,
    "75+ or unknown": FROM_75_OR_UNKNOWN,
}

# Patients / procedures / levels of each cohort.
SIZES = """
women              | 2/3/6 | Asha twice, Dara; A1 has four levels
at L1              | 3/3/3 | A1, B, C; of A1's four levels only L1
at L1 or L2        | 3/3/4 | the same procedures, A1 with two levels
at C1              | 0/0/0 | nobody
75 or over         | 1/2/5 | Asha at 78 and at 80
75+ or unknown     | 2/3/6 | and C, whose age is not recorded
"""

BY_COHORT = """
at L1              | vas_baseline               | 6.00 of 3, 0 missing  | A1 8, B 10, C 0
at L1 or L2        | vas_baseline               | 6.00 of 3, 0 missing  | A1 still once
at L1              | leak_level                 | 1/2 in 2, 1 missing   | B; A1 leaked at T12
at L1 or L2        | leak_level                 | 1/2 in 2, 2 missing   | nobody looked at A1's L2
at L1              | leak_procedure             | 2/2, 1 missing        | A1 counts whole; B
at L1              | technical_success          | 2/3, 0 missing        | B failed
women              | leak_level                 | 2/5 in 3, 1 missing   | T12, T7 of five levels
women              | followup_completeness      | 1/2, 1 missing        | A2; A1 missed; D died
75 or over         | vas_24h                    | 3.60 of 2, 0 missing  | A1 4.0, A2 3.2
75+ or unknown     | vas_24h                    | 2.40 of 3, 0 missing  | and C 0
at C1              | vas_baseline               | none, 0 missing       | nobody
at C1              | relief_24h                 | 0/0, 0 missing        | nobody
at C1              | leak_level                 | 0/0 in 0, 0 missing   | nobody
"""


def lines_of(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")][:-1] for line in table.strip().split("\n")]


@pytest.mark.parametrize(("name", "expected"), lines_of(SIZES))
def test_the_size_of_a_cohort(clinic: Dataset, name: str, expected: str) -> None:
    """By hand, reason beside each line."""
    assert "/".join(map(str, cohort_size(clinic, COHORTS[name]))) == expected


@pytest.mark.parametrize(("name", "key", "expected"), lines_of(BY_COHORT))
def test_a_measure_of_a_cohort(clinic: Dataset, name: str, key: str, expected: str) -> None:
    """By hand, reason beside each line: levels filter levels, and procedures with any of them."""
    assert shown(evaluate(clinic, MEASURES, COHORTS[name])[key]) == expected


def test_the_specification_covers_every_measure_but_repeated_patterns() -> None:
    """Sites and routes are made by one function: some of each are enough here."""
    specified = {line.split("|")[0].strip() for line in SPECIFICATION.split("\n") if line}
    patterns = ("leak_sites_", "leak_routes_")
    assert {m.key for m in MEASURES if not m.key.startswith(patterns)} <= specified
