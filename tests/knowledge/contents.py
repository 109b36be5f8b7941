"""A copy of the answers that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.deadlines.wording import FOLDER
from bot.knowledge import translations
from bot.knowledge.load import DATA, Content, inspect

SAMPLE = (Path(__file__).parent / "one_question.md").read_text(encoding="utf-8")
"""A page of one question, that of cost, so that a test knows each of its lines."""


@contextmanager
def english_words_alone(folder: Path) -> Iterator[None]:
    """Holds the words of the deadline engine to a copy in `folder` of the English ones."""
    wording = folder / "wording"
    wording.mkdir()
    shutil.copy(FOLDER / "en.yml", wording)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translations, "WORDING", wording)
        yield


@dataclass(frozen=True)
class Copy:
    """The folder data/ of its own."""

    root: Path

    @classmethod
    def in_folder(cls, folder: Path) -> Copy:
        """A copy in `folder` of the English alone, so that a test knows what each language holds.

        The examples, which no test here changes, are the real ones.
        """
        root = folder / "data"
        shutil.copytree(DATA / "answers" / "en", root / "answers" / "en")
        shutil.copy(DATA / "topics.yml", root)
        (root / "nlu").mkdir()
        (root / "nlu" / "en").symlink_to(DATA / "nlu" / "en")
        return cls(root)

    @classmethod
    def with_sample(cls, folder: Path) -> Copy:
        """A copy in `folder` in which the sample stands for the page on cost."""
        copy = cls.in_folder(folder)
        copy.write("answers/en/cost.md", SAMPLE)
        return copy

    def write(self, name: str, text: str) -> None:
        """Writes a file anew."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, was: str, now: str) -> None:
        """Changes the one place in a file where `was` stands."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(was) == 1, f"{was!r} stands {text.count(was)} times in {name}"
        self.write(name, text.replace(was, now))

    def inspect(self) -> Content:
        """What is read from the copy."""
        return inspect(self.root)

    def problems(self) -> list[str]:
        """Its problems as they are told."""
        return [str(problem) for problem in self.inspect().problems]
