# make run    set up everything and serve the guide at http://localhost:5005/ (PORT=... for another)
# make test   set up everything and run every check and test
# make quick  format, lint, types and the tests that need no model, no server and no browser
# make scale-test   the guide on several processes, with PostgreSQL, Redis and nginx
# make mutants   small faults planted in the pure code: does a test notice each? (tests/mutants)
# make content   what is wrong in the answers, and what is not translated yet
# make states   what is missing in data/states, or older than six months
# make sms    a phone in the terminal that talks to the running guide
.PHONY: quick pure pure-too run sms content states test scale-test audit fuzz mutants setup lint types web validate unit lock clean
PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE := 1
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

run: setup
	@exec $(PY) -m bot.serve

sms: setup
	@$(PY) -m bot.channels.simulate

content: setup
	@$(PY) -m bot.knowledge check
	@$(PY) -m bot.letters check

states: setup
	@$(PY) -m bot.states

setup:
	@scripts/setup

test: setup lint types web validate unit

# Under a minute on a quiet machine; for while one works. `make test` stays the measure.
PURE := text dates facts privacy actions
PURE_TOO := deadlines dialogue answering
quick:
	@$(MAKE) --no-print-directory --output-sync -j2 pure pure-too types lint

# Two halves, for two cores.
pure:
	$(PY) -m pytest -q -p tests.pure $(PURE:%=tests/%)

pure-too:
	$(PY) -m pytest -q -p tests.pure $(PURE_TOO:%=tests/%)

# The topology of deploy/ from Debian's packages, killed in parts under load.
scale-test: setup
	@scripts/scale-packages
	$(PY) -m pytest -q -s -m scale tests/store tests/scale

# Known advisories against the locked packages (needs PyPI's advisory service).
audit: setup
	@$(PY) scripts/audit

# A hundred thousand odd inputs to everything that reads what a stranger wrote.
fuzz: setup
	$(PY) -m benchmarks.fuzz

# PACKAGE=bot/facts for one package; AGAIN=1 for only what survived the last run.
mutants:
	@scripts/mutants $(PACKAGE) $(if $(AGAIN),--again)

lint:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types:
	$(PY) -m mypy bot actions

# Builds the page's widget and checks that the committed build is that one.
web:
	@scripts/web

# Rasa's own check of domain, rules and training data.
validate:
	@$(PY) -m bot.serve.validation

unit:
	$(PY) -m pytest -q

# Needs `uv`; writes hashes only, no download addresses.
lock:
	uv pip compile requirements.in --override requirements.overrides --python-version 3.10 \
	  --generate-hashes --no-header --no-annotate -o requirements.lock
	uv pip compile requirements-mutants.in --constraint requirements.lock --python-version 3.10 \
	  --generate-hashes --no-header --no-annotate -o requirements-mutants.lock

clean:
	rm -rf .venv .venv-mutants bot/web/node_modules
