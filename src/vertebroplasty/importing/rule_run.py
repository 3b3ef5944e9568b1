"""Run the table of rules over the staged texts."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

import duckdb

from vertebroplasty.importing.cross_checks import RULES
from vertebroplasty.importing.dictionary import SOURCE_FILES
from vertebroplasty.importing.escaping import unescape_staged
from vertebroplasty.importing.findings import StagedFile, add_findings_of
from vertebroplasty.importing.progress import SQL_FOLDER, Progress
from vertebroplasty.importing.rules import COLUMN_RULES, Rule

_LOOKS_FURTHER = re.compile(r"\b(SELECT|FROM)\b")


def run_rules(
    staging: duckdb.DuckDBPyConnection, files: tuple[StagedFile, ...], progress: Progress
) -> tuple[str, ...]:
    """Add to the findings every row that breaks a rule.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the staged tables are.
    files : tuple of StagedFile
        Those that were read.
    progress : callable
        Told how far the check is.

    Returns
    -------
    tuple of str
        A sentence for each pair of files whose comparison was left out.
    """
    unescape_staged(staging)
    staging.execute((SQL_FOLDER / "pain.sql").read_text(encoding="utf-8"))
    staging.execute("SET VARIABLE today = ?", [datetime.now().astimezone().date()])
    unsound = _unsound(files)
    headers = {file.source.name: file.header for file in files}
    for number, source in enumerate(SOURCE_FILES):
        progress("checking", number / len(SOURCE_FILES))
        mine = [rule for rule in RULES if rule.file == source.name]
        header = headers.get(source.name, ())
        runnable = [r for r in mine if unsound.isdisjoint(r.needs) and _applies(r, header)]
        broken = _broken(staging, runnable)
        for done, rule in enumerate(broken, 1):
            add_findings_of(staging, rule)
            progress("checking", (number + done / len(broken)) / len(SOURCE_FILES))
    progress("checking", 1)
    return tuple(dict.fromkeys(_left_out(unsound, headers)))


def rules_hash() -> str:
    """Return the SHA-256 of the table of rules: which version of it checked a dataset."""
    return hashlib.sha256("\n".join(map(repr, RULES)).encode()).hexdigest()


def _broken(staging: duckdb.DuckDBPyConnection, rules: list[Rule]) -> list[Rule]:
    """Return the rules of one file that some row may break.

    Those that look at one row alone are tried in one scan of the file; a rule that looks further is
    a join of its own, and faster by itself.
    """
    alone = [rule for rule in rules if not _LOOKS_FURTHER.search(rule.condition)]
    further = [rule for rule in rules if rule not in alone]
    if not alone:
        return further
    counts = ", ".join(f"count(*) FILTER (WHERE {rule.condition})" for rule in alone)
    found = staging.execute(f"SELECT {counts} FROM {alone[0].file} AS this").fetchall()[0]
    return [*(rule for rule, count in zip(alone, found, strict=True) if count), *further]


def _applies(rule: Rule, header: tuple[str, ...]) -> bool:
    """Whether a rule has something to look at.

    A column that is missing as a whole breaks no rule of its own: if it is required, its header is
    reported, not every row.
    """
    return rule.column in header or rule not in COLUMN_RULES


def _unsound(files: tuple[StagedFile, ...]) -> set[str]:
    """Names of the files in which a key may be missing because it could not be read."""
    there = {file.source.name for file in files}
    absent = {source.name for source in SOURCE_FILES if source.required} - there
    return absent | {file.source.name for file in files if not file.sound}


def _left_out(unsound: set[str], headers: dict[str, tuple[str, ...]]) -> Iterable[str]:
    for rule in RULES:
        missing = [f"{name}.csv" for name in rule.needs if name in unsound]
        if missing and headers.get(rule.file):
            whole = f"{' and '.join(missing)} could not be read whole"
            yield f"not checked: {rule.file}.csv against other files, as {whole}"
