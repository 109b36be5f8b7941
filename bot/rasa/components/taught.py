"""`Taught`: what our components that learn a model from options have in common.

Each learns one model a language, from the examples of that language, and reads a message with the
model of the message's own (`LanguageFinder`).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import ORIGINAL
from bot.rasa.components.message import Example, labelled, language_of_message, options_from


class Saved(Protocol):
    """A model that can be written into a folder."""

    def save(self, folder: Path) -> None:
        """Writes it into an existing folder."""


Options = TypeVar("Options")
Model = TypeVar("Model", bound=Saved)
_Made = TypeVar("_Made", bound="Taught[Any, Any]")
LANGUAGES = "languages"
"""Option of each component: what is otherwise in a language, as `{es: {sure: 0.3}}`."""


class Taught(GraphComponent, Generic[Options, Model]):
    """Takes its options from `config.yml`, and reads back the models that its training has kept.

    `OPTIONS` is the dataclass of the options; `learned` makes a model of what `taught_by` gives
    for a language, and `opened` reads it back out of the folder it was saved in.
    """

    OPTIONS: ClassVar[type]

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._models: dict[str, Model] = {}
        self._options: dict[str, Options] = {}
        self.options()  # a name that is no option is refused at once

    @abstractmethod
    def learned(self, examples: list[Any], language: str) -> Model:
        """A model of the examples of one language."""

    @staticmethod
    @abstractmethod
    def opened(folder: Path, options: Any) -> Any:
        """The model that stands in a folder."""

    @classmethod
    def get_default_config(cls) -> dict[str, Any]:  # type: ignore[override]
        """See the class that `OPTIONS` names."""
        return {**asdict(cls.OPTIONS()), LANGUAGES: {}}

    @classmethod
    def create(
        cls: type[_Made],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Made:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls: type[_Made],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _Made:
        """Loads a trained component."""
        made = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            for path in sorted(folder.iterdir()):
                made._models[path.name] = cls.opened(path, made.options(path.name))
        return made

    def options(self, language: str = ORIGINAL) -> Options:
        """The options in a language.

        Raises:
            InvalidConfigException: `config.yml` names an option that there is not.
        """
        if language not in self._options:
            self._options[language] = options_in(self.OPTIONS, self._config, language)
        return self._options[language]

    def train(self, training_data: TrainingData) -> Resource:
        """Learns each language from its own examples."""
        with self._storage.write_to(self._resource) as folder:
            for language, ours in self.taught_by(training_data).items():
                self._models[language] = self.learned(ours, language)
                (folder / language).mkdir()
                self._models[language].save(folder / language)
        return self._resource

    def taught_by(self, training_data: TrainingData) -> dict[str, list[Any]]:
        """The examples that this component learns from, by language."""
        examples: dict[str, list[Example]] = {}
        for example in labelled(training_data):
            examples.setdefault(language_of_message(example[0]), []).append(example)
        return examples

    def model_for(self, message: Message) -> Model | None:
        """The model that reads a message, if there is one of its language."""
        return self._models.get(language_of_message(message))

    def options_for(self, message: Message) -> Options:
        """The options that hold for a message."""
        return self.options(language_of_message(message))


def options_in(kind: type[Any], config: Mapping[str, Any], language: str, *others: str) -> Any:
    """The options of a component in a language: those for all, and what is otherwise in it."""
    base = {name: value for name, value in config.items() if name != LANGUAGES}
    own = (config.get(LANGUAGES) or {}).get(language) or {}
    return options_from(kind, {**base, **own}, *others)
