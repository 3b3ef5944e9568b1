"""The data dictionary in words: what each column means, for whoever opens an export."""

from vertebroplasty.importing.dictionary import SOURCE_FILES, Column, Kind

HEADINGS = ("Table", "Column", "Meaning", "Unit", "Allowed", "Must be filled")

ROWS_OF_TABLES = {
    "patient": "one row per patient",
    "procedure": "one row per session of one patient, one or several levels",
    "treated_level": "one row per treated vertebra of a procedure",
    "leak": "any number of rows per treated level; none: no leak was recorded",
    "visit": "one row per procedure and timepoint",
    "complication": "any number of rows per procedure, leaks apart",
    "new_fracture": "any number of rows per patient",
}

_MEANINGS = {
    "patient_id": "pseudonym of the patient, never a name or a hospital number",
    "procedure_id": "pseudonym of the procedure",
    "level": "vertebral level",
    "sex": "sex as recorded",
    "bmd_t_score": "bone mineral density, T-score",
    "vital_status": "whether the patient is known to be alive",
    "death_day": "day of death, counted from the patient's first procedure",
    "age": "age at the procedure, never a date of birth",
    "procedure_date": "date of the procedure",
    "operator": "pseudonym of the operator",
    "site": "pseudonym of the hospital or ward",
    "guidance": "imaging guidance",
    "anaesthesia": "anaesthesia",
    "etiology": "cause of the fracture",
    "symptom_weeks": "duration of symptoms before the procedure",
    "postprocedure_ct": "whether a CT was made after the procedure",
    "approach": "approach to the vertebra",
    "cement_ml": "volume of cement",
    "viscosity": "viscosity of the cement",
    "genant_grade": "height loss after Genant: 0 none, 1 = 20-25 %, 2 = 25-40 %, 3 > 40 %",
    "cleft": "intravertebral cleft",
    "technical_success": "cement placed in the intended vertebra as planned",
    "leak_assessment": "most sensitive way in which leakage was looked for at this level",
    "route": "route of the leak after Yeom: B basivertebral vein, S segmental vein, C cortical"
    " defect, D disc",
    "leak.site": "where the leaked cement lies",
    "detection": "how this leak was seen",
    "leak.symptomatic": "whether the leak was symptomatic",
    "complication.symptomatic": "whether the complication was symptomatic",
    "intervention": "whether the leak needed an intervention",
    "timepoint": "planned visit; last: the last follow-up, whatever its horizon",
    "days_since": "days from the procedure to the visit",
    "pain_scale": "scale on which pain was recorded",
    "pain_raw": "pain as it was recorded, on its scale",
    "vas": "pain brought to 0-10; follows from pain_raw and may be left out",
    "odi": "Oswestry Disability Index",
    "rdq": "Roland-Morris Disability Questionnaire",
    "ambulation": "how the patient walks, worst first; a local scale",
    "reported_relief": "significant relief or improvement, as patient or surgeon reported it",
    "status": "what became of the planned visit",
    "type": "what happened",
    "onset_day": "day of onset, counted from the procedure",
    "cirse_grade": "CIRSE grade of the complication",
    "cirse_version": "version of the CIRSE grades, such as 2017",
    "day": "day on which it was found, counted from the patient's first procedure",
}

_UNITS = {
    "bmd_t_score": "SD",
    "death_day": "days",
    "age": "years",
    "symptom_weeks": "weeks",
    "cement_ml": "ml",
    "days_since": "days",
    "onset_day": "days",
    "day": "days",
    "vas": "points, 0-10",
    "odi": "points, 0-100",
    "rdq": "points, 0-24",
    "pain_raw": "points of pain_scale",
}

_READ_AS = {
    Kind.TEXT: "text of at most 100 characters",
    Kind.LEVEL: "C1-C7, T1-T12, L1-L5, S1",
    Kind.DATE: "date, not in the future",
    Kind.PAIN: "VAS 0-10 with at most one decimal; VAS 0-100 and NRS 0-10 in whole numbers",
}


def codebook_rows() -> tuple[tuple[str, ...], ...]:
    """Return a row for each column of the data dictionary, under `HEADINGS`."""
    return tuple(
        (
            *(source.name, column.name, meaning(source.name, column)),
            *(_UNITS.get(column.name, ""), allowed(column), "yes" if column.required else ""),
        )
        for source in SOURCE_FILES
        for column in source.columns
    )


def meaning(table: str, column: Column) -> str:
    """Return what a column means."""
    return _MEANINGS.get(f"{table}.{column.name}") or _MEANINGS[column.name]


def allowed(column: Column) -> str:
    """Return what a cell of a column may hold."""
    if column.kind is Kind.TERM:
        return ", ".join(column.terms)
    if column.kind in _READ_AS:
        return _READ_AS[column.kind]
    low, high = column.bounds
    kind = "whole number" if column.kind is Kind.WHOLE else "number, at most one decimal"
    usual = f"; usually {column.usual[0]:g} to {column.usual[1]:g}" if column.usual else ""
    return f"{kind} from {low:g} to {high:g}{usual}"
