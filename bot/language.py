"""Which languages are spoken, which one a message is answered in, and what stands in for a text
that is not translated yet.

English is the original that a lawyer checks. Every other language is a folder beside it under
data/answers. A text that it lacks is said in English: each text by itself, never the whole file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content import content_of

ORIGINAL = "en"
ANSWERS = Path(__file__).resolve().parents[1] / "data" / "answers"


@lru_cache(maxsize=1)
def spoken() -> tuple[str, ...]:
    """Codes of the languages that have a folder of answers, English first."""
    folders = sorted(path.name for path in ANSWERS.iterdir() if path.is_dir())
    return (ORIGINAL, *(name for name in folders if name != ORIGINAL))


def language_of(*asked: object) -> str:
    """The first of the codes `asked` that is spoken (`es` of `es-US`); English where none is."""
    for code in asked:
        if isinstance(code, str):
            plain = code.strip().replace("_", "-").partition("-")[0].lower()
            if plain in spoken():
                return plain
    return ORIGINAL


@lru_cache(maxsize=64)
def texts(name: str, language: str) -> dict[str, Any]:
    """The file `name` of a language, with the English text where it has none; not to be changed."""
    english = read(ANSWERS / ORIGINAL / name)
    if language == ORIGINAL:
        return english
    whole: dict[str, Any] = filled(read(ANSWERS / language / name), english)
    return whole


def read(path: Path) -> dict[str, Any]:
    """The texts of a YAML file by name; none where there is no file."""
    if not path.is_file():
        return {}
    content = content_of(path)
    return content if isinstance(content, dict) else {}


def filled(translated: Any, original: Any) -> Any:
    """A translation with what it lacks taken from its original, name by name.

    A list is one text: it is translated whole, or not at all. So is a text whose names in braces
    are filled in; what it says they are called is for the tests of the files.
    """
    if isinstance(original, Mapping) and isinstance(translated, Mapping):
        both = {name: filled(translated.get(name), text) for name, text in original.items()}
        return {**both, **{name: t for name, t in translated.items() if name not in original}}
    return original if translated is None else translated


def each_text(content: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every text of a file with its name (`facts.received.ask`); a list is one text."""
    if isinstance(content, Mapping):
        for key, inner in content.items():
            yield from each_text(inner, f"{name}.{key}" if name else str(key))
    else:
        yield name, content
