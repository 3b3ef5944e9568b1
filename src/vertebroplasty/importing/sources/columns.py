"""What stands in the columns of a staged sheet, for the preview."""

import duckdb

from vertebroplasty.importing.sources.preview import SAMPLE_ROWS, SHOWN_VALUES, ColumnPreview
from vertebroplasty.importing.sources.sheet import Sheet

_SHOWN_CHARACTERS = 200


def column_previews(staging: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[ColumnPreview, ...]:
    """Return what stands in every column of a staged sheet."""
    return tuple(_preview(staging, sheet, heading) for heading in sheet.header)


def _preview(staging: duckdb.DuckDBPyConnection, sheet: Sheet, heading: str) -> ColumnPreview:
    rows = staging.execute(
        f"SELECT left(text, {_SHOWN_CHARACTERS}), n, sum(n) OVER ()::BIGINT, count(*) OVER () FROM"
        f" (SELECT {sheet.column(heading)} AS text, count(*) AS n FROM {sheet.table} GROUP BY text)"
        f" WHERE text IS NOT NULL ORDER BY n DESC, text LIMIT {SHOWN_VALUES}"
    ).fetchall()
    filled, distinct = rows[0][2:] if rows else (0, 0)
    return ColumnPreview(heading, filled, tuple((text, n) for text, n, _, _ in rows), distinct)


def sample_of(staging: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """Return the first rows of a staged sheet; the empty text for an empty cell."""
    if not sheet.header:
        return ()
    texts = ", ".join(f"coalesce({sheet.column(heading)}, '')" for heading in sheet.header)
    return tuple(
        staging.execute(
            f"SELECT {texts} FROM {sheet.table} ORDER BY line LIMIT {SAMPLE_ROWS}"
        ).fetchall()
    )
