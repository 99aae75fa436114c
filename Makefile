# Everything starts here. `make run` opens a school, `make test` checks the product.
# Needs Python 3.11 or newer and make; everything else comes from package registries.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

# Installed packages, as files that are newer than what asked for them.
PRODUCT := $(VENV)/.installed-product
TOOLS := $(VENV)/.installed-tools

# The environment's programs (Node among them) come before the machine's.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run test lint format build migrate migration bench clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(PRODUCT) ## Install, prepare and serve the school; Ctrl-C ends it
	@$(BIN)/python -m ejournal_app serve

test: $(TOOLS) ## Check everything: style, types, architecture, tests on real servers and a browser
	$(BIN)/python -m tests.support.browser
	$(MAKE) --no-print-directory -j 2 lint build
	$(BIN)/python -m pytest -n 2 --dist loadscope

lint: $(TOOLS) ## Check style, types and architecture
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright
	$(BIN)/lint-imports

format: $(TOOLS) ## Put the code into its usual form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

build: $(PRODUCT) ## Build the front end if it has changed
	$(BIN)/python -m ejournal_app build

migrate: $(PRODUCT) ## Bring the schema of the configured database up to date
	$(BIN)/python -m ejournal_app migrate

migration: $(TOOLS) ## Write the next migration from the models: make migration m="Add rooms"
	@test -n "$(m)" || { echo 'Say what changes: make migration m="Add rooms"' >&2; exit 2; }
	@folder=$$(mktemp -d) && url="sqlite:///$$folder/schema.db" \
	  && $(BIN)/alembic -x url="$$url" upgrade head \
	  && $(BIN)/alembic -x url="$$url" revision --autogenerate -m "$(m)"; \
	  status=$$?; rm -rf "$$folder"; exit $$status

bench: $(TOOLS) ## Measure the speeds named in the README
	$(BIN)/python -m bench

clean: ## Remove what can be made again; data and the Python environment stay
	rm -rf .web .build .states .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -print0 | xargs -0 rm -rf

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed; say where it is: make PYTHON=/path/to/python3 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv module is missing (Debian: apt-get install python3-venv)." >&2; \
	  rm -rf $(VENV); exit 1; }

$(PRODUCT): requirements.txt constraints.txt | $(BIN)/python
	@echo "Installing the packages of requirements.txt…"
	@$(PIP) install -r requirements.txt -c constraints.txt
	@touch $@

$(TOOLS): requirements-dev.txt requirements.txt constraints.txt | $(BIN)/python
	@echo "Installing the packages of requirements-dev.txt…"
	@$(PIP) install -r requirements-dev.txt -c constraints.txt
	@touch $@ $(PRODUCT)
