"""Vetted texts that are not topics (greeting, empty message, too fast), from the data files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[2] / "data" / "chat"


@lru_cache(maxsize=1)
def _responses() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(DATA.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        found.update(content.get("responses") or {})
    return found


def notice(name: str, channel: str) -> dict[str, Any]:
    """The message `utter_<name>` in the variant for `channel`.

    Raises:
        KeyError: there is no such text.
    """
    variants = _responses()[f"utter_{name}"]
    general = next(variant for variant in variants if "channel" not in variant)
    chosen = next((v for v in variants if v.get("channel") == channel), general)
    custom = {"topic": name, "sources": [], "confidence": 1.0}
    custom.update(general.get("custom") or {})
    return {"text": str(chosen["text"]).strip(), "custom": custom}
