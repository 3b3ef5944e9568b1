"""Change in VAS from before the procedure: negative is improvement."""

from vertebroplasty.measures.base import Direction, Kind, Measure, Rung
from vertebroplasty.vocabulary import Grain


def _change(when: str, words: str, rung: Rung) -> Measure:
    return Measure(
        key=f"vas_change_{when}",
        label=f"VAS change {words}",
        kind=Kind.MEAN,
        grain=Grain.PROCEDURE,
        value=f"vas_{when} - vas_baseline",
        direction=Direction.LOWER_IS_BETTER,
        definition=f"Mean of VAS {words} minus VAS before, each procedure against itself, among "
        "procedures with both values. Negative is improvement. Without a control group a fall is "
        "not a treatment effect.",
        source="CDISC ADaM: CHG = AVAL \N{MINUS SIGN} BASE",
        rung=rung,
        ends=(-10, 10),
    )


VAS_CHANGE_24H = _change("24h", "at 24 h", Rung.PAIR_24H)
VAS_CHANGE_LAST = _change("last", "at last follow-up", Rung.PAIR_LAST)
