"""Ours beside Rasa's stock pipeline on two public sets: accuracy, out-of-scope recall, cost.

    python -m benchmarks.public_sets --banking FOLDER --clinc FILE [--stock] [--only c30]

BANKING77 is `banking_data/` of github.com/PolyAI-LDN/task-specific-datasets (CC BY 4.0), CLINC150
`data/data_full.json` of github.com/clinc/oos-eval (CC BY 3.0). Fetch them yourself; they are
never part of this repository. The stock pipeline (DIET) takes 5 to 15 minutes a set on 2 cores
and is left out unless `--stock` is given.

c30: 30 random CLINC150 intents, 15 examples each, 900 tests and all 1,000 out-of-scope lines.
b30: 30 random BANKING77 intents, 15 examples each. b77: all 77 intents, 10 examples each.
Out-of-scope recall is at the threshold that rejects 5 % of the in-scope tests.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import structlog
import yaml

Pairs = list[tuple[str, str]]

STOCK = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "random_seed": 1},
]
LIGHT = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "LogisticRegressionClassifier"},
]
FEATURIZER = [
    {"name": "bot.rasa.components.SentenceEncoder"},
    {"name": "LogisticRegressionClassifier"},
]


@dataclass
class Task:
    """Training examples, tests, and lines that belong to no topic."""

    name: str
    train: Pairs
    test: Pairs
    outside: list[str] = field(default_factory=list)


def clinc(path: Path) -> Task:
    """30 intents of CLINC150, 15 examples each."""
    data = json.loads(path.read_text(encoding="utf-8"))
    draw = random.Random(1)
    names = sorted({label for _, label in data["train"]})
    chosen = set(draw.sample(names, 30))
    train = _shots([(t, c) for t, c in data["train"] if c in chosen], 15, draw)
    test = [(t, c) for t, c in data["test"] if c in chosen]
    return Task("c30", train, test, [t for t, _ in data["oos_test"]])


def banking(folder: Path, intents: int, shots: int, name: str) -> Task:
    """Some intents of BANKING77."""

    def rows(file: str) -> Pairs:
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            return [(row["text"], row["category"]) for row in csv.DictReader(lines)]

    draw = random.Random(1)
    names = sorted({label for _, label in rows("train.csv")})
    chosen = set(draw.sample(names, intents))
    train = _shots([r for r in rows("train.csv") if r[1] in chosen], shots, draw)
    return Task(name, train, [r for r in rows("test.csv") if r[1] in chosen])


def _shots(pairs: Pairs, count: int, draw: random.Random) -> Pairs:
    by_label: dict[str, list[str]] = {}
    for text, label in pairs:
        by_label.setdefault(label, []).append(text)
    return [
        (text, label)
        for label, texts in sorted(by_label.items())
        for text in draw.sample(texts, min(count, len(texts)))
    ]


Answer = tuple[str, float]
System = Callable[[Task], tuple[Callable[[Sequence[str]], list[Answer]], float]]


def ours(tune: bool, quantised: bool = True) -> System:
    """The guide's topic model, on the published or on the trained encoder."""

    def train(task: Task) -> tuple[Callable[[Sequence[str]], list[Answer]], float]:
        from bot.nlu.encoder import SentenceEncoder
        from bot.nlu.finetune import Schedule, finetune
        from bot.nlu.model import TopicModel
        from bot.nlu.weights import quantise, require_encoder

        began = time.monotonic()
        phrases, labels = [t for t, _ in task.train], [c for _, c in task.train]
        model: Path | None = None
        with tempfile.TemporaryDirectory() as place:
            if tune:
                # A tenth of our own examples: more passes for about as many steps.
                passes = max(2, min(12, 5000 // len(phrases)))
                finetune(phrases, labels, Path(place) / "f.onnx", Schedule(epochs=passes))
                quantise(Path(place) / "f.onnx", Path(place) / "q.onnx")
                model = Path(place) / ("q.onnx" if quantised else "f.onnx")
            encoder = SentenceEncoder(require_encoder(), model=model, quantised=quantised)
            topics = TopicModel.fit(phrases, labels, encoder.encode(phrases))

        def answer(texts: Sequence[str]) -> list[Answer]:
            found = []
            for text in texts:
                best = topics.rank([text], encoder.encode([text]))[0][0]
                found.append((best.label, best.confidence))
            return found

        return answer, time.monotonic() - began

    return train


def pipeline(components: list[dict[str, object]]) -> System:
    """A pipeline inside Rasa, trained and asked as Rasa does it."""

    def train(task: Task) -> tuple[Callable[[Sequence[str]], list[Answer]], float]:
        import rasa.shared.utils.io  # noqa: F401
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        folder = Path(tempfile.mkdtemp())
        by_label: dict[str, list[str]] = {}
        for text, label in task.train:
            by_label.setdefault(label, []).append(" ".join(text.split()))
        nlu = [
            {"intent": label, "examples": "".join(f"- {t}\n" for t in texts)}
            for label, texts in by_label.items()
        ]
        (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, width=9999))
        (folder / "config.yml").write_text(
            yaml.safe_dump({"recipe": "default.v1", "language": "en", "pipeline": components})
        )
        began = time.monotonic()
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        seconds = time.monotonic() - began
        agent = Agent.load(str(model))

        def answer(texts: Sequence[str]) -> list[Answer]:
            async def all_of_them() -> list[Answer]:
                found = []
                for text in texts:
                    intent = (await agent.parse_message(text))["intent"]
                    found.append((str(intent["name"]), float(intent["confidence"])))
                return found

            return asyncio.run(all_of_them())

        return answer, seconds

    return train


def run(task: Task, name: str, system: System) -> None:
    """Trains, asks and prints one row."""
    answer, seconds = system(task)
    answer([text for text, _ in task.test[:20]])
    began = time.monotonic()
    given = answer([text for text, _ in task.test])
    each = (time.monotonic() - began) / len(task.test) * 1000
    accuracy = np.mean([a == c for (a, _), (_, c) in zip(given, task.test)])
    recall = "    -"
    if task.outside:
        bound = np.percentile([confidence for _, confidence in given], 5)
        outside = answer(task.outside)
        recall = f"{np.mean([confidence < bound for _, confidence in outside]):.3f}"
    print(f"{task.name}  {name:44}{accuracy:7.3f}{recall:>9}{seconds:9.1f}{each:9.1f}", flush=True)


def main() -> int:
    """Runs the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public_sets")
    parser.add_argument("--banking", type=Path, help="the folder banking_data")
    parser.add_argument("--clinc", type=Path, help="the file data_full.json")
    parser.add_argument("--stock", action="store_true", help="DIET beside it (slow)")
    parser.add_argument("--only", choices=["c30", "b30", "b77"])
    options = parser.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    # Rasa prints every message it parses unless told otherwise.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    tasks = [clinc(options.clinc)] if options.clinc else []
    if options.banking:
        tasks += [banking(options.banking, 30, 15, "b30"), banking(options.banking, 77, 10, "b77")]
    if not tasks:
        parser.error("name at least one set; the module's text says where they come from")
    systems: list[tuple[str, System]] = [
        ("ours: trained encoder, int8", ours(tune=True)),
        ("ours: trained encoder, float32", ours(tune=True, quantised=False)),
        ("ours: published encoder, int8", ours(tune=False)),
        ("ours: published encoder, float32", ours(tune=False, quantised=False)),
        ("SentenceFeaturizer + Rasa's LogisticRegression", pipeline(FEATURIZER)),
        ("CountVectors + Rasa's LogisticRegression", pipeline(LIGHT)),
    ]
    if options.stock:
        systems.append(("stock pipeline (DIET, 100 epochs)", pipeline(STOCK)))
    print(f"{'set':5}{'system':44}{'accuracy':>8}{'oos @5%':>9}{'train s':>9}{'ms each':>9}")
    for task in tasks:
        if options.only in (None, task.name):
            for name, system in systems:
                run(task, name, system)
    return 0


if __name__ == "__main__":
    sys.exit(main())
