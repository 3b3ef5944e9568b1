"""Where the data on screen come from: sources, mapping, rules, program, and what became of rows."""

from html import escape

import streamlit as st

from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.formatting import units, whole
from vertebroplasty.importing.report import shown
from vertebroplasty.query.provenance import Source
from vertebroplasty.ui import counted
from vertebroplasty.ui.tables import show_table

NOT_STATED = "not stated"


def provenance_table(dataset: Dataset) -> None:
    """Show what the generation on screen says of itself."""
    facts = counted.facts(dataset)
    nature = dataset.meta.nature.value
    rows = [
        ("Title", escape(dataset.meta.title)),
        ("Dataset", f"{escape(dataset.name)}, generation {dataset.number}"),
        ("Nature", escape(nature)),
        ("Note", escape(dataset.meta.note or NOT_STATED)),
        ("Holds", escape(_sizes(facts))),
        ("Imported", escape(when(dataset.meta.made_at))),
        ("Program version", escape(facts.get("program_version") or NOT_STATED)),
        ("Rules of the check", hash_html(facts.get("rules_hash", ""))),
        ("Sources together", hash_html(dataset.meta.source_hash)),
        ("Content", hash_html(facts.get("content_hash", ""))),
    ]
    st.header("What is shown", anchor=False)
    named = [(f"<b>{name}</b>", value) for name, value in rows]
    show_table("What is shown", (), named)
    st.caption(
        "Fingerprints are SHA-256: hover to read one whole, click it and copy. Two generations of"
        " equal content fingerprint hold the same records, whatever their files looked like."
    )


def sources_table(dataset: Dataset) -> None:
    """Show each source file: its fingerprint, and what became of its rows."""
    st.header("Sources", anchor=False)
    head = ("File", "Rows in", "Stored", "Reported instead", "SHA-256")
    rows = [_source(source) for source in counted.sources(dataset)]
    show_table("Sources", head, rows, figures=(1, 2, 3))


def mapping_box(dataset: Dataset) -> None:
    """Show the mapping by which the sources were read, where one was needed."""
    st.header("Mapping", anchor=False)
    mapping = counted.facts(dataset).get("mapping", "")
    if not mapping:
        st.html(
            "<p class='vo'>Not needed: the sources were files in the data dictionary's own"
            " format.</p>"
        )
        return
    words = "How the columns of the sources were read"
    box = st.expander(words, key="mapping_used", on_change="rerun")
    if box.open:
        box.code(mapping, language="yaml")
    st.download_button(
        "Download the mapping",
        mapping,
        f"{dataset.name}-mapping.yaml",
        "application/yaml",
        key="mapping_download",
        on_click="ignore",
    )


def when(made_at: str) -> str:
    """Return a moment as a person reads it, such as ``2026-11-22 15:46 UTC``."""
    date, _, time = made_at.partition("T")
    return f"{date} {time[:5]} UTC" if time else made_at


def hash_html(sha256: str) -> str:
    """Return a fingerprint as markup: its beginning shown, the whole on hover and when copied."""
    if not sha256:
        return NOT_STATED
    return f"<code class='vo-hash' title='{escape(sha256)}'>{escape(sha256)}</code>"


def _sizes(facts: dict[str, str]) -> str:
    counts = ((noun, facts.get(noun, "")) for noun in ("patients", "procedures", "levels"))
    known = [units(int(count), noun) for noun, count in counts if count.isdecimal()]
    return " \N{MIDDLE DOT} ".join(known) or NOT_STATED


def _source(source: Source) -> tuple[str, ...]:
    counts = (source.rows_in, source.rows_stored, source.rows_reported)
    return escape(shown(source.file)), *map(whole, counts), hash_html(source.sha256)
