"""Technical success of a procedure."""

from vertebroplasty.measures.base import Direction, Kind, Measure
from vertebroplasty.vocabulary import Grain

TECHNICAL_SUCCESS = Measure(
    key="technical_success",
    label="Technical success",
    kind=Kind.PROPORTION,
    grain=Grain.PROCEDURE,
    value="technical_success",
    direction=Direction.HIGHER_IS_BETTER,
    definition="Procedures in which cement was placed in every intended vertebra as planned, among "
    "procedures where that is known: one failed level fails the procedure, one unrecorded level "
    "leaves it unknown unless another failed.",
    source="Data dictionary",
)
