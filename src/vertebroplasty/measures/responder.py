"""Responders: a fall in VAS by a share of baseline."""

from vertebroplasty.measures.base import Direction, Kind, Measure, Rung
from vertebroplasty.vocabulary import (
    RESPONDER_MODERATE_PERCENT,
    RESPONDER_SUBSTANTIAL_PERCENT,
    Grain,
)


def _responder(percent: int, when: str, words: str, rung: Rung) -> Measure:
    return Measure(
        key=f"responder_{percent}_{when}",
        label=f"Responder, fall \N{GREATER-THAN OR EQUAL TO} {percent} % {words}",
        kind=Kind.PROPORTION,
        grain=Grain.PROCEDURE,
        value=f"CASE WHEN vas_baseline > 0 AND vas_{when} IS NOT NULL THEN"
        f" CASE WHEN (vas_baseline - vas_{when}) * 100 >= {percent} * vas_baseline"
        " THEN 1 ELSE 0 END END",
        direction=Direction.HIGHER_IS_BETTER,
        definition=f"Procedures with VAS {words} at least {percent} % below VAS before, among "
        "procedures with both values. Not defined when VAS before is 0.",
        source="IMMPACT, Dworkin 2008, J Pain 9:105-21, 10.1016/j.jpain.2007.09.005",
        rung=rung,
        absent="not defined",
    )


RESPONDER_30_24H = _responder(RESPONDER_MODERATE_PERCENT, "24h", "at 24 h", Rung.PAIR_24H)
RESPONDER_50_24H = _responder(RESPONDER_SUBSTANTIAL_PERCENT, "24h", "at 24 h", Rung.PAIR_24H)
RESPONDER_30_LAST = _responder(
    RESPONDER_MODERATE_PERCENT, "last", "at last follow-up", Rung.PAIR_LAST
)
RESPONDER_50_LAST = _responder(
    RESPONDER_SUBSTANTIAL_PERCENT, "last", "at last follow-up", Rung.PAIR_LAST
)
