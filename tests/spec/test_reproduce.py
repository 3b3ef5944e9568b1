"""Whatever a page shows, the script and the SQL that it offers make again: on random cohorts.

The figure is drawn from remembered results; the script opens the dataset file by itself, counts
and estimates anew. Every number that a trace draws (`vertebroplasty.figures.theme`), and every
number of a hover, beside a row, in an annotation or on a card must be in the table that the script
prints, at the precision that is printed; that table must be the one on screen. The SQL runs on a
bare DuckDB connection and must return what the engine returned.

REPRODUCE=50 tries every page on as many cohorts, and runs scripts as programs of their own, too.
"""

import os
import random
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.screen import PAGES, WITH_COHORT, open_app, open_every_box, pages_html, words
from tests.spec.reproduced import (
    Cells,
    Drawn,
    Offer,
    card_lines,
    drawn,
    offers,
    parsed,
    rows_on_screen,
)
from vertebroplasty.cohort import UNRECORDED, Cohort, to_params
from vertebroplasty.cohort.terms import TERM_ATTRIBUTES
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.query.groups import names
from vertebroplasty.ui.choices import CHOICES
from vertebroplasty.vocabulary import Sex, VertebralLevel

COHORTS = int(os.environ.get("REPRODUCE", "5"))
FULL = "REPRODUCE" in os.environ
TRIED = [
    (page, seed)
    for seed in range(COHORTS)
    for place, page in enumerate(WITH_COHORT)
    if FULL or place % COHORTS == seed
]
"""Every page on every cohort; in the usual run each page has one of the five."""
DATASETS = ("registry", "registry", "registry", "srinagar", "registry")
"""In turn."""
TABLES_ON_THE_PAGE = ("tests", "ledger", "published")
"""Boxes under tables that the page writes itself, cell by cell."""


@pytest.fixture(autouse=True)
def _served(dataset_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERTEBROPLASTY_DATA", str(dataset_root))


@pytest.fixture(scope="module")
def files(
    registry: Dataset,
    srinagar: Dataset,
    dataset_root: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[Path, Path]]:
    """The file of each dataset, and a copy of it.

    DuckDB connects twice to one file only with the same settings; the bare connection has its own.
    """
    found = {}
    for dataset in (registry, srinagar):
        file = dataset_root / dataset.name / f"generation-{dataset.number:06d}.duckdb"
        bare = tmp_path_factory.mktemp("bare") / f"{dataset.name}.duckdb"
        found[dataset.name] = file, Path(shutil.copyfile(file, bare))
    return found


def random_cohort(rng: random.Random, dataset: Dataset) -> Cohort:
    """A cohort that asks two or three things, as people do."""
    fields: dict[str, object] = {}
    for ask in rng.sample(("age", "sex", "level", "month", "term", "term"), rng.randint(1, 3)):
        if ask == "age":
            low = rng.randint(40, 85)
            fields |= {"age_min": low, "age_max": rng.randint(low, 100)}
            fields["include_unknown_age"] = rng.random() < 0.5
        elif ask == "sex":
            fields["sexes"] = tuple(rng.sample(list(Sex), rng.randint(1, 2)))
        elif ask == "level":
            fields["levels"] = tuple(rng.sample(list(VertebralLevel)[12:24], rng.randint(1, 5)))
        elif ask == "month":
            fields |= {"month_min": rng.choice((201801, 202004, 202207)), "month_max": 203012}
        else:
            attribute = rng.choice(TERM_ATTRIBUTES)
            terms = [*(attribute.terms or names(dataset, attribute.key)), UNRECORDED]
            fields[attribute.field] = tuple(map(str, {rng.choice(terms), rng.choice(terms)}))
    return Cohort(**fields, complement=rng.random() < 0.15)  # type: ignore[arg-type]


@lru_cache(1)
def session(seed: int, dataset: Dataset) -> tuple[AppTest, dict[str, list[str]]]:
    """The app on a random cohort, with random choices of its pages; kept while tests go over them.

    Of what an AppTest costs, its start is the greater part.
    """
    rng = random.Random(seed)
    params = {key: list(values) for key, values in to_params(random_cohort(rng, dataset)).items()}
    params |= {key: [rng.choice(options)] for key, options in CHOICES.items()}
    return open_app(dataset.name, **params), params


def opened(page: str, seed: int, dataset: Dataset) -> AppTest:
    """A page of it, with every box open."""
    app, params = session(seed, dataset)
    for name, value in params.items():
        app.query_params[name] = value
    return open_every_box(app.switch_page(PAGES[page]).run())


def wrong(figure: Drawn, cells: Cells) -> list[str]:
    """What a figure shows and the table that its script prints does not hold."""
    numbers = [
        f"{name}: {value}" for name, value, ends in figure.numbers if not cells.hold(value, ends)
    ]
    return numbers + [text for text in figure.texts if not cells.hold_in_a_row(text)]


def wrong_sql(offer: Offer, made: dict[str, object], bare: Path) -> list[str]:
    asked = offer.asked(made)
    with duckdb.connect(bare, read_only=True) as connection:
        answers = offer.answers(connection)
    assert len(answers) == len(asked) > 0
    pairs = zip(asked, answers, strict=True)
    return [
        q.sql for (q, rows), found in pairs if sorted(rows, key=repr) != sorted(found, key=repr)
    ]


@pytest.mark.parametrize(("page", "seed"), TRIED)
def test_what_is_offered_gives_what_is_shown(
    page: str, seed: int, files: dict[str, tuple[Path, Path]], request: pytest.FixtureRequest
) -> None:
    dataset: Dataset = request.getfixturevalue(DATASETS[seed % len(DATASETS)])
    file, bare = files[dataset.name]
    app = opened(page, seed, dataset)
    assert not app.exception
    offered, figures = offers(app), {figure.key: figure for figure in drawn(app)}
    assert figures.keys() <= offered.keys()
    for key, offer in offered.items():
        rows, made = offer.run(file)
        assert rows == rows_on_screen(offer.shown), key
        assert wrong_sql(offer, made, bare) == [], key
        cells = Cells(rows)
        if key in figures:
            assert wrong(figures[key], cells) == [], f"{key}: {rows}"
        if key.startswith("cards_"):
            assert [line for line in card_lines(app) if not cells.hold_somewhere(line)] == []
        if key in TABLES_ON_THE_PAGE:
            shown = words(pages_html(app)).replace(",", "")
            for cell in (cell for row in rows[1:] for cell in row):
                text = f"{cell:g}" if isinstance(cell, float) else words(cell)
                assert text.replace(",", "") in shown, key
        made["dataset"].engine.close()
        if FULL and seed % 10 == 0:
            assert as_a_program(offer, bare) == rows


def as_a_program(offer: Offer, file: Path) -> list[list[str | float]]:
    """What the script prints when it is run as the box says: python SCRIPT.py PATH."""
    script = file.with_name("script.py")
    script.write_text(offer.script, encoding="utf-8")
    source = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(
        [sys.executable, str(script), str(file)],
        env=os.environ | {"PYTHONPATH": source},
        check=True,
        capture_output=True,
    )
    script.unlink()
    return parsed(done.stdout.decode("utf-8"))


def test_a_script_runs_as_a_program(srinagar: Dataset, files: dict[str, tuple[Path, Path]]) -> None:
    offer = offers(opened("Overview", 1, srinagar))["leak_level_by_level"]
    assert as_a_program(offer, files[srinagar.name][1]) == rows_on_screen(offer.shown)


def test_a_script_refuses_another_generation(
    srinagar: Dataset, registry: Dataset, files: dict[str, tuple[Path, Path]]
) -> None:
    offer = offers(opened("Overview", 1, srinagar))["leak_level_by_level"]
    with pytest.raises(Exception, match=f"expected {srinagar.meta.content_hash}, found"):
        offer.run(files[registry.name][0])


def test_every_page_with_figures_is_tried() -> None:
    assert set(WITH_COHORT) == set(PAGES) - {"Import", "Report"}
