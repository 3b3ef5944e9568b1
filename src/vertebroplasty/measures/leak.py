"""Cement leakage per treated level and per procedure."""

from vertebroplasty.measures.base import Direction, Kind, Measure
from vertebroplasty.vocabulary import Grain

NOT_KNOWN = "not known"
"""Not looked for, or no record of it."""

_KNOWN = (
    'A level counts when leakage was looked for there; "not looked for" is missing, not "no leak".'
)
_SOURCE = (
    "Data dictionary; rates depend on how one looks: radiographs identified 2 of 28 canal leaks"
    " that CT showed (Yeom 2003, PMID 12585583)"
)


def _leak(
    key: str,
    label: str,
    grain: Grain,
    value: str,
    definition: str,
    masks: tuple[str, str] | None = None,
) -> Measure:
    return Measure(
        key=key,
        label=label,
        kind=Kind.PROPORTION,
        grain=grain,
        value=value,
        direction=Direction.LOWER_IS_BETTER,
        definition=definition,
        source=_SOURCE,
        masks=masks,
        absent=NOT_KNOWN,
    )


LEAK_LEVEL = _leak(
    "leak_level",
    "Leak per treated level",
    Grain.TREATED_LEVEL,
    "leak",
    f"Treated levels with at least one cement leak, among levels where that is known. {_KNOWN} "
    "Levels of one procedure are correlated: the interval allows for it.",
    ("leak_known_mask", "leak_mask"),
)
LEAK_PROCEDURE = _leak(
    "leak_procedure",
    "Leak per procedure",
    Grain.PROCEDURE,
    "leak",
    "Procedures with a cement leak at any of their treated levels, among procedures where that is "
    f"known for every level or a leak was found. {_KNOWN}",
)
SYMPTOMATIC_LEAK_LEVEL = _leak(
    "symptomatic_leak_level",
    "Symptomatic leak per treated level",
    Grain.TREATED_LEVEL,
    "symptomatic_leak",
    "Treated levels with a symptomatic cement leak, among levels where that is known. A leak "
    f"without a record of symptoms is missing. {_KNOWN}",
)
SYMPTOMATIC_LEAK_PROCEDURE = _leak(
    "symptomatic_leak_procedure",
    "Symptomatic leak per procedure",
    Grain.PROCEDURE,
    "symptomatic_leak",
    "Procedures with a symptomatic cement leak at any treated level, among procedures where that "
    f"is known for every level or a symptomatic leak was found. {_KNOWN}",
)
LEAK_INTERVENTION_LEVEL = _leak(
    "leak_intervention_level",
    "Leak that needed an intervention per treated level",
    Grain.TREATED_LEVEL,
    "CASE leak WHEN 0 THEN 0 WHEN 1 THEN leak_intervention END",
    "Treated levels with a cement leak that led to an intervention, among levels where that is "
    f"known. {_KNOWN}",
)
