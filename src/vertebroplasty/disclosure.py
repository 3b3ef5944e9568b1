"""What may be shown of single patients: the whole policy, in one place.

Everything else in this program shows groups. A single procedure is shown only to those who work
with the registry, on a dashboard that is not shared.
"""

import os

SHARED_VARIABLE = "VERTEBROPLASTY_SHARED"
"""Set it in the environment of a dashboard that is shared or public."""
_NOT_SHARED = {"", "0", "false", "no", "off"}


def single_procedures_shown() -> bool:
    """Whether a single procedure may be shown; in doubt about what was set, it may not."""
    return os.environ.get(SHARED_VARIABLE, "").strip().lower() in _NOT_SHARED
