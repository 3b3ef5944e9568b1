"""A snapshot: the headline results of a cohort as they were counted, and all that they rest on."""

from collections.abc import Mapping

import msgspec

from vertebroplasty.cohort import Cohort, to_params
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import OVERVIEW
from vertebroplasty.measures.base import Measure
from vertebroplasty.query.counts import CohortSize, cohort_size
from vertebroplasty.query.evaluate import evaluate
from vertebroplasty.report.methods import versions
from vertebroplasty.report.saved_cohorts.model import checked_description, checked_name
from vertebroplasty.results import Mean, Proportion, Result


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """A result as it was, with what it was a result of.

    Attributes
    ----------
    key, label, unit, definition : str
        Of the measure, as this version of the program had it.
    proportion, mean : Proportion or Mean or None
        The result; one of the two.
    """

    key: str
    label: str
    unit: str
    definition: str
    proportion: Proportion | None = None
    mean: Mean | None = None

    def __post_init__(self) -> None:
        """Refuse what is no result, or two."""
        if (self.proportion is None) == (self.mean is None):
            raise ValueError(f"{self.label} has no result, or two; one would do")

    @classmethod
    def of(cls, measure: Measure, result: Result) -> "Headline":
        """Return the result of a measure as it is now."""
        return cls(
            key=measure.key,
            label=measure.label,
            unit=measure.unit,
            definition=measure.definition,
            proportion=result if isinstance(result, Proportion) else None,
            mean=result if isinstance(result, Mean) else None,
        )

    @property
    def result(self) -> Result:
        """The one that there is."""
        found = self.proportion if self.mean is None else self.mean
        assert found is not None  # noqa: S101 - see __post_init__
        return found


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What a cohort was at one moment.

    Attributes
    ----------
    dataset, title : str
        Name of the dataset, and what its generation calls itself.
    warning : str
        That the data are synthetic or reconstructed; empty for patients.
    generation : int
        In which it was counted.
    imported : str
        When that generation was made: UTC, ISO 8601.
    content_hash : str
        Of that generation, whole.
    versions : tuple of str
        Program, Python and libraries.
    filters : tuple of (str, tuple of str)
        As a link says them.
    sentence : str
        The cohort in English.
    size : CohortSize
        Patients, procedures and levels.
    headlines : tuple of Headline
        In the order of Overview.
    number : int
        Counted from 1 in its dataset and never given twice; 0 until it is kept.
    taken_at : str
        UTC, ISO 8601; empty until it is kept.
    link : str
        Path and query that show the cohort on Overview; empty until it is kept.
    name, note : str
        The reader's own words; may be empty.
    """

    dataset: str
    title: str
    warning: str
    generation: int
    imported: str
    content_hash: str
    versions: tuple[str, ...]
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    sentence: str
    size: CohortSize
    headlines: tuple[Headline, ...]
    number: int = 0
    taken_at: str = ""
    link: str = ""
    name: str = ""
    note: str = ""

    @property
    def heading(self) -> str:
        """Number and name, such as ``Snapshot 3: audit``."""
        return f"Snapshot {self.number}: {self.name}" if self.name else f"Snapshot {self.number}"

    @property
    def by_key(self) -> Mapping[str, Headline]:
        """The results by the key of their measure."""
        return {headline.key: headline for headline in self.headlines}


def as_counted(dataset: Dataset, cohort: Cohort) -> Snapshot:
    """Return what a cohort is now; nothing is kept of it.

    Parameters
    ----------
    dataset : Dataset
        Where to count.
    cohort : Cohort
        Whom to count.

    Returns
    -------
    Snapshot
        Without number, time and words.
    """
    found = evaluate(dataset, OVERVIEW, cohort)
    return Snapshot(
        dataset=dataset.name,
        title=dataset.meta.title,
        warning=dataset.meta.nature.warning,
        generation=dataset.number,
        imported=dataset.meta.made_at,
        content_hash=dataset.meta.content_hash,
        versions=versions(),
        filters=tuple(to_params(cohort).items()),
        sentence=cohort.describe(),
        size=cohort_size(dataset, cohort),
        headlines=tuple(Headline.of(measure, found[measure.key]) for measure in OVERVIEW),
    )


def described(
    counted: Snapshot, *, taken_at: str, link: str, name: str = "", note: str = ""
) -> Snapshot:
    """Return a snapshot with when and by what words it was taken.

    Parameters
    ----------
    counted : Snapshot
        As `as_counted` returns it.
    taken_at, link : str
        See `Snapshot`.
    name, note : str
        Of a reader, not yet checked; as long as those of a saved cohort, or empty.

    Raises
    ------
    SavedCohortError
        If no screen could show name or note.
    """
    return msgspec.structs.replace(
        counted,
        taken_at=taken_at,
        link=link,
        name=checked_name(name) if name.strip() else "",
        note=checked_description(note),
    )
