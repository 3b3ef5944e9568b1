"""What the XML parts of a workbook hold that the parser of its cells does not tell.

Where the sheets stand, which are hidden, and what `cells` finds in each.
"""

import posixpath
from array import array
from collections.abc import Callable
from xml.parsers import expat

from vertebroplasty.importing.sources.cells import CellReader, SheetPart, local, pairs
from vertebroplasty.importing.sources.package import plain_parser
from vertebroplasty.importing.sources.refusal import FileRefusedError

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


class Parts:
    """Makes the parsers of a workbook's parts, and keeps what they find.

    Attributes
    ----------
    named : list of (str, str, bool)
        Name, relation and whether it is hidden, of every sheet in the workbook's order.
    """

    def __init__(self) -> None:
        self.named: list[tuple[str, str, bool]] = []
        self._targets: dict[str, str] = {}
        self._sheets: dict[str, SheetPart] = {}
        self._lengths = array("q")

    def parser(self, name: str) -> expat.XMLParserType:
        """Return a parser for the part of a name; its root says what it is."""
        parser = plain_parser()

        def root(tag: str, _attributes: list[str]) -> None:
            """Choose what looks at the rest of the part."""
            parser.StartElementHandler = None
            kind = local(tag)
            if kind == "worksheet":
                self._sheets[name] = SheetPart()
                CellReader(parser, self._sheets[name], self._lengths)
            elif kind == "sst":
                _TextReader(parser, self._lengths)
            elif kind == "workbook":
                parser.StartElementHandler = self._workbook_sheets(name)
            elif name == _RELATIONS:
                parser.StartElementHandler = self._note_target

        parser.StartElementHandler = root
        return parser

    def sheet(self, relation: str) -> SheetPart | None:
        """Return the worksheet that a relation leads to; None for a chart or nothing."""
        target = self._targets.get(relation, "")
        inside = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        return self._sheets.get(posixpath.normpath(inside))

    def _workbook_sheets(self, part: str) -> Callable[[str, list[str]], None]:
        """Return what notes the sheets of the workbook, of which there is one."""
        if part != _WORKBOOK:
            allowed = "an Excel workbook saved as .xlsx"
            raise FileRefusedError("file.xml", f"a workbook in {part}", allowed)
        return self._note_sheet

    def _note_sheet(self, tag: str, attributes: list[str]) -> None:
        if local(tag) == "sheet":
            of = {local(name): value for name, value in pairs(attributes)}
            hidden = of.get("state", "visible") != "visible"
            self.named.append((of.get("name", ""), of.get("id", ""), hidden))

    def _note_target(self, _tag: str, attributes: list[str]) -> None:
        of = dict(pairs(attributes))
        self._targets[of.get("Id", "")] = of.get("Target", "")


class _TextReader:
    """Notes how long each shared text is."""

    def __init__(self, parser: expat.XMLParserType, lengths: "array[int]") -> None:
        self._lengths = lengths
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text

    def _start(self, tag: str, _attributes: list[str]) -> None:
        if local(tag) == "si":
            self._lengths.append(0)

    def _text(self, text: str) -> None:
        if self._lengths:
            self._lengths[-1] += len(text)
