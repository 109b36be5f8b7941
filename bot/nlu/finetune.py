"""Teaches the sentence encoder our topics: a copy of it is trained on the examples.

The weights as published know English; they do not know that "blow it off" and "must I go" are
one question here while "can they blow it off" is another. A few passes over the examples move
phrases of one topic together and of different topics apart. TensorFlow, which Rasa brings, does
the arithmetic, only while training; the result is an ONNX file like the one it came from, and
the server goes on with `onnxruntime` alone. docs/understanding.md has what this gains.

The result is kept outside git by a hash of everything it depends on, so new answers (which
change no example) do not train again.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu.encoder import TOGETHER, SentenceEncoder
from bot.nlu.router import is_topic
from bot.nlu.weights import BUILD, encoder_folder, quantise
from bot.settings import settings

VERSION = 6
"""Raised when what `finetune` does changes, so that kept encoders are made anew."""
KEPT = 6
"""Trained encoders kept."""
BEGIN_WITH = 20
"""Examples of a topic whose mean is its first prototype."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    key: row[max(0, i - 1) : i] + row[i + 1 : i + 2] for row in _ROWS for i, key in enumerate(row)
}
"""Keys beside a key, which thumbs hit instead."""
TUNED = "tuned-int8.onnx"


@dataclass(frozen=True)
class Schedule:
    """How the encoder is trained; chosen on the development set."""

    epochs: int = 2
    batch: int = 64
    rate: float = 1.2e-4
    prototype_rate: float = 1e-3
    warm_up: float = 0.1
    scale: float = 20.0
    smoothing: float = 0.1
    longest: int = 80
    typos: float = 0.3
    """Share of examples that are misspelt anew in each pass, so that spelling matters less."""
    most: int = 220
    """Examples of a topic seen in one pass, drawn anew for each: two passes see nearly all of
    them."""
    most_other: int = 110
    """The same for near misses and chat acts, which are told apart more easily; six times as
    many of `out_of_scope`, which has no end."""
    seed: int = 0


def tuned_encoder(
    phrases: Sequence[str], labels: Sequence[str], schedule: Schedule | None = None
) -> Path:
    """The encoder trained on these examples: made now, or kept from before.

    Raises:
        OSError: the published encoder is not set up.
    """
    plan = schedule or Schedule()
    place = settings().cache_folder / "encoders" / f"{_fingerprint(phrases, labels, plan)}.onnx"
    if place.is_file():
        place.touch()
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        made = Path(scratch) / "encoder.onnx"
        finetune(phrases, labels, made, plan)
        quantise(made, Path(scratch) / TUNED)
        shutil.move(str(Path(scratch) / TUNED), str(place))
    for old in sorted(place.parent.glob("*.onnx"), key=lambda p: p.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
    return place


def finetune(
    phrases: Sequence[str], labels: Sequence[str], target: Path, schedule: Schedule
) -> None:
    """Trains a copy of the encoder and writes it to `target` (float32 ONNX).

    Raises:
        OSError: the published encoder is not set up.
        ValueError: fewer than two topics.
    """
    import onnx
    import tensorflow as tf
    from onnx import numpy_helper
    from tokenizers import Tokenizer

    names = sorted(set(labels))
    if len(names) < 2:
        raise ValueError("an encoder needs at least two topics to tell apart")
    tf.keras.utils.set_random_seed(schedule.seed)
    folder = encoder_folder()
    model = onnx.load(str(folder / "encoder.onnx"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()  # the published file pads to 128
    tokenizer.enable_truncation(max_length=schedule.longest)

    def read(texts: Sequence[str]) -> list[list[int]]:
        return [piece.ids for piece in tokenizer.encode_batch(list(texts))]

    gold = np.array([names.index(label) for label in labels], np.int32)

    # Half as long where the processor multiplies in bfloat16; TensorFlow leaves it where it cannot.
    tf.config.optimizer.set_experimental_options({"auto_mixed_precision_onednn_bfloat16": True})
    network = Network({i.name: numpy_helper.to_array(i) for i in model.graph.initializer})
    some = [np.flatnonzero(gold == topic)[:BEGIN_WITH] for topic in range(len(names))]
    encoder = SentenceEncoder(folder, threads=os.cpu_count() or 1)
    centres = np.stack(
        [
            encoder.encode([phrases[i] for i in rows], together=TOGETHER).mean(axis=0)
            for rows in some
        ]
    )
    prototypes = tf.Variable(centres / np.linalg.norm(centres, axis=1, keepdims=True))

    caps = _caps(names, schedule)
    kept = int(np.minimum(np.bincount(gold), caps).sum())
    steps = schedule.epochs * math.ceil(kept / schedule.batch)
    bert_optimizer = tf.keras.optimizers.Adam(
        _ramp(schedule.rate, steps, schedule.warm_up), jit_compile=False
    )
    top_optimizer = tf.keras.optimizers.Adam(
        _ramp(schedule.prototype_rate, steps, schedule.warm_up), jit_compile=False
    )
    bert_optimizer.build(network.trainable)
    top_optimizer.build([prototypes])
    smooth = schedule.smoothing / len(names)

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, None], tf.int32),
            tf.TensorSpec([None, None], tf.float32),
            tf.TensorSpec([None], tf.int32),
        ]
    )
    def step(batch: Any, mask: Any, truth: Any) -> Any:
        with tf.GradientTape() as tape:
            vectors = network(batch, mask)
            scores = schedule.scale * tf.matmul(
                vectors, tf.math.l2_normalize(prototypes, axis=1), transpose_b=True
            )
            aim = tf.one_hot(truth, len(names)) * (1 - schedule.smoothing) + smooth
            loss = tf.reduce_mean(
                tf.nn.softmax_cross_entropy_with_logits(labels=aim, logits=scores)
            )
        gradients = tape.gradient(loss, [*network.trainable, prototypes])
        bert_optimizer.apply_gradients(zip(gradients[:-1], network.trainable))
        top_optimizer.apply_gradients([(gradients[-1], prototypes)])
        return loss

    draw = np.random.default_rng(schedule.seed)
    for epoch in range(schedule.epochs):
        seen = read([misspelt(p, draw) if draw.random() < schedule.typos else p for p in phrases])
        chosen = _drawn(gold, caps, draw)
        losses = [
            float(step(*_padded([seen[i] for i in rows]), gold[rows]))
            for rows in _batches(chosen, [len(piece) for piece in seen], schedule.batch, draw)
        ]
        print(f"encoder: pass {epoch + 1} of {schedule.epochs}, loss {np.mean(losses):.3f}")

    for constant in model.graph.initializer:
        if constant.name in network.weights:
            value = network.weights[constant.name].numpy()
            constant.CopyFrom(numpy_helper.from_array(value, constant.name))
    onnx.save(model, str(target))


def misspelt(phrase: str, draw: np.random.Generator) -> str:
    """A phrase with one or two slips of a thumb: a letter missing, doubled, swapped or wrong."""
    words = phrase.split(" ")
    for _ in range(int(draw.integers(1, 3))):
        number = int(draw.integers(len(words)))
        word = words[number]
        if len(word) < 4:
            continue
        at = int(draw.integers(1, len(word) - 1))
        slip = int(draw.integers(4))
        if slip == 0:
            word = word[:at] + word[at + 1 :]
        elif slip == 1:
            word = word[:at] + word[at] + word[at:]
        elif slip == 2:
            word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        else:
            beside = NEIGHBOURS.get(word[at].lower(), word[at])
            word = word[:at] + beside[int(draw.integers(len(beside)))] + word[at + 1 :]
        words[number] = word
    return " ".join(words)


class Network:
    """The encoder of `bert_graph`, once more, as TensorFlow operations with gradients."""

    HEADS = 12
    FROZEN = (
        "words",
        "positions",
        "embeddings.",
        "encoder.layer.0.",
        "encoder.layer.1.",
        "encoder.layer.2.",
    )
    """Words and the lowest layers stay as published: the examples hold few of the words that
    parents use, and what is not trained costs no time."""

    def __init__(self, constants: dict[str, np.ndarray]) -> None:
        import tensorflow as tf

        self._tf = tf
        self.weights = {
            name: tf.Variable(value, trainable=not name.startswith(self.FROZEN))
            for name, value in constants.items()
            if value.dtype == np.float32 and value.size > 1
        }
        self.trainable = [variable for variable in self.weights.values() if variable.trainable]
        self._layers = 1 + max(
            int(name.split(".")[2]) for name in self.weights if name.startswith("encoder.layer.")
        )

    def __call__(self, ids: Any, mask: Any) -> Any:
        """Unit-length sentence vectors of token ids (batch, length)."""
        tf = self._tf
        x = tf.gather(self.weights["words"], ids)
        x += self.weights["positions"][: tf.shape(ids)[1]]
        x = self._normalise("embeddings.LayerNorm", x)
        bias = (1.0 - mask[:, None, None, :]) * -10000.0
        for layer in range(self._layers):
            x = self._layer(f"encoder.layer.{layer}", x, bias)
        total = tf.reduce_sum(x * mask[:, :, None], axis=1)
        mean = total / tf.reduce_sum(mask, axis=1, keepdims=True)
        return tf.math.l2_normalize(mean, axis=1)

    def _layer(self, name: str, x: Any, bias: Any) -> Any:
        tf = self._tf
        shape = tf.shape(x)
        width = x.shape[-1] // self.HEADS

        def heads(part: str) -> Any:
            split = tf.reshape(
                self._linear(f"{name}.attention.self.{part}", x),
                [shape[0], shape[1], self.HEADS, width],
            )
            return tf.transpose(split, [0, 2, 1, 3])

        scores = tf.matmul(heads("query"), heads("key"), transpose_b=True) / math.sqrt(width)
        shares = tf.nn.softmax(scores + bias)
        mixed = tf.transpose(tf.matmul(shares, heads("value")), [0, 2, 1, 3])
        attended = self._linear(f"{name}.attention.output.dense", tf.reshape(mixed, shape))
        x = self._normalise(f"{name}.attention.output.LayerNorm", attended + x)
        inner = tf.nn.gelu(self._linear(f"{name}.intermediate.dense", x))
        outer = self._linear(f"{name}.output.dense", inner)
        return self._normalise(f"{name}.output.LayerNorm", outer + x)

    def _linear(self, name: str, x: Any) -> Any:
        return (
            self._tf.tensordot(x, self.weights[f"{name}.kernel"], 1) + self.weights[f"{name}.bias"]
        )

    def _normalise(self, name: str, x: Any) -> Any:
        tf = self._tf
        mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
        scale, shift = self.weights[f"{name}.scale"], self.weights[f"{name}.shift"]
        return (x - mean) * tf.math.rsqrt(variance + 1e-12) * scale + shift


def _ramp(rate: float, steps: int, warm_up: float) -> Any:
    """Up to `rate` over the first steps, then down to nothing."""
    import tensorflow as tf

    class Ramp(tf.keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
        def __call__(self, step: Any) -> Any:
            done = tf.cast(step, tf.float32) / steps
            rising = (done + 1.0 / steps) / warm_up
            falling = (1.0 - done) / (1.0 - warm_up)
            return rate * tf.maximum(0.0, tf.minimum(1.0, tf.minimum(rising, falling)))

        def get_config(self) -> dict[str, Any]:
            return {}

    return Ramp()


def _padded(pieces: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    length = max(len(piece) for piece in pieces)
    ids = np.zeros((len(pieces), length), np.int32)
    mask = np.zeros((len(pieces), length), np.float32)
    for row, piece in enumerate(pieces):
        ids[row, : len(piece)] = piece
        mask[row, : len(piece)] = 1.0
    return ids, mask


def _caps(names: Sequence[str], schedule: Schedule) -> np.ndarray:
    """How many examples of each label one pass shows."""
    others = {"out_of_scope": 6 * schedule.most_other}
    caps: np.ndarray = np.array(
        [
            schedule.most if is_topic(name) else others.get(name, schedule.most_other)
            for name in names
        ]
    )
    return caps


def _drawn(gold: np.ndarray, caps: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Rows in random order, of each label at most what `caps` has for it."""
    order = draw.permutation(len(gold))
    seen = np.zeros(int(gold.max()) + 1, np.int64)
    chosen: list[int] = []
    for row in order:
        if seen[gold[row]] < caps[gold[row]]:
            seen[gold[row]] += 1
            chosen.append(int(row))
    rows: np.ndarray = np.array(chosen)
    return rows


def _batches(
    order: np.ndarray, lengths: list[int], size: int, draw: np.random.Generator
) -> list[np.ndarray]:
    """The rows of `order` in batches of about equal length (little padding), in random order."""
    span = size * 16
    batches = []
    for start in range(0, len(order), span):
        rows = sorted(order[start : start + span], key=lambda row: lengths[row])
        batches += [np.array(rows[n : n + size]) for n in range(0, len(rows), size)]
    return [batches[i] for i in draw.permutation(len(batches))]


def _fingerprint(phrases: Sequence[str], labels: Sequence[str], schedule: Schedule) -> str:
    known = json.dumps(
        [BUILD, VERSION, asdict(schedule), sorted(zip(phrases, labels))], ensure_ascii=True
    )
    return hashlib.sha256(known.encode()).hexdigest()[:24]
