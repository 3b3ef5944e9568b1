"""The controlled vocabularies of the data dictionary, in the order in which they sort.

A term is stored in the record tables as its text and in the grain views as its *code*, its place
in the vocabulary counted from 1. The SQL enumerations in ``sql/tables.sql`` list the same terms in
the same order; a test compares the two.
"""

import re
from enum import StrEnum
from functools import cached_property
from typing import Self

from vertebroplasty.errors import VocabularyError


class Term(StrEnum):
    """A term of an ordered vocabulary."""

    @cached_property
    def code(self) -> int:
        """Place of the term in its vocabulary, counted from 1."""
        return list(type(self)).index(self) + 1

    @classmethod
    def from_code(cls, code: int) -> Self:
        """Return the term at a place counted from 1."""
        return list(cls)[code - 1]


class Sex(Term):
    """Sex as recorded; ``unknown`` is a recorded category, not an empty cell."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Grain(StrEnum):
    """The unit of analysis: what is counted once."""

    PROCEDURE = "procedure"
    TREATED_LEVEL = "treated_level"

    @property
    def noun(self) -> str:
        """Plural noun of the unit, as printed beside a denominator."""
        return {"procedure": "procedures", "treated_level": "levels"}[self.value]


class Nature(StrEnum):
    """Whether the rows are patients; anything else is said on every screen and in every export."""

    CLINICAL = "clinical"
    SYNTHETIC = "synthetic"
    RECONSTRUCTION = "reconstruction"

    @property
    def warning(self) -> str:
        """What a screen or an export says; empty for clinical data."""
        return {
            "clinical": "",
            "synthetic": "Synthetic data, not patients",
            "reconstruction": "Reconstruction from published summary figures, not patient data",
        }[self.value]


class Timepoint(Term):
    """Visits of the data dictionary; ``last`` is the last follow-up, whatever its horizon."""

    BASELINE = "baseline"
    DAY_1 = "24 h"
    WEEK_1 = "1 wk"
    MONTH_1 = "1 month"
    MONTHS_3 = "3 months"
    MONTHS_6 = "6 months"
    MONTHS_12 = "12 months"
    MONTHS_24 = "24 months"
    LAST = "last"


class VisitStatus(Term):
    """What became of a planned visit."""

    COMPLETED = "completed"
    MISSED = "missed"
    NOT_DUE = "not due"
    DIED = "died"
    WITHDRAWN = "withdrawn"


class PainScale(Term):
    """The scale on which pain was recorded; charts use 0-10."""

    VAS_10 = "VAS 0-10"
    VAS_100 = "VAS 0-100"
    NRS_10 = "NRS 0-10"


class Ambulation(Term):
    """Ambulation, worst first. A local ordinal scale: no standard exists."""

    BEDBOUND = "bedbound"
    WHEELCHAIR = "wheelchair"
    WALKER = "walker"
    CANE = "cane"
    UNAIDED = "unaided"


class Etiology(Term):
    """Why the vertebra broke."""

    OSTEOPOROTIC = "osteoporotic"
    NEOPLASTIC = "neoplastic"
    TRAUMATIC = "traumatic"
    OTHER = "other"


class Viscosity(Term):
    """Viscosity of the cement at a level."""

    LOW = "low"
    HIGH = "high"


class Guidance(Term):
    """Imaging that guided the needle."""

    FLUOROSCOPY = "fluoroscopy"
    CT = "CT"
    CT_FLUOROSCOPY = "CT-fluoroscopy"
    BIPLANE = "biplane"


class LeakAssessment(Term):
    """The most sensitive way in which leakage was looked for at a level.

    ``not looked for`` is not "no leak": such a level is missing from every leak rate.
    """

    NOT_LOOKED_FOR = "not looked for"
    FLUOROSCOPY = "fluoroscopy"
    RADIOGRAPH = "radiograph"
    CT = "CT"
    CHEST_CT = "chest CT"


class LeakRoute(Term):
    """Route of a cement leak: Yeom 2003 (PMID 12585583); D (disc) was added by later authors."""

    BASIVERTEBRAL_VEIN = "B"
    SEGMENTAL_VEIN = "S"
    CORTICAL_DEFECT = "C"
    DISC = "D"

    @property
    def label(self) -> str:
        """The route in words."""
        return f"{self.value} ({self.name.lower().replace('_', ' ')})"


class LeakSite(Term):
    """Where leaked cement lies."""

    EPIDURAL = "epidural"
    FORAMINAL = "foraminal"
    DISC = "disc"
    PARAVERTEBRAL_SOFT_TISSUE = "paravertebral soft tissue"
    PARAVERTEBRAL_VEIN = "paravertebral vein"
    AZYGOS_IVC = "azygos/IVC"
    PULMONARY = "pulmonary"


class Region(Term):
    """Disjoint groups of levels; the junction as in 10.1302/2058-5241.2.160057."""

    CERVICAL = "Cervical"
    UPPER_THORACIC = "Upper thoracic"
    MID_THORACIC = "Mid thoracic"
    LOWER_THORACIC = "Lower thoracic"
    THORACOLUMBAR_JUNCTION = "Thoracolumbar junction"
    LUMBAR = "Lumbar"
    SACRAL = "Sacral"

    @property
    def levels(self) -> tuple["VertebralLevel", ...]:
        """The levels of the region, cranial first."""
        first, last = _REGION_BOUNDS[self.name]
        return tuple(level for level in VertebralLevel if first <= level.code <= last)

    @property
    def span(self) -> str:
        """The region's levels in short, such as ``T11-L2`` with an en dash."""
        first, last = self.levels[0], self.levels[-1]
        return first.value if first is last else f"{first}\N{EN DASH}{last}"


class VertebralLevel(Term):
    """C1 to S1, cranial first; the code is the anatomical ordinal 1-25."""

    C1, C2, C3, C4, C5, C6, C7 = "C1", "C2", "C3", "C4", "C5", "C6", "C7"
    T1, T2, T3, T4, T5, T6 = "T1", "T2", "T3", "T4", "T5", "T6"
    T7, T8, T9, T10, T11, T12 = "T7", "T8", "T9", "T10", "T11", "T12"
    L1, L2, L3, L4, L5 = "L1", "L2", "L3", "L4", "L5"
    S1 = "S1"

    @property
    def bit(self) -> int:
        """The level's bit in a level mask."""
        return 1 << (self.code - 1)

    @property
    def region(self) -> Region:
        """The region that holds the level."""
        return next(region for region in Region if self in region.levels)

    @classmethod
    def parse(cls, text: str) -> "VertebralLevel":
        """Read a level as people write it.

        Parameters
        ----------
        text : str
            Such as ``T12``, ``t12``, ``Th12``, ``D12`` or ``T 12``.

        Returns
        -------
        VertebralLevel
            The level.

        Raises
        ------
        VocabularyError
            If the text names no level from C1 to S1.
        """
        match = _LEVEL_PATTERN.fullmatch(text.strip())
        if match:
            letter = {"D": "T", "TH": "T"}.get(match[1].upper(), match[1].upper())
            name = f"{letter}{int(match[2])}"
            if name in cls.__members__:
                return cls[name]
        raise VocabularyError(
            f"{text!r} is no vertebral level; C1-C7, T1-T12, L1-L5 or S1 would do"
        )


_LEVEL_PATTERN = re.compile(r"(C|D|TH|T|L|S)\s*(\d{1,2})", re.IGNORECASE | re.ASCII)
_REGION_BOUNDS = {
    "CERVICAL": (1, 7),
    "UPPER_THORACIC": (8, 11),
    "MID_THORACIC": (12, 15),
    "LOWER_THORACIC": (16, 17),
    "THORACOLUMBAR_JUNCTION": (18, 21),
    "LUMBAR": (22, 24),
    "SACRAL": (25, 25),
}

VAS_MAX_TENTHS = 100
"""VAS is held in whole tenths of a point: 0-100 stands for 0.0-10.0."""

AGE_MIN, AGE_MAX = 18, 110
"""Ages at the procedure that the data dictionary admits, in years, both included."""

ACCEPTABLE_VAS_TENTHS = 30
"""VAS of 3 or less: VERTOS II "sufficient relief"; Mannion 2020, 10.1007/s00586-020-06365-z."""

RESPONDER_MODERATE_PERCENT = 30
RESPONDER_SUBSTANTIAL_PERCENT = 50
"""Falls from baseline of at least 30 % and 50 %: IMMPACT, 10.1016/j.jpain.2007.09.005 (2008)."""


def level_mask(levels: tuple[VertebralLevel, ...]) -> int:
    """Return the bitmask of some levels; no level gives 0."""
    return sum(level.bit for level in set(levels))
