# make check is what CI runs. Everything else is a part of it, or long.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Inputs for each fuzzer: check is brief, fuzz is for a night.
FUZZ_CHECK ?= 3000
FUZZ ?= 1000000
# How often the server is killed under load; and how many new seeds the
# simulation tries: check is brief, long takes minutes.
KILLS ?= 20
SIMS ?= 1
export UNSPENT_KILLS = $(KILLS)
export UNSPENT_SIMS = $(SIMS)
# Narrow a run: make test PKG=./internal/book RUN=Replay
PKG ?= ./...
RUN ?= .
# Flags of make bench, such as BENCH='--json'.
BENCH ?=

LINT := go tool -modfile=tools/go.mod golangci-lint
# Runs go test and ends with what it came to: how many tests there were, how many
# failed and why; it fails if one did.
TESTS := go tool -modfile=tools/go.mod gotestsum --format standard-quiet

.PHONY: help check quick need fmt vet lint test race fuzz fuzz-brief long bench screenshots docs

help: ## say what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{ printf "make %-11s %s\n", $$1, $$2 }'

check: need fmt vet lint fuzz-brief race ## everything that must hold before a change is kept

# What make quick leaves to make check: rooms that read pictures, run whole cases or
# the whole program, or kill it; and tests that drive a browser, need what npm
# fetches, wait for a passphrase, or are one of hundreds of cases.
SLOW_ROOMS := /(cmd/unspent|internal/(bench|casefile|intake|mailin|ocr|scan|sim|unpack))$$
SLOW := InBrowser|Axe|Assess|Sealed|Crash|SweepInPages
quick: fmt ## build, vet and the fast tests, in under two minutes: no browser, no npm
	go build ./...
	go vet ./...
	$(TESTS) -- -skip '$(SLOW)' $$(go list ./... | grep -vE '$(SLOW_ROOMS)')

need: ## install what the tests need beside Go, where it is missing
	.ci/need

fmt: ## fail if gofmt would change a file
	@bad=$$(gofmt -l .); \
	if [ -n "$$bad" ]; then echo "gofmt -w these:"; echo "$$bad"; exit 1; fi

vet: ## go vet
	go vet ./...

lint: ## the linters of .golangci.yml, at the version that tools/go.mod names
	$(LINT) run ./...

test: ## the tests, without the race detector
	$(TESTS) -- -run '$(RUN)' $(PKG)

# Those that drive a browser, or bring whole cases three ways, go without the
# detector: it would slow down what drives, and the handlers have tests of their own
# that share them. What measures memory, works on a passphrase for a second, or has
# decoders at work for minutes under it goes without it too.
PLAIN := InBrowser|LargeMails|TestCases|Sealed|Floods|HostileFiles|MemoryOfFiles|TestForms
race: ## the tests, with the race detector
	$(TESTS) --raw-command -- bash -c "failed=0; \
	go test -race -timeout 40m -json -run '$(RUN)' -skip '$(PLAIN)' $(PKG) || failed=1; \
	go test -timeout 20m -json -run '$(PLAIN)' ./internal/web ./cmd/unspent ./internal/bench ./internal/intake ./internal/keyring || failed=1; \
	exit \$$failed"

long: ## 200 kills under load, 500 damages of files, floods, hundreds of simulated days, more random workloads
	UNSPENT_KILLS=200 UNSPENT_SIMS=200 UNSPENT_DAMAGE=500 RAPID_CHECKS=500 go test -timeout 1h ./internal/sim ./internal/store/... ./internal/book ./internal/outbox
	UNSPENT_KILLS=200 UNSPENT_FLOOD=10 go test -timeout 1h -run 'Kills|Floods' ./cmd/unspent

fuzz-brief: ## every fuzzer, FUZZ_CHECK inputs each
	.ci/fuzz $(FUZZ_CHECK)

fuzz: ## every fuzzer, FUZZ inputs each
	.ci/fuzz $(FUZZ)

bench: ## every figure beside its limit; takes minutes
	go run ./cmd/unspent bench $(BENCH)

screenshots: ## pictures of every page, in the folder screenshots; those of the README in docs/pictures
	mkdir -p screenshots
	UNSPENT_SHOTS=$(CURDIR)/screenshots go test -count=1 -run 'InBrowser$$' ./internal/web ./cmd/unspent
	cp screenshots/walk-home.png screenshots/walk-check.png screenshots/walk-verify.png screenshots/walk-claim.png screenshots/walk-notice.png screenshots/walk-verdict.png docs/pictures/

docs: ## rewrite the pages of docs/reference that come from the code
	go test -run '^TestDocs$$' . ./assess ./brand ./internal/gift -update
