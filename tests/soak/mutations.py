"""Seeded byte mutations of valid files, each imported as the worker process does it.

Run as ``python -m tests.soak.mutations FOLDER FIRST LAST``: prints a line of JSON for each, so that
a crash of the process is seen at the mutation that caused it.
"""

import csv
import io
import json
import random
import resource
import shutil
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from tests.importing.clinic.mappings import ENGLISH, GERMAN, REDCAP
from tests.importing.clinic.sheets import english, english_csv, german, redcap
from tests.importing.clinic.truth import cases, treated_once, write_twin
from vertebroplasty.errors import VertebroplastyError
from vertebroplasty.importing.exporting import export_folder
from vertebroplasty.importing.generations import Generation
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.preparing import (
    FINISHED,
    Destination,
    Prepared,
    prepare_folder,
    prepare_uploads,
)
from vertebroplasty.importing.progress import no_progress
from vertebroplasty.importing.report import Report
from vertebroplasty.importing.sources.preview import Upload
from vertebroplasty.preaggregate import TALLY_SQL

SEED = 20261122
ROWS = 12
ADDRESS_SPACE = 6_000 << 20
TELLING = (
    b"\x00",
    b"\xff",
    b",",
    b";",
    b'"',
    b"\n",
    b"\r",
    b"-",
    b"9",
    b"e",
    b"=",
    b"\xc3",
    b"<",
    b"&",
)


class Base(NamedTuple):
    """A valid file, and how it is read: by a mapping, or as a file of the dictionary's folder."""

    name: str
    content: bytes
    mapping: Mapping | None


def bases(folder: Path) -> list[Base]:
    """Write the valid files into a folder and return them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    clinic = cases(ROWS)
    twin = write_twin(clinic, folder / "twin", "VAS 0-10", sites=True, relief=True)
    mapped = [
        (english(clinic, folder / "english.xlsx"), ENGLISH),
        (german(clinic, folder / "german.xlsx"), GERMAN),
        (english_csv(clinic, folder / "english.csv"), ENGLISH),
        (redcap(treated_once(clinic), folder / "redcap.csv"), REDCAP),
    ]
    own = [Base(path.name, path.read_bytes(), None) for path in sorted(twin.iterdir())]
    return [Base(path.name, path.read_bytes(), mapping) for path, mapping in mapped] + own


def mutated(base: Base, draw: random.Random) -> bytes:
    """Return the file with a few bytes changed; half of the workbooks within a part of the zip."""
    if not base.name.endswith(".xlsx") or draw.random() < 0.5:
        return _changed(base.content, draw)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base.content)) as book, zipfile.ZipFile(target, "w") as copy:
        victim = draw.choice([name for name in book.namelist() if name.startswith("xl/")])
        for name in book.namelist():
            part = book.read(name)
            copy.writestr(name, _changed(part, draw) if name == victim else part)
    return target.getvalue()


def _changed(content: bytes, draw: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(draw.choice([1, 1, 1, 2, 4])):
        at = draw.randrange(len(spoilt) + 1)
        length = draw.choice([1, 1, 2, 8, 64])
        kind = draw.randrange(5)
        if kind == 0:
            spoilt[at : at + 1] = bytes([draw.randrange(256)])
        elif kind == 1:
            spoilt[at:at] = draw.choice(TELLING)
        elif kind == 2:
            del spoilt[at : at + length]
        elif kind == 3:
            spoilt[at:at] = spoilt[at : at + length]
        else:
            spoilt[at : at + 1] = draw.choice(TELLING)
    return bytes(spoilt[: draw.randrange(len(spoilt) + 1)] if draw.random() < 0.05 else spoilt)


def outcome(number: int, files: list[Base], folder: Path) -> dict[str, object]:
    """Import one mutation; return what came of it, and what is wrong with that."""
    draw = random.Random(SEED + number)
    base = files[number % len(files)]
    workspace = folder / f"workspace-{number}"
    workspace.mkdir()
    to = Destination(workspace, folder / "no datasets", TALLY_SQL)
    try:
        prepared, wrong = _prepared(base, mutated(base, draw), to)
    except VertebroplastyError as error:
        return {"number": number, "file": base.name, "end": "refused", "said": str(error)[:200]}
    finally:
        left = [path.name for path in workspace.iterdir()]
        shutil.rmtree(workspace)
    end = "loaded" if prepared.report.ok else "refused"
    expected = {"upload", "folder", *([FINISHED] if prepared.report.ok else ["staging.duckdb"])}
    wrong += [f"left {name}" for name in left if name not in expected]
    wrong += _unaccounted(prepared.report)
    return {"number": number, "file": base.name, "end": end, "wrong": wrong}


def _prepared(base: Base, content: bytes, to: Destination) -> tuple[Prepared, list[str]]:
    if base.mapping:
        upload = to.workspace / "upload"
        upload.write_bytes(content)
        return prepare_uploads([Upload(base.name, upload)], base.mapping, to, no_progress), []
    source = to.workspace / "folder"
    shutil.copytree(to.workspace.parent / "twin", source)
    (source / base.name).write_bytes(content)
    prepared = prepare_folder(source, "clinic", to, no_progress)
    return prepared, _not_the_same(to.workspace, source) if prepared.report.ok else []


def _unaccounted(report: Report) -> list[str]:
    wrong = [
        f"{file.file}: {file.rows_in} in, {file.rows_stored} stored, {file.rows_reported} reported"
        for file in report.files
        if file.rows_in != file.rows_stored + file.rows_reported
    ]
    if not report.ok and not report.problems:
        wrong.append("refused without a problem")
    return wrong


def _not_the_same(workspace: Path, source: Path) -> list[str]:
    """Compare what was stored, written out again, with the cells of the files (plain Python)."""
    out = workspace / "out"
    export_folder(Generation("clinic", 1, workspace / FINISHED), out)
    wrong = [
        f"{path.name} came back with other cells"
        for path in sorted(source.glob("*.csv"))
        if cells(path) != cells(out / path.name)
    ]
    shutil.rmtree(out)
    return wrong


def cells(path: Path) -> list[dict[str, str]]:
    """Return the filled cells of a file's rows, sorted; numbers and levels as exports have them."""
    if not path.exists():
        return []
    rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    filled = [
        {name: _plain(name, text) for name, text in row.items() if text and name != "vas"}
        for row in rows
    ]
    return sorted((row for row in filled if row), key=sorted_cells)


def sorted_cells(row: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(row.items())


def _plain(name: str, text: str) -> str:
    if name in ("pain_raw", "cement_ml", "age", "odi"):
        return f"{float(text):g}"
    if name == "level":
        text = text.strip().upper().replace("TH", "T").replace("D", "T").replace(" ", "")
        return text[0] + str(int(text[1:]))
    return text


def main(folder: Path, first: int, last: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    files = bases(folder)
    for number in range(first, last):
        print(json.dumps({"begins": number}), flush=True)
        print(json.dumps(outcome(number, files, folder)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
