"""Keeps TensorFlow out of a server that uses none of it.

Rasa 3.6 imports TensorFlow and matplotlib whenever it starts, through three modules that are only
used in training. That costs seconds and hundreds of megabytes in every process
(`python -m benchmarks.lean`). Our pipeline has no component of TensorFlow, so in the server these
three are stand-ins, which refuse to be used. `GUIDE_LEAN=0` leaves them as they are.
`tests/rasa/test_lean.py` guards both.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

from bot.settings import settings

ONLY_FOR_TRAINING = (
    "rasa.utils.train_utils",
    "rasa.utils.plotting",
    "rasa.graph_components.validators.default_recipe_validator",
)


class NotLoaded(RuntimeError):
    """Something that needs TensorFlow was used in a process that runs without it."""


class _Refused:
    """Stands for a class or a function. Rasa names one when it loads a model, but uses none."""

    def __init__(self, *_: Any, **__: Any) -> None:
        name = f"{type(self).__module__}.{type(self).__name__}"
        raise NotLoaded(f"{name} is not loaded in this process (GUIDE_LEAN=0 loads it)")


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (_Refused,), {"__module__": self.__name__})


def start_without_tensorflow() -> bool:
    """Puts the stand-ins in place; whether it did. It must come before Rasa is imported."""
    if not settings().lean or any(name in sys.modules for name in ONLY_FOR_TRAINING):
        return False
    for name in ONLY_FOR_TRAINING:
        parent, _, child = name.rpartition(".")
        sys.modules[name] = _StandIn(name)
        setattr(importlib.import_module(parent), child, sys.modules[name])
    return True
