# Words of this file: demo test check bench golden hostile fuzz. Each makes its own environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadscope --no-loadscope-reorder --durations=20
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check bench golden hostile fuzz setup browser lock clean

demo: setup browser
	$(BIN)/auditor demo -o demo-report

test: setup browser
	$(PYTEST) -m "not timed"
	$(PYTEST) -m timed

check: setup
	$(BIN)/ruff check auditor rules reports tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	sh scripts/check-js.sh

# The golden captures of the rules' examples again; says what changed.
golden: setup browser
	$(BIN)/python -m tests.rules.golden

# Hostile websites beside an honest neighbour, in quick and standard; writes docs/hostile.md. Goes on where it was stopped.
hostile: setup browser
	$(BIN)/python -m tests.hostile

# Each fuzzer for three minutes, an hour in all, beginning elsewhere each time.
fuzz: setup
	FUZZ_SECONDS=180 FUZZ_SEED=$$(date +%s) $(BIN)/python -m pytest -q tests/fuzz

bench: setup browser
	$(BIN)/python -m tests.bench.bench

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml requirements-dev.lock
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -r requirements-dev.lock
	$(BIN)/python -m pip install -q --no-deps -e .
	touch $@

browser: setup
	sh scripts/get-browser.sh $(BIN)

lock: setup
	$(BIN)/python -m pip freeze --exclude-editable > requirements-dev.lock

clean:
	rm -rf $(VENV) demo-report
