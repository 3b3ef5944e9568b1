"""A click that changes what is kept beside the data: done, and said with its reason where not."""

from collections.abc import Callable

from vertebroplasty.errors import VertebroplastyError
from vertebroplasty.ui.said import remember_said

SAID_KEY = "change of what is kept said"


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
    except VertebroplastyError as error:
        remember_said(SAID_KEY, f"Nothing was changed: {error}", problem=True)
        return False
    remember_said(SAID_KEY, said)
    return True
