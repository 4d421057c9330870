# Rasid: the commands that a newcomer needs. Everything is set up in .venv on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
BUILT := src/rasid/web/static/manifest.json
MODULES := frontend/node_modules/.package-lock.json
PAGES := $(shell find frontend/src -type f) frontend/vite.config.ts frontend/tsconfig.json

.PHONY: demo test frontend browser lint bench evaluate errors phenomena docs clean

demo: $(INSTALLED) $(BUILT)
	@$(BIN)/rasid demo

test: $(READY) $(BUILT) lint browser
	npm --prefix frontend test --silent
	$(BIN)/pytest -q -n auto --dist loadfile
	$(BIN)/python quality/gate.py

frontend: $(BUILT)

# The tests of the pages need Chromium; without it, and without the rights to install it, they are
# passed over, unless CI is set.
browser:
	@{ command -v chromedriver && { command -v chromium || command -v google-chrome; }; } >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  apt-get install -y -qq --no-install-recommends chromium chromium-driver; } || \
	{ echo "make: Chromium is missing, so pages are not tested in a browser; install it with: apt-get install chromium chromium-driver"; [ -z "$$CI" ]; }

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python bench/run.py
	$(BIN)/python bench/gazetteer.py
	$(BIN)/python bench/incidents.py
	$(BIN)/python bench/store.py
	$(BIN)/python bench/maps.py
	$(BIN)/python bench/api.py
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/merging.py

evaluate: $(READY)
	$(BIN)/python quality/gate.py --print

errors: $(READY)
	$(BIN)/python quality/errors.py --out build/errors.html

phenomena: $(READY)
	$(BIN)/python quality/phenomena.py

docs: $(READY)
	$(BIN)/python scripts/generate_docs.py

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(INSTALLED): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "make: Python 3.11 or newer is needed (set PYTHON=...)"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than 3.11; set PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq python3-venv; \
	  else echo "make: the venv module is missing; install it with: apt-get install python3-venv"; exit 2; fi; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -e .
	@touch $(INSTALLED)

# All that work on Rasid itself needs.
$(READY): $(INSTALLED)
	$(BIN)/pip install -q --disable-pip-version-check -e '.[dev]'
	@touch $(READY)

$(MODULES): frontend/package.json frontend/package-lock.json
	@command -v npm >/dev/null || { echo "make: Node 20 or newer with npm is needed to build the pages"; exit 2; }
	npm --prefix frontend ci --silent --no-audit --no-fund

$(BUILT): $(MODULES) $(PAGES)
	npm --prefix frontend run build --silent
