"""The oracle's reading of a source folder: every definition written again, in plain pandas.

It shares no code with the program: neither the SQL, nor the enumerations, nor their codes. Units
are held as text and as floats with NaN for "not recorded". The definitions are those of the data
dictionary: a definition that changes there has to be changed here by hand.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

LEVELS = (
    *(f"C{place}" for place in range(1, 8)),
    *(f"T{place}" for place in range(1, 13)),
    *(f"L{place}" for place in range(1, 6)),
    "S1",
)
LATER = ("1 wk", "1 month", "3 months", "6 months", "12 months", "24 months", "last")
STEPS = {"bedbound": 0, "wheelchair": 1, "walker": 2, "cane": 3, "unaided": 4}
YES_NO = {"yes": 1.0, "no": 0.0}
SITES = {
    "epidural": "epidural",
    "foraminal": "foraminal",
    "disc": "disc",
    "paravertebral soft tissue": "paravertebral_soft_tissue",
    "paravertebral vein": "paravertebral_vein",
    "azygos/IVC": "azygos_ivc",
    "pulmonary": "pulmonary",
}
ROUTES = {"B": "basivertebral_vein", "S": "segmental_vein", "C": "cortical_defect", "D": "disc"}


class Records(NamedTuple):
    """What the oracle counts from.

    Attributes
    ----------
    procedures : DataFrame
        One row a procedure: patient, sex, age, visits, and a column of values for each measure of
        procedures.
    levels : DataFrame
        One row a treated level: its procedure's place in ``procedures``, its level, how leakage was
        looked for, and a column of values for each measure of levels.
    """

    procedures: pd.DataFrame
    levels: pd.DataFrame


def read_records(folder: Path) -> Records:
    """Read a source folder and work out every unit's value of every measure."""
    source = {path.stem: _read(path) for path in folder.glob("*.csv")}
    levels = _level_values(source["treated_level"], source["leak"])
    procedures = source["procedure"].merge(
        source["patient"][["patient_id", "sex"]], on="patient_id", validate="many_to_one"
    )
    procedures = procedures.set_index("procedure_id")
    procedures["age"] = pd.to_numeric(procedures["age"])
    procedures = procedures.join(_visit_values(source["visit"], procedures.index))
    procedures = procedures.join(_whole_procedure(levels))
    _add_pain_measures(procedures)
    procedures = procedures.reset_index()
    place = pd.Series(procedures.index, procedures["procedure_id"])
    levels = levels.assign(place=levels["procedure_id"].map(place)).sort_values("place")
    return Records(procedures, levels.reset_index(drop=True))


def _read(path: Path) -> pd.DataFrame:
    """Read a file as text, the empty text as missing and nothing else as missing."""
    return pd.read_csv(path, dtype=object, keep_default_na=False, na_values=[""])


def _level_values(levels: pd.DataFrame, leaks: pd.DataFrame) -> pd.DataFrame:
    """A level's leak: 1 when one was found, 0 when looked for and none found, else NaN."""
    keys = ["procedure_id", "level"]
    found = leaks.copy()
    for kind, terms in (("site", SITES), ("route", ROUTES)):
        for term, name in terms.items():
            found[f"leak_{kind}s_{name}"] = found[kind].eq(term)
    for column in ("symptomatic", "intervention"):
        found[f"{column} yes"] = found[column].eq("yes")
        found[f"{column} open"] = found[column].isna()
    patterns = [name for name in found if name.startswith(("leak_sites_", "leak_routes_"))]
    marks = [*patterns, *(name for name in found if name.endswith((" yes", " open")))]
    found = found.groupby(keys)[marks].any().reset_index()
    values = levels.merge(found.assign(found=True), on=keys, how="left", validate="one_to_one")
    values[marks] = values[marks].eq(True)
    leaking = values["found"].eq(True)
    looked = values["leak_assessment"].notna() & values["leak_assessment"].ne("not looked for")
    values["leak_level"] = np.select([leaking, looked], [1.0, 0.0], np.nan)
    for column, name in (
        ("symptomatic", "symptomatic_leak_level"),
        ("intervention", "leak_intervention_level"),
    ):
        answers = [values[f"{column} yes"], values[f"{column} open"], leaking, looked]
        values[name] = np.select(answers, [1.0, np.nan, 0.0, 0.0], np.nan)
    for pattern in patterns:
        values[pattern] = values[pattern].astype(float).where(leaking | looked)
    values["succeeded"] = values["technical_success"].map(YES_NO)
    return values


def _whole_procedure(levels: pd.DataFrame) -> pd.DataFrame:
    """A procedure leaks when any level does, and succeeds when every level does."""
    grouped = levels.groupby("procedure_id")
    values = {}
    for name, column, decides in (
        ("leak_procedure", "leak_level", 1.0),
        ("symptomatic_leak_procedure", "symptomatic_leak_level", 1.0),
        ("technical_success", "succeeded", 0.0),
    ):
        decided = grouped[column].agg(lambda x, decides=decides: x.eq(decides).any())
        complete = grouped[column].agg(lambda x: x.notna().all())
        values[name] = pd.Series(
            np.select([decided, complete], [decides, 1.0 - decides], np.nan), decided.index
        )
    return pd.DataFrame(values)


def _visit_values(visits: pd.DataFrame, procedure_ids: pd.Index) -> pd.DataFrame:
    """Baseline, 24 h and last follow-up of each procedure, and the status of each planned visit.

    Last follow-up is the completed visit called "last", else the latest one completed after 24 h.
    """
    visits = visits.assign(
        vas=_vas_tenths(visits),
        day=pd.to_numeric(visits["days_since"]),
        relief=visits["reported_relief"].map(YES_NO),
        step=visits["ambulation"].map(STEPS),
        horizon=visits["timepoint"].map({name: place for place, name in enumerate(LATER)}),
    )
    completed_later = visits[visits["horizon"].notna() & visits["status"].eq("completed")]
    last = completed_later.sort_values("horizon").groupby("procedure_id").tail(1)
    at = {
        "baseline": visits[visits["timepoint"].eq("baseline")],
        "24h": visits[visits["timepoint"].eq("24 h")],
        "last": last,
    }
    by_id = {when: rows.set_index("procedure_id") for when, rows in at.items()}
    values = pd.DataFrame(index=procedure_ids)
    for when, rows in by_id.items():
        values[f"vas_{when}"] = rows["vas"]
    values["relief_24h"] = by_id["24h"]["relief"]
    values["improvement_last"] = by_id["last"]["relief"]
    values["followup_days"] = by_id["last"]["day"]
    before, after = by_id["baseline"]["step"], by_id["last"]["step"]
    walked = pd.DataFrame({"before": before, "after": after}).dropna()
    values["ambulation_improved"] = (walked["after"] > walked["before"]).astype(float)
    status = visits.set_index(["procedure_id", "timepoint"])["status"].unstack()  # noqa: PD010
    for timepoint in ("24 h", *LATER[:-1]):
        values[f"status {timepoint}"] = status.get(timepoint)
    values["followup_completeness"] = _followed(visits[visits["horizon"].notna()], procedure_ids)
    values["followed"] = values.index.isin(last["procedure_id"])
    return values


def _vas_tenths(visits: pd.DataFrame) -> pd.Series:
    """Pain in tenths of a point on 0-10."""
    tenths_per_unit = visits["pain_scale"].map({"VAS 0-10": 10, "VAS 0-100": 1, "NRS 0-10": 10})
    return (pd.to_numeric(visits["pain_raw"]) * tenths_per_unit).round()


def _followed(later: pd.DataFrame, procedure_ids: pd.Index) -> pd.Series:
    """1 where the latest due visit was completed; NaN when all is death or not due; else 0."""
    due = later[later["status"].isin(["completed", "missed", "withdrawn"])]
    latest = due.sort_values("horizon").groupby("procedure_id")["status"].last()
    followed = latest.eq("completed").astype(float).reindex(procedure_ids)
    never_due = set(later["procedure_id"]) - set(due["procedure_id"])
    return followed.where(followed.notna() | followed.index.isin(never_due), 0.0)


def _add_pain_measures(procedures: pd.DataFrame) -> None:
    """Change, responders (undefined when VAS before is 0) and the acceptable state (VAS <= 3)."""
    before = procedures["vas_baseline"]
    for when in ("24h", "last"):
        after = procedures[f"vas_{when}"]
        procedures[f"vas_change_{when}"] = after - before
        procedures[f"acceptable_{when}"] = after.le(30).astype(float).where(after.notna())
        for percent in (30, 50):
            fell = (100 * (before - after)).ge(percent * before)
            defined = after.notna() & before.gt(0)
            procedures[f"responder_{percent}_{when}"] = fell.astype(float).where(defined)
