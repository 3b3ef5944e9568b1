"""A cohort: which procedures and levels are counted, in SQL, in English and in a URL.

The three stand side by side so that they cannot drift apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self, TypeVar

from vertebroplasty.errors import CohortError
from vertebroplasty.vocabulary import AGE_MAX, AGE_MIN, Sex, Term, VertebralLevel, level_mask
from vertebroplasty.wording import EN_DASH, either, spans

SEX_NOUNS = {
    Sex.FEMALE: "women",
    Sex.MALE: "men",
    Sex.OTHER: "patients of other sex",
    Sex.UNKNOWN: "patients of unknown sex",
}
UNKNOWN_AGE = "unknown_age"

OrderedTerm = TypeVar("OrderedTerm", bound=Term)


class Clause(NamedTuple):
    """A condition as SQL text with placeholders, and the values to bind to them."""

    sql: str
    values: tuple[int, ...]


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
    """

    age_min: int = AGE_MIN
    age_max: int = AGE_MAX
    include_unknown_age: bool = False
    sexes: tuple[Sex, ...] = ()
    levels: tuple[VertebralLevel, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an impossible age range; put terms in order, once each."""
        if not AGE_MIN <= self.age_min <= self.age_max <= AGE_MAX:
            raise CohortError(
                f"age {self.age_min} to {self.age_max}: two whole years from {AGE_MIN} to"
                f" {AGE_MAX}, the lower one first, would do"
            )
        sexes = _in_order(self.sexes)
        object.__setattr__(self, "sexes", () if len(sexes) == len(Sex) else sexes)
        object.__setattr__(self, "levels", _in_order(self.levels))
        object.__setattr__(
            self, "include_unknown_age", self.include_unknown_age and self.has_age_range
        )

    @property
    def has_age_range(self) -> bool:
        """Whether ages are restricted."""
        return (self.age_min, self.age_max) != (AGE_MIN, AGE_MAX)

    @property
    def is_filtered(self) -> bool:
        """Whether anybody may be left out."""
        return self != Cohort()

    def ignoring(self, attribute: str) -> Self:
        """Return the cohort with ``age``, ``sexes`` or ``levels`` left open; with "", unchanged."""
        match attribute:
            case "":
                return self
            case "age":
                return replace(self, age_min=AGE_MIN, age_max=AGE_MAX, include_unknown_age=False)
            case "sexes":
                return replace(self, sexes=())
            case "levels":
                return replace(self, levels=())
        raise CohortError(f"{attribute!r} is no filter; age, sexes or levels would do")

    def where(self) -> Clause:
        """Return the condition, valid at both grains and on the tallies made at import.

        Returns
        -------
        Clause
            SQL over the columns ``age``, ``sex`` and ``level_mask``; ``TRUE`` when open.
        """
        conditions, values = [], []
        if self.has_age_range:
            unknown = " OR age IS NULL" if self.include_unknown_age else ""
            conditions.append(f"(age BETWEEN ? AND ?{unknown})")
            values += [self.age_min, self.age_max]
        if self.sexes:
            conditions.append(f"sex IN ({', '.join('?' for _ in self.sexes)})")
            values += [sex.code for sex in self.sexes]
        if self.levels:
            conditions.append("(level_mask & ?) <> 0")
            values.append(level_mask(self.levels))
        return Clause(" AND ".join(conditions) or "TRUE", tuple(values))

    def describe(self) -> str:
        """Return the cohort in English, such as ``Women aged 60-85, treated at T12 or L1``."""
        who = either([SEX_NOUNS[sex] for sex in self.sexes]) or "all patients"
        age = f" {self._describe_age()}" if self.has_age_range else ""
        where = f", treated at {either(spans(self.levels))}" if self.levels else ""
        sentence = f"{who}{age}{where}"
        return sentence[0].upper() + sentence[1:]

    def _describe_age(self) -> str:
        if self.age_min == self.age_max:
            years = f"aged {self.age_min}"
        elif self.age_max == AGE_MAX:
            years = f"aged {self.age_min} or over"
        elif self.age_min == AGE_MIN:
            years = f"aged {self.age_max} or under"
        else:
            years = f"aged {self.age_min}{EN_DASH}{self.age_max}"
        return f"{years} or of unknown age" if self.include_unknown_age else years

    def to_params(self) -> dict[str, tuple[str, ...]]:
        """Return the cohort as URL query parameters; an open attribute has none."""
        params: dict[str, tuple[str, ...]]
        params = {term.value: ("true",) for term in (*self.sexes, *self.levels)}
        if self.has_age_range:
            params["age"] = (str(self.age_min), str(self.age_max))
        if self.include_unknown_age:
            params[UNKNOWN_AGE] = ("true",)
        return params

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> tuple[Self, tuple[str, ...]]:
        """Read a cohort from URL query parameters.

        Parameters
        ----------
        params : mapping of str to sequence of str
            Parameter name to its values, as in a parsed query string.

        Returns
        -------
        cohort : Cohort
            What could be understood.
        dropped : tuple of str
            A sentence for each parameter that could not.
        """
        dropped = [
            f"{name[:40]}={_shown(values)} is no filter of this dashboard"
            for name, values in params.items()
            if name not in _FLAGS and name != "age"
        ]
        flags = {name for name in _FLAGS if _is_true(name, params.get(name, ()), dropped)}
        age_min, age_max = _read_age(params.get("age", ()), dropped)
        cohort = cls(
            age_min,
            age_max,
            UNKNOWN_AGE in flags,
            tuple(sex for sex in Sex if sex.value in flags),
            tuple(level for level in VertebralLevel if level.value in flags),
        )
        return cohort, tuple(dropped)


_FLAGS = {UNKNOWN_AGE, *(sex.value for sex in Sex), *(level.value for level in VertebralLevel)}


def _in_order(terms: tuple[OrderedTerm, ...]) -> tuple[OrderedTerm, ...]:
    return tuple(sorted(set(terms), key=lambda term: term.code))


def _shown(values: Sequence[str]) -> str:
    return ", ".join(values)[:40]


def _is_true(name: str, values: Sequence[str], dropped: list[str]) -> bool:
    if values and [value.lower() for value in values] not in (["true"], ["false"]):
        dropped.append(f"{name}={_shown(values)}: true or false would do")
    return [value.lower() for value in values] == ["true"]


def _read_age(values: Sequence[str], dropped: list[str]) -> tuple[int, int]:
    if not values:
        return AGE_MIN, AGE_MAX
    try:
        low, high = (int(value) for value in values)
        Cohort(low, high)
    except ValueError:
        dropped.append(
            f"age={_shown(values)}: two whole years from {AGE_MIN} to {AGE_MAX} would do"
        )
        return AGE_MIN, AGE_MAX
    return low, high
