"""`Taught`: what our components that learn a model from options have in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.rasa.components.message import options_from

Options = TypeVar("Options")
Model = TypeVar("Model")
_Made = TypeVar("_Made", bound="Taught[Any, Any]")


class Taught(GraphComponent, Generic[Options, Model]):
    """Takes its options from `config.yml`, and reads back the model that its training has kept.

    `OPTIONS` is the dataclass of the options; `train` writes what `opened` reads.
    """

    OPTIONS: ClassVar[type]

    def __init__(
        self,
        options: Options,
        storage: ModelStorage,
        resource: Resource,
        model: Model | None = None,
    ) -> None:
        self._options = options
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    @abstractmethod
    def opened(folder: Path, options: Any) -> Any:
        """The model that stands in a folder."""

    @classmethod
    def get_default_config(cls) -> dict[str, Any]:  # type: ignore[override]
        """See the class that `OPTIONS` names."""
        return asdict(cls.OPTIONS())

    @classmethod
    def create(
        cls: type[_Made],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Made:
        """Creates an untrained component."""
        return cls(options_from(cls.OPTIONS, config), model_storage, resource)

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
        options: Any = options_from(cls.OPTIONS, config)
        with model_storage.read_from(resource) as folder:
            return cls(options, model_storage, resource, cls.opened(folder, options))
