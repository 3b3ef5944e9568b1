"""Serve the app with a clock around each part of a run; `python -m benchmarks.profiling` starts it.

A part's time is its own, without that of the parts it calls. The app is as shipped: the clocks are
put around its functions before it imports them.
"""

import functools
import importlib
import json
import os
import pkgutil
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TextIO

import streamlit.delta_generator
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import cli

import vertebroplasty.figures
import vertebroplasty.statistics
from vertebroplasty.engine.duckdb_engine import DuckDBEngine

LOG_VARIABLE = "PROFILE_LOG"


class Clock:
    """The parts that the current run of the script is in, and the seconds of each."""

    def __init__(self, log: TextIO) -> None:
        self._log = log
        self._of_thread = threading.local()
        self.received = 0.0

    def around(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time noted as the part's own."""

        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            parts = getattr(self._of_thread, "parts", None)
            if parts is None:
                return function(*given, **named)
            start, outer = time.perf_counter(), self._of_thread.inside
            self._of_thread.inside = 0.0
            try:
                return function(*given, **named)
            finally:
                spent = time.perf_counter() - start
                parts[part] = parts.get(part, 0.0) + spent - self._of_thread.inside
                self._of_thread.inside = outer + spent

        return timed

    def run(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function that runs the script, with its parts written to the log."""

        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            self._of_thread.parts, self._of_thread.inside = {}, 0.0
            began = time.time()
            try:
                return function(*given, **named)
            finally:
                spans = {"received": self.received, "began": began, "ended": time.time()}
                self._log.write(json.dumps(spans | {"parts": self._of_thread.parts}) + "\n")
                self._log.flush()

        return timed

    def note_arrival(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function that takes a message, with the time of its arrival noted."""

        @functools.wraps(function)
        def noted(*given: Any, **named: Any) -> Any:
            self.received = time.time()
            return function(*given, **named)

        return noted


def put_around(clock: Clock) -> None:
    """Put the clock around what makes up a run."""
    AppSession.handle_backmsg = clock.note_arrival(AppSession.handle_backmsg)
    ScriptRunner._run_script = clock.run(ScriptRunner._run_script)
    DuckDBEngine.rows = clock.around("queries", DuckDBEngine.rows)
    generator = streamlit.delta_generator.DeltaGenerator
    generator._enqueue = clock.around("serialise", generator._enqueue)
    _functions_of(vertebroplasty.statistics, clock, "statistics")
    _functions_of(vertebroplasty.figures, clock, "figures")


def _functions_of(package: Any, clock: Clock, part: str) -> None:
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for name, function in vars(module).items():
            own = getattr(function, "__module__", "") == found.name
            if own and callable(function) and not isinstance(function, type) and name[0] != "_":
                setattr(module, name, clock.around(part, function))


def main() -> None:
    """Serve what the command line of `streamlit run` says."""
    with open(os.environ[LOG_VARIABLE], "a", encoding="utf-8") as log:  # noqa: PTH123
        put_around(Clock(log))
        sys.argv = ["streamlit", "run", *sys.argv[1:]]
        cli.main()


if __name__ == "__main__":
    main()
