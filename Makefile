# Every target runs from nothing and may be run again; none asks anything. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help site serve test check lint coverage bench requirements clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/site ## build the whole site, strictly, into site/
	$(BIN)/edition export exports --base "$${SITE_URL:-https://edition.example/}"
	$(BIN)/mkdocs build --strict

serve: $(VENV)/site ## show the site live at http://127.0.0.1:8000/ while you edit
	$(BIN)/mkdocs serve

check: $(VENV)/site ## find what is wrong with the pages and the bibliography, without building
	$(BIN)/edition check

# In the order of the files: those of the browser take longest, and have to begin first.
PYTEST = $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

test: $(VENV)/dev ## run every test, those in a browser too
	./tests/install-programs
	$(PYTEST)

lint: $(VENV)/dev ## check the code's form and types
	$(BIN)/ruff check hooks tests benchmarks
	$(BIN)/mypy --strict hooks

coverage: $(VENV)/dev ## say which branches of the core no test reaches
	$(PYTEST) -q --cov --cov-report=term-missing:skip-covered

bench: $(VENV)/dev ## measure the build and the checks; prints `name: value`
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/terms.py
	$(BIN)/python benchmarks/checks.py
	$(BIN)/python benchmarks/planted.py

requirements: $(VENV)/dev ## pin anew what pyproject.toml asks for
	$(BIN)/python -m piptools compile $(PIN) -o requirements.txt pyproject.toml
	$(BIN)/python -m piptools compile $(PIN) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean: ## remove what has been built and installed
	rm -rf site exports $(VENV) hooks/*.egg-info .pytest_cache .mypy_cache .ruff_cache

PIN := --quiet --generate-hashes --allow-unsafe --strip-extras --all-build-deps --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

# The environment is made anew when a requirement changes. `dev` holds all that `site` holds.
$(VENV)/site: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q hooks/edition  # to compile takes longer than to check
	touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@
