"""What Subgroups and Compare let their reader choose; a link carries it under its key."""

from vertebroplasty.measures import MEASURES, VAS_CHANGE_LAST
from vertebroplasty.statistics.multiplicity import Adjustment
from vertebroplasty.ui.filter_state import WIDGETS
from vertebroplasty.vocabulary import VertebralLevel

SUBGROUPS_KEY = "subgroups_of"
SUBGROUPS_OF = (VAS_CHANGE_LAST, *(m for m in MEASURES if m is not VAS_CHANGE_LAST))
BY_KEY = "by"
BY = {
    "Age band": "age_band",
    "Sex": "sex",
    "Level": "level",
    "Region": "region",
    "Number of levels": "level_count",
    "Etiology": "etiology",
    "Viscosity": "viscosity",
    "Guidance": "guidance",
    "Operator": "operator",
    "Site": "site",
    "Year": "year",
    "VAS before": "baseline",
    "How leakage was looked for": "leak_assessment",
}
"""Breakdowns that the forest may show, by label."""
BY_AT_FIRST = tuple(label for label in BY if label not in ("Level", "Guidance", "Site"))
ADJUSTMENT_KEY = "adjustment"
ADJUSTMENTS: dict[str, Adjustment] = {
    "Holm": "holm",
    "Benjamini\N{EN DASH}Hochberg": "benjamini-hochberg",
}

AGAINST_KEY = "against"
AGAINST = ("Everyone else", "Another cohort", "Before and after a date")
SINCE_KEY = "since"
SECOND = "b_"
"""In front of the parameters of the second cohort."""
_PARAMETERS = (
    *WIDGETS,
    *(level.value for level in VertebralLevel),  # links of version 0.1
)
SECOND_KEYS = tuple(f"{SECOND}{name}" for name in _PARAMETERS)

ANALYSIS_CHOICES: dict[str, tuple[str, ...]] = {
    SUBGROUPS_KEY: tuple(measure.label for measure in SUBGROUPS_OF),
    ADJUSTMENT_KEY: tuple(ADJUSTMENTS),
    AGAINST_KEY: AGAINST,
}
ANALYSIS_KEYS = (SINCE_KEY, *SECOND_KEYS)
"""Parameters that Compare reads and checks by itself."""

SEVERAL: dict[str, tuple[str, ...]] = {BY_KEY: tuple(BY)}
"""Choices of which a link may name several, or none."""
