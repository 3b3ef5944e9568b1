"""One made-up clinic, as the data dictionary would hold it; the sheets beside it say the same.

What a sheet says is typed here from these rows, never through the code that reads it.
"""

import csv
import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

LEVELS = [f"T{n}" for n in range(5, 13)] + [f"L{n}" for n in range(1, 6)]
DAYS = {"baseline": 0, "24 h": 1, "1 month": 30, "12 months": 365}
NOTE = "Made up for tests; no patients."
DATASET = f'name = "{{name}}"\ntitle = "A clinic"\nnature = "synthetic"\nnote = "{NOTE}"\n'


@dataclass
class Treated:
    """A treated level."""

    level: str
    cement_tenths: int | None
    leak: str  # "", "no" or the site of the leak


@dataclass
class Case:
    """A procedure with its patient, levels and pain in tenths of a point by timepoint."""

    patient: str
    sex: str
    age: int
    date: dt.date
    levels: list[Treated]
    pain: dict[str, int] = field(default_factory=dict)
    relief: str = ""
    number: str = ""

    @property
    def procedure(self) -> str:
        """Its number; without one, as an import makes it: patient and date."""
        return self.number or f"{self.patient} {self.date.isoformat()}"


def cases(rows: int = 200, seed: int = 20261122) -> list[Case]:
    """Return a clinic of some rows; a tenth of the patients come twice."""
    draw = random.Random(seed)
    made: list[Case] = []
    twice: set[str] = set()
    for number in range(rows):
        again = made[draw.randrange(len(made))] if made and draw.random() < 0.1 else None
        if again and again.patient in twice:
            again = None
        if again:
            twice.add(again.patient)
        made.append(_case(draw, number, again))
    return made


def _case(draw: random.Random, number: int, again: Case | None) -> Case:
    first = LEVELS.index(draw.choice(LEVELS[:-2]))
    count = draw.choice([1, 1, 1, 2, 3])
    looked = draw.random() > 0.05
    levels = [
        Treated(level, draw.choice([None, *range(15, 80)]), _leak(draw) if looked else "")
        for level in LEVELS[first : first + count]
    ]
    date = again.date + dt.timedelta(days=400) if again else _date(draw)
    case = Case(
        again.patient if again else f"{number + 1:03d}",
        again.sex if again else draw.choice(["female", "female", "male", "unknown"]),
        min(again.age + 1, 99) if again else draw.randint(51, 98),
        date,
        levels,
        relief=draw.choice(["yes", "yes", "no", ""]),
    )
    if draw.random() > 0.03:
        case.pain["baseline"] = draw.randint(55, 100)
    for timepoint in ("24 h", "1 month", "12 months"):
        if draw.random() > 0.2:
            case.pain[timepoint] = draw.randint(0, 70)
    if not case.pain:
        case.pain["baseline"] = 80
    return case


def _leak(draw: random.Random) -> str:
    return draw.choice(["no"] * 6 + ["epidural", "disc", "paravertebral vein"])


def treated_once(clinic: list[Case]) -> list[Case]:
    """Return the patients with one procedure, which then carries the patient's number."""
    often = Counter(case.patient for case in clinic)
    once = [case for case in clinic if often[case.patient] == 1]
    return [replace(case, number=case.patient) for case in once]


def _date(draw: random.Random) -> dt.date:
    return dt.date(2021, 1, 1) + dt.timedelta(days=draw.randrange(1000))


def pain_text(tenths: int, scale: str) -> str:
    """Return pain as it is recorded on a scale."""
    return str(tenths) if scale == "VAS 0-100" else f"{tenths / 10:.1f}".removesuffix(".0")


def tenths_text(tenths: int | None) -> str:
    """Return tenths as a decimal number; the empty text when there is none."""
    return "" if tenths is None else f"{tenths / 10:.1f}"


def write_twin(clinic: list[Case], folder: Path, scale: str, *, sites: bool, relief: bool) -> Path:
    """Write the clinic in the data dictionary's own format.

    Parameters
    ----------
    clinic : list of Case
        What to write.
    folder : Path
        Where to.
    scale : str
        Of pain.
    sites, relief : bool
        Whether the sheet that this is compared with knows sites of leaks, and reported relief.
    """
    folder.mkdir(parents=True)
    (folder / "dataset.toml").write_text(DATASET.format(name=folder.name), encoding="utf-8")
    patients = {case.patient: case.sex for case in clinic}
    _write(folder, "patient", ["patient_id", "sex"], [list(item) for item in patients.items()])
    _write(
        folder,
        "procedure",
        ["procedure_id", "patient_id", "age", "procedure_date"],
        [[c.procedure, c.patient, c.age, c.date.isoformat()] for c in clinic],
    )
    each = [(case, treated) for case in clinic for treated in case.levels]
    _write(
        folder,
        "treated_level",
        ["procedure_id", "level", "cement_ml", "leak_assessment"],
        [
            [c.procedure, t.level, tenths_text(t.cement_tenths), "fluoroscopy" if t.leak else ""]
            for c, t in each
        ],
    )
    _write(
        folder,
        "leak",
        ["procedure_id", "level", "site"],
        [
            [c.procedure, t.level, t.leak if sites else ""]
            for c, t in each
            if t.leak not in ("", "no")
        ],
    )
    head = ["procedure_id", "timepoint", "pain_scale", "pain_raw", "reported_relief", "status"]
    visits = []
    for case in clinic:
        for timepoint in DAYS:
            pain = case.pain.get(timepoint)
            said = case.relief if relief and timepoint == "24 h" else ""
            if pain is not None or said:
                told = ["", ""] if pain is None else [scale, pain_text(pain, scale)]
                visits.append([case.procedure, timepoint, *told, said, "completed"])
    _write(folder, "visit", head, visits)
    return folder


def _write(folder: Path, name: str, header: list[str], rows: list[list[object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
