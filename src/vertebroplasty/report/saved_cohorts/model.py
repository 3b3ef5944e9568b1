"""A saved cohort: its name, its filters as a link says them, and what it was when it was frozen."""

import unicodedata
from dataclasses import dataclass
from typing import Self

from vertebroplasty.cohort import Cohort, from_params, to_params
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.errors import SavedCohortError
from vertebroplasty.formatting import units, whole
from vertebroplasty.importing.report import shown
from vertebroplasty.query.counts import CohortSize, cohort_size

LONGEST_NAME, LONGEST_DESCRIPTION = 60, 500
"""Characters."""
NOUNS = ("patients", "procedures", "levels")

_DIRECTING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that would turn the direction of what stands behind a name."""
_NEVER = {"Cc", "Cs", "Zl", "Zp"}
_BLANK = {"Cf", "Cn", "Co", "Mn", "Me", "Zs", *_NEVER}


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a static cohort was when it was saved.

    Attributes
    ----------
    generation : int
        Number of the dataset's generation.
    content_hash : str
        Of that generation.
    size : CohortSize
        Counted then.
    """

    generation: int
    content_hash: str
    size: CohortSize


@dataclass(frozen=True, slots=True)
class SavedCohort:
    """A cohort with a name.

    Attributes
    ----------
    name : str
        Of 1-60 characters; unique in its dataset, whatever its case.
    dataset : str
        Where it was saved.
    filters : tuple of (str, tuple of str)
        As a link says them. What no filter says is kept as it was given.
    description : str
        At most 500 characters; may have several lines.
    frozen : Frozen or None
        Of a static cohort; None of a dynamic one, which is its filters and nothing else.
    """

    name: str
    dataset: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    description: str = ""
    frozen: Frozen | None = None

    def __post_init__(self) -> None:
        """Refuse a name or a description that cannot be; blanks around them are left out."""
        object.__setattr__(self, "name", checked_name(self.name))
        object.__setattr__(self, "description", checked_description(self.description))
        for key, values in self.filters:
            if any("\ud800" <= letter <= "\udfff" for text in (key, *values) for letter in text):
                raise SavedCohortError(
                    f"{self.name}: the filter {shown(key)!r} holds half a character; whole ones"
                    " would do"
                )

    @classmethod
    def of(cls, name: str, dataset: Dataset, cohort: Cohort, description: str = "") -> Self:
        """Return a dynamic cohort.

        Parameters
        ----------
        name : str
            Its name.
        dataset : Dataset
            Where it is saved.
        cohort : Cohort
            Its filters.
        description : str
            What it is for.
        """
        return cls(name, dataset.name, tuple(to_params(cohort).items()), description)

    @classmethod
    def frozen_of(cls, name: str, dataset: Dataset, cohort: Cohort, description: str = "") -> Self:
        """Return a static cohort: it keeps the generation that is shown, and its size in it.

        Parameters
        ----------
        name, dataset, cohort, description
            As for `of`.
        """
        size = cohort_size(dataset, cohort)
        frozen = Frozen(dataset.number, dataset.meta.content_hash, size)
        return cls(name, dataset.name, tuple(to_params(cohort).items()), description, frozen)

    @property
    def cohort(self) -> Cohort:
        """What could be understood of the filters; see `problems`."""
        return from_params(dict(self.filters))[0]

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each filter that could not."""
        return from_params(dict(self.filters))[1]

    @property
    def kind(self) -> str:
        """Either ``static`` or ``dynamic``."""
        return "static" if self.frozen else "dynamic"


def same_name(name: str) -> str:
    """Return what two names have in common that a reader would take for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.strip()).casefold())


def changed_since(frozen: Frozen, dataset: Dataset, now: CohortSize, where: str = "now") -> str:
    """Say how a static cohort differs from what it was.

    Parameters
    ----------
    frozen : Frozen
        What it was.
    dataset : Dataset
        The generation that is shown.
    now : CohortSize
        Of the same filters, in this generation.
    where : str
        How to call this generation.

    Returns
    -------
    str
        A sentence.
    """
    then = " \N{MIDDLE DOT} ".join(map(units, frozen.size, NOUNS))
    before = f"Saved in generation {frozen.generation} with {then}"
    if dataset.meta.content_hash == frozen.content_hash:
        return f"{before}. The data are the same {where}."
    if now == frozen.size:
        return f"{before}. The data differ {where}, the size does not."
    pairs = zip(now, frozen.size, NOUNS, strict=True)
    changes = [f"{_signed(new - old)} {noun}" for new, old, noun in pairs if new != old]
    return f"{before}. {where.capitalize()}: {', '.join(changes)}."


def _signed(change: int) -> str:
    return f"{'+' if change > 0 else chr(0x2212)}{whole(abs(change))}"


def checked_name(given: str) -> str:
    """Return a name without blanks around it; refuse one that no screen could show."""
    name = given.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise SavedCohortError(
            f"The name {shown(name)!r} has {len(name)} characters; 1 to {LONGEST_NAME} would do"
        )
    kinds = set(map(unicodedata.category, name))
    if kinds & _NEVER or set(name) & _DIRECTING or kinds <= _BLANK:
        raise SavedCohortError(
            f"The name {shown(name)!r} holds characters that no screen shows; letters, numbers and"
            " signs in one line would do"
        )
    return name


def checked_description(given: str) -> str:
    """Return a description without blanks around it; refuse control characters and length."""
    text = given.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_DESCRIPTION:
        raise SavedCohortError(
            f"The description has {len(text)} characters; at most {LONGEST_DESCRIPTION} would do"
        )
    kinds = {unicodedata.category(letter) for letter in text if letter not in "\n\t"}
    if kinds & _NEVER or set(text) & _DIRECTING:
        raise SavedCohortError(
            f"The description {shown(text)!r} holds control characters; plain lines would do"
        )
    return text
