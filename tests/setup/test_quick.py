"""`make quick` stays quick: its tests load no Rasa, no model and no browser."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def folders() -> list[str]:
    """The folders of tests that `make quick` runs."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    halves = re.findall(r"^PURE(?:_TOO)? := (.+)$", makefile, re.MULTILINE)
    assert len(halves) == 2
    return [f"tests/{name}" for half in halves for name in half.split()]


def collected(*what: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.pure", "--collect-only", *what]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_no_quick_test_imports_what_is_heavy() -> None:
    found = collected(*folders())
    assert found.returncode == 0, found.stdout[-500:]


def test_a_test_that_does_is_named() -> None:
    found = collected("tests/rasa/test_policy.py")
    assert found.returncode == 1
    assert "not pure: rasa" in found.stdout
