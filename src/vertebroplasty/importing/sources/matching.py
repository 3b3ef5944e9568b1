"""Which part of a mapping reads which sheet."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vertebroplasty.importing.mapping.model import Mapping, SheetMapping
from vertebroplasty.importing.report import Problem, Severity
from vertebroplasty.importing.sources.sheet import Dialect
from vertebroplasty.importing.sources.staged import read_by
from vertebroplasty.importing.sources.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Way:
    """A way to read a file: its dialect (None: it is a workbook) and the line of its headings."""

    dialect: Dialect | None
    header_line: int


def reads(part: SheetMapping, sheet: str, headings: Collection[str]) -> bool:
    """Return whether a part of a mapping reads a sheet with a name and headings."""
    return part.sheet in {"", sheet} and not _lacking(part, headings)


def _lacking(part: SheetMapping, headings: Collection[str]) -> list[str]:
    return [name for name in read_by(part) if name not in headings]


class Matching:
    """Keeps account of which parts of a mapping read something, and of which sheets are read.

    Parameters
    ----------
    mapping : Mapping
        The mapping.
    """

    def __init__(self, mapping: Mapping) -> None:
        self._parts = mapping.sheets
        self._read: set[tuple[str, str]] = set()
        self._found: set[int] = set()
        self._nearest: dict[int, tuple[list[str], str, str]] = {}

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways in which files are read."""
        return tuple(dict.fromkeys(Way(p.dialect, p.header_line) for p in self._parts))

    def parts(
        self, way: Way, file: str, sheet: str, headings: Collection[str]
    ) -> list[SheetMapping]:
        """Return the parts that read a sheet, and remember that they do.

        Parameters
        ----------
        way : Way
            How it is read.
        file, sheet : str
            Names of the file and of the sheet.
        headings : collection of str
            What stands in its header line, read in this way.

        Returns
        -------
        list of SheetMapping
            In the mapping's order.
        """
        found = []
        for number, part in enumerate(self._parts):
            if way.header_line != part.header_line or way.dialect not in {None, part.dialect}:
                continue
            if reads(part, sheet, headings):
                found.append(part)
                self._found.add(number)
                self._read.add((file, sheet))
            else:
                self._note_nearest(number, part, file, sheet, headings)
        return found

    def _note_nearest(
        self, number: int, part: SheetMapping, file: str, sheet: str, headings: Collection[str]
    ) -> None:
        lacking = _lacking(part, headings) or [f"sheet {part.sheet}"]
        if number not in self._nearest or len(lacking) < len(self._nearest[number][0]):
            self._nearest[number] = (lacking, file, sheet)

    def unread(self, file: str, worksheets: Sequence[Worksheet] | None) -> Iterator[Problem]:
        """Yield a warning for each sheet that no part reads; for a whole file, one error."""
        allowed = "a file with the columns that the mapping reads"
        if not any(name == file for name, _ in self._read):
            yield Problem(file, 0, "file", "not read", allowed, "sheet.unmatched")
            return
        allowed = "a sheet with the columns that the mapping reads; this one is not read"
        for sheet in worksheets or ():
            if (file, sheet.name) not in self._read:
                told = ("sheet", "not read", allowed, "sheet.unmatched", Severity.WARNING)
                yield Problem(file, 0, *told, sheet.name)

    def missing(self) -> Iterator[Problem]:
        """Yield an error for each part that reads nothing, with the headings that it lacks.

        Where no file could be opened at all, those are the problem.
        """
        for number, (lacking, file, sheet) in self._nearest.items():
            if number not in self._found:
                rows = self._parts[number].rows
                allowed = f"in the header of a sheet: the mapping reads it for rows of {rows}"
                value = ", ".join(lacking)
                yield Problem(file, 0, "header", value, allowed, "sheet.missing", sheet=sheet)
