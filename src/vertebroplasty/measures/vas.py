"""VAS before, at 24 hours and at last follow-up."""

from vertebroplasty.measures.base import Direction, Kind, Measure, Rung
from vertebroplasty.vocabulary import Grain

_WHEN = {
    "baseline": ("VAS before", "before the procedure", Rung.BASELINE),
    "24h": ("VAS at 24 h", "at the visit 24 hours after the procedure", Rung.COHORT),
    "last": (
        "VAS at last follow-up",
        "at the last follow-up visit, whatever its horizon",
        Rung.FOLLOWED,
    ),
}


def _vas(when: str) -> Measure:
    label, words, rung = _WHEN[when]
    return Measure(
        key=f"vas_{when}",
        label=label,
        kind=Kind.MEAN,
        grain=Grain.PROCEDURE,
        value=f"vas_{when}",
        direction=Direction.LOWER_IS_BETTER,
        definition=f"Mean pain on the 0-10 scale {words}, among procedures with a recorded value. "
        "VAS 0-100 mm is divided by ten; NRS 0-10 is charted on the same axis.",
        source="Data dictionary; scale and raw value are stored beside it",
        rung=rung,
    )


VAS_BASELINE, VAS_24H, VAS_LAST = (_vas(when) for when in _WHEN)
