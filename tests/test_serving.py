"""The launcher: what it says when it cannot serve, and a process that ends with the one before it.

Authority: the exit codes of `vertebroplasty.cli`; the sentences that a reader can act on.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer

import pytest

from tests.importing.disks import small_disk
from vertebroplasty.cli import main
from vertebroplasty.engine.dataset import Dataset, open_dataset
from vertebroplasty.importing.demo import SCRIPTS, ensure_demo
from vertebroplasty.importing.generations import current_generation, generations
from vertebroplasty.importing.load import import_folder
from vertebroplasty.preaggregate import TALLY_SQL
from vertebroplasty.serving import STOP_SECONDS, stop

PATIENCE_SECONDS = 120
TETHERED = [sys.executable, "-m", "vertebroplasty.serving.tethered"]
PUTS_IN_ORDER = """
import atexit, pathlib, time
atexit.register(pathlib.Path("in order").touch)
pathlib.Path("begun").touch()
time.sleep(600)
"""
NEVER_ENDS = """
import atexit, pathlib, signal, time
atexit.register(pathlib.Path("in order").touch)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path("begun").touch()
while True:
    time.sleep(600)
"""
HOLDS = """
import pathlib, subprocess, sys, time
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)
pathlib.Path("pid").write_text(str(child.pid))
time.sleep(600)
"""


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def refused(capsys: pytest.CaptureFixture[str], root: Path, port: int) -> str:
    """Return what the command says on standard error, which is expected to refuse."""
    assert main(["--data", str(root), "serve", "--port", str(port)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    return err


class SaysSomething(BaseRequestHandler):
    """Greets whoever calls, and not in HTTP."""

    def handle(self) -> None:
        self.request.sendall(b"220 ready\r\n")


@contextmanager
def somebody_else(handler: type[BaseRequestHandler] = BaseRequestHandler) -> Iterator[int]:
    """Listen at a port, and hang up on whoever calls."""
    server = TCPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def tethered(folder: Path, code: str) -> "subprocess.Popen[bytes]":
    """Start a module on a tether, and wait until it has begun."""
    (folder / "module.py").write_text(code)
    process = subprocess.Popen(
        [*TETHERED, "module"],
        stdin=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
    )
    assert eventually((folder / "begun").exists)
    return process


@pytest.mark.parametrize("handler", [BaseRequestHandler, SaysSomething])
def test_a_port_that_is_taken_is_said(
    handler: type[BaseRequestHandler],
    registry: Dataset,
    srinagar: Dataset,
    dataset_root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Before anything is started; what answers there is not taken for the dashboard."""
    assert {registry.name, srinagar.name} <= {path.name for path in dataset_root.iterdir()}
    with somebody_else(handler) as port:
        assert refused(capsys, dataset_root, port) == (
            f"port {port} is taken by another program, perhaps by a dashboard that is running"
            " already; another one would do: python -m vertebroplasty serve --port"
            f" {port + 1}\n"
        )


def test_a_folder_that_cannot_be_made_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its name and the reason; no port is tried."""
    (tmp_path / "file").touch()
    root = tmp_path / "file" / "data"
    assert refused(capsys, root, 1) == (
        "srinagar-2007 could not be written, and nothing was changed (Not a directory); the folder"
        f" of the datasets is {root}, and --data FOLDER would name another\n"
    )


def test_a_folder_that_cannot_be_written_is_served_if_it_holds_anything(
    registry_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No demo dataset can be made there, and the program goes on to the port."""
    with small_disk(tmp_path / "disk", megabytes=20) as disk:
        import_folder(registry_folder, disk, name="clinic")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with somebody_else() as port:
            said = refused(capsys, disk, port)
    assert "(Read-only file system); the folder of the datasets is " in said
    assert "; the datasets that are there are served\nport " in said


def test_two_that_make_the_demo_datasets_do_each_other_no_harm(tmp_path: Path) -> None:
    """Both end well; each dataset is there once, or twice and whole, and nothing else.

    In two threads: their locks keep each other out as those of two processes do.
    """
    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(lambda _: ensure_demo(tmp_path, TALLY_SQL), range(2)))
    made = Counter(generation.dataset for several in both for generation in several)
    for name in SCRIPTS:
        numbers = [generation.number for generation in generations(tmp_path, name)]
        assert numbers in ([1], [1, 2])
        assert len(numbers) == made[name]
        files = {f"generation-{number:06d}.duckdb" for number in numbers}
        assert {path.name for path in (tmp_path / name).iterdir()} == {*files, ".lock", "current"}
        assert open_dataset(current_generation(tmp_path, name)).number == numbers[-1]


def test_what_is_let_go_of_puts_its_things_in_order(tmp_path: Path) -> None:
    """The end of standard input is a SIGTERM to it, and exit functions run."""
    process = tethered(tmp_path, PUTS_IN_ORDER)
    assert stop(process) == 0
    assert process.returncode == 0
    assert (tmp_path / "in order").exists()


def test_what_does_not_end_is_ended(tmp_path: Path) -> None:
    """Within the seconds that the launcher grants; its exit functions run all the same."""
    process = tethered(tmp_path, NEVER_ENDS)
    process.stdin.close()  # type: ignore[union-attr]
    assert process.wait(STOP_SECONDS) == 0
    assert (tmp_path / "in order").exists()


@pytest.mark.parametrize(("code", "expected"), [("", 0), ("raise SystemExit(3)", 3), ("1/0", 1)])
def test_a_module_keeps_its_exit_code(tmp_path: Path, code: str, expected: int) -> None:
    """As Python has it: 1 for an error."""
    (tmp_path / "module.py").write_text(code)
    # `subprocess.run` would let go of a pipe of its own at once, and so tell it to end.
    tether, held = os.pipe()
    run = subprocess.run(
        [*TETHERED, "module"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdin=tether,
        capture_output=True,
        check=False,
    )
    os.close(tether)
    os.close(held)
    assert run.returncode == expected


@pytest.mark.skipif(sys.platform == "win32", reason="a process of Windows cannot be killed so")
def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    """kill -9: nobody is left to say anything, and the pipe ends all the same."""
    (tmp_path / "module.py").write_text(PUTS_IN_ORDER)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, *TETHERED, "module"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert eventually((tmp_path / "begun").exists)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert eventually((tmp_path / "in order").exists)
