"""`Spelling`: puts words right that are nearly one of ours."""

from __future__ import annotations

from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.spelling import Speller, SpellingOptions
from bot.rasa.components.message import CORRECTED, labelled
from bot.rasa.components.taught import Taught


# Of the kinds of component that Rasa knows, a tokenizer is the one that changes what the next
# ones train on.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class Spelling(Taught[SpellingOptions, Speller]):
    """Leaves the text as typed and adds the corrected one, in training as in use."""

    OPTIONS = SpellingOptions

    @staticmethod
    def opened(folder: Path, options: SpellingOptions) -> Speller:
        """The words that stand in a folder."""
        return Speller.load(folder, options)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the words that the training examples use."""
        texts = [str(message.get(TEXT)) for message, _ in labelled(training_data)]
        self._model = Speller.fit(texts, self._options)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the corrected text to each message."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._model is not None:
                message.set(CORRECTED, self._model.correct(str(text)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds it to each training example."""
        self.process(training_data.training_examples)
        return training_data
