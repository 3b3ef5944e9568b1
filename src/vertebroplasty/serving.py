"""Start the dashboard and wake it up, so that the first deep link finds its page.

While ``pages/`` stands beside the app, a fresh Streamlit server knows no page but the first until
the script has run once: a cold deep link would be greeted by "Page not found". The script health
check runs it once.
"""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "app.py"
PATIENCE_SECONDS = 60
_LOOK_EVERY_SECONDS = 0.2


def serve(port: int, options: list[str]) -> int:
    """Serve the dashboard until it is stopped.

    Parameters
    ----------
    port : int
        Port on the address of ``.streamlit/config.toml``, the loopback address.
    options : list of str
        Further options of ``streamlit run``.

    Returns
    -------
    int
        Exit code of the server.
    """
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)]
    server = subprocess.Popen([*command, *options], cwd=APP.parent)  # noqa: S603
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        if wake_up(f"http://127.0.0.1:{port}", server):
            print(f"Ready: http://127.0.0.1:{port}", file=sys.stderr)  # noqa: T201
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()


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
        Whether the script ran; False when the server ended or did not answer in time.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/script-health-check") as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(_LOOK_EVERY_SECONDS)
    return False
