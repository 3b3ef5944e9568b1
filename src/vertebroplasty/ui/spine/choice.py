"""Which measure colours the spine: chosen on its own page, kept by the link on every page."""

import streamlit as st

from vertebroplasty.measures import (
    ACCEPTABLE_LAST,
    AMBULATION_IMPROVED,
    FOLLOWUP_COMPLETENESS,
    IMPROVEMENT_LAST,
    LEAK_LEVEL,
    RELIEF_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_LAST,
    SYMPTOMATIC_LEAK_LEVEL,
    TECHNICAL_SUCCESS,
    VAS_24H,
    VAS_BASELINE,
    VAS_CHANGE_24H,
    VAS_CHANGE_LAST,
    VAS_LAST,
)
from vertebroplasty.measures.base import Measure

SPINE_KEY = "spine_measure"
SPINE_MEASURES = (
    VAS_CHANGE_LAST,
    VAS_CHANGE_24H,
    VAS_BASELINE,
    VAS_24H,
    VAS_LAST,
    RELIEF_24H,
    IMPROVEMENT_LAST,
    RESPONDER_30_LAST,
    RESPONDER_50_LAST,
    ACCEPTABLE_LAST,
    AMBULATION_IMPROVED,
    TECHNICAL_SUCCESS,
    LEAK_LEVEL,
    SYMPTOMATIC_LEAK_LEVEL,
    FOLLOWUP_COMPLETENESS,
)
"""What may colour the spine; the first one does, unless the Spine page says otherwise."""


def picture_measure() -> Measure:
    """Return the measure that colours the spine: of the Spine page, or of a link to it."""
    label = st.session_state.get(SPINE_KEY) or st.query_params.get(SPINE_KEY)
    by_label = {measure.label: measure for measure in SPINE_MEASURES}
    return by_label.get(str(label), SPINE_MEASURES[0])
