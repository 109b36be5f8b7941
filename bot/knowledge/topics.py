"""The topics the guide answers: one file each under data/topics, read without Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FAMILIES = ("faq", "deadline")
# As safe as `yaml.safe_load`, and about eight times as fast where PyYAML was built with libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Topic:
    """What is known about one question.

    `dated` is what a parent must still know when dates stand in place of the answer: a right, or
    how to use the time. Empty where the dates say all.
    """

    id: str
    family: str
    title: str
    text: str
    sms: str
    more: str
    simple: str
    why: str
    dated: str
    sources: tuple[str, ...]
    follow_ups: tuple[str, ...]
    deadlines: tuple[str, ...]
    examples: tuple[str, ...] = ()


def load_topics(root: Path) -> dict[str, Topic]:
    """Every topic under `root`, by its id.

    Raises:
        OSError: a file cannot be read.
        KeyError: a file lacks a required part.
    """
    topics: dict[str, Topic] = {}
    for path in sorted(root.rglob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
        examples = [
            line.strip()[2:].strip()
            for entry in content.get("nlu") or []
            for line in str(entry["examples"]).splitlines()
            if line.strip().startswith("- ")
        ]
        topics.update(topics_from_responses(content["responses"], tuple(examples)))
    return topics


def topics_from_responses(
    responses: Mapping[str, list[dict[str, Any]]], examples: tuple[str, ...] = ()
) -> dict[str, Topic]:
    """Topics from Rasa responses named `utter_<family>/<id>`, `utter_more/<id>` and so on."""
    topics = {}
    for key, variants in responses.items():
        family, _, name = key.removeprefix("utter_").partition("/")
        if family not in FAMILIES or not name:
            continue
        general = next(variant for variant in variants if "channel" not in variant)
        custom = general["custom"]
        topics[name] = Topic(
            id=name,
            family=family,
            title=str(custom["title"]),
            text=str(general["text"]).strip(),
            sms=_text(variants, "sms"),
            more=_text(responses.get(f"utter_more/{name}"), None),
            simple=_text(responses.get(f"utter_simple/{name}"), None),
            why=_text(responses.get(f"utter_why/{name}"), None),
            dated=_text(responses.get(f"utter_dated/{name}"), None),
            sources=tuple(custom.get("sources") or ()),
            follow_ups=tuple(custom.get("follow_ups") or ()),
            deadlines=tuple(custom.get("deadlines") or ()),
            examples=examples,
        )
    return topics


def _text(variants: list[dict[str, Any]] | None, channel: str | None) -> str:
    for variant in variants or []:
        if variant.get("channel") == channel:
            return str(variant["text"]).strip()
    return ""
