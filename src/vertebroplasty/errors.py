"""The errors of this project: each message says what was given, where, and what would do."""


class VertebroplastyError(Exception):
    """Base of every error that is meant to be read by a person."""


class VocabularyError(VertebroplastyError, ValueError):
    """A value is not a term of a controlled vocabulary."""


class CohortError(VertebroplastyError, ValueError):
    """A cohort was described with values that cannot be."""


class GrainError(VertebroplastyError, ValueError):
    """A measure was asked for at a unit of analysis it is not defined at."""


class DatasetError(VertebroplastyError):
    """A dataset cannot be served; the message says why and what to do."""


class DatasetBusyError(DatasetError):
    """Another process is writing the dataset at this moment."""


class DatasetMissingError(DatasetError):
    """There is no such dataset, or it has no generation yet."""


class DatasetDamagedError(DatasetError):
    """The file of a generation cannot be read as one of our datasets."""


class DatasetTooNewError(DatasetError):
    """The file was written by a later version of this program."""


class DatasetTooOldError(DatasetError):
    """The file was written by an earlier version of this program, whose tables differ."""


class ImportRefusedError(VertebroplastyError):
    """A source folder was refused; nothing was written."""


class MappingError(ImportRefusedError, ValueError):
    """A mapping names something that does not exist, or contradicts itself."""


class SourceRefusedError(ImportRefusedError):
    """A file is refused before its rows are read: kind, size, limits."""


class ImportStoppedError(ImportRefusedError):
    """An import was cancelled, or stopped at a limit of time or memory; nothing was changed."""


class ServerError(VertebroplastyError):
    """The dashboard cannot be served; the message says why and what would do."""


class BasketError(VertebroplastyError, ValueError):
    """A file is no basket of exhibits, or holds what a basket cannot."""


class SavedCohortError(VertebroplastyError, ValueError):
    """A list of saved cohorts, or a change of it, cannot be; nothing was changed."""


class SnapshotError(VertebroplastyError, ValueError):
    """A snapshot cannot be taken, found or read; no other one was changed."""
