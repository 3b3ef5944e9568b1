"""Whom a cohort holds: the condition that runs and the sentence that says so, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from vertebroplasty.cohort.clause import Clause, Value
from vertebroplasty.cohort.months import MONTH_MAX, MONTH_MIN, is_month
from vertebroplasty.cohort.terms import (
    ETIOLOGY,
    OPERATOR,
    SITE,
    TERM_ATTRIBUTES,
    viscosity_mask,
)
from vertebroplasty.cohort.words import describe
from vertebroplasty.errors import CohortError
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Sex, Term, VertebralLevel, level_mask

OPEN: dict[str, dict[str, object]] = {
    "": {},
    "age": {"age_min": AGE_MIN, "age_max": AGE_MAX, "include_unknown_age": False},
    "sexes": {"sexes": ()},
    "levels": {"levels": ()},
    "months": {"month_min": MONTH_MIN, "month_max": MONTH_MAX},
    **{attribute.field: {attribute.field: ()} for attribute in TERM_ATTRIBUTES},
}
"""What leaves an attribute open."""

OrderedTerm = TypeVar("OrderedTerm", bound=Term)


@dataclass(frozen=True, slots=True)
class Cohort:
    """A selection of procedures; an attribute left at its default is open.

    The same condition serves both grains: on ``procedure`` a row matches when at least one of its
    treated levels is selected, on ``treated_level`` when the level itself is.

    Attributes
    ----------
    age_min, age_max : int
        Age at the procedure in whole years, both ends included, 18-110.
    include_unknown_age : bool
        Whether procedures without a recorded age stay in once an age range is set. Without a range
        everybody is in, and the attribute is False.
    sexes : tuple of Sex
        Any of these; ``Sex.UNKNOWN`` is a choice like the others. Empty or all: open.
    levels : tuple of VertebralLevel
        Any of these. Empty: open.
    month_min, month_max : int
        Month of treatment such as 202107, both ends included. A procedure without a date is in
        only while both are open.
    etiologies, viscosities, operators, sites : tuple of str
        Any of these terms, or ``UNRECORDED``. Empty: open. Viscosity is of the cement at a level.
    complement : bool
        Whether it holds exactly the procedures (or levels) that the rest does not describe.
    """

    age_min: int = AGE_MIN
    age_max: int = AGE_MAX
    include_unknown_age: bool = False
    sexes: tuple[Sex, ...] = ()
    levels: tuple[VertebralLevel, ...] = ()
    month_min: int = MONTH_MIN
    month_max: int = MONTH_MAX
    etiologies: tuple[str, ...] = ()
    viscosities: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    complement: bool = False

    def __post_init__(self) -> None:
        """Refuse an impossible range or term; put terms in order, once each."""
        if not AGE_MIN <= self.age_min <= self.age_max <= AGE_MAX:
            raise CohortError(
                f"age {self.age_min} to {self.age_max}: two whole years from {AGE_MIN} to"
                f" {AGE_MAX}, the lower one first, would do"
            )
        months = self.month_min, self.month_max
        if not (all(map(is_month, months)) and self.month_min <= self.month_max):
            raise CohortError(
                f"months {self.month_min} to {self.month_max}: two months such as 202107, the"
                " earlier one first, would do"
            )
        self._put_in_order()

    def _put_in_order(self) -> None:
        sexes = _in_order(self.sexes)
        chosen: dict[str, object] = {
            "sexes": () if len(sexes) == len(Sex) else sexes,
            "levels": _in_order(self.levels),
            "include_unknown_age": self.include_unknown_age and self.has_age_range,
        }
        for attribute in TERM_ATTRIBUTES:
            chosen[attribute.field] = attribute.ordered(getattr(self, attribute.field))
        for name, value in chosen.items():
            object.__setattr__(self, name, value)

    @property
    def has_age_range(self) -> bool:
        """Whether ages are restricted."""
        return (self.age_min, self.age_max) != (AGE_MIN, AGE_MAX)

    @property
    def has_period(self) -> bool:
        """Whether months of treatment are restricted."""
        return (self.month_min, self.month_max) != (MONTH_MIN, MONTH_MAX)

    @property
    def is_filtered(self) -> bool:
        """Whether anybody may be left out."""
        return self != Cohort()

    @property
    def is_tallied(self) -> bool:
        """Whether the tallies made at import hold every attribute that is restricted."""
        return self == Cohort(
            self.age_min,
            self.age_max,
            self.include_unknown_age,
            self.sexes,
            self.levels,
            complement=self.complement,
        )

    def ignoring(self, attribute: str) -> Self:
        """Return the cohort with an attribute of `OPEN` left open; with "", unchanged.

        A complement stays what it is: which of its attributes leaves somebody out is not defined.
        """
        if attribute not in OPEN:
            raise CohortError(f"{attribute!r} is no filter; {', '.join(OPEN)[2:]} would do")
        return self if self.complement else replace(self, **OPEN[attribute])  # type: ignore[arg-type]

    def others(self) -> Self:
        """Return everyone who is not in the cohort."""
        return replace(self, complement=not self.complement)

    def where(self) -> Clause:
        """Return the condition, valid at both grains and on the tallies made at import.

        Returns
        -------
        Clause
            SQL over columns that both grain views have; ``TRUE`` when open. It is never NULL for a
            complement: who is not known to be in is out.
        """
        chosen = self._chosen_levels()
        of_levels = [Clause(f"{chosen.sql} <> 0", chosen.values)] if self._is_of_levels else []
        sql, values = _together([*self._conditions(), *of_levels])
        return Clause(f"NOT coalesce({sql}, FALSE)" if self.complement else sql, values)

    def levels_in(self) -> Clause:
        """Return SQL for the mask of the levels of a procedure that are selected.

        Returns
        -------
        Clause
            For procedures that meet `where_levels`.
        """
        chosen = self._chosen_levels()
        if not self.complement:
            return chosen
        sql, values = _together(self._conditions())
        mask = f"CASE WHEN {sql} THEN level_mask & ~{chosen.sql} ELSE level_mask END"
        return Clause(f"({mask})", values + chosen.values)

    def where_levels(self) -> Clause:
        """Return the condition of procedures that have a selected level."""
        levels = self.levels_in()
        return Clause(f"{levels.sql} <> 0", levels.values) if self.complement else self.where()

    @property
    def _is_of_levels(self) -> bool:
        return bool(self.levels or self.viscosities)

    def _chosen_levels(self) -> Clause:
        mask = viscosity_mask(self.viscosities) if self.viscosities else "level_mask"
        if not self.levels:
            return Clause(mask)
        return Clause(f"({mask} & ?)", (level_mask(self.levels),))

    def _conditions(self) -> Sequence[Clause]:
        """Return the conditions on the procedure as a whole."""
        clauses = []
        if self.has_age_range:
            unknown = " OR age IS NULL" if self.include_unknown_age else ""
            ages: tuple[Value, ...] = (self.age_min, self.age_max)
            clauses.append(Clause(f"(age BETWEEN ? AND ?{unknown})", ages))
        if self.sexes:
            sexes = tuple(sex.code for sex in self.sexes)
            clauses.append(Clause(f"sex IN ({', '.join('?' for _ in sexes)})", sexes))
        if self.has_period:
            clauses.append(Clause("period BETWEEN ? AND ?", (self.month_min, self.month_max)))
        chosen = [(a, getattr(self, a.field)) for a in (ETIOLOGY, OPERATOR, SITE)]
        return [*clauses, *(attribute.condition(terms) for attribute, terms in chosen if terms)]

    def describe(self) -> str:
        """Return the cohort in English, such as ``Women aged 60-85, treated at T12 or L1``."""
        return describe(self)


def _together(clauses: Sequence[Clause]) -> Clause:
    sql = " AND ".join(clause.sql for clause in clauses) or "TRUE"
    return Clause(sql, tuple(value for clause in clauses for value in clause.values))


def _in_order(terms: tuple[OrderedTerm, ...]) -> tuple[OrderedTerm, ...]:
    return tuple(sorted(set(terms), key=lambda term: term.code))
