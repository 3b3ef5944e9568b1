"""Exhibits of the figures of the gallery, as a page would take them along."""

from typing import Any

import msgspec

from vertebroplasty.figures.theme import Figure
from vertebroplasty.report.exhibits import Exhibit

WARNING = "Synthetic data, not patients"
COHORT = "Women aged 70 to 79 with an osteoporotic fracture at T12 or L1 (38 procedures)"


def exhibit(figure: Figure | None, **changes: Any) -> Exhibit:
    """An exhibit of a figure, with everything that one can have but the table of its numbers."""
    made = Exhibit(
        key="relief",
        page="Outcomes",
        link="/outcomes?sex=female",
        title="Relief at 24 hours, 29 of 30 procedures",
        caption="Whiskers are 95 % intervals.",
        alt="Relief by region: cervical 97 %, upper thoracic 100 %.",
        figure=figure.to_dict() if figure else None,
        columns=(),
        rows=(),
        cohorts=(COHORT,),
        dataset="registry-demo, generation 1",
        content_hash="0123456789abcdef0123456789abcdef",
        warning=WARNING,
        methods="Proportions have Wilson score 95 % intervals (Wilson 1927).",
        taken_on="2026-11-27",
        note="",
    )
    return msgspec.structs.replace(made, **changes)
