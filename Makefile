PYTHON ?= python3
BIN := .venv/bin
# Hosts that forbid it make every process of a test compile every module anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help sandbox test check soak eval fix clean

help: ## List what can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

sandbox: .venv/run ## Try Firebreak in a browser, no Slack account needed (FRESH=1 starts over, SANDBOX_PORT=8765)
	@$(BIN)/python -m bot sandbox $(if $(FRESH),--fresh) $(if $(SANDBOX_PORT),--port $(SANDBOX_PORT))

test: .venv/dev ## Run the whole suite on SQLite and Postgres, and the browser stories where a Chromium is found
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: .venv/dev ## Format, lint, types and import contracts; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: .venv/dev ## Workers under load, kills and faults for ten minutes (MINUTES=10)
	@$(BIN)/python -m benchmarks.soak --minutes $(or $(MINUTES),10)

eval: .venv/dev ## Score the load detector and the planner on simulated teams; needs the judge beside the checkout (JUDGE=../shared/eval)
	@$(BIN)/python -m benchmarks.evaluation $(if $(JUDGE),--judge $(JUDGE))

fix: .venv/dev ## Format, and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Remove the environment and everything made by running
	rm -rf .venv var build

.venv/run: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
