# Two commands for users: `make report` and `make test`. Each does all its own set-up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: report test lint types accuracy speed browser clean

report: $(STAMP)
	@$(BIN)/checker check --all --keep-going

test: $(STAMP) browser
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest

# Torch comes first and pinned: asked for without a pin it brings several GB of CUDA.
$(STAMP): pyproject.toml constraints.txt
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

# The browser tests need a Chromium: Debian's package where apt is, else say what to install.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || { echo 'The browser tests need Chromium: install the package "chromium" and try again.' >&2; exit 1; }

lint: $(STAMP)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

accuracy: $(STAMP)
	$(BIN)/python -m benchmarks.accuracy $(ARGS)

speed: $(STAMP)
	$(BIN)/python -m benchmarks.speed $(ARGS)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
