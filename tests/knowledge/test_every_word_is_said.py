"""Every phrase of the catalogues is said somewhere: what no code names is taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = [
    "data/answers/en/phrases.yml",
    "data/answers/en/print.yml",
    "bot/deadlines/data/wording/en.yml",
]
MADE = re.compile(r"^told_\w+$|_(?:school|undated|back|not)$")
"""Keys that are put together of two parts, the last of which is one of these."""


def keys(entries: dict[str, Any], above: str = "") -> Iterator[str]:
    """Every key with a text, dots between its levels."""
    for key, value in entries.items():
        path = f"{above}.{key}" if above else str(key)
        if isinstance(value, dict):
            yield from keys(value, path)
        else:
            yield path


def sources() -> str:
    """Everything that may name a key: code, templates, the page, the data of the rules."""
    files = [
        path
        for pattern in (
            "bot/**/*.py",
            "actions/*.py",
            "bot/**/*.html",
            "bot/web/src/**/*.ts",
            "bot/deadlines/data/*.yml",
            "bot/deadlines/data/states/*.yml",
        )
        for path in ROOT.glob(pattern)
        if "node_modules" not in path.parts
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_no_phrase_is_left_over(catalogue: str) -> None:
    words = set(re.findall(r"\w+", sources()))
    entries = yaml.safe_load((ROOT / catalogue).read_text(encoding="utf-8"))
    entries.pop("holidays", None)  # named by the package `holidays`
    left = [
        path
        for path in keys(entries)
        if not MADE.search(path.rsplit(".", 1)[-1])
        and not {path.split(".")[0], path.rsplit(".", 1)[-1]} <= words
    ]
    assert left == []
