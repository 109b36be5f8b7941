"""Turns phrases into sentence vectors with onnxruntime; no Rasa, no network."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.nlu.onnx_session import session_options

MAX_TOKENS = 128
"""Longest phrase read, in word pieces (about 100 words); what follows is left out."""

TOGETHER = 16
"""Phrases run at once while training."""

REMEMBERED = 1024
"""Vectors kept in memory: parents ask the same things, buttons exactly the same."""


class SentenceEncoder:
    """Encodes text as unit-length vectors of `width` numbers.

    `model` is another ONNX file of the same shape, for example one trained on our examples
    (`bot.nlu.finetune`); the tokenizer is always the one in `folder`.

    Raises:
        OSError: the model files are not there.
    """

    def __init__(
        self,
        folder: Path,
        *,
        quantised: bool = True,
        threads: int = 1,
        model: Path | None = None,
    ) -> None:
        path = model or folder / ("encoder-int8.onnx" if quantised else "encoder.onnx")
        if not path.is_file():
            raise OSError(f"the sentence encoder is not set up ({path.name} is missing)")
        self._session = onnxruntime.InferenceSession(
            str(path), session_options(threads), providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(max_length=MAX_TOKENS)
        self._tokenizer.enable_padding()
        self._recent: OrderedDict[str, np.ndarray] = OrderedDict()
        self.width: int = self._session.get_outputs()[0].shape[1]

    def encode(self, phrases: Sequence[str], *, together: int = 1) -> np.ndarray:
        """Vectors of the phrases, shape (number of phrases, width), float32.

        Alone, a phrase has the same vector whatever else was asked, and no padding is computed.
        `together` runs so many at once: quicker for thousands, with vectors a little different,
        since int8 takes its scale from all of them.
        """
        vectors: dict[str, np.ndarray] = {}
        for phrase in phrases:
            known = self._recent.get(phrase)
            if known is not None:
                self._recent.move_to_end(phrase)
                vectors[phrase] = known
        missing = [phrase for phrase in dict.fromkeys(phrases) if phrase not in vectors]
        missing.sort(key=len)  # phrases of one length need little padding
        for start in range(0, len(missing), together):
            batch = missing[start : start + together]
            for phrase, vector in zip(batch, self._run(batch)):
                vectors[phrase] = vector
        for phrase in missing:
            self._recent[phrase] = vectors[phrase]
        while len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        if not phrases:
            return np.zeros((0, self.width), np.float32)  # type: ignore[no-any-return]
        return np.stack([vectors[phrase] for phrase in phrases])  # type: ignore[no-any-return]

    def _run(self, phrases: list[str]) -> np.ndarray:
        pieces = self._tokenizer.encode_batch(phrases)
        ids = np.array([piece.ids for piece in pieces], np.int64)
        mask = np.array([piece.attention_mask for piece in pieces], np.int64)
        result: np.ndarray = self._session.run(["sentence"], {"ids": ids, "mask": mask})[0]
        return result
