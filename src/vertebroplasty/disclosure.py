"""What a shared dashboard leaves out: the whole policy, in one place.

A single procedure is shown only to those who work with the registry, on a dashboard that is not
shared; everything else in this program shows groups. Nor may its readers change the list of saved
cohorts, take snapshots or delete them: nobody signs in, a name is free text that all others read,
and one reader could delete what another saved.
"""

import os

SHARED_VARIABLE = "VERTEBROPLASTY_SHARED"
"""Set it in the environment of a dashboard that is shared or public."""
_NOT_SHARED = {"", "0", "false", "no", "off"}


def single_procedures_shown() -> bool:
    """Whether a single procedure may be shown; in doubt about what was set, it may not."""
    return os.environ.get(SHARED_VARIABLE, "").strip().lower() in _NOT_SHARED


def saved_cohorts_changeable() -> bool:
    """Whether a reader may save, change or delete cohorts and snapshots that every reader sees."""
    return single_procedures_shown()
