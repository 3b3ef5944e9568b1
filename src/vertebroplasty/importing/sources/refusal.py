"""A whole file that is refused, told as a problem of that file."""

from vertebroplasty.errors import SourceRefusedError
from vertebroplasty.importing.report import Problem


class FileRefusedError(SourceRefusedError):
    """A file is not read.

    Parameters
    ----------
    rule : str
        Code, such as ``file.kind``.
    value : str
        What was found.
    allowed : str
        What would do: completes "must be".
    """

    def __init__(self, rule: str, value: str, allowed: str) -> None:
        super().__init__(f"{value}: must be {allowed}")
        self.rule, self.value, self.allowed = rule, value, allowed

    def problem(self, file: str) -> Problem:
        """Return the problem of the file that goes by a name."""
        return Problem(file, 0, "file", self.value, self.allowed, self.rule)
