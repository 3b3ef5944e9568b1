"""The true parameters of the synthetic registry: every number that shapes it stands here.

They make a plausible exercise for the program and are no findings: none is taken from a study.
CODEBOOK.md prints this file (a test compares), and tests read it. Shares are fractions of one;
log-odds are natural logarithms.
"""

SEED = 2024
"""Seed of ``registry-demo``."""
PROCEDURES = 1500
"""Procedures in ``registry-demo``."""
FIRST_DATE, LAST_DATE, CUT_OFF = "2018-01-01", "2023-12-31", "2024-03-31"
"""Period of treatment; no visit, death or fracture is known after the cut-off."""

PROCEDURES_PER_PATIENT = (0.92, 0.07, 0.01)
"""Shares of patients with one, two and three procedures."""
DAYS_BETWEEN_PROCEDURES = (30, 300)
"""Days from one procedure of a patient to the next, uniform."""
SEX = {"female": 0.735, "male": 0.250, "other": 0.005, "unknown": 0.010}
"""Shares of patients."""
AGE_MEAN, AGE_SD, AGE_RANGE = 76.0, 9.0, (40, 98)
"""Years at the first procedure: normal, cut at the range."""
AGE_SHIFT = {"osteoporotic": 0.0, "neoplastic": -9.0, "traumatic": -6.0, "other": -3.0}
"""Years added to the mean age by etiology."""
ETIOLOGY = {"osteoporotic": 0.78, "neoplastic": 0.13, "traumatic": 0.07, "other": 0.02}
"""Shares of patients."""
BMD_T_SCORE_MEAN, BMD_T_SCORE_SD = -2.8, 0.9
"""Normal, cut at -7 and +4."""
YEARLY_DEATHS = {"osteoporotic": 0.07, "neoplastic": 0.45, "traumatic": 0.05, "other": 0.07}
"""Constant hazard of death per year after a patient's last procedure, by etiology."""
VITAL_STATUS_UNKNOWN, VITAL_STATUS_EMPTY = 0.03, 0.01
"""Shares of patients whose vital status is recorded as unknown, or not at all."""

OPERATOR_SHARES = (0.27, 0.17, 0.06, 0.22, 0.18, 0.10)
"""Shares of patients of operator-1 to operator-6."""
OPERATOR_SITES = ("site-A", "site-A", "site-A", "site-B", "site-B", "site-B")
"""Site of each operator."""
GUIDANCE = {"fluoroscopy": 0.72, "CT": 0.06, "CT-fluoroscopy": 0.08, "biplane": 0.14}
"""Shares of procedures."""
ANAESTHESIA = {"local": 0.62, "sedation": 0.28, "general": 0.10}
"""Shares of procedures."""
SYMPTOM_WEEKS_MEDIAN, SYMPTOM_WEEKS_LOG_SD = 7.0, 0.9
"""Log-normal."""
POSTPROCEDURE_CT = {"site-A": 0.55, "site-B": 0.25}
"""Share of procedures followed by CT, by site."""

LEVELS_PER_PROCEDURE = (0.62, 0.24, 0.09, 0.035, 0.015)
"""Shares of procedures that treat one to five levels."""
LEVEL_WEIGHTS = {
    "T3": 0.002, "T4": 0.006, "T5": 0.018, "T6": 0.030, "T7": 0.055, "T8": 0.060,
    "T9": 0.050, "T10": 0.055, "T11": 0.100, "T12": 0.185, "L1": 0.190, "L2": 0.095,
    "L3": 0.075, "L4": 0.055, "L5": 0.024,
}  # fmt: skip
"""Shares of levels where one level is treated: a peak at T12-L1."""
ADJOINING_SHARE = 0.65
"""Share of multilevel procedures drawn as one block; other levels are drawn independently."""
APPROACH = {"unipedicular": 0.47, "bipedicular": 0.48, "extrapedicular": 0.05}
"""Shares of levels."""
CEMENT_ML_THORACIC, CEMENT_ML_LUMBAR, CEMENT_ML_SD = 3.1, 4.3, 1.1
"""Normal, in ml, cut at 0.5 and 9."""
LOW_VISCOSITY = {"site-A": 0.40, "site-B": 0.65}
"""Share of procedures done with low-viscosity cement, by site; one cement a procedure."""
GENANT_GRADE = (0.10, 0.30, 0.38, 0.22)
"""Shares of grades 0 to 3."""
CLEFT = 0.18
"""Share of levels with an intravertebral cleft."""
TECHNICAL_SUCCESS = 0.985
"""Share of levels."""

NOT_LOOKED_FOR = 0.05
"""Share of levels at which leakage was not looked for."""
ASSESSMENT_WITHOUT_CT = {"fluoroscopy": 0.78, "radiograph": 0.22}
"""How leakage was looked for where no CT followed."""
ASSESSMENT_WITH_CT = {"CT": 0.92, "chest CT": 0.08}
"""How leakage was looked for where CT followed."""
LEAK_LOG_ODDS = -1.9
"""Leak at a level: high viscosity, no cleft, fluoroscopy, average procedure."""
LEAK_LOG_ODDS_LOW_VISCOSITY = 0.75
"""Added for low-viscosity cement."""
LEAK_LOG_ODDS_CLEFT = 0.50
"""Added for a cleft."""
LEAK_LOG_ODDS_ASSESSMENT = {"fluoroscopy": 0.0, "radiograph": 0.25, "CT": 1.20, "chest CT": 1.20}
"""Added by how leakage was looked for: more sensitive looking finds more."""
LEAK_PROCEDURE_SD = 0.90
"""SD of the normal log-odds that all levels of a procedure share."""
DRIFT_OPERATOR, DRIFT_FROM = "operator-4", "2021-07-01"
"""Whose leak rate drifts, and from when."""
DRIFT_LOG_ODDS_PER_YEAR = 0.70
"""Slope of the drift, added to the leak log-odds of all levels of a procedure."""
SECOND_LEAK = 0.15
"""Share of leaking levels with two leaks."""
LEAK_ROUTE = {"B": 0.28, "S": 0.30, "C": 0.22, "D": 0.20}
"""Shares of leaks."""
LEAK_SITE = {
    "B": {"epidural": 0.80, "foraminal": 0.20},
    "S": {"paravertebral vein": 0.86, "azygos/IVC": 0.09, "pulmonary": 0.05},
    "C": {"paravertebral soft tissue": 0.85, "foraminal": 0.15},
    "D": {"disc": 1.0},
}
"""Site by route."""
LEAK_SEEN_BY_FLUOROSCOPY = 0.25
"""Share of the leaks, where more than fluoroscopy was used, already seen by fluoroscopy."""
LEAK_SYMPTOMATIC, LEAK_INTERVENTION = 0.03, 0.30
"""Share of leaks with symptoms, and of those with an intervention."""

PAIN_SCALE = {"VAS 0-10": 0.60, "VAS 0-100": 0.25, "NRS 0-10": 0.15}
"""Shares of procedures."""
VAS_BEFORE_WORST, VAS_BEFORE_RANGE, VAS_BEFORE_POWER = 10.0, 5.0, 1.8
"""Before = worst - range * Phi(z)^power, z standard normal: skewed to the left, 5 to 10."""
VAS_AFTER_POWER = {
    "24 h": 1.9, "1 wk": 2.2, "1 month": 2.5, "3 months": 2.6,
    "6 months": 2.6, "12 months": 2.5, "24 months": 2.4,
}  # fmt: skip
"""After = 10 * Phi(y)^power: skewed to the right."""
VAS_BEFORE_WEIGHT, VAS_PROCEDURE_WEIGHT = 0.35, 0.65
"""y = -weight * z + weight * (share of the procedure) + rest of each visit; y has variance 1."""
VAS_AFTER_AGE_SHIFT, VAS_AFTER_NEOPLASTIC_SHIFT = 0.08, 0.20
"""Added to y per ten years above 76 and for a neoplastic fracture."""
RELIEF_LOG_ODDS, RELIEF_LOG_ODDS_FALL = -1.4, 6.0
"""Reported relief: log-odds without a fall, and per fall of the whole baseline VAS."""
ODI_BASE, ODI_PER_VAS, ODI_SD = 10.0, 5.5, 9.0
"""ODI = base + slope * VAS + normal error, cut at 0 and 100, even numbers."""
RDQ_BASE, RDQ_PER_VAS, RDQ_SD = 3.0, 1.7, 3.0
"""RDQ = base + slope * VAS + normal error, cut at 0 and 24."""
AMBULATION_BASE, AMBULATION_PER_VAS, AMBULATION_PER_DECADE = 4.6, -0.26, -0.30
"""Steps above bedbound (0-4) at 76 years without pain; per VAS point and per ten years."""
AMBULATION_PROCEDURE_SD, AMBULATION_VISIT_SD = 0.6, 0.4
"""SDs of the normal parts that a procedure's visits share and do not share."""

VISIT_DAYS = {
    "baseline": (-7, 0), "24 h": (1, 1), "1 wk": (5, 10), "1 month": (25, 40),
    "3 months": (80, 105), "6 months": (165, 210), "12 months": (340, 400),
    "24 months": (700, 790),
}  # fmt: skip
"""Days from the procedure, uniform, both included."""
MISSED = {
    "baseline": 0.0, "24 h": 0.02, "1 wk": 0.12, "1 month": 0.10, "3 months": 0.15,
    "6 months": 0.20, "12 months": 0.25, "24 months": 0.33,
}  # fmt: skip
"""Share of due visits missed at 76 years."""
MISSED_LOG_ODDS_PER_DECADE = 0.25
"""Added to the log-odds of a missed visit per ten years above 76."""
YEARLY_WITHDRAWALS = 0.03
"""Constant hazard of withdrawal per year from the procedure."""
FUNCTION_FROM = "1 month"
"""ODI and RDQ are asked at baseline and from this visit on."""

COMPLICATION = 0.04
"""Share of procedures with one complication beside leaks."""
COMPLICATION_TYPES = {
    "rib fracture": 0.20, "radicular pain": 0.25, "haematoma": 0.20, "hypotension": 0.20,
    "infection": 0.10, "pedicle fracture": 0.05,
}  # fmt: skip
"""Shares of complications."""
COMPLICATION_GRADES = (0.45, 0.25, 0.18, 0.09, 0.03)
"""Shares of CIRSE grades 1 to 5, version 2017."""
COMPLICATION_LAST_DAY, COMPLICATION_AT_LEVEL, COMPLICATION_SYMPTOMATIC = 14, 0.6, 0.7
"""Latest day of onset, share with the level recorded, share with symptoms."""
YEARLY_NEW_FRACTURES = 0.10
"""Constant hazard of a (first) new fracture per year from a patient's first procedure."""
NEW_FRACTURE_ADJACENT = 0.45
"""Share drawn next to the levels of the first procedure; the others by the level weights."""

MISSING = {
    "age": 0.015, "bmd_t_score": 0.35, "operator": 0.01, "guidance": 0.01,
    "anaesthesia": 0.03, "etiology": 0.01, "symptom_weeks": 0.08, "postprocedure_ct": 0.01,
    "approach": 0.03, "cement_ml": 0.06, "viscosity": 0.03, "genant_grade": 0.08,
    "cleft": 0.05, "technical_success": 0.01, "leak_assessment": 0.02, "route": 0.05,
    "leak_site": 0.02, "symptomatic": 0.01, "intervention": 0.02, "pain": 0.03,
    "odi": 0.20, "rdq": 0.45, "ambulation": 0.05, "reported_relief": 0.03,
}  # fmt: skip
"""Share of values left empty, whatever their value; a leak is not recorded without assessment."""
