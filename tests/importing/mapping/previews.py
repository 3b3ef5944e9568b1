"""Previews of sheets that are written out in a test."""

from collections import Counter

from vertebroplasty.importing.sources.preview import SAMPLE_ROWS, ColumnPreview, SheetPreview
from vertebroplasty.importing.sources.sheet import Dialect


def preview_of(text: str, name: str = "", file: str = "clinic.xlsx") -> SheetPreview:
    """The preview of a table: one line a row, cells between bars."""
    lines = [line.strip() for line in text.strip().splitlines()]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    columns = []
    for place, heading in enumerate(header):
        counts = Counter(row[place] for row in rows if row[place])
        values = tuple(counts.most_common(40))
        columns.append(ColumnPreview(heading, counts.total(), values, len(counts)))
    sample = tuple(tuple(row) for row in rows[:SAMPLE_ROWS])
    return SheetPreview(file, name, Dialect(), 1, len(rows), tuple(columns), sample)
