"""Rules about several cells, rows or files: keys, references and contradictions."""

from vertebroplasty.importing.conditions import (
    PATIENT_KNOWN,
    PROCEDURE_KNOWN,
    error,
    keys,
    place,
    repeats,
    unknown,
    warning,
)
from vertebroplasty.importing.rules import COLUMN_RULES, Rule
from vertebroplasty.importing.visit_checks import VISIT_CHECKS
from vertebroplasty.vocabulary import LeakAssessment

_OF_PATIENT = (
    error(
        "patient.patient_id.unique",
        repeats("patient", "patient_id"),
        "a patient_id that stands on no earlier line",
    ),
    error(
        "patient.death_day.alive",
        "death_day IS NOT NULL AND vital_status IS DISTINCT FROM 'dead'",
        "empty unless vital_status is dead",
    ),
    warning(
        "patient.patient_id.untreated",
        unknown("patient_id", "procedure"),
        "the patient of a procedure in procedure.csv",
        "procedure",
    ),
)

_OF_PROCEDURE = (
    error(
        "procedure.procedure_id.unique",
        repeats("procedure", "procedure_id"),
        "a procedure_id that stands on no earlier line",
    ),
    error("procedure.patient_id.known", unknown("patient_id", "patient"), PATIENT_KNOWN, "patient"),
    error(
        "procedure.procedure_id.levels",
        unknown("procedure_id", "treated_level"),
        "a procedure with at least one row in treated_level.csv",
        "treated_level",
    ),
    warning(
        "procedure.procedure_id.baseline",
        "procedure_id NOT IN (SELECT procedure_id FROM visit"
        " WHERE timepoint = 'baseline' AND procedure_id IS NOT NULL)",
        "a procedure with a baseline visit in visit.csv",
        "visit",
    ),
)

_OF_TREATED_LEVEL = (
    error(
        "treated_level.procedure_id.known",
        unknown("procedure_id", "procedure"),
        PROCEDURE_KNOWN,
        "procedure",
    ),
    error(
        "treated_level.level.unique",
        repeats("treated_level", "procedure_id", "level_name"),
        "a level that stands on no earlier line of the same procedure",
    ),
    warning(
        "treated_level.level.usual",
        "regexp_full_match(level_name, 'C.|T[1-4]|S.')",
        "from T5 to L5",
    ),
)

_TREATED = (
    "EXISTS (FROM treated_level AS level WHERE level.procedure_id = this.procedure_id"
    " AND level.level_name = this.level_name{also})"
)

_OF_LEAK = (
    error(
        "leak.procedure_id.known",
        unknown("procedure_id", "procedure"),
        PROCEDURE_KNOWN,
        "procedure",
    ),
    error(
        "leak.level.treated",
        f"level_name IS NOT NULL AND procedure_id IN ({keys('procedure_id', 'procedure')})"
        f" AND NOT {_TREATED.format(also='')}",
        "a level of this procedure in treated_level.csv",
        *("procedure", "treated_level"),
    ),
    error(
        "leak.level.assessed",
        # Found leaks among levels of unknown assessment would be counted without their denominator.
        _TREATED.format(
            also=" AND (level.leak_assessment IS NULL OR level.leak_assessment = 'not looked for')"
        ),
        "a level whose leak_assessment in treated_level.csv says how leakage was looked for",
        "treated_level",
    ),
    warning(
        "leak.detection.assessed",
        _TREATED.format(
            also=" AND level.leak_assessment <> 'not looked for' AND "
            + place("this.detection", tuple(LeakAssessment))
            + " > "
            + place("level.leak_assessment", tuple(LeakAssessment))
        ),
        "no more sensitive than the level's leak_assessment in treated_level.csv",
        "treated_level",
    ),
    warning(
        "leak.level.repeated",
        "procedure_id IS NOT NULL AND level_name IS NOT NULL AND line NOT IN (SELECT min(line)"
        " FROM leak GROUP BY procedure_id, level_name, route, site, detection, symptomatic,"
        " intervention)",
        "recorded once: an earlier line says exactly the same",
    ),
)

_OF_OTHERS = (
    error(
        "complication.procedure_id.known",
        unknown("procedure_id", "procedure"),
        PROCEDURE_KNOWN,
        "procedure",
    ),
    warning(
        "complication.level.treated",
        f"level_name IS NOT NULL AND NOT {_TREATED.format(also='')}",
        "a level of this procedure in treated_level.csv",
        "treated_level",
    ),
    warning(
        "complication.cirse_version.given",
        "cirse_grade IS NOT NULL AND cirse_version IS NULL",
        "filled in where cirse_grade is: a modified version of the grades exists",
    ),
    error(
        "new_fracture.patient_id.known",
        unknown("patient_id", "patient"),
        PATIENT_KNOWN,
        "patient",
    ),
    error(
        "new_fracture.level.unique",
        repeats("new_fracture", "patient_id", "level_name", "day"),
        "a level that stands on no earlier line of the same patient and day",
    ),
)

RULES: tuple[Rule, ...] = (
    *COLUMN_RULES,
    *_OF_PATIENT,
    *_OF_PROCEDURE,
    *_OF_TREATED_LEVEL,
    *_OF_LEAK,
    *VISIT_CHECKS,
    *_OF_OTHERS,
)
