# Everything here sets itself up: a machine needs Python 3.11 to 3.13, make and git, nothing else.
# On Windows without make, the README has the same in plain uv and pip lines.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
DEV := --extra dev --extra ocr
# `make test ARGS="-k dates"` narrows the run.
ARGS ?=

# Offices inspect TLS with a certificate of their own, which only the system knows.
export UV_SYSTEM_CERTS ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types layers reference bench bench-quantities calibration lock wheel wheel-check platforms clean setup setup-dev

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 14

demo: setup ## Extract the sample reports of corpus/samples and show a summary
	$(BIN)/jixiao extract corpus/samples --out out/demo
	$(BIN)/jixiao show out/demo

test: setup-dev ## Run every test
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

lint: setup-dev ## Check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup-dev ## Write the format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup-dev ## Check types, strictly
	$(BIN)/mypy

layers: setup-dev ## Check that imports only go down
	$(BIN)/lint-imports

reference: setup-dev ## Write the reference pages that follow from the code
	$(BIN)/python scripts/reference.py

bench: setup-dev ## Measure: start-up, characters per second, share of each stage
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/pipeline.py

bench-quantities: setup-dev ## Quantities beside JioNLP, cn2an and Recognizers-Text: what is read right, and speed
	$(BIN)/python benchmarks/quantities.py

CAL := build/calibration
calibration: setup-dev ## Make corpora, train the confidence model on them and judge it; an hour and a half with its scans
	$(BIN)/jixiao corpus make --split train -n 150 --seed 22 --out $(CAL)/train
	$(BIN)/jixiao corpus make --split train -n 110 --seed 23 --format docx,pdf --out $(CAL)/train
	$(BIN)/jixiao corpus make --split train -n 40 --seed 21 --format scan-clean,scan-office,scan-bad --out $(CAL)/train
	$(BIN)/jixiao corpus make --split train -n 44 --seed 31 --format scan-clean,scan-office,scan-bad --out $(CAL)/train
	$(BIN)/jixiao corpus make --split test -n 80 --seed 9702 --out $(CAL)/test
	$(BIN)/jixiao corpus make --split test -n 30 --seed 9703 --format docx,pdf --out $(CAL)/test
	$(BIN)/jixiao corpus make --split test -n 24 --seed 9704 --family F9,F12,F16,F16W --out $(CAL)/test
	$(BIN)/jixiao corpus make --split test -n 24 --seed 9401 --format scan-clean,scan-office,scan-bad --out $(CAL)/test
	$(BIN)/python scripts/calibration.py $(CAL)/train $(CAL)/test --also corpus/strangers --leave-out --model $(CAL)/confidence.json \
		--card $(CAL)/card.md --out $(CAL)/calibration.md

wheel: setup-dev ## Build the source distribution, and from it the wheel, into dist/
	"$$($(PYTHON) scripts/bootstrap.py --print-uv)" build --quiet --out-dir dist

wheel-check: wheel ## Install the wheel into an empty environment elsewhere and run it there
	$(BIN)/python scripts/check_wheel.py dist

platforms: setup-dev ## Check that the lock resolves, and that every dependency has wheels for other Pythons and platforms
	$(BIN)/python scripts/check_platforms.py

lock: ## Resolve the dependencies anew (only the public index)
	"$$($(PYTHON) scripts/bootstrap.py --print-uv)" lock --no-config

clean: ## Remove what was built
	rm -rf dist build out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

setup:
	@$(PYTHON) scripts/bootstrap.py

setup-dev:
	@$(PYTHON) scripts/bootstrap.py $(DEV)
