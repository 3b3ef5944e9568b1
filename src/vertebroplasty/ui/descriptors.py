"""Room for sessions: how many files and connections the process may have open.

Streamlit keeps four for each reader, and three for each of up to 128 who left within two minutes.
The usual limit is 1,024: the 160th reader would be turned away. Every process may raise that to
what the system allows.
"""

import sys

ENOUGH = 65_536
"""For sixteen thousand readers: memory ends before."""

if sys.platform == "win32":

    def make_room() -> int:
        """Windows sets no limit of this kind."""
        return ENOUGH

else:
    import resource

    def make_room() -> int:
        """Raise the limit of this process to `ENOUGH`, or to what the system allows.

        Returns
        -------
        int
            How many may be open from now on.
        """
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        allowed = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
        if soft == resource.RLIM_INFINITY or soft >= allowed:
            return soft
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        return allowed
