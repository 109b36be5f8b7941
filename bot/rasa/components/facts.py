"""`FactExtractor`: marks dates, the state and what happened in the case as entities."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.facts import Reading, read_facts
from bot.language import ORIGINAL
from bot.rasa.components.message import language_of_message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent):
    """Marks the facts of the case that a message tells; values are read by `bot.facts`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Creates the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds an entity for every fact told."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                entities = list(entities_of(str(text), language_of_message(message)))
                message.set(ENTITIES, entities, add_to_output=True)
        return messages


@lru_cache(maxsize=4)
def reading_of(text: str, language: str = ORIGINAL) -> Reading:
    """What the patterns read in a text; the components of one message read it once.

    Only where a fact stands matters to them; the action reads its value with the parent's today.
    So late a day is meant that every day told lies behind it.
    """
    return read_facts(text, date(2090, 1, 2), language=language)


def entities_of(text: str, language: str = ORIGINAL) -> Iterable[dict[str, Any]]:
    """The facts a text tells, as Rasa entities."""
    reading = reading_of(text, language)
    for change in reading.changes:
        words = change.date.text if change.date else change.text
        start = text.find(words)
        if start < 0:
            continue
        yield {
            "entity": "state" if change.fact == "state" else ("date" if change.date else "fact"),
            "role": change.fact,
            "value": words,
            "start": start,
            "end": start + len(words),
            "extractor": "FactExtractor",
        }
    for mention in (*reading.loose_dates, *(mention for _, mention in reading.unclear)):
        yield {
            "entity": "date",
            "value": mention.text,
            "start": mention.start,
            "end": mention.end,
            "extractor": "FactExtractor",
        }


def bare(text: str, entities: list[dict[str, Any]]) -> bool:
    """Whether a text is nothing but the dates or the state in it."""
    left = text
    for entity in sorted(entities, key=lambda e: -int(e["start"])):
        if entity["entity"] != "fact":
            left = left[: entity["start"]] + " " + left[entity["end"] :]
    return not re.search(r"[^\W\d_]{3,}", left.lower().replace("the", "").replace("was", ""))
