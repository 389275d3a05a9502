# Sổ Thôn. Two commands: `make demo` and `make test`. Each sets up what it needs, from Python 3.11+, make and the package index,
# and is quick when nothing changed: the stamps in .venv are newer than the locks.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BUILD := $(VENV)/.made-build
RUNTIME := $(VENV)/.made-runtime
DEV := $(VENV)/.made-dev
PEERS := $(VENV)/peers/.made
UV := $(BIN)/uv --quiet
# Compiled once, here: who may not write into $(VENV), or is told not to, would compile it anew at every start, for two seconds.
SYNC := $(UV) pip sync --compile-bytecode --python $(BIN)/python --require-hashes
EDITABLE := $(UV) pip install --python $(BIN)/python --no-deps --no-build-isolation --editable . \
  && $(BIN)/python -m compileall -q bot handlers scheduler scoring store

.PHONY: help setup setup-dev setup-peers demo test faults check format lock clean

help:
	@echo "make demo     chạy thử ngay trên máy này (sets up and opens the demo)"
	@echo "make test     chạy mọi phép thử chạy được (runs every test that can run here)"
	@echo "make setup    chỉ cài đặt; sau đó lệnh là $(BIN)/sothon (installs, nothing more)"
	@echo "make setup-peers  cài các chương trình khác để thử máy chủ giả (clients others wrote, for tests/peers)"
	@echo "make faults   mọi phép thử giữa lúc máy hỏng, hơn một giờ (faults over real processes, the long form)"
	@echo "make check    ruff, mypy, import-linter (what continuous integration checks)"
	@echo "make lock     khoá lại phiên bản thư viện (writes the hashed requirements again)"
	@echo "make clean    xoá $(VENV) (removes the virtual environment)"

setup: $(RUNTIME)

setup-dev: $(DEV)

setup-peers: $(PEERS)

demo: $(RUNTIME)
	@$(BIN)/sothon demo

test: $(DEV)
	@$(BIN)/python -m pytest -n 2 $(ARGS)

faults: $(DEV)
	@SOTHON_TEST_FAULTS=all $(BIN)/python -m pytest tests/faults tests/scheduler/faults tests/test_any_order.py $(ARGS)

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(BUILD): requirements-build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cần Python 3.11 trở lên (Python 3.11 or newer is needed): make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Thiếu ensurepip, cài bằng (ensurepip is missing, install it with): apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || { echo "Đang cài đặt vào $(VENV) ..."; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt
	@touch $@

# Installing the runtime over an environment for development would take its tools away: those are then installed along.
$(RUNTIME): $(BUILD) requirements.txt pyproject.toml
	@if [ -e $(DEV) ]; then $(SYNC) requirements-build.txt requirements-dev.txt; else $(SYNC) requirements-build.txt requirements.txt; fi
	@$(EDITABLE)
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	@$(SYNC) requirements-build.txt requirements-dev.txt
	@$(EDITABLE)
	@touch $@

# Clients others wrote, which the fake servers of the tests must satisfy: in an environment of their own, for their pins are old.
# The one for Node only where npm is; its lock names hashes and no registry (npm install --omit-lockfile-registry-resolved).
$(PEERS): $(DEV) tests/peers/requirements.txt tests/peers/package-lock.json
	@test -x $(VENV)/peers/bin/python || $(PYTHON) -m venv --without-pip $(VENV)/peers
	@$(UV) pip sync --python $(VENV)/peers/bin/python --require-hashes tests/peers/requirements.txt
	@if command -v npm >/dev/null; then mkdir -p $(VENV)/peers/node \
	  && cp tests/peers/package.json tests/peers/package-lock.json $(VENV)/peers/node \
	  && npm ci --prefix $(VENV)/peers/node --ignore-scripts --no-audit --no-fund --silent; fi
	@touch $@

COMPILE := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

lock: $(BUILD)
	$(COMPILE) requirements-build.in -o requirements-build.txt
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) --override tests/peers/overrides.txt tests/peers/requirements.in -o tests/peers/requirements.txt

clean:
	rm -rf $(VENV)
