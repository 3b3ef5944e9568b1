"""Relief as the patient or surgeon reported it, criterion unstated; never mixed with responders."""

from vertebroplasty.measures.base import Direction, Kind, Measure, Rung
from vertebroplasty.vocabulary import Grain

_SOURCE = "As reported, criterion unstated (as in Pain Physician 2007;10:559-63, PMID 17660854)"

RELIEF_24H = Measure(
    key="relief_24h",
    label="Reported relief at 24 h",
    kind=Kind.PROPORTION,
    grain=Grain.PROCEDURE,
    value="relief_24h",
    direction=Direction.HIGHER_IS_BETTER,
    definition="Procedures with significant relief reported 24 hours after, among procedures where "
    "relief at 24 h was recorded.",
    source=_SOURCE,
)
IMPROVEMENT_LAST = Measure(
    key="improvement_last",
    label="Reported improvement at last follow-up",
    kind=Kind.PROPORTION,
    grain=Grain.PROCEDURE,
    value="improved_last",
    direction=Direction.HIGHER_IS_BETTER,
    definition="Procedures with significant improvement reported at the last follow-up, among "
    "procedures where it was recorded at that visit.",
    source=_SOURCE,
    rung=Rung.FOLLOWED,
)
