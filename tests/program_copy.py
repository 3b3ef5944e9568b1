"""A copy of the program, to be changed into another version of it."""

import shutil
from pathlib import Path

from vertebroplasty.serving import APP

IN_THE_PROGRAM = ("app.py", "pages", "src", ".streamlit", "data/demo", "data/literature.csv")


def copy_program(folder: Path) -> Path:
    """Copy all that serves and imports into a folder; return its app.py."""
    for name in IN_THE_PROGRAM:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (APP.parent / name).is_dir() else shutil.copy
        copy(APP.parent / name, folder / name)
    return folder / "app.py"
