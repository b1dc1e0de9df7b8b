# Every command of the project. `make help` lists them.
# Only Python 3.11+, pip and make are assumed on the machine.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run test lint check bench lock fmt

help: ## this list
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk -F ':.*?## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(STAMP) ## the environment, from the lock, in .venv

# A machine may have Python without ensurepip (Debian's python3 without python3-venv):
# then the environment is made bare and the machine's own pip installs into it.
$(STAMP): requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) 2>/dev/null \
		|| { rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV); }
	@echo "Installing the locked dependencies (about a minute the first time)…"
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock; \
	else \
		$(PYTHON) -m pip --quiet --disable-pip-version-check --python $(BIN)/python install --no-deps --require-hashes -r requirements.lock; \
	fi
	@touch $(STAMP)

run: setup ## start the bot (demo mode without BOT_TOKEN)
	@$(BIN)/python -m bot run

# Tests wait for other processes and for moments half of their time: three workers fill two cores.
test: setup ## the whole suite
	@$(BIN)/python -m pytest -q -n $${TEST_WORKERS:-3} --dist worksteal

lint: setup ## style, types, imports, locales, lock
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tools.check_locales
	@$(BIN)/python -m tools.check_lock

check: lint test ## lint and test

bench: setup ## the programs of bench/, as ratios
	@$(BIN)/python -m bench

fmt: setup ## format the code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock: setup ## compile requirements.lock from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
		--no-header --no-annotate --quiet -o requirements.lock
	@$(BIN)/python -m tools.check_lock
