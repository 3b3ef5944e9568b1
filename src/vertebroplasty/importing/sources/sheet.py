"""A sheet of a hospital's own file, staged as text: one table of a workbook, or one CSV file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited text file is written.

    Attributes
    ----------
    encoding : str
        One of `ENCODINGS`.
    delimiter : str
        One of `DELIMITERS`.
    """

    encoding: str = "utf-8"
    delimiter: str = ","


ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "utf-16", "mac_roman")
"""Python's names; a byte order mark of UTF-8 is allowed and dropped."""

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read into the staging database.

    Its cells stand in the table ``sheet_<number>`` with the columns ``line`` (in the file or sheet,
    from 1) and ``c1``, ``c2``, ... (text as it stands there, NULL when empty), header and blank
    rows left out.

    Attributes
    ----------
    number : int
        From 1.
    file : str
        Name of the file as the user knows it; never used as a path.
    name : str
        Name of the workbook's sheet; empty for a delimited file.
    sha256 : str
        Hash of the whole file.
    header : tuple of str
        Headings without blanks around them; unique, none empty.
    rows_in : int
        Rows after the header that are not blank.
    sound : bool
        Whether every one of them is staged.
    """

    number: int
    file: str
    name: str
    sha256: str
    header: tuple[str, ...]
    rows_in: int
    sound: bool

    @property
    def table(self) -> str:
        """Name of its table in the staging database."""
        return f"sheet_{self.number}"

    @property
    def label(self) -> str:
        """Name for people and for the import log, such as ``clinic.xlsx [Tabelle1]``."""
        return f"{self.file} [{self.name}]" if self.name else self.file

    def column(self, heading: str) -> str:
        """Return the name of the staged column under a heading."""
        return f"c{self.header.index(heading) + 1}"
