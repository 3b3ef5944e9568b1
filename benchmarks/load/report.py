"""What was measured, in tables and target lines."""

import statistics
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.load.opening import Opened
from benchmarks.load.overtaking import Overtaking
from benchmarks.load.session import Session
from benchmarks.load.shipped import Resources
from benchmarks.timing import print_target

WORDS_SHOWN = 5
"""Faults that are printed; all are counted."""


class Costs(NamedTuple):
    """Sessions, their changes, and the server before them, with them, and when they had closed."""

    sessions: int
    changes: int
    closed: Resources
    opened: Resources
    done: Resources


def quantile(seconds: Sequence[float], percent: int = 95) -> float:
    """Return a percentile; of a single value, itself."""
    if len(seconds) < 2:
        return seconds[0]
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]


def p95(sessions: Sequence[Session]) -> float:
    """Return the 95th percentile of the seconds from request to answer."""
    return quantile([answer.seconds for session in sessions for answer in session.answers])


def print_head() -> None:
    """Print the head of the table of answers."""
    head = ("n", "p50", "p95", "most", "run p50", "run p95", "scan p95", "kB each")
    print(f"{'':34}" + "".join(f"{word:>9}" for word in head))


def print_answers(what: str, sessions: Sequence[Session]) -> None:
    """Print a line about the filter changes of some sessions; scans are those without tallies."""
    answers = [answer for session in sessions for answer in session.answers]
    if not answers:
        print(f"{what:34}{0:9}")
        return
    waits = [answer.seconds for answer in answers]
    runs = [answer.running for answer in answers]
    scans = [answer.seconds for answer in answers if not answer.cohort.is_tallied]
    figures = [quantile(waits, 50), quantile(waits), max(waits), quantile(runs, 50), quantile(runs)]
    figures.append(quantile(scans) if scans else 0.0)
    size = statistics.mean(answer.received for answer in answers) / 1e3
    milliseconds = "".join(f"{1e3 * seconds:9.0f}" for seconds in figures)
    print(f"{what:34}{len(answers):9}{milliseconds}{size:9.0f}", flush=True)


def print_faults(sessions: Sequence[Session]) -> None:
    """Print errors and answers that are not those of the cohort that was asked for."""
    every = [answer for session in sessions for answer in (*session.answers, *session.turns)]
    foreign = [answer.wrong for answer in every if answer.wrong]
    errors = [error for session in sessions for error in session.errors]
    _show([*errors, *foreign])
    print_target(f"errors in {len(every):,} reruns", len(errors), at_most=0)
    print_target(f"foreign answers of {len(every):,} checked", len(foreign), at_most=0)


def print_memory(costs: Costs) -> None:
    """Print what a session and a filter change cost the server."""
    count, changes, closed, opened, done = costs
    each = (opened.memory - closed.memory) / count / 1e3
    files = (opened.files - closed.files) / count
    cpu = 1e3 * (done.cpu - opened.cpu) / max(changes, 1)
    megabytes = [f"{seen.memory / 1e6:,.0f}" for seen in (closed, opened, done)]
    threads = (closed.threads, opened.threads, done.threads)
    print(
        f"\nServer: {megabytes[0]} MB, with {count} sessions open {megabytes[1]} MB"
        f" ({each:,.0f} kB and {files:.1f} file descriptors a session), when they have closed"
        f" {megabytes[2]} MB; threads {', '.join(map(str, threads))}; CPU {cpu:,.0f} ms a filter"
        " change"
    )


def print_overtaking(pairs: Sequence[Overtaking]) -> None:
    """Print what came of changes that were sent before the one before was answered."""
    done, overtaken = (sum(getattr(one, field) for one in pairs) for field in ("done", "overtaken"))
    wrong = [words for one in pairs for words in one.wrong]
    errors = [error for one in pairs for error in one.errors]
    print(
        f"\nTwo changes in quick succession, {done} times in {len(pairs)} sessions at once; in"
        f" {overtaken} the second overtook the first"
    )
    _show([*errors, *wrong])
    print_target("errors", len(errors), at_most=0)
    print_target("late or mixed answers", len(wrong), at_most=0)


def print_openings(opened: Sequence[Opened], within: float) -> None:
    """Print how long cold opens took, and how many were not served."""
    waits = [one.seconds for one in opened]
    print(
        f"\n{len(opened)} cold opens within {within:g} s: p50 {1e3 * quantile(waits, 50):.0f} ms,"
        f" p95 {1e3 * quantile(waits):.0f} ms, longest {1e3 * max(waits):.0f} ms"
    )
    dropped = [one.wrong for one in opened if one.wrong]
    _show(dropped)
    print_target("cold opens that were not served", len(dropped), at_most=0)


def _show(faults: Sequence[str]) -> None:
    for words in faults[:WORDS_SHOWN]:
        print(f"  ! {words}")
