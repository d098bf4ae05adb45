# make graph   sets up and turns the sample articles of seeds/ into output/graph.ttl, graph.html and report.html
# make test    sets up, then lint, format, types and tests
# make docs    writes docs/terms.md and docs/queries.md anew, from the ontology and the questions
# make bench   what the build costs beside the bare language pipeline, and how fast kg starts
# make lock    writes requirements.lock and requirements-spark.lock anew from pyproject.toml
# make spark   adds what building on Apache Spark needs, but for Java 17
# make clean   removes what was built; make distclean the environment too

SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: graph test lint docs bench lock spark dist clean distclean
.DELETE_ON_ERROR:

graph: $(READY)
	$(BIN)/kg build seeds -o output

test: lint
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

docs: $(READY)
	$(BIN)/python docs/generate.py

bench: $(READY)
	$(BIN)/python benchmarks/speed.py

# Every package is pinned by hash, our own is linked in without asking for any other.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kg needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --quiet --no-deps --no-build-isolation -e .
	@touch $@

# What a cluster needs weighs as much as all the rest, and has a lock of its own.
spark: $(READY)
	$(BIN)/python -m pip install --quiet --quiet --require-hashes -r requirements-spark.lock

LOCKED := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

lock: $(READY)
	$(BIN)/$(LOCKED) --extra dev --extra eval --extra large --extra learned -o requirements.lock
	$(BIN)/$(LOCKED) --extra spark --constraint requirements.lock -o requirements-spark.lock
	@if grep -nE '://|^-' requirements.lock requirements-spark.lock; then echo "a lock names an address or an option"; exit 1; fi

dist: $(READY)
	$(BIN)/python -m build --no-isolation

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find output -mindepth 1 ! -name .gitkeep -delete

distclean: clean
	rm -rf .venv
