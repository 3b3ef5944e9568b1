# Needs only make and Python 3.11 or later; everything else is installed into .venv.

PYTHON ?= python3
PORT ?= 8501
PROCEDURES ?= 1000000
CHANGES ?= 30
SIZES ?= 250000,1000000
REGISTRIES ?= 1000
PARALLEL ?= --numprocesses 2 --dist loadfile
PYTEST_ARGS ?=
BENCH_ARGS ?=
UPGRADE ?=

BIN := .venv/bin
RUN := .venv/.installed
DEV := .venv/.installed-dev
BENCH := .venv/.installed-bench
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
    --fork-strategy fewest --generate-hashes --custom-compile-command "make lock" $(UPGRADE)

.PHONY: help run test lint format browser data bench profile bench-browser bench-import bench-exports oracle coverage reproduce exports axe soak load endurance lock clean
.DEFAULT_GOAL := help

help:
	@echo "make run      build the demo datasets and open the dashboard on port $(PORT)"
	@echo "make test     everything that must pass: lint, types, layers, tests in a real browser"
	@echo "make lint     style, types, layers and docstrings only"
	@echo "make format   let ruff format and mend the code"
	@echo "make data     a synthetic registry of PROCEDURES=$(PROCEDURES)"
	@echo "make bench    measure a refresh at several sizes, and the live server"
	@echo "make profile  where the time of a filter change goes, PROCEDURES=$(PROCEDURES)"
	@echo "make bench-browser  a filter change in a real browser, beside an empty page, pandas and Dash"
	@echo "make bench-import   measure an import beside DuckDB's own reading (SIZES=$(SIZES))"
	@echo "make bench-exports  what slides, document, workbook and tables cost at two sizes"
	@echo "make oracle   every cohort of the exhaustive product against the pandas oracle"
	@echo "make coverage  intervals against the truth, over REGISTRIES=$(REGISTRIES) synthetic registries"
	@echo "make reproduce every figure's script and SQL against the screen, on 50 cohorts"
	@echo "make exports  every figure in slides, document, workbook and tables, on 50 cohorts"
	@echo "make axe      axe-core on every page, in every state, light and dark, wide and narrow"
	@echo "make soak     kills, stops, cuts, swaps, mutations and hostile uploads at full size (an hour)"
	@echo "make load     50 sessions at once on a million procedures, every answer checked"
	@echo "make endurance 10,000 reruns and 500 sessions: memory, files and threads that stay"
	@echo "make lock     lock the requirements anew (UPGRADE=--upgrade for newer versions)"
	@echo "make clean    remove .venv and caches; datasets stay"

$(RUN): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] + ": make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	@touch $@

# Apart from the rest: what is measured, and what is tested, runs without it.
$(BENCH): requirements-bench.txt $(DEV)
	rm -rf .venv/bench
	$(BIN)/python -m pip install --quiet --target .venv/bench --requirement requirements-bench.txt
	@touch $@

run: $(RUN)
	$(BIN)/python -m vertebroplasty serve --port $(PORT)

test: lint browser
	$(BIN)/python -m pytest $(PARALLEL) $(PYTEST_ARGS)

lint: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/numpydoc lint $$(find src -name '*.py')

format: $(DEV)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

browser: $(DEV)
	$(BIN)/python tests/browser/install_browser.py

data: $(RUN)
	$(BIN)/python data/demo/bulk.py $(PROCEDURES)

bench: $(DEV)
	$(BIN)/python -m benchmarks

profile: browser
	$(BIN)/python -m benchmarks.profiling --procedures $(PROCEDURES) --changes $(CHANGES)

bench-browser: $(BENCH) browser
	$(BIN)/python -m benchmarks.browser --changes $(CHANGES) $(BENCH_ARGS)

bench-import: $(DEV)
	$(BIN)/python -m benchmarks.importing --sizes $(SIZES)

bench-exports: $(DEV)
	$(BIN)/python -m benchmarks.exporting

oracle: $(DEV)
	$(BIN)/python -m pytest -m exhaustive $(PYTEST_ARGS)

reproduce: $(DEV)
	REPRODUCE=50 $(BIN)/python -m pytest $(PARALLEL) tests/spec/test_reproduce.py

exports: $(DEV)
	EXPORTS=50 $(BIN)/python -m pytest $(PARALLEL) tests/spec/test_taken_along.py

coverage: $(DEV)
	REGISTRIES=$(REGISTRIES) $(BIN)/python -m pytest -s tests/demo/test_coverage.py

soak: browser
	SOAK=1 $(BIN)/python -m pytest -s tests/soak tests/query/test_concurrency.py \
	    tests/browser/test_reconnect.py tests/browser/test_filters.py tests/browser/test_import.py \
	    tests/browser/test_snapshots.py tests/browser/test_copy_link.py tests/browser/test_cohorts.py \
	    tests/browser/test_pages.py tests/pages/test_odd_cohorts.py $(PYTEST_ARGS)

axe: browser
	AXE=1 $(BIN)/python -m pytest $(PARALLEL) tests/browser/test_accessibility.py $(PYTEST_ARGS)

load: $(DEV)
	$(BIN)/python -m benchmarks.load

endurance: $(DEV)
	$(BIN)/python -m benchmarks.load.endurance

lock: $(DEV)
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group pyproject.toml:bench --constraint requirements-dev.txt --output-file requirements-bench.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
