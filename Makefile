# Every target sets itself up: nothing is needed beforehand but Python 3.11 or newer and make.
#
#   PYTHON=/path/to/python3.13   the interpreter the environment is made with (first use, or after `make clean`)
#   VENV=.venv                   where the environment is kept
#   ENGINE=dynamodb_local        Amazon's DynamoDB Local in place of dynoxide, for `make serve`, `make demo`, `make test`
#   STAGE=dev                    the stage that is synthesized or deployed: a file of infra/stages
#   PORT, DATA_DIR, FRESH=1      for `make serve`; make hands variables of the command line on to the command

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CDK_OUT ?= cdk.out
export STAGE ?= dev

# The first import then writes its bytecode: without it each start of the CDK app costs seconds.
unexport PYTHONDONTWRITEBYTECODE
# Someone who set a mirror for pip means it for uv as well.
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate
UNIVERSAL := --universal --python-version 3.11
LAMBDA := --python-platform aarch64-manylinux_2_28 --python-version 3.13

.PHONY: help
help: ## Say what there is to make, and how long it takes on two cores once it is set up
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

$(READY): requirements/uv.txt requirements/dev.txt
	@set -e; \
	for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	    python=; \
	done; \
	test -n "$$python" || { echo 'Python 3.11 or newer is needed; name one with PYTHON=...' >&2; exit 1; }; \
	test -x $(BIN)/python || { echo "making $(VENV) (once)" >&2; "$$python" -m venv $(VENV); }; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt; \
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --only-binary :all: requirements/dev.txt; \
	printf '%s\n' $(addprefix ../../../../,functions layers/common/python clients/python/src clients/cli/src) \
	    > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/savings-goals.pth"; \
	touch $@

.PHONY: venv
venv: $(READY) ## Make the development environment in .venv (20 s, once; every target does it)

.PHONY: serve
serve: $(READY) ## Serve the whole product on 127.0.0.1 (ready in 3 s; PORT, DATA_DIR, FRESH=1)
	@exec $(BIN)/python -m local

.PHONY: demo
demo: $(READY) ## Play a family's year against the local stack and check the invariants (10 s)
	@exec $(BIN)/python -m local.demo

.PHONY: cli
cli: $(READY) ## Make the command line .venv/bin/savings, and say how it is called
	@printf '#!%s\n%s\n%s\n' "$$(cd $(BIN) && pwd)/python" 'from savings_cli.app import main' 'main()' > $(BIN)/savings
	@chmod +x $(BIN)/savings
	@echo "$(BIN)/savings --help     every command; put $(BIN) on your PATH to call it from anywhere"
	@echo "savings --install-completion   completes its commands in bash, zsh and fish"

.PHONY: test
test: $(READY) ## Run the tests (4 min; ARGS='-k name' for some of them)
	@$(BIN)/python -m local.engine
	@$(BIN)/python -m pytest -n auto $(ARGS)

.PHONY: lint
lint: $(READY) ## Check format, lint rules and types (15 s; the first time a minute)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

.PHONY: format
format: $(READY) ## Format the code and repair what the linter can repair
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

.PHONY: diff deploy destroy
diff: $(READY) ## Show what a deployment would change (STAGE=dev, ARGS='-c close_concurrency=8')
deploy: $(READY) ## Deploy the stage's two stacks (STACKS=Service for one of them)
destroy: $(READY) ## Delete the stage's stacks; data stay where the stage keeps them
diff deploy destroy:
	@exec $(BIN)/python -m infra.cli $@ $(or $(STACKS),--all) $(ARGS)

.PHONY: preflight
preflight: $(READY) ## Compare what the stage needs with what the account has (ARGS=--offline asks nobody)
	@exec $(BIN)/python -m infra.preflight $(ARGS)

.PHONY: synth
synth: $(READY) ## Synthesize the CDK app into cdk.out (10 s; STAGE=sandbox; cdk-nag is part of it)
	@rm -rf $(CDK_OUT)
	@CDK_VALIDATION=false CDK_OUTDIR=$(CDK_OUT) $(BIN)/python -m infra.app

.PHONY: check
check: ## Everything that must hold before a change is merged (5 min)
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory synth
	$(BIN)/cfn-lint --ignore-checks W3005 -- $(CDK_OUT)/*.template.json

.PHONY: gates
gates: $(READY) ## What is slow by nature: crash walks, storms, long histories, the other engine, a fresh clone, the emulator (12 min)
	@$(BIN)/python -m local.engine
	@$(BIN)/python -m pytest -n auto -m gate $(ARGS)
	@DRAWS=100 GOAL_HISTORIES=10000 ROUNDS=6 $(BIN)/python -m pytest -n auto $(ARGS) \
	    tests/property tests/integration/api/test_concurrency.py tests/integration/households/test_concurrency.py
	@$(MAKE) --no-print-directory demo
	@$(MAKE) --no-print-directory e2e

.PHONY: e2e
e2e: $(READY) ## Deploy the template into the emulator and play the main job over HTTP (1 min)
	@exec $(BIN)/python -m pytest tests/e2e -m e2e $(ARGS)

SITE := .build/docs-venv
$(SITE)/.ready: $(READY) requirements/docs.txt
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(SITE)
	@$(BIN)/uv pip sync --quiet --python $(SITE)/bin/python --require-hashes --only-binary :all: requirements/docs.txt
	@touch $@

.PHONY: docs
docs: $(SITE)/.ready ## Make the documentation site in .build/website/site (5 s; ARGS=serve shows it on localhost:8000)
	@$(SITE)/bin/python -m website $(ARGS)

.PHONY: bench
bench: $(READY) ## Measure the product beside other stacks (5 min; ARGS='--rounds 3'); writes bench/results.json
	@$(BIN)/python -m local.engine
	@exec $(BIN)/python -m bench $(ARGS)

.PHONY: cost
cost: $(READY) ## Say what a month of a load costs (LOAD=bench/loads/bank.toml STAGE=live)
	@exec $(BIN)/python -m bench.bill $(LOAD)

.PHONY: lock
lock: $(READY) ## Lock the dependencies again (ARGS=--upgrade takes newer versions)
	$(COMPILE) $(ARGS) $(UNIVERSAL) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) $(ARGS) $(UNIVERSAL) requirements/dev.in -o requirements/dev.txt
	$(COMPILE) $(ARGS) $(LAMBDA) -c requirements/dev.txt requirements/layer.in -o requirements/layer.txt
	$(COMPILE) $(ARGS) $(UNIVERSAL) requirements/e2e.in -o requirements/e2e.txt
	$(COMPILE) $(ARGS) $(UNIVERSAL) requirements/docs.in -o requirements/docs.txt
	$(COMPILE) $(ARGS) $(UNIVERSAL) requirements/java.in -o requirements/java.txt
	$(COMPILE) $(ARGS) $(UNIVERSAL) requirements/generator.in -o requirements/generator.txt
	$(COMPILE) $(ARGS) $(UNIVERSAL) -c requirements/dev.txt requirements/bench.in -o requirements/bench.txt

.PHONY: clients
clients: $(READY) ## Pack the clients and the command line into .build/clients (15 s)
	@$(BIN)/python -m clients.packages

.PHONY: release
release: $(READY) ## Move what is unreleased below a version (VERSION=1.2.3), and make what is released (1 min); CONTRIBUTING.md has the rest
	@$(BIN)/python -m contract.release $(VERSION)
	@$(BIN)/python -m tests.contract.documents
	@$(BIN)/python -m clients.packages .build/release-$(VERSION)
	@cp docs/openapi.json .build/release-$(VERSION)

.PHONY: clean
clean: ## Remove what the other targets made (the local stack's data stays in .local)
	rm -rf $(VENV) $(CDK_OUT) .build .e2e .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
