"""What the components leave on a message for those that run after them.

| Component | Leaves |
|---|---|
| `LanguageFinder` | `language`: the code of the language that it is written in |
| `FactExtractor` | `entities`: the facts of the case that the message tells |
| `Spelling` | `corrected`: the text with its spelling put right |
| `SentenceEncoder` | `cut`: its phrases (`bot.nlu.cut.Cut`); `vectors`: one row for each of them |
| `TopicClassifier` | `rankings`: every label with its probability, for each phrase |
| `Router` | `intent`, `intent_ranking`, `topics` and the selected response |
| `FollowUps` | the same anew, where the message leans on the answer before it |
| `QuestionClassifier` | in `topics`, the `question` inside each topic |
| `RoleReader` | more `entities`: the role that a taught model gives each day |

`topics` is a list of `{"label", "confidence", "phrase", "question"}`, in the order asked; `phrase`
is the part of the message that gave the topic, and always one of the phrases of `cut`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import language_of
from bot.nlu.following import AFTER
from bot.nlu.question_model import topic_of

LANGUAGE = "language"
CORRECTED = "corrected"
CUT = "cut"
VECTORS = "vectors"
RANKINGS = "rankings"
TOPICS = "topics"

Example = tuple[Message, str]
"""A training example with its full label."""

_Options = TypeVar("_Options")


def text_of(message: Message) -> str:
    """The text to understand: with its spelling put right, where `Spelling` ran."""
    return str(message.get(CORRECTED) or message.get(TEXT) or "")


def language_of_message(message: Message) -> str:
    """The language of a message: the one found in it, or told of an example; else that of the
    client; else English."""
    metadata = message.get("metadata") or {}
    return language_of(message.get(LANGUAGE), metadata.get("language"))


def label_of(message: Message) -> str | None:
    """The full label of a training example: `faq/bring_lawyer`, `greet`."""
    label = message.get(INTENT_RESPONSE_KEY) or message.get(INTENT)
    return str(label) if label else None


def labelled(training_data: TrainingData) -> list[Example]:
    """Every training example that has text and a label, with its label."""
    return [
        (message, label)
        for message in training_data.intent_examples
        if message.get(TEXT) and (label := label_of(message))
    ]


def vectors_of(examples: Iterable[Example]) -> np.ndarray:
    """The sentence vectors that `SentenceEncoder` gave training examples, one row each."""
    rows: np.ndarray = np.stack(
        [message.get_dense_features(TEXT)[1].features[0] for message, _ in examples]
    )
    return rows


def answered_last(message: Message) -> str | None:
    """The name of the topic answered before this message (`bot.rasa.context`), if there is one."""
    question = (message.get("metadata") or {}).get(AFTER)
    return topic_of(str(question)) if question else None


def vector_of(message: Message, phrase: str) -> np.ndarray:
    """The sentence vector of a phrase of the message, which was encoded once for all.

    Raises:
        ValueError: it is none of its phrases.
    """
    row: np.ndarray = message.get(VECTORS)[message.get(CUT).phrases.index(phrase)]
    return row


def options_from(kind: type[_Options], config: dict[str, Any], *others: str) -> _Options:
    """The options of a component out of its part of `config.yml`.

    Args:
        kind: the dataclass that names them.
        config: what the file says, with the defaults of the component filled in.
        others: options that the component reads by itself.

    Raises:
        InvalidConfigException: an option has no such name; it would be overlooked otherwise.
    """
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    unknown = set(config) - known - set(others)
    if unknown:
        raise InvalidConfigException(
            f"config.yml has no option '{min(unknown)}' here; there are: "
            + ", ".join(sorted({*known, *others}))
        )
    values = {name: value for name, value in config.items() if name in known}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
