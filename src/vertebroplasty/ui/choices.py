"""What a page lets its reader choose beside the cohort; a link carries it under its key."""

from collections.abc import Mapping, Sequence

from vertebroplasty.measures import (
    ACCEPTABLE_24H,
    ACCEPTABLE_LAST,
    AMBULATION_IMPROVED,
    IMPROVEMENT_LAST,
    RELIEF_24H,
    RESPONDER_30_24H,
    RESPONDER_30_LAST,
    RESPONDER_50_24H,
    RESPONDER_50_LAST,
)
from vertebroplasty.query.pain import AT_24H, AT_LAST

HORIZON_KEY = "horizon"
HORIZONS = {"Last follow-up": AT_LAST, "24 hours": AT_24H}

RELIEF_KEY = "relief_definition"
RELIEF_AT_24H = (RELIEF_24H, RESPONDER_30_24H, RESPONDER_50_24H, ACCEPTABLE_24H)
RELIEF_AT_LAST = (
    IMPROVEMENT_LAST,
    RESPONDER_30_LAST,
    RESPONDER_50_LAST,
    ACCEPTABLE_LAST,
    AMBULATION_IMPROVED,
)

CHOICES: dict[str, tuple[str, ...]] = {
    HORIZON_KEY: tuple(HORIZONS),
    RELIEF_KEY: tuple(measure.label for measure in (*RELIEF_AT_24H, *RELIEF_AT_LAST)),
}


def choice_problems(params: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return a sentence for each choice of a URL that is none of its options."""
    return tuple(
        f"{key}={', '.join(params[key])[:40]}: {', '.join(options)} would do"
        for key, options in CHOICES.items()
        if key in params and not (len(params[key]) == 1 and params[key][0] in options)
    )
