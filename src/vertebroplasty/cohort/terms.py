"""Attributes of which any of several terms may be chosen, or "not recorded"."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from vertebroplasty.cohort.clause import Clause, Value
from vertebroplasty.errors import CohortError
from vertebroplasty.vocabulary import Etiology, Term, Viscosity
from vertebroplasty.wording import either

UNRECORDED = "not recorded"
"""Stands beside the terms: a value that is missing is chosen like the others."""
LONGEST_TERM = 100


@dataclass(frozen=True, slots=True)
class TermAttribute:
    """An attribute of a cohort that lists terms.

    Attributes
    ----------
    field, key : str
        Name in `Cohort`, and in a URL.
    label : str
        What a person reads.
    phrase, unrecorded : str
        Its words in a cohort's sentence, with a place for the term, and where it is not recorded.
    terms : type of Term, optional
        Its vocabulary; None where the dataset's own names are the terms.
    """

    field: str
    key: str
    label: str
    phrase: str
    unrecorded: str
    terms: type[Term] | None = None

    def ordered(self, chosen: Sequence[str]) -> tuple[str, ...]:
        """Return terms in order, once each, the unrecorded last; none where all are chosen.

        Raises
        ------
        CohortError
            If one is not in the vocabulary, or too long or empty for a name.
        """
        for term in chosen:
            if not self.knows(term):
                offered = ", ".join(self.terms) if self.terms else "a name in the dataset"
                raise CohortError(f"{self.key} {term[:40]!r}: {offered} or {UNRECORDED} would do")
        order = [term.value for term in self.terms or ()]
        known = sorted({str(term) for term in chosen} - {UNRECORDED})
        names = [term for term in order if term in known] if order else known
        if order and names == order and UNRECORDED in chosen:
            return ()
        return (*names, *([UNRECORDED] if UNRECORDED in chosen else ()))

    def knows(self, term: str) -> bool:
        """Whether a text may be one of the terms."""
        if self.terms is None:
            return 0 < len(term) <= LONGEST_TERM and "Cc" not in map(unicodedata.category, term)
        return term == UNRECORDED or term in list(self.terms)

    def condition(self, chosen: Sequence[str]) -> Clause:
        """Return the condition that the attribute is one of the chosen terms."""
        values = tuple(self._stored(term) for term in chosen if term != UNRECORDED)
        parts = [f"{self.key} IN ({', '.join('?' for _ in values)})"] if values else []
        parts += [f"{self.key} IS NULL"] if UNRECORDED in chosen else []
        return Clause(f"({' OR '.join(parts)})", values)

    def describe(self, chosen: Sequence[str]) -> str:
        """Return the attribute's part of a cohort's sentence."""
        words = [self.phrase.format(_quoted(term)) for term in chosen if term != UNRECORDED]
        words += [self.unrecorded] if UNRECORDED in chosen else []
        return either(words)

    def _stored(self, term: str) -> Value:
        return self.terms(term).code if self.terms else term


def _quoted(name: str) -> str:
    """Return a name that is not read as two in a list of names."""
    return (
        f"\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"
        if ("," in name or " or " in name)
        else name
    )


ETIOLOGY = TermAttribute(
    "etiologies",
    "etiology",
    "etiology",
    "{} fracture",
    "fracture of unrecorded etiology",
    Etiology,
)
VISCOSITY = TermAttribute(
    "viscosities",
    "viscosity",
    "viscosity",
    "{}-viscosity cement",
    "cement of unrecorded viscosity",
    Viscosity,
)
OPERATOR = TermAttribute("operators", "operator", "operator", "by {}", "by an unrecorded operator")
SITE = TermAttribute("sites", "site", "site", "at {}", "at an unrecorded site")
TERM_ATTRIBUTES = (ETIOLOGY, VISCOSITY, OPERATOR, SITE)


def viscosity_mask(chosen: Sequence[str]) -> str:
    """Return SQL for the mask of a row's levels whose cement has one of the viscosities."""
    known = "(low_viscosity_mask | high_viscosity_mask)"
    masks = {
        Viscosity.LOW.value: "low_viscosity_mask",
        Viscosity.HIGH.value: "high_viscosity_mask",
        UNRECORDED: f"(level_mask & ~{known})",
    }
    return f"({' | '.join(masks[term] for term in chosen)})"
