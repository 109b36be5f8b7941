"""How well a topic's questions are told apart, and the sorting of examples among them.

    python -m benchmarks.questions report            cross-validated, on the examples
    python -m benchmarks.questions report --c 2      with another penalty
    python -m benchmarks.questions unsure TOPIC...   examples whose own label is the least likely
    python -m benchmarks.questions sort TOPIC... [--lead FOLDER]
                                                     moves examples of a topic's lead question to
                                                     the question they ask, where that is sure

The figures of `report` are of the examples' own kind: they compare designs, they do not say how
often a parent is answered. `sort` rewrites data/nlu/en/topics/TOPIC.yml. `--lead` names a folder
of TOPIC.txt, a line each that asks the lead question; without it, what stands there counts.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

import numpy as np

from bot.knowledge.examples import examples, examples_in
from bot.nlu.encoder import TOGETHER, SentenceEncoder
from bot.nlu.question_model import PENALTY, QuestionModel, topic_of
from bot.nlu.weights import require_encoder

TOPICS = Path(__file__).resolve().parents[1] / "data" / "nlu" / "en" / "topics"
FOLDS = 5
SURE = 0.70
"""Probability from which `sort` moves an example."""


def by_topic() -> dict[str, list[tuple[str, str]]]:
    """The examples of each topic that has several questions, as label and text."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for label, text in examples():
        if label.startswith(("faq/", "deadline/")):
            found[topic_of(label)].append((label, text))
    return {topic: pairs for topic, pairs in found.items() if len({a for a, _ in pairs}) > 1}


def guesses(
    topic: str, pairs: list[tuple[str, str]], encoder: SentenceEncoder, c: float
) -> list[dict[str, float]]:
    """The share of each question for each example, by a model that did not see it."""
    labels = [label for label, _ in pairs]
    texts = [text for _, text in pairs]
    vectors = encoder.encode(texts, together=TOGETHER)
    # Each question is spread over the folds, whatever order the file has.
    fold = np.zeros(len(pairs), int)
    for label in set(labels):
        rows = [n for n, own in enumerate(labels) if own == label]
        fold[rows] = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    found: list[dict[str, float]] = [{} for _ in pairs]
    for number in range(FOLDS):
        kept = np.flatnonzero(fold != number)
        model = QuestionModel.fit(
            [texts[n] for n in kept], [labels[n] for n in kept], vectors[kept], c=c
        )
        for n in np.flatnonzero(fold == number):
            found[n] = {a.label: a.confidence for a in model.choose(topic, texts[n], vectors[n])}
    return found


def report(c: float) -> None:
    """Prints the share of examples whose question is found, by topic, worst first."""
    encoder = SentenceEncoder(require_encoder())
    rows, all_hits = [], []
    for topic, pairs in by_topic().items():
        read = guesses(topic, pairs, encoder, c)
        hits: dict[str, list[bool]] = defaultdict(list)
        for (label, _), shares in zip(pairs, read):
            hits[label].append(bool(shares) and max(shares, key=shares.__getitem__) == label)
        mean = float(np.mean([np.mean(found) for found in hits.values()]))
        rows.append((mean, topic, len(hits), len(pairs)))
        all_hits.append(mean)
    for mean, topic, count, size in sorted(rows):
        print(f"{mean:6.3f}  {topic}  {count} questions, {size} examples")
    print(f"{np.mean(all_hits):6.3f}  mean over {len(rows)} topics of the mean over questions")


def unsure(topics: list[str], c: float) -> None:
    """Prints the examples that another question of the topic explains better."""
    encoder = SentenceEncoder(require_encoder())
    for topic, pairs in by_topic().items():
        if topics and topic.split("/")[1] not in topics:
            continue
        for (label, text), shares in zip(pairs, guesses(topic, pairs, encoder, c)):
            best = max(shares, key=shares.__getitem__)
            if best != label:
                print(f"{label}\t{best} {shares[best]:.2f}\t{text}")


def sort(topic: str, lead: Path | None, c: float) -> None:
    """Moves examples of the lead question of a topic to the question that they surely ask."""
    path = TOPICS / f"{topic}.yml"
    pairs = list(examples_in(path))
    label = topic_of(pairs[0][0])
    own = [text for name, text in pairs if name == label]
    taught = [(name, text) for name, text in pairs if name != label]
    if not taught:
        return
    encoder = SentenceEncoder(require_encoder())
    seeds: list[str] = []
    if lead is not None and (lead / f"{topic}.txt").is_file():
        lines = (lead / f"{topic}.txt").read_text(encoding="utf-8").splitlines()
        seeds = [line.strip().removeprefix("- ").strip() for line in lines if line.strip()]
        known = taught + [(label, text) for text in seeds]
        vectors = encoder.encode([text for _, text in known], together=TOGETHER)
        model = QuestionModel.fit([t for _, t in known], [a for a, _ in known], vectors, c=c)
        read = [
            {a.label: a.confidence for a in model.choose(label, text, vector)}
            for text, vector in zip(own, encoder.encode(own, together=TOGETHER))
        ]
    else:
        every = guesses(label, pairs, encoder, c)
        read = [shares for (name, _), shares in zip(pairs, every) if name == label]
    moved: dict[str, list[str]] = defaultdict(list)
    for text, shares in zip(own, read):
        best = max(shares, key=shares.__getitem__)
        if best != label and shares[best] >= SURE and text not in seeds:
            moved[best].append(text)
    gone = {text for texts in moved.values() for text in texts}
    write(path, label, [t for t in [*own, *seeds] if t not in gone], taught, moved)
    print(f"{topic}: {len(gone)} of {len(own)} moved")


def write(
    path: Path,
    label: str,
    lead: list[str],
    taught: list[tuple[str, str]],
    moved: dict[str, list[str]],
) -> None:
    """Writes the examples of a topic, the lead question first."""
    groups: dict[str, list[str]] = {label: lead}
    for name, text in taught:
        groups.setdefault(name, []).append(text)
    for name, texts in moved.items():
        groups[name] += texts
    head = re.split(r"^- intent:", path.read_text(encoding="utf-8"), maxsplit=1, flags=re.M)[0]
    parts = [head.rstrip("\n")]
    for name, texts in groups.items():
        parts.append(f"- intent: {name}\n  examples: |")
        parts += [f"    - {text}" for text in dict.fromkeys(texts)]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def main() -> None:
    """Runs one of the commands above."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions")
    parser.add_argument("command", choices=["report", "unsure", "sort"])
    parser.add_argument("topics", nargs="*")
    parser.add_argument("--lead", type=Path)
    parser.add_argument("--c", type=float, default=PENALTY)
    options = parser.parse_args()
    if options.command == "report":
        report(options.c)
    elif options.command == "unsure":
        unsure(options.topics, options.c)
    else:
        for topic in options.topics or sorted(path.stem for path in TOPICS.glob("*.yml")):
            sort(topic, options.lead, options.c)


if __name__ == "__main__":
    main()
