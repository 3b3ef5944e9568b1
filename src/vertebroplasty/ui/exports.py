"""The way out: the dataset in the dictionary's format and as a workbook, and an empty template."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.importing.exporting import export_zip
from vertebroplasty.importing.generations import default_root, generation_of
from vertebroplasty.report.template import template_workbook
from vertebroplasty.report.workbook import export_workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_buttons(dataset: Dataset) -> None:
    """Offer the dataset as a file.

    Parameters
    ----------
    dataset : Dataset
        What is shown.
    """
    st.header("Take it out", anchor=False)
    generation = generation_of(default_root(), dataset.name, dataset.number)
    name = f"{dataset.name}-generation-{dataset.number}"
    with st.container(horizontal=True):
        st.download_button(
            "Files in the data dictionary's format (.zip)",
            lambda: _written(lambda path: export_zip(generation, path)),
            f"{name}.zip",
            "application/zip",
            key="export_zip",
            on_click="ignore",
        )
        st.download_button(
            "Workbook with its codebook (.xlsx)",
            lambda: _written(lambda path: export_workbook(generation, path)),
            f"{name}.xlsx",
            _XLSX,
            key="export_workbook",
            on_click="ignore",
        )
        template_button("export_template")
    st.caption(
        "Both hold every record of the whole dataset, whatever the filters say. Imported again, the"
        " .zip gives the same content fingerprint."
    )


def template_button(key: str) -> None:
    """Offer an empty workbook to fill in."""
    st.download_button(
        "Empty template to fill in (.xlsx)",
        lambda: _written(template_workbook),
        "vertebroplasty-template.xlsx",
        _XLSX,
        key=key,
        on_click="ignore",
    )


def _written(write: Callable[[Path], object]) -> bytes:
    """Return the bytes of a file that a function writes."""
    with TemporaryDirectory(prefix="vertebroplasty-") as folder:
        path = Path(folder) / "export"
        write(path)
        return path.read_bytes()
