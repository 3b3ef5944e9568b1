"""How the clinic's sheets are read: what a person would confirm on screen, typed by hand."""

from tests.importing.clinic.truth import NOTE
from vertebroplasty.importing.mapping.model import Mapping, SheetMapping, Target

TIMES = ("baseline", "24 h", "1 month", "12 months")


def targets(**columns: str) -> dict[str, tuple[Target, ...]]:
    """Read targets; several for one heading are separated by commas."""
    return {
        heading: tuple(Target.parse(text) for text in texts.split(","))
        for heading, texts in columns.items()
    }


def _pain(*headings: str) -> dict[str, str]:
    return {h: f"visit.pain_raw @ {time}" for h, time in zip(headings, TIMES, strict=True)}


def _mapping(name: str, *sheets: SheetMapping) -> Mapping:
    return Mapping(name, "A clinic", "synthetic", NOTE, sheets)


def _declared(scale: str) -> dict[Target, str]:
    return {
        Target("treated_level.leak_assessment"): "fluoroscopy",
        Target("visit.pain_scale"): scale,
    }


ENGLISH = _mapping(
    "clinic",
    SheetMapping(
        rows="procedure",
        columns=targets(
            **{"Hosp. No": "patient_id", "Sex": "patient.sex", "Age (yrs)": "procedure.age"},
            **{"Date of procedure": "procedure.procedure_date"},
            **{"Level(s)": "treated_level.level", "Cement ml": "treated_level.cement_ml"},
            **_pain("VAS pre", "VAS post 24h", "VAS post 1m", "VAS post 12m"),
            **{"Leak Y/N": "treated_level.leak", "Leak level": "leak.level"},
        ),
        ignored=("Surname", "Remarks"),
        constants=_declared("VAS 0-100"),
        codes={"Sex": {"F": "female", "M": "male"}, "Leak Y/N": {"Y": "yes", "N": "no"}},
        missing=("n/a", "?"),
        header_line=3,
    ),
)

GERMAN = _mapping(
    "klinik",
    SheetMapping(
        rows="procedure",
        columns=targets(
            **{"Pat.-Nr.": "patient_id", "Geschlecht": "patient.sex", "Alter": "procedure.age"},
            **{"OP-Datum": "procedure.procedure_date", "Höhe": "treated_level.level"},
            **{"Zement (ml)": "treated_level.cement_ml"},
            **_pain("VAS prä", "VAS 1. Tag", "VAS 1 Monat", "VAS 12 Monate"),
            **{"Zementaustritt": "treated_level.leak", "Austritt Höhe": "leak.level"},
            **{"Schmerz gebessert 1. Tag": "visit.reported_relief @ 24 h"},
        ),
        sheet="Tabelle1",
        constants=_declared("VAS 0-10"),
        codes={
            "Geschlecht": {"w": "female", "m": "male", "unbekannt": "unknown"},
            "Zementaustritt": {"ja": "yes", "nein": "no"},
            "Schmerz gebessert 1. Tag": {"ja": "yes", "nein": "no"},
        },
        missing=("k.A.", "?"),
        decimal=",",
        dates="DMY",
    ),
)

_LEVEL_CODES = {str(n): f"T{n - 7}" if n < 20 else f"L{n - 19}" for n in range(8, 25)}
_RECORD = {"record_id": "patient_id,procedure_id"}
_EVENT, _INSTRUMENT = "redcap_event_name", "redcap_repeat_instrument"
_MISSING = ("-99", "NI", "UNK")

REDCAP = _mapping(
    "redcap",
    SheetMapping(
        rows="procedure",
        columns=targets(
            **_RECORD,
            sex="patient.sex",
            age="procedure.age",
            procedure_date="procedure.procedure_date",
        ),
        only={_EVENT: ("baseline_arm_1",), _INSTRUMENT: ("",)},
        codes={"sex": {"1": "female", "2": "male", "UNK": "unknown"}},
        ignored=("redcap_repeat_instance", "redcap_data_access_group", "remark"),
        missing=_MISSING,
    ),
    SheetMapping(
        rows="visit",
        columns=targets(
            **_RECORD,
            **{_EVENT: "visit.timepoint", "vas": "visit.pain_raw"},
            relief="visit.reported_relief",
        ),
        only={
            _EVENT: ("baseline_arm_1", "day_1_arm_1", "month_1_arm_1", "month_12_arm_1"),
            _INSTRUMENT: ("",),
        },
        constants={Target("visit.pain_scale"): "VAS 0-10"},
        codes={
            _EVENT: {
                "baseline_arm_1": "baseline",
                "day_1_arm_1": "24 h",
                "month_1_arm_1": "1 month",
                "month_12_arm_1": "12 months",
            },
            "relief": {"1": "yes", "0": "no"},
        },
        missing=_MISSING,
    ),
    SheetMapping(
        rows="treated_level",
        columns=targets(
            **_RECORD,
            tl_level="treated_level.level",
            tl_cement="treated_level.cement_ml",
            tl_looked="treated_level.leak_assessment",
        ),
        only={_INSTRUMENT: ("treated_level",)},
        codes={"tl_level": _LEVEL_CODES, "tl_looked": {"1": "fluoroscopy"}},
        missing=_MISSING,
    ),
    SheetMapping(
        rows="leak",
        columns=targets(
            **_RECORD,
            leak_level="leak.level",
            leak_site___1="leak.site = epidural",
            leak_site___3="leak.site = disc",
            leak_site___5="leak.site = paravertebral vein",
        ),
        only={_INSTRUMENT: ("leak",)},
        codes={"leak_level": _LEVEL_CODES},
    ),
)
