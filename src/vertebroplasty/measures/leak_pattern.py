"""Where leaked cement lies and by which route it went, per treated level."""

from vertebroplasty.measures.base import Direction, Kind, Measure
from vertebroplasty.measures.leak import NOT_KNOWN
from vertebroplasty.vocabulary import Grain, LeakRoute, LeakSite


def _pattern(column: str, term: LeakSite | LeakRoute, label: str, source: str) -> Measure:
    return Measure(
        key=f"{column}_{term.name.lower()}",
        label=label,
        kind=Kind.PROPORTION,
        grain=Grain.TREATED_LEVEL,
        value=f"CASE WHEN leak IS NOT NULL THEN ({column} >> {term.code - 1}) & 1 END",
        direction=Direction.LOWER_IS_BETTER,
        definition=f"Treated levels with a cement leak recorded as {label}, among levels where "
        "leakage is known. A level with leaks of several kinds counts under each.",
        source=source,
        absent=NOT_KNOWN,
    )


LEAK_SITES = tuple(
    _pattern("leak_sites", site, f"site: {site.value}", "Data dictionary") for site in LeakSite
)
LEAK_ROUTES = tuple(
    _pattern(
        "leak_routes",
        route,
        f"route: {route.label}",
        "Yeom 2003, PMID 12585583; D added by later authors",
    )
    for route in LeakRoute
)
