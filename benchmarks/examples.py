"""Adds ways to ask to the training data, from a table that anybody can write.

    python -m benchmarks.examples FILE... [--language es]

Each line of a file is `label<TAB>text`. The label is a topic (`bring_lawyer`), a question of it
(`bring_lawyer.how_much_notice`), `near:` with a near miss (`near:state_complaint`), `act:` with a
chat act (`act:delete_data`), or another label of the training data (`out_of_scope`, `crisis`). Left
out, and counted: what is there already, under whatever label; what names two labels; and every line
of a test set.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

from benchmarks.answers import entries
from benchmarks.understanding import SETS, lines
from bot.knowledge import knowledge
from bot.knowledge.examples import examples, examples_in, files, language_of_file
from bot.language import ORIGINAL
from bot.nlu.model import plain

LONGEST = 1000
"""Characters; a longer example is a slip of whoever wrote the table."""
INDENT = " " * 4
TESTS = Path(__file__).resolve().parents[1] / "tests"
ASKED = ("questions", "spanish")
"""Folders of tests with messages that no example may equal."""


def places(language: str = ORIGINAL) -> dict[str, Path]:
    """The file that holds the examples of each intent in a language."""
    ours = [path for path in files() if language_of_file(path) == language]
    return {label: path for path in ours for label, _ in examples_in(path)}


def intent_of(label: str, known: dict[str, Path]) -> str:
    """The intent a label of a table means.

    Raises:
        ValueError: there is none.
    """
    kind, _, name = label.strip().rpartition(":")
    tried = {
        "": [f"faq/{name}", f"deadline/{name}", name],
        "near": [f"near_miss/{name}"],
        "act": [name],
    }.get(kind, [])
    for intent in tried:
        if intent in known or (intent in _questions() and intent.split(".")[0] in known):
            return intent
    raise ValueError(f"no label {label!r} in the training data")


@lru_cache(maxsize=1)
def _questions() -> frozenset[str]:
    """The intent of every question, also of those that have no example yet."""
    topics = knowledge().topics.values()
    return frozenset(f"{topic.family}/{q.id}" for topic in topics for q in topic.questions)


def _tested() -> set[str]:
    """Every line of a test set of questions, plain."""
    found = {plain(line.text) for name in SETS for line in lines(name)}
    for path in [path for folder in ASKED for path in (TESTS / folder).glob("*.*l*")]:
        for entry in entries(path):
            turns = entry if isinstance(entry, list) else entry.get("turns", [entry.get("text")])
            found |= {plain(str(turn)) for turn in turns if turn}
    return found


def read_table(text: str, known: dict[str, Path]) -> list[tuple[str, str]]:
    """Intent and phrase of each line.

    Raises:
        ValueError: a line is not `label<TAB>text`, names no label, or is far too long.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        label, tab, phrase = line.partition("\t")
        phrase = " ".join(phrase.split())
        if not tab or not phrase or len(phrase) > LONGEST:
            raise ValueError(f"line {number}: wanted a label, a tab and a text")
        try:
            rows.append((intent_of(label, known), phrase))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error
    return rows


def new_rows(
    rows: list[tuple[str, str]], trained: set[str], tested: set[str]
) -> tuple[dict[str, list[str]], Counter[str]]:
    """The phrases to add for each intent, and how many were left out and why."""
    intents: dict[str, set[str]] = defaultdict(set)
    for intent, phrase in rows:
        intents[plain(phrase)].add(intent)
    added: dict[str, list[str]] = defaultdict(list)
    left: Counter[str] = Counter()
    seen = set(trained)
    for intent, phrase in rows:
        key = plain(phrase)
        if key in tested:
            left["in a test set"] += 1
        elif len(intents[key]) > 1:
            left["under two labels"] += 1
        elif not key or key in seen:
            left["known already"] += 1
        else:
            seen.add(key)
            added[intent].append(phrase)
    return dict(added), left


def inserted(content: str, intent: str, phrases: list[str]) -> str:
    """A data file's text with phrases at the end of the intent's examples.

    Raises:
        ValueError: the file has no such intent.
    """
    listed = content.splitlines()
    start = next(
        (n for n, line in enumerate(listed) if line.strip() == f"- intent: {intent}"), None
    )
    if start is None and f"- intent: {intent.split('.')[0]}" in content:
        start = len(listed)
        listed += [f"- intent: {intent}", "  examples: |"]
    if start is None:
        raise ValueError(f"no examples of {intent} here")
    end = start + 2
    while end < len(listed) and listed[end].startswith(f"{INDENT}- "):
        end += 1
    # An opening bracket pair would mark an entity for Rasa; no parent means one.
    lines_ = [f"{INDENT}- {phrase.replace('](', '] (').replace(']{', '] {')}" for phrase in phrases]
    return "\n".join([*listed[:end], *lines_, *listed[end:]]) + "\n"


def main() -> int:
    """Runs the command; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.examples")
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--language", default=ORIGINAL)
    options = parser.parse_args()
    known = places(options.language)
    rows: list[tuple[str, str]] = []
    for table in options.tables:
        try:
            rows += read_table(table.read_text(encoding="utf-8"), known)
        except ValueError as error:
            print(f"{table}: {error}", file=sys.stderr)
            return 2
    trained = {plain(phrase) for _, phrase in examples(language=options.language)}
    added, left = new_rows(rows, trained, _tested())
    for intent, phrases in added.items():
        path = known.get(intent) or known[intent.split(".")[0]]
        content = path.read_text(encoding="utf-8")
        path.write_text(inserted(content, intent, phrases), encoding="utf-8")
    total = sum(map(len, added.values()))
    print(f"{total} examples added to {len(added)} labels")
    for reason, number in left.items():
        print(f"{number} left out: {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
