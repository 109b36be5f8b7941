"""Full replies as text files, one a group and channel, to be read and signed by a person.

    .venv/bin/python -m tests.answering.snapshots            tells what differs from the files
    .venv/bin/python -m tests.answering.snapshots --write    writes the files anew

The replies are those of the rows in scenes.yml and of each topic without facts, on each channel.
`git diff tests/answering/snapshots` then shows a reviewer every word that parents will read anew.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import textwrap
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.answering.rows import Talk, knowledge

FOLDER = Path(__file__).with_name("snapshots")
SCENES = Path(__file__).with_name("scenes.yml")
CHANNELS = ("web", "sms", "whatsapp")
WIDTH = 96


@lru_cache(maxsize=1)
def files() -> dict[str, str]:
    """What each file must hold, by its name."""
    found: dict[str, list[str]] = {}
    for channel in CHANNELS:
        for name, topic in sorted(knowledge().items()):
            turns = [{"say": topic.title, "topics": [f"{topic.family}/{name}"]}]
            block = _block(f"{name}: no facts told", {}, turns, channel)
            found.setdefault(f"texts-{topic.family}.{channel}.txt", []).append(block)
        for scene in yaml.safe_load(SCENES.read_text(encoding="utf-8")):
            block = _block(scene["name"], scene, scene.get("turns") or [scene], channel)
            found.setdefault(f"{scene['group']}.{channel}.txt", []).append(block)
    return {name: "\n\n".join(blocks) + "\n" for name, blocks in found.items()}


def number_of_replies() -> int:
    """How many replies the files hold."""
    return sum(text.count("\nGuide: ") for text in files().values())


def differences() -> list[str]:
    """A readable difference for each file that is not as it must be."""
    wanted = files()
    found = []
    for name in sorted({*wanted, *(path.name for path in FOLDER.glob("*.txt"))}):
        path = FOLDER / name
        kept = path.read_text(encoding="utf-8") if path.is_file() else ""
        new = wanted.get(name, "")
        if kept != new:
            lines = difflib.unified_diff(
                kept.splitlines(),
                new.splitlines(),
                f"reviewed/{name}",
                f"now/{name}",
                lineterm="",
                n=4,
            )
            found.append("\n".join(lines))
    return found


def write() -> None:
    """Writes the files, and takes away those that are no more."""
    FOLDER.mkdir(exist_ok=True)
    wanted = files()
    for path in FOLDER.glob("*.txt"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _block(name: str, scene: dict[str, Any], turns: list[dict[str, Any]], channel: str) -> str:
    """One conversation as a person reads it."""
    talk = Talk.of(scene)
    talk.channel = channel
    lines = [f"## {name}"]
    if scene.get("before"):
        told = (f"{key} {value}" for key, value in scene["before"].items())
        lines.append(_wrapped("(told before: " + ", ".join(told) + ")"))
    for turn in turns:
        reply = talk.say({**turn, "channel": channel})
        lines.append(_wrapped(f"Parent: {turn['say']}"))
        lines += [_wrapped(f"Guide: {message.text}") for message in reply.messages]
        buttons = reply.messages[-1].buttons if reply.messages else []
        if buttons:
            lines.append(_wrapped("Buttons: " + " | ".join(button["title"] for button in buttons)))
    return "\n".join(lines)


def _wrapped(text: str) -> str:
    """Text broken for reading; its own line breaks stay."""
    return "\n".join(
        textwrap.fill(line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )  # fmt: skip


def main() -> int:
    """Writes or compares; 1 where something differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.answering.snapshots")
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        write()
        print(f"{number_of_replies()} replies in {len(files())} files under {FOLDER.name}/")
        return 0
    found = differences()
    print("\n\n".join(found) or "Every reply is as reviewed.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
