"""Malformed and hostile single files of named classes, and what must be said of each.

`hostile_files` gives (class, file name, bytes, expectation): how the code of a rule begins that
must be reported or, after ``loads:``, the number of rows that must be staged without an error.
Where parsers may differ, two expectations are joined by ``:or ``.
"""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

import openpyxl

Hostile = tuple[str, str, bytes, str]

HEADER = "id,age,note"
ROWS = ("A,70,x", "B,71,y")
TEXT = "\n".join((HEADER, *ROWS, ""))
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DTD = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
_EXTERNAL = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'

WORKBOOK, SHARED = "xl/workbook.xml", "xl/sharedStrings.xml"
SHEET, RELATIONS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"


def inline(text: str, place: str = "") -> str:
    """Return the XML of a cell with a text of its own."""
    at = f' r="{place}"' if place else ""
    return f'<c{at} t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """Return the XML of a sheet with the usual header and some rows."""
    header = "".join(map(inline, HEADER.split(",")))
    return (
        f'<?xml version="1.0"?>{before}<worksheet {_NS}>{after}'
        f"<sheetData><row>{header}</row>{rows}</sheetData></worksheet>"
    )


def cell_row(cell: str) -> str:
    """Return the XML of a row whose second cell is given."""
    return f"<row>{inline('A')}{cell}{inline('x')}</row>"


def parts(**overrides: str | bytes | None) -> dict[str, str | bytes]:
    """Return the parts of a small workbook; keywords: workbook, shared, sheet, relations."""
    names = {"workbook": WORKBOOK, "shared": SHARED, "sheet": SHEET, "relations": RELATIONS}
    usual: dict[str, str | bytes | None] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{_REL}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        WORKBOOK: f'<workbook {_NS} xmlns:r="{_REL}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        RELATIONS: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{_REL}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        SHARED: f"<sst {_NS}><si><t>shared</t></si></sst>",
        SHEET: sheet_xml(cell_row("<c><v>70</v></c>")),
    }
    usual |= {names[name]: content for name, content in overrides.items()}
    return {name: content for name, content in usual.items() if content is not None}


def packed(content: dict[str, str | bytes], **entries: str | bytes) -> bytes:
    """Return a zip of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in (content | entries).items():
            package.writestr(name, part)
    return file.getvalue()


def workbook(**overrides: str | bytes | None) -> bytes:
    """Return a small workbook with parts overridden."""
    return packed(parts(**overrides))


def of_cell(cell: str) -> bytes:
    """Return a workbook with one row, whose age is the given cell."""
    return workbook(sheet=sheet_xml(cell_row(cell)))


def of_openpyxl(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """Return a workbook of the usual rows, changed."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for line in (HEADER, *ROWS):
        book.worksheets[0].append(line.split(","))
    change(book)
    book.save(file)
    return file.getvalue()


def patched(content: bytes, signature: bytes, place: int, value: bytes) -> bytes:
    """Return bytes overwritten at a distance from the last signature."""
    start = content.rindex(signature) + place
    return content[:start] + value + content[start + len(value) :]


def _text(name: str, content: str | bytes, expected: str, file: str = "clinic.csv") -> Hostile:
    return name, file, content.encode() if isinstance(content, str) else content, expected


def _book(name: str, content: bytes, expected: str, file: str = "clinic.xlsx") -> Hostile:
    return name, file, content, expected


def other_kinds() -> Iterator[Hostile]:
    """Files that are not what is read."""
    kind = "file.kind"
    ole2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield _text("old workbook", ole2, kind, "clinic.xls")
    yield _text("workbook with a password", ole2, kind, "clinic.xlsx")
    yield _text("old workbook named .csv", ole2, kind)
    yield _text("Parquet", b"PAR1" + bytes(100) + b"PAR1", kind, "clinic.parquet")
    yield _text("Parquet named .csv", b"PAR1" + bytes(100) + b"PAR1", kind)
    yield _text("DuckDB", bytes(8) + b"DUCK" + bytes(500), kind, "clinic.duckdb")
    yield _text("DuckDB named .csv", bytes(8) + b"DUCK" + bytes(500), kind)
    yield _text("SQLite", b"SQLite format 3\0" + bytes(500), kind)
    yield _text("gzip", gzip.compress(TEXT.encode()), kind, "clinic.csv.gz")
    yield _text("gzip named .csv", gzip.compress(TEXT.encode()), kind)
    yield _text("PDF", b"%PDF-1.7\n" + bytes(100), kind)
    yield _text("PNG", b"\x89PNG\r\n\x1a\n" + bytes(100), kind)
    yield _text("program", b"\x7fELF" + bytes(100), kind)
    yield _text("web page named .xlsx", "<html><table><tr><td>1</table></html>", kind, "c.xlsx")
    yield _text("web page named .xls", "<table><tr><td>1</table>", kind, "clinic.xls")
    yield _text("web page named .csv", "\n <!DOCTYPE html><html></html>", kind)
    yield _text("XML spreadsheet", '<?xml version="1.0"?><Workbook/>', kind, "clinic.xlsx")
    yield _text("text named .xlsx", TEXT, kind, "clinic.xlsx")
    yield _text("text without an ending", TEXT, kind, "clinic")
    yield _text("text named .exe", TEXT, kind, "clinic.exe")
    yield _text("zip", packed({"a.csv": TEXT}), kind, "clinic.zip")
    yield _text("zip named .csv", packed({"a.csv": TEXT}), kind)
    yield _book("zip named .xlsx", packed({"a.csv": TEXT}), kind)
    ods = packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
    )
    yield _book("OpenDocument", ods, kind, "clinic.ods")
    yield _book("OpenDocument named .xlsx", ods, kind)
    yield _book("binary workbook", packed({"xl/workbook.bin": bytes(9)}), kind, "clinic.xlsb")
    yield _book("binary workbook named .xlsx", packed({"xl/workbook.bin": bytes(9)}), kind)
    yield _book("workbook with macros", workbook(), kind, "clinic.xlsm")
    macros = packed(parts(), **{"xl/vbaProject.bin": bytes(99)})
    yield _book("macros in an .xlsx", macros, "file.macros")


def names() -> Iterator[Hostile]:
    """Names that are no names of files."""
    for name, file in (
        ("path upwards", "../../etc/clinic.csv"),
        ("absolute path", "/etc/clinic.csv"),
        ("Windows path", "C:\\clinic\\a.csv"),
        ("control character in the name", "cli\x1b[2Jnic.csv"),
        ("NUL in the name", "clinic.csv\0.xlsx"),
        ("name of 500 characters", "a" * 496 + ".csv"),
        ("no name", ""),
    ):
        yield _text(name, TEXT, "file.name", file)
    yield _text("right-to-left override in the name", TEXT, "loads:2", "cli\u202evsc.csv")
    yield _text("markup in the name", TEXT, "loads:2", "<b>[x](y)**.csv")


def packages() -> Iterator[Hostile]:
    """Packages that lie or explode."""
    good = workbook()
    zeros = sheet_xml("", after="<!--" + " " * 20_000_000 + "-->")
    yield _book("bomb in the sheet", workbook(sheet=zeros), "file.bomb")
    yield _book("bomb in the shared texts", workbook(shared=zeros), "file.bomb")
    many = packed(parts(), **{f"xl/x{n}.xml": "<x/>" for n in range(2_500)})
    yield _book("2,500 parts", many, "file.zip")
    inner = packed({"bomb": bytes(10_000_000)})
    yield _book("package in a package", packed(parts(), **{"xl/media/x.zip": inner}), "loads:1")
    lying = patched(workbook(sheet=zeros), SHEET.encode(), 24 - 46, struct.pack("<I", 100))
    yield _book("size declared too small", lying, "file.zip")
    yield _book(
        "size declared too large", patched(good, SHEET.encode(), 24 - 46, b"\xff" * 4), "file.bomb"
    )
    yield _book("wrong checksum", patched(good, SHEET.encode(), 16 - 46, b"abcd"), "file.zip")
    yield _book("encrypted part", patched(good, SHEET.encode(), 8 - 46, b"\x01\0"), "file.zip")
    yield _book("unknown method", patched(good, SHEET.encode(), 10 - 46, b"\x63\0"), "file.zip")
    yield _book(
        "place beyond the end",
        patched(good, SHEET.encode(), 42 - 46, b"\xff\xff\xff\x7f"),
        "file.zip",
    )
    yield _book("cut in half", good[: len(good) // 2], "file.zip")
    yield _book("directory cut", good[:-30], "file.zip")
    yield _book("byte changed", good[:400] + b"\xff\x00\xff" + good[403:], "file.")
    yield _book("bytes before", b"PK\x03\x04" + bytes(50) + good, "loads:1")
    yield _book("bytes after", good + bytes(100), "loads:1")
    yield _book("entries beyond a ZIP64 locator", _with_locator(good), "file.zip")
    yield _book("part outside", packed(parts(), **{"../../evil.xml": "<x/>"}), "loads:1")
    yield _book("absolute part", packed(parts(), **{"/etc/evil.xml": "<x/>"}), "loads:1")
    yield _book("part that is no XML", packed(parts(), **{"xl/x.xml": "PK"}), "file.xml")
    yield _book("no workbook part", packed({SHEET: "<x/>"}), "file.kind")
    yield _book("no sheet part", workbook(sheet=None), "file.empty")
    yield _book("no relations", workbook(relations=None), "file.")
    yield _book("no shared texts", workbook(shared=None), "loads:1")
    yield _book("empty package", b"PK\x05\x06" + bytes(18), "file.kind")


def _with_locator(content: bytes) -> bytes:
    end = content.rindex(b"PK\x05\x06")
    return content[:end] + b"PK\x06\x07" + bytes(16) + content[end:]


def markup() -> Iterator[Hostile]:
    """XML that reaches outside, explodes, or is not whole."""
    usual = parts()
    for part in ("sheet", "shared", "workbook", "relations"):
        name = {"sheet": SHEET, "shared": SHARED, "workbook": WORKBOOK, "relations": RELATIONS}[
            part
        ]
        plain = str(usual[name]).removeprefix('<?xml version="1.0"?>')
        yield _book(f"external entity in {part}", workbook(**{part: _DTD + plain}), "file.xml")
    sheet = partial(sheet_xml, cell_row("<c><v>70</v></c>"))
    yield _book("billion laughs", workbook(sheet=sheet(_LAUGHS)), "file.xml")
    yield _book("external document type", workbook(sheet=sheet(_EXTERNAL)), "file.xml")
    in_utf16 = (_DTD + sheet().removeprefix('<?xml version="1.0"?>')).encode("utf-16")
    yield _book("document type in UTF-16", workbook(sheet=in_utf16), "file.xml")
    seven = sheet().replace('version="1.0"', 'version="1.0" encoding="UTF-7"')
    yield _book("UTF-7 sheet", workbook(sheet=seven), "file.")
    yield _book("sheet cut off", workbook(sheet=sheet()[:-30]), "file.xml")
    yield _book("sheet of other bytes", workbook(sheet=b"\0\xff" * 500), "file.xml")
    deep = "<row>" + "<x>" * 50_000 + "</x>" * 50_000 + "</row>"
    yield _book("deep nesting", workbook(sheet=sheet_xml(deep)), "file.bomb:or loads:0")
    yield _book("lone surrogate", of_cell(inline("&#xD800;")), "file.xml")
    yield _book("NUL character", of_cell(inline("&#0;")), "file.xml")


def sheets() -> Iterator[Hostile]:
    """Sheets that lie about their size, or hold what is no value."""
    lie = '<dimension ref="A1:XFD1048576"/>'
    row = cell_row("<c><v>70</v></c>")
    yield _book("dimension of a whole sheet", workbook(sheet=sheet_xml(row, after=lie)), "loads:1")
    far = f"{row}<row r='1048576'>{inline('z', 'XFD1048576')}</row>"
    yield _book("cell in the last corner", workbook(sheet=sheet_xml(far)), "file.columns")
    low = f"{row}<row r='1048576'>{inline('z', 'AZ1048576')}</row>"
    yield _book("cell in the last row", workbook(sheet=sheet_xml(low)), "file.cells")
    wide = f"<row>{inline('a') * 5_000}</row>"
    yield _book("5,000 columns", workbook(sheet=sheet_xml(wide)), "file.columns")
    yield _book(
        "row of an impossible number",
        workbook(sheet=sheet_xml(f"<row r='99999999999'>{inline('a')}</row>")),
        "loads:1:or file.",
    )
    yield _book(
        "cell of an impossible name",
        workbook(sheet=sheet_xml(f"<row>{inline('a', '!!!')}</row>")),
        "loads:1:or file.",
    )
    yield _book("shared text that is not there", of_cell('<c t="s"><v>99</v></c>'), "file.xml")
    yield _book("shared text of a negative number", of_cell('<c t="s"><v>-1</v></c>'), "file.xml")
    long_text = f"<sst {_NS}><si><t>{'x' * 30_000}</t></si></sst>"
    repeated = "<row>" + '<c t="s"><v>0</v></c>' * 3 + "</row>"
    many = workbook(shared=long_text, sheet=sheet_xml(repeated * 4_000))
    yield _book("one long text in every cell", many, "file.cells")
    yield _book("not a number", of_cell("<c><v>NaN</v></c>"), "cell.number")
    yield _book("infinite", of_cell("<c><v>inf</v></c>"), "cell.number")
    yield _book("words as a number", of_cell("<c><v>seven</v></c>"), "loads:1")
    yield _book("1e308", of_cell("<c><v>1e308</v></c>"), "cell.number")
    yield _book("20 digits", of_cell("<c><v>12345678901234567890</v></c>"), "cell.number")
    yield _book("negative number", of_cell("<c><v>-7</v></c>"), "loads:1")
    yield _book("formula without a result", of_cell("<c><f>1+1</f></c>"), "cell.formula")
    yield _book("formula with an empty result", of_cell("<c><f>1+1</f><v/></c>"), "cell.formula")
    yield _book("formula of an empty text", of_cell('<c t="str"><f>""</f><v></v></c>'), "loads:1")
    yield _book("error of the workbook", of_cell('<c t="e"><v>#DIV/0!</v></c>'), "cell.error")
    yield _book("control character", of_cell(inline("_x0001_")), "cell.control:or loads:1")
    yield _book("long text", of_cell(inline("x" * 40_000)), "cell.length")
    yield _book("10 MB in a cell", of_cell(inline("xyz" * 3_500_000)), "file.bomb:or cell.length")
    yield _book("right-to-left override", of_cell(inline("a\u202eb")), "loads:1")
    yield _book("line break in a cell", of_cell(inline("a\nb\tc")), "loads:1")
    yield _book("no rows", of_openpyxl(lambda b: b.worksheets[0].delete_rows(2, 9)), "loads:0")
    yield _book("nothing", of_openpyxl(lambda b: b.worksheets[0].delete_rows(1, 9)), "file.empty")

    def hide(book: openpyxl.Workbook) -> None:
        book.create_sheet("front").append(HEADER.split(","))
        book.active = 1
        book.worksheets[0].sheet_state = "veryHidden"

    yield _book("hidden sheet", of_openpyxl(hide), "sheet.hidden")
    twice = str(parts()[WORKBOOK]).replace(
        "</sheets>", '<sheet name="s" sheetId="2" r:id="r1"/></sheets>'
    )
    yield _book("two sheets of one name", workbook(workbook=twice), "file.xml")


def texts() -> Iterator[Hostile]:
    """Text files."""
    yield _text("empty", "", "file.empty")
    yield _text("blanks only", " \n \n\n", "file.empty")
    yield _text("line ends only", "\n\n\r\n", "file.empty")
    yield _text("header only", HEADER, "loads:0")
    yield _text("duplicate headings", "id,age,note,age\nA,70,x,71\n", "header.repeated")
    yield _text("heading missing", "id,age,note,\nA,70,x,y\n", "header.empty")
    yield _text(
        "5,000 columns of text", ",".join(f"c{n}" for n in range(5_000)) + "\n", "file.columns"
    )
    yield _text("million columns", "a" + "," * 1_000_000 + "\n", "file.columns")
    yield _text("ragged rows", TEXT + "C,72\n", "row.columns")
    yield _text("cell too many", TEXT + "C,72,z,\n", "row.columns")
    yield _text("quote not closed", TEXT + 'C,72,"z\nD,73,a\n', "row.quote")
    yield _text("quote over two lines", TEXT + 'C,72,"z\nz"\n', "row.quote")
    yield _text("text after a quote", TEXT + 'C,72,"z"z\n', "row.quote")
    yield _text("quote in the middle", TEXT + 'C,72,5" needle\n', "loads:3")
    yield _text("NUL", (TEXT + "C,7\x002,z\n"), "file.encoding")
    yield _text("control character in a line", TEXT + "C,7\x1b2,z\n", "row.control")
    yield _text(
        "invalid UTF-8 and Windows-1252", TEXT.encode() + b"C,72,\x81\x8d\n", "row.encoding"
    )
    yield _text("Windows-1252", TEXT.encode() + "C,72,Müller\n".encode("cp1252"), "loads:3")
    yield _text("UTF-16", TEXT.encode("utf-16"), "loads:2")
    yield _text("UTF-16 without byte order mark", TEXT.encode("utf-16-le"), "file.encoding")
    yield _text("half of UTF-16", TEXT.encode("utf-16")[:-3], "row.encoding:or row.columns")
    yield _text(
        "lone surrogate in UTF-16",
        (TEXT + "C,72,\ud800\n").encode("utf-16", "surrogatepass"),
        "row.encoding",
    )
    yield _text("UTF-32", TEXT.encode("utf-32"), "file.encoding")
    yield _text("UTF-7", (TEXT + "C,72,+AHgAeA-\n"), "loads:3")
    yield _text("overlong UTF-8", TEXT.encode() + b"C,72,\xc0\xaf\n", "loads:3")
    yield _text("surrogate in UTF-8", TEXT.encode() + b"C,72,\xed\xa0\x80\x81\n", "row.encoding")
    yield _text("byte order mark", b"\xef\xbb\xbf" + TEXT.encode(), "loads:2")
    yield _text("two byte order marks", b"\xef\xbb\xbf" * 2 + TEXT.encode(), "loads:2")
    yield _text("mixed line ends", TEXT.replace("x\n", "x\r\n"), "loads:2")
    yield _text("carriage returns only", TEXT.replace("\n", "\r"), "file.line_ends")
    yield _text("lone carriage return", TEXT + "C,7\r2,z\n", "row.control")
    yield _text("blank lines between", TEXT.replace("\n", "\n\n"), "loads:2")
    yield _text("rows of delimiters", TEXT + ",,\n,,\n", "loads:2")
    yield _text("10 MB in a cell of text", TEXT + "C,72," + "x" * 10_000_000 + "\n", "row.")
    yield _text("10 MB without a line end", "x" * 10_000_000, "row.:or loads:0:or file.:or header.")
    yield _text("million quotes", TEXT + '"' * 1_000_001 + "\n", "row.quote")
    yield _text("formulas", TEXT + "C,72,=cmd|' /C calc'!A0\n", "loads:3")
    yield _text("title above the table", "Registry 2024\n\n" + TEXT, "loads:2")


def hostile_files() -> list[Hostile]:
    """Return every class once."""
    makers = (other_kinds, names, packages, markup, sheets, texts)
    return [file for maker in makers for file in maker()]
