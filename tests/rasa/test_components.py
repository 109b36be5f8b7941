"""The NLU components inside Rasa's graph, and the encoder they stand on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.finetune import Network, Schedule, finetune
from bot.nlu.weights import encoder_folder, require_encoder
from bot.rasa.components import FactExtractor, SentenceFeaturizer, TopicClassifier

EXAMPLES = {
    "faq/bring_lawyer": ["can I bring a lawyer", "is my attorney allowed", "may counsel attend"],
    "faq/recording": ["can I record the meeting", "is taping allowed", "may I use a recorder"],
    "greet": ["hello", "hi there", "good morning"],
}


@pytest.fixture
def context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}), node_name="node")


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def examples() -> TrainingData:
    found = []
    for label, phrases in EXAMPLES.items():
        for phrase in phrases:
            data: dict[str, Any] = {TEXT: phrase, INTENT: label.split("/")[0]}
            if "/" in label:
                data[INTENT_RESPONSE_KEY] = label
            found.append(Message(data))
    return TrainingData(found)


def featurizer(storage: LocalModelStorage, context: ExecutionContext) -> SentenceFeaturizer:
    config = SentenceFeaturizer.get_default_config()
    return SentenceFeaturizer.create(config, storage, Resource("f"), context)


def test_a_message_gets_one_unit_length_sentence_vector(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    message, silent = Message({TEXT: "can I bring a lawyer"}), Message({})
    featurizer(storage, context).process([message, silent])
    (feature,) = message.features
    assert feature.features.shape == (1, 384) and feature.attribute == TEXT
    assert np.linalg.norm(feature.features) == pytest.approx(1.0, abs=1e-4)
    assert silent.features == []


def test_training_examples_get_the_same_vectors_as_messages(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    component, data = featurizer(storage, context), examples()
    component.process_training_data(data)
    message = Message({TEXT: "hello"})
    component.process([message])
    trained = next(m for m in data.training_examples if m.get(TEXT) == "hello")
    assert np.array_equal(trained.features[0].features, message.features[0].features)


def test_a_classifier_of_rasa_takes_the_vectors(tmp_path: Path) -> None:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    pipeline = [
        {"name": "bot.rasa.components.SentenceFeaturizer"},
        {"name": "LogisticRegressionClassifier"},
    ]
    nlu = [
        {"intent": label.split("/")[-1], "examples": "".join(f"- {line}\n" for line in lines)}
        for label, lines in EXAMPLES.items()
    ]
    config = {"recipe": "default.v1", "language": "en", "pipeline": pipeline}
    (tmp_path / "config.yml").write_text(yaml.safe_dump(config))
    (tmp_path / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}))
    model = train_nlu(str(tmp_path / "config.yml"), str(tmp_path / "nlu.yml"), str(tmp_path))
    found = asyncio.run(Agent.load(str(model)).parse_message("could my attorney come along"))
    assert found["intent"]["name"] == "bring_lawyer"


def test_a_trained_classifier_comes_back_from_its_file(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    config = {**TopicClassifier.get_default_config(), "tune": False}
    made = TopicClassifier.create(config, storage, Resource("t"), context)
    resource = made.train(examples())
    loaded = TopicClassifier.load(config, storage, resource, context)
    for component in (made, loaded):
        message = Message({TEXT: "could my attorney come along"})
        component.process([message])
        assert message.get(INTENT)["name"] == "faq"
        assert message.get("topics")[0]["label"] == "faq/bring_lawyer"


def test_an_untrained_classifier_leaves_messages_alone(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    config = TopicClassifier.get_default_config()
    message = Message({TEXT: "hello"})
    TopicClassifier.create(config, storage, Resource("t"), context).process([message])
    assert message.get(INTENT) is None


def test_dates_the_state_and_who_filed_become_entities(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    component = FactExtractor.create({}, storage, Resource("e"), context)
    message = Message({TEXT: "The school filed it and I got it March 3 in Ohio"})
    component.process([message])
    found = {(e["entity"], e["role"]) for e in message.get(ENTITIES) if "role" in e}
    assert ("state", "state") in found
    assert any(role == "filed_by" for _, role in found)
    assert any(entity == "date" for entity, _ in found)
    for entity in message.get(ENTITIES):
        assert message.get(TEXT)[entity["start"] : entity["end"]] == entity["value"]


PHRASES = ["Can I bring a lawyer?", "they blew the deadline", "y", "ñandú 😀", "x " * 300]


def test_the_int8_encoder_says_nearly_the_same_as_the_float_one() -> None:
    folder = require_encoder()
    exact = SentenceEncoder(folder, quantised=False).encode(PHRASES)
    quick = SentenceEncoder(folder).encode(PHRASES)
    assert (exact * quick).sum(axis=1).min() > 0.95


def test_a_phrase_has_the_same_vector_alone_and_in_company() -> None:
    encoder = SentenceEncoder(require_encoder(), quantised=False)
    alone = np.stack([SentenceEncoder(require_encoder(), quantised=False).encode([p])[0]
                      for p in PHRASES[:3]])  # fmt: skip
    assert np.allclose(encoder.encode(PHRASES)[:3], alone, atol=1e-5)


def test_a_missing_encoder_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not set up"):
        SentenceEncoder(tmp_path)


def test_the_network_that_is_trained_is_the_network_that_is_run() -> None:
    import onnx
    from onnx import numpy_helper
    from tokenizers import Tokenizer

    model = onnx.load(str(encoder_folder() / "encoder.onnx"))
    network = Network({i.name: numpy_helper.to_array(i) for i in model.graph.initializer})
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    exact = SentenceEncoder(encoder_folder(), quantised=False).encode(PHRASES[:2])
    for phrase, vector in zip(PHRASES[:2], exact):
        ids = np.array([tokenizer.encode(phrase).ids], np.int32)
        ours = network(ids, np.ones(ids.shape, np.float32)).numpy()[0]
        assert np.allclose(ours, vector, atol=1e-4)


SEEM_ALIKE = {
    "faq/must_i_go": [
        "must I go",
        "can I blow it off",
        "what if I miss it",
        "do I have to show up",
        "I will not be there",
        "I skipped it",
    ],
    "deadline/school_late_or_absent": [
        "must they go",
        "can they blow it off",
        "what if they miss it",
        "do they have to show up",
        "they will not be there",
        "they skipped it",
    ],
}
"""What the encoder as published finds about alike within a topic and across."""


def test_training_the_encoder_moves_topics_apart(tmp_path: Path) -> None:
    phrases = [p for ps in SEEM_ALIKE.values() for p in ps]
    labels = [label for label, ps in SEEM_ALIKE.items() for _ in ps]
    plan = Schedule(epochs=8, batch=12, smoothing=0.0, typos=0.0)
    finetune(phrases, labels, tmp_path / "t.onnx", plan)
    folder = require_encoder()

    def gap(encoder: SentenceEncoder) -> float:
        near = encoder.encode(phrases) @ encoder.encode(phrases).T
        same = np.array([[a == b for b in labels] for a in labels])
        np.fill_diagonal(near, np.nan)
        return float(np.nanmean(near[same]) - np.nanmean(near[~same]))

    before = gap(SentenceEncoder(folder, quantised=False))
    after = gap(SentenceEncoder(folder, model=tmp_path / "t.onnx"))
    assert after > before + 0.1


def test_one_topic_is_nothing_to_tell_apart(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two topics"):
        finetune(["a", "b"], ["x", "x"], tmp_path / "t.onnx", Schedule())
