"""An import in a process of its own: look at files, check them, load them, or stop any time."""

import shutil
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from vertebroplasty.errors import DatasetError, ImportStoppedError
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.mapping.text import to_yaml
from vertebroplasty.importing.preparing import FINISHED, Prepared
from vertebroplasty.importing.publishing import publish
from vertebroplasty.importing.request import Answer, Limits, Request, Step
from vertebroplasty.importing.sources.preview import Inspection, Upload
from vertebroplasty.importing.worker_process import WorkerProcess
from vertebroplasty.importing.workspace import Workspace

Phase = Literal[
    "inspecting", "inspected", "checking", "refused", "ready", "loaded", "failed", "cancelled"
]


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is.

    Attributes
    ----------
    phase : str
        What it is doing, or how it ended.
    what : str
        The step of it.
    part : float
        Which part of the step is done, from 0 to 1.
    message : str
        Why it failed.
    """

    phase: Phase
    what: str = ""
    part: float = 0
    message: str = ""


class ImportJob:
    """One import: its workspace, and the worker that reads the files there.

    Made by `inspect`; abandoned jobs end and clean up when nobody refers to them any more.
    """

    def __init__(self, root: Path, limits: Limits | None = None) -> None:
        self.state = JobState("inspecting", "copying the files")
        self.inspection: Inspection | None = None
        self.prepared: Prepared | None = None
        self._root = root
        self._limits = limits or Limits.of_environment()
        self._workspace = Workspace(root)
        self._worker = WorkerProcess(self._workspace.folder)
        self._uploads: tuple[Upload, ...] = ()
        self._finalizer = weakref.finalize(self, _clean_up, self._worker, self._workspace)

    @classmethod
    def inspect(
        cls, uploads: Sequence[tuple[str, BinaryIO]], root: Path, limits: Limits | None = None
    ) -> "ImportJob":
        """Copy some files into a workspace and start looking at them.

        Parameters
        ----------
        uploads : sequence of (str, binary file)
            Names as the user knows them, and contents.
        root : pathlib.Path
            Folder of the datasets.
        limits : Limits, optional
            What the worker may use.

        Returns
        -------
        ImportJob
            Which is inspecting.

        Raises
        ------
        DatasetError
            If the folder of the datasets cannot be written.
        """
        job = cls(root, limits)
        try:
            job._uploads = tuple(
                job._copy(number, name, file) for number, (name, file) in enumerate(uploads, 1)
            )
            job._start(JobState("inspecting"), "", ())
        except OSError as error:
            job.cancel()
            raise DatasetError(
                f"the files could not be copied beside the datasets ({error.strerror or error})"
            ) from error
        return job

    def prepare(self, mapping: Mapping, tally_sql: tuple[str, ...]) -> None:
        """Start to check the files with a mapping and to make a generation of them."""
        self.prepared = None
        (self._workspace.folder / FINISHED).unlink(missing_ok=True)
        self._start(JobState("checking"), to_yaml(mapping), tally_sql)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the worker has ended, but no longer than told; return whether it has."""
        return self._worker.wait(seconds)

    def publish(self) -> Generation:
        """Serve what was prepared, from now on.

        Returns
        -------
        Generation
            The new one.

        Raises
        ------
        ImportStoppedError
            If nothing is ready.
        DatasetError
            If the dataset was changed by somebody else, or cannot be written.
        """
        if self.state.phase != "ready" or self.prepared is None:
            raise ImportStoppedError("there is no checked data to load; check the files first")
        finished = self._workspace.folder / FINISHED
        made = publish(self._root, self.prepared.name, finished, self.prepared.expected)
        self.state = JobState("loaded")
        self._finalizer()
        return made

    def cancel(self) -> None:
        """Stop, and remove everything that the import has made; again does no harm."""
        if self.state.phase != "loaded":
            self.state = JobState("cancelled")
        self._finalizer()

    def _copy(self, number: int, name: str, file: BinaryIO) -> Upload:
        path = self._workspace.folder / f"upload-{number}"
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        return Upload(name, path)

    def _start(self, state: JobState, mapping: str, tally_sql: tuple[str, ...]) -> None:
        self.state = state
        request = Request(self._uploads, self._root, self._limits, mapping, tally_sql)
        # The thread must not keep an abandoned job alive.
        job = weakref.ref(self)

        def told(step: Step) -> None:
            if (alive := job()) and alive.state.phase == state.phase:
                alive.state = JobState(state.phase, step.what, step.part)

        def ended(answer: Answer) -> None:
            if (alive := job()) and alive.state.phase == state.phase:
                alive._take(answer)

        self._worker.start(request, told, ended)

    def _take(self, answer: Answer) -> None:
        if answer.inspection is not None:
            self.inspection = answer.inspection
            self.state = JobState("inspected")
        elif answer.prepared is not None:
            self.prepared = answer.prepared
            self.state = JobState("ready" if answer.prepared.report.ok else "refused")
        else:
            self.state = JobState("failed", message=answer.refusal)


def _clean_up(worker: WorkerProcess, workspace: Workspace) -> None:
    worker.stop()
    workspace.remove()
