"""`FollowUps`: reads a message that leans on the answer before it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import spoken
from bot.nlu import following, router
from bot.nlu.encoder import TOGETHER
from bot.nlu.model import Guess
from bot.nlu.question_model import question_id, topic_of
from bot.rasa.components.encoder import SentenceEncoder, encoder
from bot.rasa.components.message import (
    CUT,
    TOPICS,
    answered_last,
    language_of_message,
    text_of,
    vector_of,
)
from bot.rasa.components.router import publish
from bot.rasa.components.taught import Taught
from bot.text.clauses import essential

OPEN = ("faq", "deadline", "near_miss", "out_of_scope", router.UNSURE, router.UNKNOWN)
"""What a message may have been taken for that in truth leans on the answer before it."""


@dataclass(frozen=True)
class FollowUpOptions:
    """What it takes to read a message after the answer before it, as cosines to an example."""

    same: float = 0.70
    """From here it says what the example says, whatever it would mean alone."""
    near: float = 0.50
    """From here it does if alone it is not sure of another topic."""
    sure_alone: float = 0.90
    """From this probability a topic that a message has alone is sure."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FollowUps(Taught[FollowUpOptions, following.FollowUps]):
    """Replaces the topic of a message by that of the nearest example after the last answer."""

    OPTIONS = FollowUpOptions

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it; classifiers are not there in training."""
        return [SentenceEncoder]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Its examples are no training data of Rasa, so Rasa must be told when they change."""
        listed = "\n".join(
            repr(each) for code in spoken() for each in following.follow_ups(language=code)
        )
        return hashlib.sha256(listed.encode()).hexdigest()

    @staticmethod
    def opened(folder: Path, options: FollowUpOptions) -> following.FollowUps:
        """The examples that stand in a folder."""
        return following.FollowUps.load(folder)

    def taught_by(self, training_data: TrainingData) -> dict[str, list[Any]]:
        """Its own examples (`data/follow_ups`), by language."""
        every = {code: following.follow_ups(language=code) for code in spoken()}
        return {code: listed for code, listed in every.items() if listed}

    def learned(self, examples: list[following.FollowUp], language: str) -> following.FollowUps:
        """The examples of one language, encoded."""
        texts = [essential(example.text, language) for example in examples]
        vectors = encoder(language).encode(texts, together=TOGETHER)
        return following.FollowUps.fit(examples, vectors)

    def process(self, messages: list[Message]) -> list[Message]:
        """Reads each message after the answer that its metadata name."""
        for message in messages:
            after = answered_last(message)
            if after and self.model_for(message) is not None and message.get(TOPICS) is not None:
                self._read(message, after)
        return messages

    def _read(self, message: Message, after: str) -> None:
        model, options = self.model_for(message), self.options_for(message)
        assert model is not None
        intent, text = message.get(INTENT) or {}, text_of(message)
        if intent.get("name") not in OPEN or message.get(CUT) is None:
            return
        if not following.leans(text, language_of_message(message)):
            return
        near = model.nearest(after, vector_of(message, text))
        if near is None:
            return
        answered = intent["name"] in router.ANSWERED
        alone = answered and float(intent["confidence"]) >= options.sure_alone
        if near.cosine >= (options.same if alone else options.near):
            label, confidence = topic_of(near.label), round(near.cosine, 4)
            named = router.Named(label, confidence, text)
            ranking = (Guess(label, confidence),)
            found = router.Understanding(router.family(label), confidence, (named,), ranking)
            publish(message, found, question_id(near.label))
