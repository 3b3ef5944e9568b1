"""How long follow-up was, as a paper states it."""

from typing import NamedTuple

from vertebroplasty import formatting
from vertebroplasty.query.visits import FollowUp

DAYS_A_MONTH = 30.4375
"""A twelfth of 365.25 days."""


class FollowUpLength(NamedTuple):
    """Mean and range in months as printed, and how many they rest on."""

    n: int
    n_missing: int
    mean_months: str
    range_months: str
    treatment_months: int | None


def follow_up_length(follow_up: FollowUp) -> FollowUpLength:
    """Return the length of follow-up in months.

    Parameters
    ----------
    follow_up : FollowUp
        Days of last follow-up visits.

    Returns
    -------
    FollowUpLength
        Mean to one decimal, range in whole months; empty texts when nobody was followed.
    """
    days, months = follow_up.days, follow_up.treatment_months
    if not days.n:
        return FollowUpLength(0, days.n_missing, "", "", months)
    mean = formatting.number(days.moments.total / days.n / DAYS_A_MONTH, 1)
    first, last = (formatting.number(days.counts[i][0] / DAYS_A_MONTH, 0) for i in (0, -1))
    return FollowUpLength(days.n, days.n_missing, mean, f"{first}\N{EN DASH}{last}", months)
