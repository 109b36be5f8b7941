"""`Spelling`: puts words right that are nearly one of ours, and leaves out what is only polite."""

from __future__ import annotations

from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.spelling import Speller, SpellingOptions
from bot.rasa.components.message import CORRECTED, Example, language_of_message
from bot.rasa.components.taught import Taught
from bot.text.clauses import essential


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

    def learned(self, examples: list[Example], language: str) -> Speller:
        """The words that the examples of one language use."""
        texts = [str(message.get(TEXT)) for message, _ in examples]
        return Speller.fit(texts, self.options(language), language)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the corrected text to each message."""
        for message in messages:
            text = message.get(TEXT)
            model = self.model_for(message)
            if text and model is not None:
                language = language_of_message(message)
                message.set(CORRECTED, essential(model.correct(str(text)), language))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds it to each training example."""
        self.process(training_data.training_examples)
        return training_data
