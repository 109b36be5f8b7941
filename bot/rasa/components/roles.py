"""`RoleReader`: a model taught by marked examples gives each day of a message its role.

It reads beside the patterns of `FactExtractor`; the action puts both together (`bot.facts.agree`).
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.facts.examples import FOLDER, languages
from bot.facts.roles import EXTRACTOR, PLANNED, RoleGuess, RoleModel, spans_of
from bot.rasa.components.facts import reading_of
from bot.rasa.components.message import language_of_message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RoleReader(GraphComponent):
    """Adds an entity for each day, whose `role` is the fact that it most likely tells.

    `group` is "planned" for what is only meant or set, and `ranking` holds the likeliest labels
    with their probabilities. It runs last, so that no other component takes these for facts.
    """

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        models: Mapping[str, RoleModel] | None = None,
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._models = models or {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """It has no options: thresholds belong to what puts both readings together."""
        return {}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Its examples are no training data of Rasa, so Rasa must be told when they change."""
        digest = hashlib.sha256()
        for path in sorted(FOLDER.rglob("*.yml")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RoleReader:
        """Creates an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RoleReader:
        """Loads a trained component."""
        with model_storage.read_from(resource) as folder:
            models = {path.name: RoleModel.load(path) for path in folder.iterdir()}
        return cls(model_storage, resource, models)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns each language from its own examples."""
        with self._storage.write_to(self._resource) as folder, tempfile.TemporaryDirectory() as tmp:
            for language in languages(FOLDER):
                (folder / language).mkdir()
                taught = RoleModel.taught(FOLDER / language, Path(tmp) / f"{language}.crf")
                taught.save(folder / language)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities to each message that holds a day or a statement."""
        for message in messages:
            spoken = language_of_message(message)
            model = self._models.get(spoken)
            text = str(message.get(TEXT) or "")
            if model is None or not text:
                continue
            guesses = model.read(text, spans_of(text, reading_of(text, spoken)))
            if guesses:
                entities = [*(message.get(ENTITIES) or []), *entities_from(guesses, text)]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages


def entities_from(guesses: Iterable[RoleGuess], text: str) -> Iterable[dict[str, Any]]:
    """What the model makes of a text, as Rasa entities."""
    for guess in guesses:
        yield {
            "entity": "date" if guess.dated else "fact",
            "role": guess.label.removesuffix(PLANNED),
            "group": "planned" if guess.label.endswith(PLANNED) else "told",
            "value": text[guess.start : guess.end],
            "start": guess.start,
            "end": guess.end,
            "confidence_role": guess.ranking[0][1],
            "ranking": [list(each) for each in guess.ranking],
            "extractor": EXTRACTOR,
        }
