"""Check somebody's own files: read them, carry out the mapping, run the same rules."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from vertebroplasty.importing.checking import CheckedSource, hash_of_hashes, open_staging
from vertebroplasty.importing.dictionary import SOURCE_FILES
from vertebroplasty.importing.findings import (
    SourceCount,
    StagedFile,
    report_of,
)
from vertebroplasty.importing.flagging import flag_procedures
from vertebroplasty.importing.mapping.checking import require_sound
from vertebroplasty.importing.mapping.concealing import conceal_birth_dates
from vertebroplasty.importing.mapping.locate import locate, rows_used
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.mapping.text import to_yaml
from vertebroplasty.importing.mapping.transform import transform
from vertebroplasty.importing.progress import Progress
from vertebroplasty.importing.provenance import Provenance
from vertebroplasty.importing.report import Report
from vertebroplasty.importing.rule_run import run_rules
from vertebroplasty.importing.sources.preview import Upload
from vertebroplasty.importing.sources.read import read_sheets
from vertebroplasty.importing.sources.sheet import Sheet


def stage_uploads(
    uploads: Sequence[Upload], mapping: Mapping, staged: Path, progress: Progress
) -> CheckedSource:
    """Check somebody's own files and keep their staged texts.

    Parameters
    ----------
    uploads : sequence of Upload
        The files.
    mapping : Mapping
        How they become the tables of the data dictionary.
    staged : pathlib.Path
        DuckDB file to write the texts and findings to.
    progress : callable
        Told how far the check is.

    Returns
    -------
    CheckedSource
        The report in the files' own words, and what the load needs besides the texts.

    Raises
    ------
    MappingError
        If the mapping cannot be carried out.
    """
    require_sound(mapping)
    with open_staging(staged) as staging:
        sheets = read_sheets(staging, uploads, mapping, progress)
        report = _checked(staging, sheets, mapping, progress) if sheets else report_of(staging, ())
    provenance = Provenance(mapping.name, mapping.title, mapping.nature, mapping.note)
    hashes = {sheet.file: sheet.sha256 for sheet in sheets}
    return CheckedSource(report, provenance, hash_of_hashes(hashes), to_yaml(mapping))


def _checked(
    staging: duckdb.DuckDBPyConnection,
    sheets: Sequence[Sheet],
    mapping: Mapping,
    progress: Progress,
) -> Report:
    transform(staging, sheets, mapping, progress)
    sound = all(sheet.sound for sheet in sheets)
    not_checked = run_rules(staging, _filled(staging, sound), progress)
    flag_procedures(staging, [(sheet.number, sheet.file, sheet.name) for sheet in sheets])
    counts = [_count(sheet, rows_used(staging, sheet)) for sheet in sheets]
    locate(staging, sheets, mapping)
    conceal_birth_dates(staging, mapping)
    return report_of(staging, counts, not_checked)


def _filled(staging: duckdb.DuckDBPyConnection, sound: bool) -> tuple[StagedFile, ...]:
    """Return the dictionary's tables as the rules are told of files that were read."""
    return tuple(
        StagedFile(source, source.column_names, "", 0, sound)
        for source in SOURCE_FILES
        if source.required or staging.execute(f"SELECT 1 FROM {source.name} LIMIT 1").fetchall()
    )


def _count(sheet: Sheet, used: int) -> SourceCount:
    return SourceCount(sheet.file, sheet.name, sheet.label, sheet.sha256, sheet.rows_in, used)
