# Steward. `make run` is all a newcomer needs.
PYTHON ?= python3
PY := .venv/bin/python
PYTEST := $(PY) -m pytest -q
.PHONY: setup run test fast lint types dev bench demo-batch check-data lock messages screenshots

setup: ## everything a first start needs: venv, packages, front end, database
	@$(PYTHON) config/install.py

run: setup ## start Steward on http://127.0.0.1:8000 (PORT changes it)
	@exec $(PY) manage.py serve

dev: ## what developers and tests need beside
	@$(PYTHON) config/install.py --dev

test: dev ## everything: lint, types, rules, unit, integration, PostgreSQL, browser
	@$(PY) tests/prepare.py
	$(MAKE) lint types
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix frontend test --silent
	$(PYTEST) -n 2 -m "not browser and not real"
	$(PYTEST) -n 2 -m "real"
	$(PY) -m tests.on_postgres $(PYTEST) -n 2 -m "not browser and not real" tests/governance tests/orchestrator
	$(PYTEST) -m browser tests/journeys

fast: ## the part that needs no browser and no server
	@$(PYTEST) -n 2 -m "not browser and not real and not slow" tests/fields tests/engine tests/house tests/config tests/agents/offline

lint:
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --check --target-version 5.2
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix frontend run --silent check

types:
	@$(PY) -m mypy fields governance agents orchestrator config sandbox bench

bench: ## measurements as JSON lines
	@$(PY) -m bench $(MEASURES)

demo-batch: setup ## the demo's workflow over many messages: MESSAGES=file.csv COUNT=n
	@$(PY) -m bench.demo_batch $(if $(MESSAGES),--messages "$(MESSAGES)") $(if $(COUNT),--count $(COUNT))

check-data: setup ## checks on real data by hand: DATA=folder
	@test -n "$(DATA)" || { echo "Say where the data is: make check-data DATA=folder"; exit 2; }
	@$(PY) -m bench.demo_batch --messages "$(DATA)/customer-messages/banking77_train.csv" --count 2000 --check

LOCK := $(PY) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q
lock: ## pin every package with its hashes
	$(LOCK) -o requirements/run.txt
	$(LOCK) --group dev -c requirements/run.txt -o requirements/dev.txt
	$(PY) -m uv pip compile --group node --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements/node.txt

screenshots: dev ## every page as a picture in var/screenshots; those of the docs in docs/images: PAGES="home inbox" takes some
	@$(PY) tests/prepare.py
	@$(PY) -m tests.journeys.screenshots $(PAGES)

messages: ## gather the texts to translate into locale/*/LC_MESSAGES/*.po
	@$(PY) -m config.messages
