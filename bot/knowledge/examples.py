"""How parents ask: the training examples under data/nlu, in the order they are trained in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from bot.content import content_of
from bot.knowledge.load import DATA, ORIGINAL, knowledge


def files(root: Path = DATA) -> list[Path]:
    """The files with examples, English first.

    In each language: chat acts and the like, near misses, then topics in the order of
    data/topics.yml. What is learned depends a little on the order.
    """
    order = {name: place for place, name in enumerate(knowledge().topics)}
    folders = [path for path in sorted((root / "nlu").iterdir()) if path.is_dir()]
    found: list[Path] = []
    for folder in sorted(folders, key=lambda path: (path.name != ORIGINAL, path.name)):
        found += sorted(folder.glob("*.yml"))
        found += sorted((folder / "near_miss").glob("*.yml"))
        topics = (folder / "topics").glob("*.yml")
        found += sorted(topics, key=lambda path: (order.get(path.stem, len(order)), path.stem))
    return found


def language_of_file(path: Path) -> str:
    """The language of a file of examples: the name of its folder under `nlu`."""
    below = [folder.name for folder in path.parents if folder.parent.name == "nlu"]
    return below[0] if below else ORIGINAL


def examples(root: Path = DATA, language: str = ORIGINAL) -> list[tuple[str, str]]:
    """Every example of a language as its label and its text."""
    ours = (path for path in files(root) if language_of_file(path) == language)
    return [pair for path in ours for pair in examples_in(path)]


def examples_in(path: Path) -> Iterator[tuple[str, str]]:
    """The examples of one file as label and text."""
    content = content_of(path) or {}
    for entry in content.get("nlu") or []:
        for line in str(entry.get("examples", "")).splitlines():
            if line.strip().startswith("- "):
                yield str(entry["intent"]), line.strip()[2:].strip()


@lru_cache(maxsize=4)
def by_label(language: str = ORIGINAL) -> dict[str, tuple[str, ...]]:
    """The examples of each label; those of a question belong to its topic as well."""
    found: dict[str, list[str]] = {}
    for label, text in examples(language=language):
        for name in dict.fromkeys((label.split(".", 1)[0], label)):
            found.setdefault(name, []).append(text)
    return {label: tuple(texts) for label, texts in found.items()}
