"""Rules about the visits of a procedure: days, order, pain, and what a visit can record."""

from vertebroplasty.importing.conditions import PROCEDURE_KNOWN, error, place, repeats, unknown
from vertebroplasty.vocabulary import Timepoint

_VALUES = "coalesce(pain_raw, vas, odi, rdq, ambulation, reported_relief)"
_DAY = "TRY_CAST({of}.days_since AS INTEGER)"
_THIS_DAY = _DAY.format(of="this")
_TIMEPOINT = place("{of}.timepoint", tuple(Timepoint))

VISIT_CHECKS = (
    error(
        "visit.procedure_id.known",
        unknown("procedure_id", "procedure"),
        PROCEDURE_KNOWN,
        "procedure",
    ),
    error(
        "visit.timepoint.unique",
        repeats("visit", "procedure_id", "timepoint"),
        "a timepoint that stands on no earlier line of the same procedure",
    ),
    error(
        "visit.days_since.baseline",
        f"timepoint = 'baseline' AND {_THIS_DAY} > 0",
        "0 or less at baseline",
    ),
    error(
        "visit.days_since.day_1",
        f"timepoint = '24 h' AND {_THIS_DAY} NOT BETWEEN 0 AND 2",
        "from 0 to 2 at 24 h",
    ),
    error(
        "visit.days_since.followup",
        f"{_TIMEPOINT.format(of='this')} > {Timepoint.DAY_1.code} AND {_THIS_DAY} <= 0",
        "greater than 0 at a follow-up",
    ),
    error(
        "visit.days_since.order",
        f"""status = 'completed' AND EXISTS (
            FROM visit AS earlier
            WHERE earlier.procedure_id = this.procedure_id AND earlier.status = 'completed'
            AND {_DAY.format(of="earlier")} > {_THIS_DAY}
            AND {_TIMEPOINT.format(of="earlier")} < {_TIMEPOINT.format(of="this")})""",
        "no smaller than at an earlier timepoint of the same procedure",
    ),
    error(
        "visit.pain_scale.given",
        "pain_raw IS NOT NULL AND pain_scale IS NULL",
        "filled in where pain_raw is",
    ),
    error(
        "visit.vas.derived",
        "vas IS NOT NULL AND (pain_raw IS NULL"
        " OR vas_tenths(pain_scale, pain_raw) <> TRY_CAST(vas AS DECIMAL(9, 1)) * 10)",
        "the value of pain_raw on its pain_scale, brought to 0-10 (the column may be left out)",
    ),
    error(
        "visit.status.values",
        f"status <> 'completed' AND {_VALUES} IS NOT NULL",
        "completed where pain, odi, rdq, ambulation or reported_relief is recorded",
    ),
    error(
        "visit.status.alive",
        "status = 'died' AND procedure_id IN (SELECT procedure_id FROM procedure"
        " JOIN patient USING (patient_id) WHERE vital_status = 'alive')",
        "other than died: the patient's vital_status is alive",
        *("patient", "procedure"),
    ),
    error(
        "visit.status.after_death",
        f"""status = 'completed' AND timepoint <> 'last' AND EXISTS (
            FROM visit AS earlier
            WHERE earlier.procedure_id = this.procedure_id AND earlier.status = 'died'
            AND {_TIMEPOINT.format(of="earlier")} < {_TIMEPOINT.format(of="this")})""",
        "other than completed: the patient had died by an earlier timepoint",
    ),
    # With one procedure the day of death counts from it; with several, calendar dates would decide.
    error(
        "visit.days_since.after_death",
        f"""status = 'completed' AND {_THIS_DAY} > (
            SELECT max(TRY_CAST(patient.death_day AS INTEGER)) FROM procedure
            JOIN patient USING (patient_id) WHERE procedure.procedure_id = this.procedure_id
            AND patient_id IN (SELECT patient_id FROM procedure GROUP BY 1 HAVING count(*) = 1))""",
        "no later than the patient's death_day",
        *("patient", "procedure"),
    ),
)
