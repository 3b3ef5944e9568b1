"""Run a module in a process that never outlives the one that started it.

Run as ``python -m vertebroplasty.serving.tethered MODULE WORD...``. Standard input is the tether.
When it ends, because whoever held the other end let go of it or was killed, the module is told to
end as by SIGTERM. A pipe says so on every system; a signal of a parent's death only on Linux.

Streamlit ends by itself within a second or two, but waits without bound for a connection that
takes nothing any more, such as that of a laptop which fell asleep in the middle of an answer. So
it gets some seconds, and no more: then what would be put in order on the way out is put in order
while it still waits, temporary files and unfinished imports among it.
"""

import atexit
import os
import runpy
import signal
import sys
import threading
import time
from types import FrameType

GRACE_SECONDS = 4
TIDY_SECONDS = 2


class _End:
    """How the process ends: when all is put in order, with the exit code that was found."""

    code = 1

    def now(self) -> None:
        """Leave at once: on the way out DuckDB's binding would report leaks of its own."""
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(self.code)


def main(words: list[str]) -> None:
    """Run a module with its words until it ends, or is to end."""
    end = _End()
    atexit.register(end.now)  # the first one registered is the last one called
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_parent, args=(end,), daemon=True).start()
    sys.argv = words
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        end.code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    else:
        end.code = 0


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End while the module has set no handler of its own yet."""
    raise SystemExit(0)


def _end_with_parent(end: _End) -> None:
    # Not through sys.stdin: its lock would be held when the interpreter ends.
    while os.read(0, 1):
        pass
    _tell_main_thread()
    time.sleep(GRACE_SECONDS)
    end.code = 0
    threading.Thread(target=atexit._run_exitfuncs, daemon=True).start()
    time.sleep(TIDY_SECONDS)
    os._exit(0)


if sys.platform == "win32":
    import _thread

    def _tell_main_thread() -> None:
        """Windows has no signal that would wake it; Streamlit's wakes ten times a second."""
        _thread.interrupt_main(signal.SIGTERM)

else:

    def _tell_main_thread() -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
