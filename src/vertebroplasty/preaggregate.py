"""The tallies made once at import: exact sums that answer age, sex and level filters at any size.

``procedure_tally`` has one row per age, sex and combination of treated, assessed and leaking
levels; ``visit_tally`` one per age, sex and combination of treated levels, with what stands behind
denominators; ``level_tally`` one per level, age and sex; ``event_tally`` one per kind of leak and
such combination, only where it differs from leakage as such; ``assessment_tally`` one per way in
which leakage was looked for and levels that it was looked for so; ``repeat_procedure`` lists the
procedures of patients who had several, the only ones for which distinct patients must be counted.
Their columns come from the measures, so a generation keeps the hash of these statements: a tally
made by other definitions is not used.
"""

from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.importing.load import tally_hash
from vertebroplasty.measures import MEASURES
from vertebroplasty.measures.base import Aggregate
from vertebroplasty.measures.denominators import DENOMINATORS
from vertebroplasty.vocabulary import Grain

TALLIED = tuple(
    aggregate
    for measure in MEASURES
    if measure.grain is Grain.PROCEDURE
    for aggregate in measure.aggregates
)
TALLIED_AT_LEVEL = tuple(
    aggregate for measure in MEASURES if measure.masks for aggregate in measure.aggregates
)

EVENT_MEASURES = tuple(
    measure for measure in MEASURES if measure.grain is Grain.TREATED_LEVEL and not measure.masks
)
"""Measures of levels whose events are leaks of a kind: known where leakage is, but for some leaks;
never an event without a leak."""


def _sums(aggregates: tuple[Aggregate, ...]) -> str:
    return ",\n    ".join(
        f"CAST(sum({aggregate.expression}) AS BIGINT) AS {aggregate.name}"
        for aggregate in aggregates
    )


_PROCEDURE_KEYS = "age, sex, level_mask, leak_known_mask, leak_mask"
_VISIT_KEYS = "age, sex, level_mask"
_ALIKE = "age, sex, level_mask, leak_known_mask, known_mask, event_mask"


def _event_masks() -> str:
    return ",\n    ".join(
        f"bit_or(CASE WHEN ({measure.value}) IS NULL THEN 0 ELSE level_mask END) AS known_{number},"
        f" bit_or(CASE WHEN ({measure.value}) = 1 THEN level_mask ELSE 0 END) AS event_{number}"
        for number, measure in enumerate(EVENT_MEASURES)
    )


def _event_rows() -> str:
    return "\nUNION ALL\n".join(
        f"SELECT {number} AS measure_no, {_ALIKE}, count(*) AS procedures FROM (SELECT *,"
        f" known_{number} AS known_mask, event_{number} AS event_mask FROM leaking) AS one"
        f" WHERE known_mask <> leak_known_mask OR event_mask <> 0 GROUP BY {_ALIKE}"
        for number in range(len(EVENT_MEASURES))
    )


TALLY_SQL = (
    f"""CREATE TABLE procedure_tally AS
SELECT
    {_PROCEDURE_KEYS},
    count(*) AS procedures,
    CAST(sum(only_procedure) AS BIGINT) AS only_procedures,
    {_sums(TALLIED)}
FROM procedure
GROUP BY {_PROCEDURE_KEYS}
ORDER BY {_PROCEDURE_KEYS}""",
    f"""CREATE TABLE visit_tally AS
SELECT
    {_VISIT_KEYS},
    count(*) AS procedures,
    {_sums(DENOMINATORS)}
FROM procedure
GROUP BY {_VISIT_KEYS}
ORDER BY {_VISIT_KEYS}""",
    f"""CREATE TABLE level_tally AS
WITH at_procedure AS (
    SELECT treated_level.level, procedure.*
    FROM treated_level JOIN procedure USING (procedure_no)
),
by_procedure AS (
    SELECT level, age, sex, count(*) AS procedures,
    {_sums(TALLIED)}
    FROM at_procedure GROUP BY level, age, sex
),
by_level AS (
    SELECT level, age, sex,
    {_sums(TALLIED_AT_LEVEL)}
    FROM treated_level GROUP BY level, age, sex
)
SELECT by_procedure.*, by_level.* EXCLUDE (level, age, sex)
FROM by_procedure JOIN by_level
    ON by_level.level = by_procedure.level AND by_level.sex = by_procedure.sex
    AND by_level.age IS NOT DISTINCT FROM by_procedure.age
ORDER BY by_procedure.level, by_procedure.age, by_procedure.sex""",
    f"""CREATE TABLE event_tally AS
WITH masks AS (
    SELECT procedure_no,
    {_event_masks()}
    FROM treated_level GROUP BY procedure_no
),
leaking AS MATERIALIZED (
    SELECT age, sex, level_mask, leak_known_mask, masks.*
    FROM procedure JOIN masks USING (procedure_no) WHERE leak_mask <> 0
)
SELECT * FROM (
{_event_rows()}
) AS counted ORDER BY measure_no, {_ALIKE}""",
    """CREATE TABLE assessment_tally AS
WITH assessed AS (
    SELECT procedure_no, leak_assessment, any_value(age) AS age, any_value(sex) AS sex,
        bit_or(level_mask) AS level_mask,
        bit_or(CASE WHEN leak IS NULL THEN 0 ELSE level_mask END) AS leak_known_mask,
        bit_or(CASE WHEN leak = 1 THEN level_mask ELSE 0 END) AS leak_mask
    FROM treated_level GROUP BY procedure_no, leak_assessment
)
SELECT leak_assessment, age, sex, level_mask, leak_known_mask, leak_mask, count(*) AS procedures
FROM assessed GROUP BY ALL ORDER BY ALL""",
    """CREATE TABLE repeat_procedure AS
SELECT patient_no, age, sex, level_mask
FROM procedure WHERE only_procedure = 0
ORDER BY patient_no""",
)

TALLY_HASH = tally_hash(TALLY_SQL)


def has_tallies(dataset: Dataset) -> bool:
    """Whether the generation carries tallies made by the present definitions."""
    return dataset.meta.tally_hash == TALLY_HASH
