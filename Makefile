# For developers. To use Neonarr, ./run is enough; to test all of it, ./test.
PYTHON := .venv/bin/python
COMPILE := $(PYTHON) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --no-emit-find-links pyproject.toml

.PHONY: check bench faults dev lock setup

NOT_FAST := adapters commands doctor flows importing/archives importing/programs lab scripts vpn web

# Format, lint, types, imports and the fast tests, which are those of the rooms' own rules and stores;
# within a minute. ./test runs them all: doors, pages, services, whole flows.
check: setup
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m pytest -q -n 2 --dist loadfile -m "not real and not slow" --hypothesis-profile check \
		$(addprefix --ignore tests/,$(NOT_FAST))

# Every benchmark as one table; make bench ONLY=start runs one.
bench: setup
	$(PYTHON) -m bench $(ONLY)

# Breaks everything that can break and writes docs/RELIABILITY.md; some 20 minutes, best as root (it
# mounts small disks). make faults ONLY=banned makes one row again.
faults: setup
	$(PYTHON) -m faults $(ONLY)

# The server beside the demo lab, restarted whenever a source file changes.
dev: setup
	$(PYTHON) -m neonarr.lab.dev

# After changing the dependencies in pyproject.toml. UPGRADE=-U takes the newest of everything.
lock: setup
	$(COMPILE) $(UPGRADE) -o requirements.lock
	$(COMPILE) $(UPGRADE) --group dev -o requirements-dev.lock

setup:
	@root="$(CURDIR)"; . scripts/ready.sh; ready dev
