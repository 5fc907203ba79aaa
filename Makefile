# Everything starts from a fresh clone with python3 (3.11 or newer), pip and make. `.venv` is built by itself and holds
# exactly what the lock files say.

PYTHON ?= python3
JOBS ?= auto
ARGS ?=
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
# Activated, `.venv` would be asked to install into itself, and it has no pip.
export PATH := $(subst $(CURDIR)/$(BIN):,,$(PATH))
PIP := $(PYTHON) -m pip --python .venv --disable-pip-version-check
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-config --custom-compile-command "make lock" --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test check format docs bench peers lock clean

help:  ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo: .venv/.run  ## the whole story in one go: sign, carry, show, check, revoke
	$(BIN)/dsp-vc demo $(ARGS)

test: .venv/.dev  ## run the tests
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: .venv/.dev  ## linter, types, layers, what the wheel holds, whether the reference is current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python docs/generate.py --check
	$(BIN)/python -m pytest tests/test_layers.py tests/test_packaging.py tests/test_words.py tests/test_public_api.py

format: .venv/.dev  ## lay out the code, and mend what the linter can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

docs: .venv/.dev  ## write the reference from the code
	$(BIN)/python docs/generate.py

bench: .venv/.dev  ## measure: CPU of whole processes, proofs and issuing against bare cryptography, memory
	$(BIN)/python -m benchmarks

peers:  ## install the other implementations that the tests compare with (needs node 20 and npm)
	npm install --prefix tests/peers --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel error
	$(PYTHON) -m venv --without-pip tests/peers/.venv
	$(PYTHON) -m pip --python tests/peers/.venv --disable-pip-version-check install --quiet -r tests/peers/requirements.txt

lock:  ## choose new versions and write the lock files (needs uv)
	$(LOCK) --group build --upgrade --output-file requirements.lock
	$(LOCK) --group dev --all-extras --upgrade --constraint requirements.lock --output-file requirements-dev.lock

clean:  ## remove what was built
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	@$(PYTHON) -c 'import pip, sys; tuple(map(int, pip.__version__.split(".")[:2])) >= (22, 3) or sys.exit(1)' \
		|| { echo "pip 22.3 or newer is needed for $(PYTHON) (Debian, Ubuntu: apt-get install python3-pip)" >&2; exit 1; }
	$(PYTHON) -m venv --without-pip .venv

.venv/.run: .venv/pyvenv.cfg requirements.lock pyproject.toml
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
