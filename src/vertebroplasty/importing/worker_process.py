"""Start a worker, listen to it, and stop it."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from vertebroplasty.importing.request import (
    REQUEST,
    Answer,
    Request,
    Step,
    encoded,
    read_line,
)

_WORKER = "vertebroplasty.importing.worker"
_NO_ANSWER = (
    "the import stopped without an answer; nothing was changed. Either the system ended it, or the"
    " files need more memory than an import may use"
)


class WorkerProcess:
    """At most one process at a time that works in a workspace.

    Parameters
    ----------
    folder : pathlib.Path
        The workspace.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None

    def start(
        self, request: Request, told: Callable[[Step], None], ended: Callable[[Answer], None]
    ) -> None:
        """Start the work.

        Parameters
        ----------
        request : Request
            What is to be done.
        told : callable
            Called with every step, from another thread.
        ended : callable
            Called once with the answer, from another thread.
        """
        self.stop()
        (self._folder / REQUEST).write_bytes(encoded(request))
        self._process = process = subprocess.Popen(  # noqa: S603 - our own module, this Python
            [sys.executable, "-m", _WORKER, str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(self._folder),
        )

        def listen() -> None:
            """Wait for the answer, and tell it unless another work was started."""
            answer = self._listen(process, request.limits.seconds, told)
            if self._process is process:
                ended(answer)

        self._listener = threading.Thread(target=listen, daemon=True)
        self._listener.start()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the work has ended and its answer was taken; return whether it has."""
        if self._listener:
            self._listener.join(seconds)
        return not (self._listener and self._listener.is_alive())

    def stop(self) -> None:
        """Stop the work, if it is still going on; its answer is not taken any more."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()

    def _listen(
        self, process: "subprocess.Popen[bytes]", seconds: int, told: Callable[[Step], None]
    ) -> Answer:
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        answer = Answer(refusal=_NO_ANSWER)
        for line in process.stdout or ():
            with contextlib.suppress(msgspec.DecodeError):
                message = read_line(line)
                if isinstance(message, Answer):
                    answer = message
                else:
                    told(message)
        process.wait()
        timer.cancel()
        return Answer(refusal=_late(seconds)) if late.is_set() else answer


def _environment(folder: Path) -> dict[str, str]:
    """Return this process's environment, with the package where it is and scratch in a folder."""
    places = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    scratch = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    return {**os.environ, **scratch, "PYTHONPATH": os.pathsep.join(filter(None, places))}


def _late(seconds: int) -> str:
    return (
        f"the import was stopped after {seconds:,} seconds; nothing was changed. Split the files,"
        " or raise VERTEBROPLASTY_IMPORT_SECONDS"
    )
