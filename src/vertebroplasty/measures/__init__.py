"""The registry of measures: a new outcome is one new file and its name in the tuple below."""

from vertebroplasty.measures.acceptable_state import ACCEPTABLE_24H, ACCEPTABLE_LAST
from vertebroplasty.measures.ambulation import AMBULATION_IMPROVED
from vertebroplasty.measures.followup import FOLLOWUP_COMPLETENESS
from vertebroplasty.measures.leak import (
    LEAK_INTERVENTION_LEVEL,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    SYMPTOMATIC_LEAK_LEVEL,
    SYMPTOMATIC_LEAK_PROCEDURE,
)
from vertebroplasty.measures.leak_pattern import LEAK_ROUTES, LEAK_SITES
from vertebroplasty.measures.reported_relief import IMPROVEMENT_LAST, RELIEF_24H
from vertebroplasty.measures.responder import (
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_24H,
    RESPONDER_50_LAST,
)
from vertebroplasty.measures.technical_success import TECHNICAL_SUCCESS
from vertebroplasty.measures.vas import VAS_24H, VAS_BASELINE, VAS_LAST
from vertebroplasty.measures.vas_change import VAS_CHANGE_24H, VAS_CHANGE_LAST

MEASURES = (
    VAS_BASELINE,
    VAS_24H,
    VAS_LAST,
    VAS_CHANGE_24H,
    VAS_CHANGE_LAST,
    RELIEF_24H,
    IMPROVEMENT_LAST,
    RESPONDER_30_24H,
    RESPONDER_50_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_LAST,
    ACCEPTABLE_24H,
    ACCEPTABLE_LAST,
    AMBULATION_IMPROVED,
    TECHNICAL_SUCCESS,
    LEAK_LEVEL,
    LEAK_PROCEDURE,
    SYMPTOMATIC_LEAK_LEVEL,
    SYMPTOMATIC_LEAK_PROCEDURE,
    LEAK_INTERVENTION_LEVEL,
    *LEAK_SITES,
    *LEAK_ROUTES,
    FOLLOWUP_COMPLETENESS,
)

HEADLINES = tuple(m for m in MEASURES if m not in (*LEAK_SITES, *LEAK_ROUTES))
"""All but the sites and routes of leaks."""

OVERVIEW = (
    *(RELIEF_24H, IMPROVEMENT_LAST, VAS_BASELINE, VAS_LAST, VAS_CHANGE_LAST),
    *(LEAK_LEVEL, LEAK_PROCEDURE),
)
"""On the first page, first in a case conference, and what a snapshot keeps."""

MEASURE_BY_KEY = {measure.key: measure for measure in MEASURES}
