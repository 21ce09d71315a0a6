# Two commands for a fresh machine: `make demo` and `make test`.
# Needs Python 3.11 or newer with venv, and make; no root.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
STORE ?= trialgraph-store
PURE := errors assets names model terms documents extract verdict
comma := ,
empty :=
space := $(empty) $(empty)

.PHONY: help demo serve test lint format bench soak score owl effect-row reference notebooks docs lock clean report-newest report-minimum

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is not on the PATH; install Python 3.11 or newer, or run 'make PYTHON=/path/to/python3 ...'" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is $$($(PYTHON) -V 2>&1); trialgraph needs Python 3.11 or newer: run 'make PYTHON=python3.12 ...'" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "make: $(PYTHON) has no venv module; on Debian and Ubuntu install the package python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "installing trialgraph into $(VENV) ..." >&2
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "installing trialgraph and its tools into $(VENV) ..." >&2
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

demo: $(VENV)/.runtime ## ingest the example documents and print the answer
	@$(BIN)/trialgraph demo

serve: $(VENV)/.runtime ## the service on http://127.0.0.1:8080, over STORE or the examples
	@test -d $(STORE) || $(BIN)/trialgraph demo --store $(STORE) >/dev/null
	@$(BIN)/trialgraph serve --store $(STORE)

test: $(VENV)/.dev ## all tests, as many at once as there are cores, with the coverage gate
	@rm -f .coverage .coverage.*
	$(BIN)/python -m coverage run -m pytest -n auto --dist loadfile --no-loadscope-reorder
	@$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report
	$(BIN)/python -m coverage report --fail-under=100 --include=$(subst $(space),$(comma),$(foreach room,$(PURE),*/trialgraph/$(room).py */trialgraph/$(room)/*))

lint: $(VENV)/.dev ## style, types and the rooms' contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=graph $(BIN)/lint-imports

format: $(VENV)/.dev ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## the measurements behind the decisions (needs TRIALGRAPH_REFERENCE)
	$(BIN)/python bench/layout.py
	$(BIN)/python bench/engine.py
	$(BIN)/python bench/registry.py
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/derive.py
	$(BIN)/python bench/serve.py
	$(BIN)/python bench/api.py
	$(BIN)/python bench/bulk.py --sizes 200,1000

soak: $(VENV)/.dev ## kill whatever writes to a store at random moments, until 200 were killed
	@$(BIN)/python -m tests.durability.killing 200
	@TRIALGRAPH_BULK_KILLS=100 $(BIN)/python -m pytest -q tests/bulk/test_killed.py

score: $(VENV)/.dev ## how well texts are read, against the last figures (needs TRIALGRAPH_REFERENCE)
	@$(BIN)/python bench/score.py

owl: $(VENV)/.dev ## make ontology/trialgraph.owl from trialgraph.ttl
	$(BIN)/python -m trialgraph.check.release

effect-row: $(VENV)/.dev ## make the typed estimate of the room notebook from the catalogue's columns
	$(BIN)/python -m trialgraph.notebook.effect_source

reference: $(VENV)/.dev ## make the manual's page on the ontology from the ontology
	$(BIN)/python -m trialgraph.check.manual docs/reference

notebooks: $(VENV)/.dev ## run the notebooks of the manual and keep their outputs
	$(BIN)/python docs/notebooks/make.py

docs: $(VENV)/.dev ## build the manual as web pages in dist/docs; a warning is an error
	@$(BIN)/python -m sphinx -q -W --keep-going -c docs -b html . dist/docs
	@echo "the manual: dist/docs/index.html"

lock: $(VENV)/.dev ## resolve the requirements again
	@$(PIP) install uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" pyproject.toml requirements/build.in -o requirements/runtime.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" pyproject.toml --extra owl --group dev requirements/build.in -o requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --resolution lowest-direct --no-annotate --custom-compile-command "make lock" pyproject.toml --extra owl --group test requirements/build.in -o requirements/minimum.txt

report-newest: $(VENV)/.dev ## run the tests on the newest versions; reports, never fails
	@sh .ci/report newest

report-minimum: $(VENV)/.dev ## run the tests on the declared minimum versions; reports, never fails
	@sh .ci/report minimum

clean: ## remove what was built
	rm -rf $(VENV) .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build
