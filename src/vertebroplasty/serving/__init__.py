"""Start the dashboard in a process of its own, wake it up, and end it.

The first run of the script imports what is heavy, and tells a server that was started without this
launcher which pages there are. Streamlit's script health check runs it before anybody comes.

The server is tethered: whatever becomes of this process, the server ends (`serving.tethered`).
"""

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from vertebroplasty.errors import ServerError

APP = Path(__file__).resolve().parents[3] / "app.py"
PATIENCE_SECONDS = 60
STOP_SECONDS = 8
"""After which a server that was told to end is ended; it gives itself fewer."""

_LOOK_EVERY_SECONDS = 0.2
_ANSWER_SECONDS = 5
"""For whatever may listen at the port; Windows takes two to say that nothing does."""

_FEW_HEAPS = {"MALLOC_ARENA_MAX": "2"}
"""For glibc, which else keeps up to eight heaps a core for threads. Each rerun has a thread of its
own, and what is kept of it (results, sessions) holds on to pages of whichever heap it had: after
4,000 reruns 97 of 176 MB were free, could not be given back, and grew on. Python's own lock lets
one thread allocate at a time, so that two heaps are enough."""

_NO_QUESTIONS = {"STREAMLIT_SERVER_SHOW_EMAIL_PROMPT": "false"}
"""Streamlit's own question at its first start; it would wait for the answer on the tether."""

_TETHERED = "vertebroplasty.serving.tethered"
_SERVER = "vertebroplasty.ui.server"
_LAUNCHER = Path(__file__).resolve().parents[1] / "ui" / "launcher" / "dashboard.py"

# The server is on this computer: what is set for others (HTTP_PROXY) does not hold for it.
_straight = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


def serve(port: int, options: Sequence[str], root: Path) -> int:
    """Serve the dashboard until it is stopped.

    Parameters
    ----------
    port : int
        Port on the address of ``.streamlit/config.toml``, the loopback address.
    options : sequence of str
        Further options of ``streamlit run``.
    root : pathlib.Path
        Folder of the datasets.

    Returns
    -------
    int
        Exit code of the server; 0 when it was stopped.

    Raises
    ------
    ServerError
        If something else answers at this port.
    """
    address = f"http://{_host(options)}:{port}"
    if _is_taken(address):
        raise ServerError(
            f"port {port} is taken by another program, perhaps by a dashboard that is running"
            f" already; another one would do: python -m vertebroplasty serve --port {port + 1}"
        )
    server = _started(port, options, root)
    try:
        _say(_first_words(address, server))
        return server.wait()
    except KeyboardInterrupt:
        return stop(server)


def wake_up(address: str, server: "subprocess.Popen[bytes]") -> bool:
    """Run the script once as soon as the server answers.

    Parameters
    ----------
    address : str
        Where the server listens.
    server : subprocess.Popen
        Its process.

    Returns
    -------
    bool
        Whether the script ran; False when it failed, the server ended or did not answer in time.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with _straight(f"{address}/_stcore/script-health-check") as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return False
        except OSError:
            time.sleep(_LOOK_EVERY_SECONDS)
        except Exception:  # noqa: BLE001 - an answer, but not in HTTP: options may ask for TLS
            return False
    return False


def stop(server: "subprocess.Popen[bytes]") -> int:
    """Let go of a tethered server and wait until it has ended; whoever is impatient kills it.

    Parameters
    ----------
    server : subprocess.Popen
        Its process.

    Returns
    -------
    int
        0: it ended, as it was told.
    """
    try:
        if server.stdin:
            server.stdin.close()
        server.wait(STOP_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        server.kill()
        server.wait()
    return 0


def _started(port: int, options: Sequence[str], root: Path) -> "subprocess.Popen[bytes]":
    words = [_SERVER, "run", str(_LAUNCHER), "--server.port", str(port), *options]
    return subprocess.Popen(  # noqa: S603 - our own module, by this Python
        [sys.executable, "-m", _TETHERED, *words],
        cwd=APP.parent,
        env={
            **_FEW_HEAPS,
            **_NO_QUESTIONS,
            **os.environ,
            "VERTEBROPLASTY_DATA": str(root.resolve()),
        },
        stdin=subprocess.PIPE,
    )


def _host(options: Sequence[str]) -> str:
    """Return where a server with these options answers this computer."""
    words = [part for option in options for part in option.split("=", 1)]
    given = dict(pairwise(words)).get("--server.address", "")
    if given in ("", "0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1"
    return f"[{given}]" if ":" in given else given


def _is_taken(address: str) -> bool:
    try:
        with _straight(address, timeout=_ANSWER_SECONDS):
            return True
    except urllib.error.URLError as error:
        return not isinstance(error.reason, ConnectionRefusedError)
    except Exception:  # noqa: BLE001 - whatever it said, somebody took the connection
        return True


def _first_words(address: str, server: "subprocess.Popen[bytes]") -> str:
    if wake_up(address, server):
        return f"Ready: {address}"
    with contextlib.suppress(subprocess.TimeoutExpired):
        code = server.wait(_LOOK_EVERY_SECONDS)
        return f"The server ended before it was ready (exit code {code}); see what it said above"
    return f"The server runs at {address}, but its first page does not; see what it said above"


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201
