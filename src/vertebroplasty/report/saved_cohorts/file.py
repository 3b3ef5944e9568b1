"""The list of a dataset's saved cohorts as a file beside its generations.

Each change reads the list, changes it and writes it whole under a lock of its own, so that of two
writers neither loses what the other did, and no import has to end first.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vertebroplasty.errors import DatasetMissingError, SavedCohortError
from vertebroplasty.importing.generations import dataset_folder
from vertebroplasty.importing.storage import explained, flush_folder, replace_text
from vertebroplasty.report.beside_data import BEGINS, alone
from vertebroplasty.report.saved_cohorts.model import SavedCohort
from vertebroplasty.report.saved_cohorts.texts import LONGEST_FILE, from_yaml, to_yaml

FILE_NAME = "cohorts.yaml"
MOST_COHORTS = 50
"""Of a dataset."""

Cohorts = tuple[SavedCohort, ...]


def saved_cohorts(root: Path, dataset: str) -> Cohorts:
    """Return the saved cohorts of a dataset in their order; none where nothing was saved.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    dataset : str
        Name of the dataset.

    Returns
    -------
    tuple of SavedCohort
        Always a whole list, whoever is writing.

    Raises
    ------
    SavedCohortError
        If the file holds no list of cohorts.
    """
    path = dataset_folder(root, dataset) / FILE_NAME
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST_FILE + 1)
        return tuple(replace(one, dataset=dataset) for one in from_yaml(text))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, SavedCohortError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise SavedCohortError(
            f"{dataset}/{FILE_NAME} cannot be read, and is left as it is: {reason}. Mend the file,"
            " or move it away to begin a new list"
        ) from error


def change_file(root: Path, dataset: str, change: Callable[[Cohorts], Cohorts]) -> None:
    """Read, change and write the list, while nobody else does.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the datasets.
    dataset : str
        Name of the dataset.
    change : callable
        From the list as it is to the list as it will be.

    Raises
    ------
    SavedCohortError
        If the file holds no list, or there would be too many cohorts; nothing is changed then.
    DatasetError
        If there is no such dataset, the list cannot be written, or another process keeps it.
    """
    folder = dataset_folder(root, dataset)
    if not folder.is_dir():
        raise DatasetMissingError(f"there is no dataset {dataset!r} to save a cohort of")
    with explained(f"the list of cohorts of {dataset}"), alone(folder):
        changed = change(saved_cohorts(root, dataset))
        if len(changed) > MOST_COHORTS:
            raise SavedCohortError(
                f"{dataset} would have {len(changed)} saved cohorts; at most {MOST_COHORTS} would"
                " do: delete some first"
            )
        replace_text(folder / FILE_NAME, to_yaml(dataset, changed), BEGINS)
        flush_folder(folder)
