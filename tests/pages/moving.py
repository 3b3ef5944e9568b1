"""A dataset of two generations, as an import makes them."""

from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.conftest import imported
from tests.folders import Content, write_folder
from vertebroplasty.importing.generations import Generation, current_generation, generations

NUMBERS = count(1)


class Moving(NamedTuple):
    """A dataset of two generations, and the source folder of the first."""

    name: str
    first: Path
    root: Path

    @property
    def numbers(self) -> list[int]:
        return [generation.number for generation in generations(self.root, self.name)]

    @property
    def served(self) -> Generation:
        return current_generation(self.root, self.name)

    def import_first(self) -> None:
        imported(self.first, self.root)


def two_generations(root: Path, folder: Path, **second: Content) -> Moving:
    """Import the valid small dataset, then one with other files under the same name."""
    name = f"moving-{next(NUMBERS)}"  # an open generation of the same name would be remembered
    about = f'name = "{name}"\ntitle = "A moving one"\nnature = "synthetic"\nnote = "Tests."\n'
    first = write_folder(folder / "first", dataset=about)
    for source in (first, write_folder(folder / "second", dataset=about, **second)):
        imported(source, root)
    return Moving(name, first, root)
