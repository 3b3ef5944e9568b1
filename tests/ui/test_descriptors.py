"""A process makes room for its sessions, and takes no more than the system allows."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")

PROCESS = """
import resource
import sys

from vertebroplasty.ui.descriptors import make_room

resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
said = make_room()
print(said, *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(
    ("soft", "hard", "after"),
    [
        pytest.param(64, 512, 512, id="as much as the system allows"),
        pytest.param(512, 512, 512, id="nothing to be had"),
    ],
)
def test_the_limit_is_raised_to_what_is_allowed(soft: int, hard: int, after: int) -> None:
    """Authority: what the system itself says afterwards (getrlimit)."""
    run = subprocess.run(
        [sys.executable, "-c", PROCESS, str(soft), str(hard)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert [int(word) for word in run.stdout.split()] == [after, after, hard]
