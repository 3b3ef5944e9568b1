"""The fields of the data dictionary, and the forms a sheet can have, in words for the wizard."""

from vertebroplasty.importing.mapping.model import FIELDS

NOT_READ = ""
"""The choice that leaves a column out."""

ROW_WORDS = {
    "patient": "one patient",
    "procedure": "one procedure (a patient's session, with one or several levels)",
    "treated_level": "one treated level",
    "leak": "one leak",
    "visit": "one visit",
    "complication": "one complication",
    "new_fracture": "one new fracture",
}

FIELD_WORDS = {
    "patient_id": "Patient \N{MIDDLE DOT} identifier (a pseudonym)",
    "procedure_id": "Procedure \N{MIDDLE DOT} identifier (a pseudonym)",
    "patient.sex": "Patient \N{MIDDLE DOT} sex",
    "patient.bmd_t_score": "Patient \N{MIDDLE DOT} bone density, T-score",
    "patient.vital_status": "Patient \N{MIDDLE DOT} alive or dead",
    "patient.death_day": "Patient \N{MIDDLE DOT} day of death from the first procedure",
    "procedure.age": "Procedure \N{MIDDLE DOT} age in years",
    "procedure.procedure_date": "Procedure \N{MIDDLE DOT} date",
    "procedure.operator": "Procedure \N{MIDDLE DOT} operator (a pseudonym)",
    "procedure.site": "Procedure \N{MIDDLE DOT} hospital or unit",
    "procedure.guidance": "Procedure \N{MIDDLE DOT} imaging guidance",
    "procedure.anaesthesia": "Procedure \N{MIDDLE DOT} anaesthesia",
    "procedure.etiology": "Procedure \N{MIDDLE DOT} cause of the fracture",
    "procedure.symptom_weeks": "Procedure \N{MIDDLE DOT} weeks of symptoms before",
    "procedure.postprocedure_ct": "Procedure \N{MIDDLE DOT} CT afterwards, yes/no",
    "treated_level.level": "Level \N{MIDDLE DOT} vertebra, or all treated vertebrae",
    "treated_level.approach": "Level \N{MIDDLE DOT} approach",
    "treated_level.cement_ml": "Level \N{MIDDLE DOT} cement, ml",
    "treated_level.viscosity": "Level \N{MIDDLE DOT} cement viscosity",
    "treated_level.genant_grade": "Level \N{MIDDLE DOT} Genant grade, 0-3",
    "treated_level.cleft": "Level \N{MIDDLE DOT} cleft, yes/no",
    "treated_level.technical_success": "Level \N{MIDDLE DOT} technical success, yes/no",
    "treated_level.leak_assessment": "Level \N{MIDDLE DOT} how leakage was looked for",
    "treated_level.leak": "Level \N{MIDDLE DOT} leaked: yes/no, or which levels",
    "leak.level": "Leak \N{MIDDLE DOT} vertebra",
    "leak.route": "Leak \N{MIDDLE DOT} route (Yeom B, S, C, D)",
    "leak.site": "Leak \N{MIDDLE DOT} site",
    "leak.detection": "Leak \N{MIDDLE DOT} how it was seen",
    "leak.symptomatic": "Leak \N{MIDDLE DOT} symptoms, yes/no",
    "leak.intervention": "Leak \N{MIDDLE DOT} intervention, yes/no",
    "visit.timepoint": "Visit \N{MIDDLE DOT} which one",
    "visit.days_since": "Visit \N{MIDDLE DOT} days since the procedure",
    "visit.pain_scale": "Visit \N{MIDDLE DOT} pain scale",
    "visit.pain_raw": "Visit \N{MIDDLE DOT} pain (VAS or NRS)",
    "visit.odi": "Visit \N{MIDDLE DOT} Oswestry index, 0-100",
    "visit.rdq": "Visit \N{MIDDLE DOT} Roland-Morris, 0-24",
    "visit.ambulation": "Visit \N{MIDDLE DOT} ambulation",
    "visit.reported_relief": "Visit \N{MIDDLE DOT} reported relief, yes/no",
    "visit.status": "Visit \N{MIDDLE DOT} completed, missed, ...",
    "complication.level": "Complication \N{MIDDLE DOT} vertebra",
    "complication.type": "Complication \N{MIDDLE DOT} type",
    "complication.onset_day": "Complication \N{MIDDLE DOT} day of onset",
    "complication.cirse_grade": "Complication \N{MIDDLE DOT} CIRSE grade, 1-6",
    "complication.cirse_version": "Complication \N{MIDDLE DOT} version of the CIRSE grades",
    "complication.symptomatic": "Complication \N{MIDDLE DOT} symptoms, yes/no",
    "new_fracture.level": "New fracture \N{MIDDLE DOT} vertebra",
    "new_fracture.day": "New fracture \N{MIDDLE DOT} day from the first procedure",
    "procedure.birth_date": "Date of birth (becomes the age, is never stored)",
    "visit.date": "Visit \N{MIDDLE DOT} date (becomes days since the procedure)",
}
"""Every field that a column may be mapped to; a test compares the two lists."""

CHOICES = (NOT_READ, *FIELDS)

DATE_WORDS = {
    "YMD": "year, month, day: 2026-03-04",
    "DMY": "day, month, year: 04.03.2026",
    "MDY": "month, day, year: 03/04/2026",
}
DECIMAL_WORDS = {".": "point: 4.5", ",": "comma: 4,5"}
EMPTY_VISIT_WORDS = {
    "not recorded": "nothing is known of it: leave it out",
    "missed": "the visit was missed: store it as missed",
}
NATURE_WORDS = {
    "clinical": "clinical: the rows are patients",
    "synthetic": "synthetic: made up, not patients",
    "reconstruction": "reconstruction: made from published figures",
}


def words_of(choice: str) -> str:
    """Return a choice of the wizard in words; one that it cannot offer stands as written."""
    return "not read" if choice == NOT_READ else FIELD_WORDS.get(choice, choice)
