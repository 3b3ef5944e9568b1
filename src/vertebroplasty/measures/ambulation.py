"""Ambulation improved from before the procedure to last follow-up."""

from vertebroplasty.measures.base import Direction, Kind, Measure, Rung
from vertebroplasty.vocabulary import Grain

AMBULATION_IMPROVED = Measure(
    key="ambulation_improved",
    label="Ambulation improved at last follow-up",
    kind=Kind.PROPORTION,
    grain=Grain.PROCEDURE,
    value="CASE WHEN ambulation_baseline IS NOT NULL AND ambulation_last IS NOT NULL THEN"
    " CASE WHEN ambulation_last > ambulation_baseline THEN 1 ELSE 0 END END",
    direction=Direction.HIGHER_IS_BETTER,
    definition="Procedures with ambulation at last follow-up at least one step better than before "
    "(bedbound, wheelchair, walker, cane, unaided), among procedures with both recorded. Patients "
    "who walked unaided before cannot improve and stay in the denominator.",
    source="Local ordinal scale: no standard exists",
    rung=Rung.FOLLOWED,
)
