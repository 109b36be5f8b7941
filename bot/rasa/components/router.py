"""`Router`: decides from the guesses for each phrase what a message is about."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language import ORIGINAL
from bot.nlu import router
from bot.nlu.thresholds import Thresholds
from bot.rasa.components.facts import bare
from bot.rasa.components.message import (
    CUT,
    RANKINGS,
    TOPICS,
    answered_last,
    language_of_message,
)
from bot.rasa.components.taught import LANGUAGES, options_in
from bot.rasa.components.topics import TopicClassifier

RETRIEVAL_FAMILIES = ["faq", "deadline", "near_miss"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Router(GraphComponent):
    """Sets `intent`, `intent_ranking`, the selection of the retrieval response, and `topics`."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config
        self._routers: dict[str, router.Router] = {}
        self._router_of(ORIGINAL)  # a name that is no option is refused at once

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it in the pipeline."""
        return [TopicClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See `Thresholds`."""
        return {**asdict(Thresholds()), LANGUAGES: {}}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Router:
        """Creates the component."""
        return cls(config)

    def _router_of(self, language: str) -> router.Router:
        if language not in self._routers:
            thresholds = options_in(Thresholds, self._config, language)
            self._routers[language] = router.Router(thresholds)
        return self._routers[language]

    def process(self, messages: list[Message]) -> list[Message]:
        """Decides what each message is about."""
        for message in messages:
            rankings = message.get(RANKINGS)
            if rankings:
                typed = str(message.get(TEXT))
                entities = message.get(ENTITIES) or []
                found = self._router_of(language_of_message(message)).decide(
                    message.get(CUT),
                    rankings,
                    tells_facts=bool(entities),
                    only_facts=bool(entities) and bare(typed, entities),
                    typed=typed,
                    after=answered_last(message),
                )
                publish(message, found)
        return messages


def publish(message: Message, found: router.Understanding, question: str | None = None) -> None:
    """Writes an understanding onto a message in the fields Rasa and the actions read.

    `question` is the id of the question inside the first topic, where that is known already.
    """
    message.set(INTENT, {"name": found.intent, "confidence": found.confidence}, add_to_output=True)
    message.set(
        "intent_ranking",
        [
            {"name": guess.label, "confidence": round(guess.confidence, 4)}
            for guess in found.ranking[:3]
        ],
        add_to_output=True,
    )
    topics: list[dict[str, Any]] = [
        {"label": named.label, "confidence": round(named.confidence, 4), "phrase": named.phrase}
        for named in found.topics
    ]
    if question:
        topics[0]["question"] = question
    message.set(TOPICS, topics, add_to_output=True)
    selection: dict[str, Any] = {"all_retrieval_intents": RETRIEVAL_FAMILIES}
    if found.intent in RETRIEVAL_FAMILIES:
        label = found.topics[0].label
        selection[found.intent] = {
            "response": {
                "intent_response_key": label,
                "utter_action": f"utter_{label}",
                "confidence": found.confidence,
                "responses": [],
            },
            "ranking": [],
        }
    message.set("response_selector", selection, add_to_output=True)
