# The two commands of this product:  make run   and   make test
PORT ?= 8000
VAR_DIR ?= var
PYTHON ?= python3
export PORT VAR_DIR

BIN := .venv/bin
PY := $(BIN)/python

.PHONY: run test test-slow test-wagtail8 lint requirements-report benchmark

run: .venv/.run
	@$(PY) manage.py run_demo

test: .venv/.test
	@bash tests/run.sh

test-slow: .venv/.test
	@bash tests/run.sh slow

# The same suite on the next Wagtail, in an environment of its own.
test-wagtail8: .venv-wagtail8/.test
	@BIN=.venv-wagtail8/bin bash tests/run.sh wagtail8

lint: .venv/.test
	@bash tests/run.sh lint

benchmark: .venv/.test
	@$(PY) -m benchmarks.read_api

.venv/bin/python:
	@echo "==> Creating the environment in .venv/"
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	@echo "==> Installing requirements.txt (the first time this takes a minute or two)"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.test: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "==> Installing requirements-dev.txt (the first time this takes a minute or two)"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch .venv/.run $@

.venv-wagtail8/.test: requirements-dev.txt
	@$(PYTHON) -m venv .venv-wagtail8
	@sed 's/^wagtail==.*/wagtail==8.0.*/' requirements.txt > .venv-wagtail8/requirements.txt
	@grep -v '^-r' requirements-dev.txt >> .venv-wagtail8/requirements.txt
	@.venv-wagtail8/bin/pip install --quiet --disable-pip-version-check -r .venv-wagtail8/requirements.txt
	@touch $@
