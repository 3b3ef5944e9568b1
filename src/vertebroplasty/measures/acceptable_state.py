"""Acceptable pain: VAS of 3 or less, whatever it was before."""

from vertebroplasty.measures.base import Direction, Kind, Measure, Rung
from vertebroplasty.vocabulary import ACCEPTABLE_VAS_TENTHS, Grain


def _acceptable(when: str, words: str, rung: Rung) -> Measure:
    return Measure(
        key=f"acceptable_{when}",
        label=f"Acceptable pain, VAS \N{LESS-THAN OR EQUAL TO} 3 {words}",
        kind=Kind.PROPORTION,
        grain=Grain.PROCEDURE,
        value=f"CASE WHEN vas_{when} IS NOT NULL THEN"
        f" CASE WHEN vas_{when} <= {ACCEPTABLE_VAS_TENTHS} THEN 1 ELSE 0 END END",
        direction=Direction.HIGHER_IS_BETTER,
        definition=f"Procedures with VAS {words} of 3 or less, among procedures with a recorded "
        "value.",
        source='VERTOS II "sufficient relief"; Mannion 2020, 10.1007/s00586-020-06365-z',
        rung=rung,
    )


ACCEPTABLE_24H = _acceptable("24h", "at 24 h", Rung.COHORT)
ACCEPTABLE_LAST = _acceptable("last", "at last follow-up", Rung.FOLLOWED)
