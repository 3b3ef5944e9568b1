"""What no report and no dataset may repeat: dates of birth."""

import duckdb

from vertebroplasty.importing.mapping.model import Mapping, Target

CONCEALED = "(a date of birth is not shown)"
_BIRTH_DATE = Target("procedure.birth_date")


def conceal_birth_dates(staging: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Take dates of birth out of the findings, which are kept with the dataset.

    Parameters
    ----------
    staging : duckdb.DuckDBPyConnection
        Where the findings are, in the sheets' own words.
    mapping : Mapping
        Which says under what headings dates of birth stand.
    """
    headings = [
        heading
        for sheet in mapping.sheets
        for heading, targets in sheet.columns.items()
        if _BIRTH_DATE in targets
    ]
    staging.execute(
        "UPDATE finding SET value = ? WHERE EXISTS"
        " (FROM unnest(?::VARCHAR[]) AS birth(heading) WHERE contains(column_name, heading))",
        [CONCEALED, headings],
    )
