"""An import to be killed: prints each step as it begins.

Run as ``python -m tests.soak.one_import FILE MAPPING ROOT``.
"""

import sys
import time
from pathlib import Path

from vertebroplasty.importing.job import ImportJob
from vertebroplasty.importing.mapping.text import from_yaml
from vertebroplasty.preaggregate import TALLY_SQL


def main(file: Path, mapping: Path, root: Path) -> None:
    say("copying")
    with file.open("rb") as opened:
        job = ImportJob.inspect([(file.name, opened)], root)
    follow(job)
    job.prepare(from_yaml(mapping.read_text(encoding="utf-8")), TALLY_SQL)
    follow(job)
    say(f"worker {job.state.phase} {job.state.message}")
    say("publishing")
    job.publish()
    say("published")


def follow(job: ImportJob) -> None:
    """Print the steps of the worker as they come."""
    last = ""
    while not job.wait(0.001):
        if job.state.what != last:
            last = job.state.what
            say(last)


def say(words: str) -> None:
    print(f"{time.monotonic():.4f} {words}", flush=True)


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:]))
