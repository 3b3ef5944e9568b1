"""Open a workbook: its cells come by calamine, from a package that was checked and packed anew.

Hidden sheets are left out, and told of; hidden rows and columns are read. Of merged cells the first
holds the value. No macro is ever looked at.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from vertebroplasty.importing.report import Problem, Severity
from vertebroplasty.importing.sources.limits import CELLS
from vertebroplasty.importing.sources.package import repack
from vertebroplasty.importing.sources.parts import Parts
from vertebroplasty.importing.sources.preview import Upload
from vertebroplasty.importing.sources.refusal import FileRefusedError
from vertebroplasty.importing.sources.worksheet import Worksheet

_INTACT = "an intact workbook; opened in Excel and saved as .xlsx again it would do"


def worksheets(
    upload: Upload, workspace: Path, advance: Callable[[int], None]
) -> tuple[list[Worksheet], list[Problem]]:
    """Return the sheets of a workbook that hold something.

    Parameters
    ----------
    upload : Upload
        The workbook.
    workspace : pathlib.Path
        A folder for what is unpacked; nothing stays in it.
    advance : callable
        Told how many bytes were unpacked.

    Returns
    -------
    list of Worksheet
        In the workbook's order.
    list of Problem
        Which are left out.

    Raises
    ------
    FileRefusedError
        If it cannot be read whole.
    """
    parts, package = Parts(), workspace / "package.xlsx"
    try:
        repack(upload.path, package, parts.parser, advance)
        _check(parts)
        with _refusing_damage():
            return _sheets(upload.name, CalamineWorkbook.from_path(package), parts)
    finally:
        package.unlink(missing_ok=True)


def _check(parts: Parts) -> None:
    names = [name for name, _, _ in parts.named]
    if len({name.casefold() for name in names}) < len(names) or not all(names):
        raise FileRefusedError("file.xml", "two sheets of one name", _INTACT)
    sheets = [parts.sheet(relation) for _, relation, _ in parts.named]
    cells = sum(sheet.cells for sheet in sheets if sheet)
    if cells > CELLS:
        allowed = f"at most {CELLS:,} cells in a workbook; sheets saved as .csv would do"
        raise FileRefusedError("file.cells", f"{cells:,} cells", allowed)


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Turn what the parser of cells says or does about a damaged workbook into a refusal."""
    try:
        yield
    except (CalamineError, OSError, ValueError, OverflowError):
        raise FileRefusedError("file.xml", "damaged", _INTACT) from None
    except BaseException as error:
        # The parser's own panic is no Exception, so that nobody passes over it by accident.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefusedError("file.xml", "damaged", _INTACT) from None


def _sheets(
    file: str, workbook: CalamineWorkbook, parts: Parts
) -> tuple[list[Worksheet], list[Problem]]:
    found, left_out = [], []
    with workbook:
        for name, relation, hidden in parts.named:
            part = parts.sheet(relation)
            if part is None or not part.cells:
                continue
            if hidden:
                left_out.append(_hidden(file, name))
            else:
                found.append(Worksheet(file, name, workbook.get_sheet_by_name(name), part))
    if not found:
        allowed = "a workbook with a header and rows on a sheet that is not hidden"
        raise FileRefusedError("file.empty", "no filled sheet", allowed)
    return found, left_out


def _hidden(file: str, name: str) -> Problem:
    allowed = "a sheet that can be seen; a hidden one is not read"
    return Problem(
        file, 0, "sheet", "hidden", allowed, "sheet.hidden", Severity.WARNING, sheet=name
    )
