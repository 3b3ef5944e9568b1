"""The rules of the house that no linter checks: what stands where, how long, how described."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from numpydoc.docscrape import NumpyDocString

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
FRAME = ROOT / "app.py"

FILE_LINES = 220
"""The house aims at 200; a file of a few more lines need not be cut in two."""
LONGER_FILES = {"vocabulary.py"}
"""A list of terms is one thing however many terms there are."""
PAGE_LINES = 60
FUNCTION_LINES = 25
SHORT_SIGNATURE = 3

PAGE_MODULES = {"streamlit", "vertebroplasty"}
FRAME_MODULES = {
    "streamlit",
    "vertebroplasty.ui",
    "vertebroplasty.cohort",
    "vertebroplasty.vocabulary",
}
# A letter of each stands in brackets, so that this file does not name them either.
MACHINE_OR_HOST = (
    rb"/[w]ork/|/tmp/[v]env|/[r]oot/|/[h]ome/|\.\./[s]hared"
    rb"|[p]ypi\.org|[p]ythonhosted\.org|[n]pmjs\.org|[d]eb\.debian\.org"
)
SQL = re.compile(r"\b(SELECT|FROM|WHERE|GROUP BY|INSERT|CREATE TABLE)\s+[\w(*]")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(module: str, allowed: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def foreign_imports(tree: ast.Module, allowed: set[str]) -> list[str]:
    standard = {"collections", "dataclasses", "functools", "gc", "pathlib", "typing"}
    return [module for module in imported(tree) if not is_within(module, allowed | standard)]


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return max((node.end_lineno or 0) - body[0].lineno + 1 for node in body) if body else 0


def parameters(function: Function) -> list[str]:
    signature = function.args
    plain = [arg.arg for arg in signature.posonlyargs + signature.args + signature.kwonlyargs]
    return [name for name in plain if name not in {"self", "cls"}]


def documented(function: Function) -> list[str]:
    sections = NumpyDocString(ast.get_docstring(function) or "")
    return [name for entry in sections["Parameters"] for name in entry.name.split(", ")]


def committed_files() -> list[Path]:
    """Files that git has or would take: what is ignored is nobody's business here."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    return [
        path for name in listing.decode().split("\0") if name and (path := ROOT / name).is_file()
    ]


def test_there_is_something_to_check() -> None:
    assert SOURCES
    assert PAGES
    assert FRAME.exists()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_is_one_thing(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LINES or path.name in LONGER_FILES


@pytest.mark.parametrize("path", [*SOURCES, *PAGES], ids=name_of)
def test_a_function_is_one_thing(path: Path) -> None:
    long = {f.name: length(f) for f in functions(tree_of(path)) if length(f) > FUNCTION_LINES}
    assert not long


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_long_signature_is_described_and_a_description_is_complete(path: Path) -> None:
    for function in functions(tree_of(path)):
        if function.name.startswith("_"):
            continue
        described = documented(function)
        if described or len(parameters(function)) > SHORT_SIGNATURE:
            assert described == parameters(function), f"{function.name}, line {function.lineno}"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_says_what_and_modules_say_how(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert foreign_imports(tree_of(path), PAGE_MODULES) == []
    assert len(text.splitlines()) <= PAGE_LINES
    assert not SQL.search(text)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_stands_where_a_cold_link_finds_it(path: Path) -> None:
    """A flat pages/*.py would start Streamlit's old router before st.navigation is called."""
    assert re.fullmatch(r"pages/[a-z]+/[a-z_]+_page\.py", name_of(path))


def test_the_frame_knows_only_ui_cohort_and_vocabulary() -> None:
    assert foreign_imports(tree_of(FRAME), FRAME_MODULES) == []
    assert len(FRAME.read_text(encoding="utf-8").splitlines()) <= PAGE_LINES


def test_no_committed_file_names_a_machine_or_a_registry_host() -> None:
    pattern = re.compile(MACHINE_OR_HOST)
    named = [name_of(path) for path in committed_files() if pattern.search(path.read_bytes())]
    assert named == []


def relative_luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio, as WCAG 2.2 defines it: from 1 to 21."""
    dark, light = sorted([relative_luminance(one), relative_luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_by_its_closed_form() -> None:
    """WCAG 2.2: black on white is 21:1, a colour on itself 1:1."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#0072B2", "#0072B2") == pytest.approx(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ink", ["textColor", "linkColor", "primaryColor"])
@pytest.mark.parametrize("paper", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_and_accent_can_be_read(scheme: str, ink: str, paper: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: at least 4.5:1."""
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    theme = config["theme"][scheme]
    assert contrast(theme[ink], theme[paper]) >= 4.5


def test_it_serves_this_computer_only_and_reports_to_nobody() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
