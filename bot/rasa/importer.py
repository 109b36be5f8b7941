"""Rasa's view of data/: examples as training data, answers as responses, rules as they are.

`config.yml` names it under `importers`, which is Rasa's extension point for data of another form.
The examples, rules and stories are Rasa's own YAML; the answers are Markdown for lawyers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge import Knowledge, Notice, Question, knowledge
from bot.knowledge.examples import examples_in, files, language_of_file
from bot.language import ORIGINAL
from bot.rasa.components.message import LANGUAGE

FLOWS = ("rules", "stories")
"""Folders under data/ that Rasa reads itself."""


class KnowledgeImporter(RasaFileImporter):
    """Reads examples, rules and stories as Rasa does, and adds the answers to the domain."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        """See Rasa's importer for the paths.

        Raises:
            ContentError: a file of answers is not as it must be.
        """
        paths = (
            [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths
        )
        # Rasa opens every file to see what it holds, which takes minutes. Ours lie in folders.
        flows = [str(Path(path, name)) for path in paths or [] for name in FLOWS]
        super().__init__(config_file, domain_path, flows)
        self._nlu_files = [str(path) for folder in paths or [] for path in files(Path(folder))]
        self._knowledge = knowledge()

    def get_nlu_data(self, language: str | None = ORIGINAL) -> TrainingData:
        """The examples, each with the language that its folder is named after."""
        return TrainingData([m for path in self._nlu_files for m in _messages(Path(path))])

    def get_domain(self) -> Domain:
        """The domain of domain.yml with the answers as its responses."""
        domain = super().get_domain()
        return domain.merge(Domain.from_dict({"responses": responses(self._knowledge)}))


def _messages(path: Path) -> Iterator[Message]:
    """The examples of a file; ours have no entities, so that a quick reader of YAML will do."""
    language = language_of_file(path)
    for label, text in examples_in(path):
        message = Message.build(text, label)
        if language != ORIGINAL:
            message.set(LANGUAGE, language)
        yield message


def responses(known: Knowledge) -> dict[str, list[dict[str, Any]]]:
    """The texts that Rasa says by itself, as the responses of a domain.

    What a parent asks further ("Tell me more", "Why") is answered by a custom action and is none.
    """
    found = {
        f"utter_{topic.family}/{question.id}": _variants(question)
        for topic in known.topics.values()
        for question in topic.questions
    }
    found |= {f"utter_near_miss/{name}": _variants(n) for name, n in known.near_misses.items()}
    found |= {f"utter_{name}": _variants(notice) for name, notice in known.notices.items()}
    return found


def _variants(text: Question | Notice) -> list[dict[str, Any]]:
    by_text = [{"channel": "sms", "text": text.sms}] if text.sms else []
    return [{"text": text.text}, *by_text]
