"""Keeps TensorFlow out of a server that uses none of it.

Rasa 3.6 imports TensorFlow whenever it starts: its default components (DIET, TED, ...) are
registered by importing them, also when the pipeline names none. That costs about four seconds
and 400 MB in every process (docs/performance.md has the measurement). Our pipeline has no
TensorFlow component, so the server process gets a stand-in that lets those modules be
*imported* and fails loudly if anything in them is ever *used*.

This touches no Rasa code; `tests/rasa/test_lean.py` guards that answers are the same with and
without it and that the stand-in refuses use. `GUIDE_LEAN=0` switches it off. Plotting
(matplotlib, only for training reports) is kept out the same way.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import MutableSequence
from types import ModuleType
from typing import Any

from bot.settings import settings

PACKAGES = (
    "tensorflow",
    "tensorflow_text",
    "tensorflow_hub",
    "keras",
    "jax",
    "sklearn_crfsuite",
    "matplotlib",
)


class NotLoaded(RuntimeError):
    """TensorFlow was used in a process that runs without it."""


class _Meta(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder

    def __or__(cls, other: Any) -> Any:
        return Any

    def __ror__(cls, other: Any) -> Any:
        return Any


class Placeholder(metaclass=_Meta):
    """Stands for any class or function; may be inherited from and named in type hints."""

    def __init__(self, *_: Any, **__: Any) -> None:
        raise NotLoaded("TensorFlow is not loaded in this process (set GUIDE_LEAN=0 to load it)")

    def __class_getitem__(cls, _: Any) -> type[Placeholder]:
        return cls


def _decorator(*given: Any, **_: Any) -> Any:
    """Stands for decorators such as `tf.function`, which run at import."""
    if len(given) == 1 and callable(given[0]):
        return given[0]
    return lambda function: function


class _Module(ModuleType):
    __path__: MutableSequence[str] = []  # noqa: RUF012 (set once, never changed)
    __version__ = "2.12.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("function", "custom_gradient", "register_keras_serializable"):
            return _decorator
        if name[:1].isupper():
            return Placeholder
        return _submodule(f"{self.__name__}.{name}")

    def __call__(self, *_: Any, **__: Any) -> Any:
        raise NotLoaded("TensorFlow is not loaded in this process (set GUIDE_LEAN=0 to load it)")


def _submodule(name: str) -> ModuleType:
    if name not in sys.modules:
        module = _Module(name)
        module.__spec__ = importlib.machinery.ModuleSpec(name, _Finder(), is_package=True)
        sys.modules[name] = module
    return sys.modules[name]


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] in PACKAGES:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        module = _Module(spec.name)
        module.__spec__ = spec
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def start_without_tensorflow() -> bool:
    """Installs the stand-in; returns whether it did (it must come before Rasa is imported)."""
    if not settings().lean or "tensorflow" in sys.modules:
        return False
    sys.meta_path.insert(0, _Finder())
    return True
