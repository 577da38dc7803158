# Two commands matter: `make run` and `make test`. `make help` lists the others.
#
# Each step leaves a file in .stamps/ and runs again only when what it installs has changed. Needed
# are Python 3.11 or newer with venv, and make; node is taken from the machine where it is new
# enough, otherwise from PyPI.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run setup test lint bench words lock build wheel clean help

BIN := .venv/bin
STAMPS := .stamps
UV := $(BIN)/uv
DIST := app/static/dist/manifest.json
ARGS ?=

# uv and node trust what the machine trusts.
export UV_SYSTEM_CERTS ?= 1
export NODE_USE_SYSTEM_CA ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK ?= 1
export UV_PYTHON_DOWNLOADS ?= never

# Installs the requirements file $(1). uv does not read pip's configuration: it is given pip's index,
# and where pip is configured in some other way, pip installs. Both accept only what has its hash.
define install
index="$${PIP_INDEX_URL:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null)}"; \
if [ -n "$$index" ]; then UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$index}"; export UV_DEFAULT_INDEX; fi; \
$(UV) pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r $(1) \
|| $(BIN)/python -m pip install --quiet --require-hashes -r $(1)
endef

# Runs npm, which as installed from PyPI would not look into the machine's own configuration.
npm = PATH="$(CURDIR)/$(BIN):$$PATH"; export PATH; \
if [ -x $(BIN)/npm ] && [ -f /etc/npmrc ]; then \
: "$${NPM_CONFIG_GLOBALCONFIG:=/etc/npmrc}"; export NPM_CONFIG_GLOBALCONFIG; fi; npm

run: setup ## Start Greenlane on http://127.0.0.1:8000 (PORT=9000 and HOST=0.0.0.0 change that)
	@unset PYTHONDONTWRITEBYTECODE; \
	$(if $(PORT),GREENLANE_PORT='$(PORT)'; export GREENLANE_PORT;) \
	$(if $(HOST),GREENLANE_HOST='$(HOST)'; export GREENLANE_HOST;) \
	: "$${GREENLANE_ENVIRONMENT:=development}"; export GREENLANE_ENVIRONMENT; \
	if [ "$$GREENLANE_ENVIRONMENT" = development ]; then \
		: "$${GREENLANE_DEMO:=yes}"; export GREENLANE_DEMO; \
	fi; \
	exec $(BIN)/flask --app app start

setup: $(STAMPS)/run $(DIST) $(STAMPS)/translations ## Install and build what `make run` needs

test: setup $(STAMPS)/dev ## Run all tests on SQLite and PostgreSQL (ARGS="-k sign_up" for some)
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

lint: setup $(STAMPS)/dev ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(npm) run --silent check

bench: setup $(STAMPS)/dev ## Measure the pages against a floor; writes build/bench.json
	@unset PYTHONDONTWRITEBYTECODE; $(BIN)/python -m tests.bench $(ARGS)

words: setup $(STAMPS)/dev ## Bring the French catalogue up to date with code and templates
	$(BIN)/python -m tests.house.words

lock: $(STAMPS)/venv $(STAMPS)/node ## Compile the lock files (ARGS=--upgrade takes newer releases)
	$(BIN)/uv pip compile pyproject.toml $(LOCK) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.txt $(LOCK) -o requirements-dev.txt
	$(BIN)/uv pip compile --group node $(LOCK) -o requirements-node.txt
	$(npm) install --package-lock-only --ignore-scripts \
		--omit-lockfile-registry-resolved=true --no-audit --no-fund

LOCK = --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(ARGS)

build: $(DIST) $(STAMPS)/translations ## Build the front end and the translations

wheel: setup $(STAMPS)/dev ## Build dist/greenlane-….whl with courses, migrations and built assets
	$(BIN)/python -m hatchling build -t wheel -d dist

clean: ## Remove what was installed and built; instance/ with its data stays
	rm -rf .venv $(STAMPS) node_modules build dist app/static/dist assets/generated
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	find app tests migrations -name __pycache__ -prune -exec rm -rf {} +
	rm -f app/translations/*/LC_MESSAGES/*.mo

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

# A Python that is new enough and can make virtual environments, and in it uv at the locked release.
$(STAMPS)/venv: requirements-dev.txt
	@mkdir -p $(STAMPS)
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "Python 3.11 or newer with venv is needed; name one: make PYTHON=..." >&2; exit 1; fi; \
	[ -x $(BIN)/python ] || "$$found" -m venv .venv
	@awk '/^uv==/ { on = 1 } on { print } on && !/\\$$/ { exit }' requirements-dev.txt > $(STAMPS)/uv.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(STAMPS)/uv.txt
	@touch $@

$(STAMPS)/run: requirements.txt | $(STAMPS)/venv
	@echo "Installing the requirements"
	@$(call install,requirements.txt)
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/run
	@echo "Installing the requirements of development"
	@$(call install,requirements-dev.txt)
	@touch $@

$(STAMPS)/node: requirements-node.txt | $(STAMPS)/venv
	@if node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
		2>/dev/null && npm --version >/dev/null 2>&1; \
	then :; else echo "Installing node from PyPI"; $(call install,requirements-node.txt); fi
	@touch $@

$(STAMPS)/npm: package.json package-lock.json | $(STAMPS)/node
	@echo "Installing the build tools of the front end"
	@$(npm) ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(DIST): $(STAMPS)/npm vite.config.ts tsconfig.json \
		$(shell find assets -type f -not -path 'assets/generated/*' 2>/dev/null)
	@echo "Building the front end"
	@$(npm) run --silent build -- --logLevel warn
	@touch $@

$(STAMPS)/translations: $(wildcard app/translations/*/LC_MESSAGES/*.po) | $(STAMPS)/run
	@for file in $^; do $(BIN)/pybabel --quiet compile -i "$$file" -o "$${file%.po}.mo"; done
	@touch $@
