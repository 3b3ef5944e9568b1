"""What the command line shows while it works."""

import sys
from collections.abc import Iterator

from vertebroplasty.importing.changes import Changes

_BAR_WIDTH = 30


def shows_progress() -> bool:
    """Whether somebody looks at standard error."""
    return sys.stderr.isatty()


def progress(what: str, part: float) -> None:
    """Draw a bar on the terminal; where there is none, say nothing."""
    if not shows_progress():
        return
    done = round(part * _BAR_WIDTH)
    bar = "#" * done + "." * (_BAR_WIDTH - done)
    print(f"\r[{bar}] {part:4.0%} {what:<28.28}", end="", file=sys.stderr, flush=True)
    if part >= 1:
        clear()


def clear() -> None:
    """Take the bar away."""
    if shows_progress():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def change_lines(changes: Changes) -> Iterator[str]:
    """Yield what becomes of each table, and the first cells and rows that change."""
    for table in changes.tables:
        if not (table.before or table.now):
            continue
        yield (
            f"{table.table}: {table.before:,} rows before, {table.now:,} now:"
            f" {table.added:,} added, {table.changed:,} changed, {table.gone:,} gone"
        )
        for cell in table.examples:
            yield f"  {cell.key}, {cell.column}: {cell.was or 'empty'} -> {cell.now or 'empty'}"
        if table.gone_keys:
            yield f"  gone: {'; '.join(table.gone_keys)}"
