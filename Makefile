# Two commands do everything on a fresh machine with Python 3.11 or newer: `make edition`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
VOICE ?= mei
ARTICLES := $(filter-out text/README.md,$(wildcard text/*.txt text/*.md))

.PHONY: edition test lint compare catalogue oldest clean

edition: $(VENV)/narrate.stamp
	$(BIN)/narrate build $(ARTICLES)

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# build/compare/index.html: the same sentences in three ways, to judge by ear (make compare VOICE=takumi).
compare: $(VENV)/test.stamp
	$(BIN)/python benchmarks/compare.py --voice $(VOICE)

# What narrate says -> the catalogue of its Japanese: lists what has none yet.
catalogue: $(VENV)/test.stamp
	PYTHONPATH=tests $(BIN)/python tests/catalogue.py

# The same tests with the oldest version of each package that pyproject.toml allows.
oldest: $(VENV)/pip.stamp
	$(PYTHON) -m venv build/oldest
	$(BIN)/python tests/oldest.py > build/oldest.txt
	build/oldest/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	build/oldest/bin/python -m pip install --quiet --editable . --group test --constraint build/oldest.txt
	build/oldest/bin/python -m pytest -n $(WORKERS) --dist loadfile -W "ignore:The anyio:DeprecationWarning"

$(VENV)/pip.stamp:
	$(PYTHON) -c 'import sys; sys.exit("narrate needs Python 3.11 or newer: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	touch $@

$(VENV)/narrate.stamp: $(VENV)/pip.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/narrate.stamp
	$(BIN)/python -m pip install --quiet --group test --group lint
	touch $@

clean:
	rm -rf $(VENV) build dist
