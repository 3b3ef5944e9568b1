"""The figures that the Srinagar abstract prints, and the same from the reconstructed tables."""

import pandas as pd

DAYS_PER_MONTH = 30.4375
STEPS = ("bedbound", "wheelchair", "walker", "cane", "unaided")
"""Steps of ambulation, worst first."""

PUBLISHED = (
    *("73.7", "35", "54", "8.91 ± 1.82", "8.91 ± 1.82", "2.02 ± 1.95"),
    *("21.5 (6-44)", "97%", "92%", "92%", "1"),
)
"""Mean age; months of treatment; levels; VAS before of all and of those followed; VAS last; months
of follow-up; relief at 24 h; improvement and ambulation at follow-up; leaks."""


def figures(tables: dict[str, pd.DataFrame]) -> tuple[str, ...]:
    """Print the published figures from the reconstructed tables."""
    procedure, visit = tables["procedure"], tables["visit"].set_index("procedure_id")
    baseline, day_1, last = (visit[visit["timepoint"] == at] for at in ("baseline", "24 h", "last"))
    last = last[last["status"] == "completed"]
    before, after = baseline["pain_raw"].astype(float), last["pain_raw"].astype(float)
    steps = [rows["ambulation"].map(STEPS.index) for rows in (baseline.loc[last.index], last)]
    period = pd.to_datetime(procedure["procedure_date"])
    months = last["days_since"].astype(float) / DAYS_PER_MONTH
    return (
        f"{procedure['age'].astype(int).mean():.1f}",
        f"{(period.max() - period.min()).days / DAYS_PER_MONTH:.0f}",
        f"{(tables['treated_level']['technical_success'] == 'yes').sum()}",
        *(f"{vas.mean():.2f} ± {vas.std():.2f}" for vas in (before, before[last.index], after)),
        f"{months.mean():.1f} ({months.min():.0f}-{months.max():.0f})",
        f"{(day_1['reported_relief'] == 'yes').mean():.0%}",
        f"{(last['reported_relief'] == 'yes').mean():.0%}",
        f"{(steps[1] > steps[0]).mean():.0%}",
        f"{len(tables['leak'])}",
    )
