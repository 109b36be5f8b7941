"""The second reader of facts: a small model taught by marked examples.

It gives each day of a message the fact that it most likely tells ("none" for a day that tells
none), and is asked beside the patterns of `bot.facts.reader`: what both say is kept. The days of
one message are read as a sequence (a conditional random field), since what one day is says much
about the next. Kept apart from Rasa, so that benchmarks can train and question it directly.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.dates.spoken import MAX_TEXT
from bot.facts.examples import NONE, Example, Mark, examples_in, word_classes, written_out
from bot.facts.features import Span, features_of
from bot.facts.model import FactChange, Reading
from bot.facts.spoken import read_facts
from bot.text.letters import folded

EXTRACTOR = "RoleReader"
"""The name under which the model's entities stand among those of a message."""
PLANNED = "~"
"""Ends the label of a fact that is only planned: `filed~`."""
LIKELY = 6
"""How many of the likeliest labels are given for each day."""
MOST_SPANS = 60
"""Days read in one message; what follows is read by the patterns alone."""
REGULARISATION, ROUNDS = 0.1, 120
"""Strength of the L2 penalty and the solver's steps."""
STATEMENT_WORDS = 5
"""From so many words on, marked words of a written out template are a statement."""
FEWEST = 6
"""How many planned examples a fact needs to have a label of its own for that."""
# Examples and models do not tell a decision's own date from the day it came; the patterns do.
SAME = {"decision_received": "decision_issued"}
_TAUGHT_ON = date(2026, 11, 28)


@dataclass(frozen=True)
class RoleGuess:
    """What the model makes of one span: labels with probabilities, likeliest first."""

    start: int
    end: int
    ranking: tuple[tuple[str, float], ...]
    dated: bool = True

    @property
    def label(self) -> str:
        """The likeliest label."""
        return self.ranking[0][0]

    def chance(self, label: str) -> float:
        """The probability of a label; 0 where it is not among the likeliest."""
        return next((chance for name, chance in self.ranking if name == label), 0.0)

    def roles(self) -> list[tuple[str, float]]:
        """The facts and "none" with their probabilities, told and planned together."""
        sums: dict[str, float] = {}
        for label, chance in self.ranking:
            name = label.removesuffix(PLANNED)
            sums[name] = sums.get(name, 0.0) + chance
        return sorted(sums.items(), key=lambda each: -each[1])

    def planned(self, fact: str) -> bool:
        """Whether a fact is rather planned than told."""
        return self.chance(fact + PLANNED) > self.chance(fact)


def guesses_from(entities: Iterable[Mapping[str, Any]]) -> tuple[RoleGuess, ...]:
    """What the model made of a message, out of the entities that came with it."""
    return tuple(
        RoleGuess(
            int(entity["start"]),
            int(entity["end"]),
            tuple((str(label), float(chance)) for label, chance in entity["ranking"]),
            entity.get("entity") == "date",
        )
        for entity in entities
        if entity.get("extractor") == EXTRACTOR and entity.get("ranking")
    )


def spans_of(text: str, reading: Reading) -> list[Span]:
    """The days that were read in a text, and the statements without a day."""
    days = [Span(day.start, day.end) for day in reading.mentions]
    statements = []
    for change in reading.changes:
        at = text.find(change.text)
        if is_statement(change) and at >= 0:
            statements.append(Span(at, at + len(change.text), dated=False))
    return sorted({*days, *statements})[:MOST_SPANS]


def is_statement(change: FactChange) -> bool:
    """Whether an event was told without a day: "we both signed the waiver"."""
    return change.date is None and change.value is None and change.kind != "withdraw"


class RoleModel:
    """Trained with `fit`, questioned with `read`."""

    def __init__(self, content: bytes, classes: dict[str, str], language: str = "en") -> None:
        import pycrfsuite

        self._content = content
        self._classes = classes
        self._language = language
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(content)
        self._labels: list[str] = self._tagger.labels()

    @classmethod
    def taught(cls, folder: Path, path: Path) -> RoleModel:
        """Learns a language from its folder of examples, which has its name.

        `path` is a file to write the model in.
        """
        examples = (*examples_in(folder), *written_out(folder))
        return cls.fit(examples, word_classes(folder), path, folder.name)

    @classmethod
    def fit(
        cls,
        examples: Iterable[Example],
        classes: dict[str, str],
        path: Path,
        language: str = "en",
    ) -> RoleModel:
        """Learns from marked examples; `path` is a file to write the model in."""
        import pycrfsuite

        rows = [row for example in examples if (row := _labelled(example, language))]
        often = Counter(label for _, labels, _ in rows for label in labels)
        trainer = pycrfsuite.Trainer(verbose=False)
        for spans, labels, text in rows:
            known = [
                label if often[label] >= FEWEST or not label.endswith(PLANNED) else NONE
                for label in labels
            ]
            trainer.append(features_of(_seen(text, language), spans, classes), known)
        trainer.set_params({"c1": 0.0, "c2": REGULARISATION, "max_iterations": ROUNDS})
        trainer.train(str(path))
        return cls(path.read_bytes(), classes, language)

    def read(self, text: str, spans: Sequence[Span]) -> tuple[RoleGuess, ...]:
        """What each span most likely tells."""
        if not spans:
            return ()
        self._tagger.set(features_of(_seen(text, self._language), spans, self._classes))
        guesses = []
        for place, span in enumerate(spans):
            chances = [(label, self._tagger.marginal(label, place)) for label in self._labels]
            chances.sort(key=lambda each: -each[1])
            ranking = tuple((label, round(chance, 4)) for label, chance in chances[:LIKELY])
            guesses.append(RoleGuess(span.start, span.end, ranking, span.dated))
        return tuple(guesses)

    def save(self, folder: Path) -> None:
        """Writes the model into an existing folder."""
        (folder / "roles.crf").write_bytes(self._content)
        (folder / "roles.json").write_text(json.dumps(self._classes), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> RoleModel:
        """Reads a model back from a folder that has the name of its language.

        Raises:
            OSError: there is none in `folder`.
        """
        classes = json.loads((folder / "roles.json").read_text(encoding="utf-8"))
        return cls((folder / "roles.crf").read_bytes(), classes, folder.name)


def _seen(text: str, language: str) -> str:
    """The text as the model sees it: Spanish is written with and without accents."""
    return text if language == "en" else folded(text)


def label_of(mark: Mark) -> str:
    """The label that a mark teaches: a fact told or supposed, one planned, or none."""
    role = SAME.get(mark.role, mark.role)
    if mark.status in ("told", "supposed"):
        return role
    return f"{role}{PLANNED}" if mark.status == "planned" and role != NONE else NONE


def _looks_dated(words: str) -> bool:
    """Whether marked words are a day, not a statement, which has a subject and more words."""
    return len(words.split()) < STATEMENT_WORDS


def _labelled(example: Example, language: str) -> tuple[list[Span], list[str], str] | None:
    """The spans of an example with their labels; a day that is not marked tells nothing."""
    text = example.text[:MAX_TEXT]
    found: dict[Span, str] = {}
    if example.whole:
        found = {
            Span(mark.start, mark.end, _looks_dated(text[mark.start : mark.end])): label_of(mark)
            for mark in example.marks
        }
        return sorted(found), [found[span] for span in sorted(found)], text
    for span in spans_of(text, read_facts(text, _TAUGHT_ON, language=language)):
        mark = next((m for m in example.marks if m.holds(span.start, span.end)), None)
        found[span] = label_of(mark) if mark else NONE
    for mark in example.marks:
        statement = len(text[mark.start : mark.end].split()) > 2
        if statement and not any(mark.holds(span.start, span.end) for span in found):
            found[Span(mark.start, mark.end, dated=False)] = label_of(mark)
    spans = sorted(found)
    return (spans, [found[span] for span in spans], text) if spans else None
