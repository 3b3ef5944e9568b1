"""A click on the page Cohorts that changes the list: done, and said with its reason where not."""

from collections.abc import Callable

from vertebroplasty.errors import DatasetError, SavedCohortError
from vertebroplasty.ui.said import remember_said

SAID_KEY = "cohorts said"


def attempt(change: Callable[[], str]) -> bool:
    """Make a change, and remember what it came to (in a callback).

    Parameters
    ----------
    change : callable
        Makes the change and returns the sentence that says so.

    Returns
    -------
    bool
        Whether it was made.
    """
    try:
        said = change()
    except (SavedCohortError, DatasetError) as error:
        remember_said(SAID_KEY, f"Nothing was changed: {error}", problem=True)
        return False
    remember_said(SAID_KEY, said)
    return True
