"""What a mutation run changes for pytest, so that a mutant is seen by every test that meets it.

* Remembered results (`lru_cache`) are dropped before a mutant is tried: they were computed by the
  code without the mutant. While the tests are mapped to functions they are dropped before each
  test, since a remembered result hides that the test needs the function.
* YAML is read by libyaml, and a text that was read before is copied from memory: dropped results
  are read again for each mutant.
* Patterns kept as data are compiled once and kept by their text: a mutant that changes a text
  still has it compiled anew.
* Hypothesis tries few examples, the same ones every time.
* A thousand tests named one by one take pytest longer to find than to run: their files are read
  and the others are left out.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import holidays
import pytest
import yaml
from hypothesis import HealthCheck, settings

QUICK = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

_read: dict[tuple[Any, str], bytes] = {}


def _parsed(stream: Any, Loader: Any = yaml.CSafeLoader) -> Any:
    """A YAML text as read, each caller's own copy."""
    text = stream if isinstance(stream, str) else stream.read()
    if (Loader, text) not in _read:
        _read[Loader, text] = pickle.dumps(_load(text, Loader))
    return pickle.loads(_read[Loader, text])


_load = yaml.load
yaml.load = yaml.safe_load = _parsed
re._MAXCACHE = 1 << 16  # type: ignore[attr-defined]


def warm_up() -> None:
    """Reads what every mutant would read and import anew.

    No code under test is run but to read one message, for which the patterns are compiled; what
    is remembered of it is forgotten before a mutant is tried.
    """
    folders = ("bot", "data/answers", "data/facts")
    for path in [path for folder in folders for path in Path(folder).rglob("*.yml")]:
        _parsed(path.read_text(encoding="utf-8"))
    if PACKAGE == "bot.facts":
        from bot.facts import read_facts

        for language in ("en", "es"):
            read_facts("la recibieron ayer, 12 de mayo", date(2026, 11, 28), language=language)
    for country in ("US", "SG", "IL"):
        list(holidays.country_holidays(country, years=2026))


PACKAGE = os.environ.get("MUTANTS_PACKAGE", "bot").replace("/", ".")


def forget() -> None:
    """Drops every result that the modules of the package under test remember."""
    for name, module in list(sys.modules.items()):
        if not f"{name}.".startswith(f"{PACKAGE}.") or module is None:
            continue
        for thing in list(vars(module).values()):
            clear = getattr(thing, "cache_clear", None)
            if callable(clear):
                clear()


wanted: set[str] = set()


def pytest_configure(config: pytest.Config) -> None:
    """Reads whole files where many tests are named."""
    named = [argument for argument in config.args if "::" in argument]
    if len(named) > 20:
        wanted.clear()
        wanted.update(named)
        config.args[:] = sorted({argument.partition("::")[0] for argument in named})


def pytest_sessionstart() -> None:
    """A mutant must not profit from what was remembered before it."""
    forget()


def pytest_runtest_setup() -> None:
    """Each test is mapped to all functions that it needs."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        forget()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Notes a test that fails without any mutant, for the run to leave out."""
    if report.failed:
        _note(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Notes a file that cannot be read."""
    if report.failed:
        _note(report.nodeid)


def _note(failed: str) -> None:
    path = os.environ.get("MUTANTS_FAILED")
    if path:
        with open(path, "a", encoding="utf-8") as notes:
            notes.write(failed + "\n")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Only the tests named, and few examples for those of properties."""
    if wanted:
        items[:] = [item for item in items if item.nodeid in wanted]
        wanted.clear()
    for item in items:
        test: Any = getattr(item, "obj", None)
        test = getattr(test, "__func__", test)
        if hasattr(test, "_hypothesis_internal_use_settings"):
            test._hypothesis_internal_use_settings = QUICK
