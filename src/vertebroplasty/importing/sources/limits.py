"""How much of a file is read, and why not more."""

UPLOAD_BYTES = 2 << 30
"""A text file of 10 million rows and 20 columns has about 1.3 GB."""

UPLOADS = 50
"""Files of one import: one a year, a site and a form are fewer."""

NAME_LENGTH = 255
"""Characters of a file name; file systems allow no more."""

WORKBOOK_BYTES = 100 << 20
"""A packed workbook of as many cells as we read has about 30 MB."""

PACKAGE_ENTRIES = 2_000
"""Parts of a workbook: sheets, drawings, printer settings."""

DIRECTORY_BYTES = 1 << 20
"""Of the list of a package's parts, which is read whole: 2,000 entries have about 200 kB."""

UNPACKED_BYTES = 512 << 20
"""All parts that are read; a sheet of as many cells as we read has about 250 MB of XML."""

UNPACKED_RATIO = 150
"""Unpacked by packed bytes; sheets of real cells reach 10 to 60, a bomb 1,000."""

SMALL_PART_BYTES = 4 << 20
"""Below it the ratio is not asked: a short part of equal lines packs well."""

CELLS = 5_000_000
"""Of the rectangle that a sheet's cells span, as the parser keeps it in memory (about 300 MB), and
of all sheets of a workbook. A larger table belongs in a text file, which is not kept in memory."""

SHEET_CHARACTERS = 256 << 20
"""Of all cells of a sheet together: one long text may be named by every cell."""

COLUMNS = 1_000
"""Of a table; the widest registry export that we know of has about 600."""

CELL_CHARACTERS = 32_767
"""Of a workbook's cell: what the format allows."""

ROWS = 20_000_000
"""Of a text file."""

HEADING_LENGTH = 1_000
"""Characters; a form's whole question may stand as a heading."""

CELL_PROBLEMS = 1_000
"""Bad cells of a column that are kept: the first is enough to refuse it."""
