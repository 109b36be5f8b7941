"""Fails a run of tests that loaded Rasa, a model or a browser: `make quick` goes without them.

python -m pytest -p tests.pure tests/dates
"""

from __future__ import annotations

import sys

import pytest

HEAVY = ("rasa", "tensorflow", "onnxruntime", "playwright")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Says which heavy package was loaded, and fails the run."""
    loaded = [name for name in HEAVY if name in sys.modules]
    if loaded:
        print(f"\nnot pure: {', '.join(loaded)} was imported")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
