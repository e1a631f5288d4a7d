# Deskside's commands. `make run` and `make test` need git, Python 3.11 and make; they fetch or name the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
UI := src/deskside/ui
UI_SOURCES := $(shell find ui -path ui/node_modules -prune -o -type f -print 2>/dev/null)
PORT ?= 8000

export PATH := $(BIN):$(PATH)

# These break things, or start a cluster of their own: they want the machine to themselves.
ALONE := tests/several tests/faults tests/operations
# Most tests wait for something most of the time, so that two at once take little more than half as long.
TOGETHER := -n 2 --dist loadfile $(foreach folder,$(ALONE),--ignore $(folder))
# The first is about a data folder and its SQLite file, the second asks no database.
NOT_ON_A_CLUSTER := --ignore tests/test_demo.py --ignore tests/queues/test_estimating.py

.DEFAULT_GOAL := help
.PHONY: help run test prove faults bench lint types messages clean

help: ## say what each command does
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/ready $(UI)/ready ## start the product with demo data and print the addresses
	$(BIN)/deskside demo --port $(PORT) --data data

test: $(VENV)/ready $(UI)/ready chromium services lint ## prove that it works: lint, types, import rules, tests on one node and on two, the procedure in a browser
	cd ui && npm test
	$(BIN)/pytest $(TOGETHER)
	$(BIN)/pytest $(ALONE)
	DESKSIDE_TEST_ON=cluster $(BIN)/pytest $(TOGETHER) $(NOT_ON_A_CLUSTER)

prove: $(VENV)/ready $(UI)/ready chromium services faults ## the long property runs, and the faults
	DESKSIDE_PROVE=1 $(BIN)/pytest tests/properties tests/queues/test_estimating.py
	DESKSIDE_PROVE=1 DESKSIDE_TEST_ON=cluster $(BIN)/pytest tests/properties

faults: $(VENV)/ready $(UI)/ready chromium services ## break everything under load, over 200 times, and count what was lost; needs root
	$(BIN)/python -m tests.faults

bench: $(VENV)/ready services ## print the published figures, one JSON object a line
	$(BIN)/python -m bench

lint: $(VENV)/ready ui/node_modules/ready ## formatters, types, import rules
	$(BIN)/ruff format --check src tests bench tools hatch_build.py
	$(BIN)/ruff check src tests bench tools hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd ui && npm run check

types: $(VENV)/ready ui/node_modules/ready ## generate what is derived from the wire's definitions
	$(BIN)/python -m tools.generate

$(VENV)/ready: requirements/dev.txt pyproject.toml
	sh tools/venv.sh "$(PYTHON)" $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

ui/node_modules/ready: ui/package.json ui/package-lock.json | $(VENV)/ready
	cd ui && npm ci --no-audit --no-fund
	touch $@

$(UI)/ready: $(UI_SOURCES) | ui/node_modules/ready
	cd ui && npm run build
	touch $@

.PHONY: chromium services
chromium:
	sh tools/chromium.sh

services:
	sh tools/services.sh

clean: ## remove everything that was built; data stays
	rm -rf $(VENV) ui/node_modules $(UI) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
