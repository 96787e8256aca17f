# Every command of the project; `make` alone lists them. Each one first makes what it stands on.

export PATH := $(CURDIR)/.tools/node_modules/.bin:$(PATH)
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
MAKEFLAGS += --no-print-directory
BUILD := build
JOBS ?= $(shell nproc)
FUZZ := build-fuzz
FUZZ_SECONDS ?= 300
NINJA = cmake --build $(BUILD) -j $(JOBS) --target
WEB_SOURCES = $(shell find web locales api -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' \
                -not -path '*/test-results/*' -not -path '*/playwright-report/*' 2>/dev/null)

.PHONY: help setup build web run test test-fast test-web fuzz fuzz-targets bench check format package clean
.DEFAULT_GOAL := help

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'

setup: ## install the Debian packages and the Node.js that are missing
	@tools/setup

build: setup web $(BUILD)/build.ninja ## build the program, build/jisr
	@echo "build: compiling build/jisr"
	@$(NINJA) jisr

web: setup $(BUILD)/web.stamp ## build the web app into web/dist

run: build ## serve the demonstration on http://localhost:8080
	@mkdir -p var
	@exec $(BUILD)/jisr serve --demo

test: build ## everything: checks, unit tests, any bytes, API tests on both engines, web tests, pages in a browser
	@echo "test: compiling the tests"
	@$(NINJA) jisr_unit_tests jisr_api_tests
	@$(MAKE) fuzz-targets
	@tools/check
	@tools/run_tests unit fuzz api web e2e

test-fast: $(BUILD)/build.ninja ## unit tests, and API tests on SQLite alone
	@$(NINJA) jisr_unit_tests jisr_api_tests
	@tools/run_tests unit api-sqlite

test-web: build ## web logic tests and pages in a browser
	@tools/run_tests web e2e

fuzz: fuzz-targets ## feed the readers of names and lists any bytes, FUZZ_SECONDS=300 each
	@tools/fuzz $(FUZZ_SECONDS)

fuzz-targets: $(FUZZ)/build.ninja
	@cmake --build $(FUZZ) -j $(JOBS) --target jisr_fuzz

bench: build ## measure the figures that the README states
	@$(NINJA) jisr_bench
	@$(BUILD)/jisr_bench

check: build ## layers, locales, documents, commits, format, clang-tidy, types
	@tools/check

format: ## put all C++ into the project's format
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format -i

package: build ## a Debian package, build/jisr_*.deb
	@packaging/build_deb

clean: ## remove all that was built; keeps var/
	@rm -rf $(BUILD) $(FUZZ) web/dist

$(BUILD)/build.ninja: CMakeLists.txt cmake/resources.cmake | setup
	@echo "build: configuring"
	@mkdir -p $(BUILD)
	@cmake -S . -B $(BUILD) -G Ninja >$(BUILD)/configure.log 2>&1 || { cat $(BUILD)/configure.log; exit 1; }
	@touch $@

$(FUZZ)/build.ninja: CMakeLists.txt CMakePresets.json cmake/resources.cmake | setup
	@echo "fuzz: configuring"
	@mkdir -p $(FUZZ)
	@cmake --preset fuzz >$(FUZZ)/configure.log 2>&1 || { cat $(FUZZ)/configure.log; exit 1; }
	@touch $@

$(BUILD)/npm.stamp: web/package.json web/package-lock.json | setup
	@echo "web: installing npm packages"
	@mkdir -p $(BUILD)
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILD)/web.stamp: $(BUILD)/npm.stamp $(WEB_SOURCES)
	@echo "web: building web/dist"
	@cd web && npm run --silent build
	@touch $@
