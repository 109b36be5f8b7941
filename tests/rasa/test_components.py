"""The NLU components inside Rasa's graph, and the encoder they stand on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.validation import validate
from rasa.shared.data import TrainingType
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.finetune import Network, Schedule, finetune
from bot.nlu.weights import encoder_folder, require_encoder
from bot.rasa.components import (
    FactExtractor,
    Router,
    Spelling,
    TopicClassifier,
)
from bot.rasa.components import (
    SentenceEncoder as Encoding,
)
from bot.rasa.components.message import text_of, vector_of

ROOT = Path(__file__).resolve().parents[2]
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


def encoding(storage: LocalModelStorage, context: ExecutionContext, **options: Any) -> Encoding:
    config = {**Encoding.get_default_config(), **options}
    return Encoding.create(config, storage, Resource("e"), context)


def test_a_message_gets_one_unit_length_sentence_vector(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    message, silent = Message({TEXT: "can I bring a lawyer"}), Message({})
    encoding(storage, context).process([message, silent])
    (feature,) = message.features
    assert feature.features.shape == (1, 384) and feature.attribute == TEXT
    assert np.linalg.norm(feature.features) == pytest.approx(1.0, abs=1e-4)
    assert silent.features == []


def test_training_examples_get_the_same_vectors_as_messages(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    component, data = encoding(storage, context), examples()
    component.process_training_data(data)
    message = Message({TEXT: "hello"})
    component.process([message])
    trained = next(m for m in data.training_examples if m.get(TEXT) == "hello")
    # Not to the last bit: int8 takes its scale from all phrases that are run together.
    assert (trained.features[0].features @ message.features[0].features.T).item() > 0.95


def test_a_classifier_of_rasa_takes_the_vectors(tmp_path: Path) -> None:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    pipeline = [
        {"name": "bot.rasa.components.SentenceEncoder"},
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


def pipeline(storage: LocalModelStorage, context: ExecutionContext, trained: bool) -> list[Any]:
    """The components as `config.yml` runs them, trained on `EXAMPLES` and read back, or not."""
    data, made = examples(), []
    for kind in (Spelling, Encoding, TopicClassifier):
        config, resource = kind.get_default_config(), Resource(kind.__name__)
        component = kind.create(config, storage, resource, context)
        if trained:
            resource = component.train(data)
            component = kind.load(config, storage, resource, context)
            if hasattr(component, "process_training_data"):
                component.process_training_data(data)
        made.append(component)
    router = Router.create(Router.get_default_config(), storage, Resource("r"), context)
    return [*made, router]


def read(components: list[Any], text: str) -> Message:
    message = Message({TEXT: text})
    for component in components:
        component.process([message])
    return message


def test_a_trained_pipeline_comes_back_from_its_files(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    message = read(pipeline(storage, context, trained=True), "could my attorney come along")
    assert message.get(INTENT)["name"] == "faq"
    assert message.get("topics")[0]["label"] == "faq/bring_lawyer"


def test_an_untrained_pipeline_says_nothing(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    assert read(pipeline(storage, context, trained=False), "hello").get(INTENT) is None


def test_each_topic_names_the_phrase_that_gave_it_and_its_vector_is_there(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    components = pipeline(storage, context, trained=True)
    message = read(components, "can I bring a lawyer? may I use a recorder?")
    found = {topic["label"]: topic["phrase"] for topic in message.get("topics")}
    assert found == {
        "faq/bring_lawyer": "can I bring a lawyer?",
        "faq/recording": "may I use a recorder?",
    }
    expected = SentenceEncoder(require_encoder()).encode(list(found.values()))
    for phrase, vector in zip(found.values(), expected):
        np.testing.assert_array_equal(vector_of(message, phrase), vector)


def test_a_misspelt_word_is_put_right_beside_the_text_as_typed(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    told = ("is my attorney allowed", "can my attorney come", "does an attorney help")
    data = TrainingData([Message({TEXT: text, INTENT: "faq"}) for text in told])
    made = Spelling.create(Spelling.get_default_config(), storage, Resource("s"), context)
    made.train(data)
    message = read([made], "is my atorney allowed")
    assert (message.get(TEXT), text_of(message)) == (
        "is my atorney allowed",
        "is my attorney allowed",
    )


def test_a_threshold_of_the_configuration_decides(
    storage: LocalModelStorage, context: ExecutionContext
) -> None:
    *components, _ = pipeline(storage, context, trained=True)
    for ours, intent in ((0.0, "faq"), (1e9, "out_of_scope")):
        config = {**Router.get_default_config(), "ours": ours}
        router = Router.create(config, storage, Resource("r"), context)
        message = read(components, "could my attorney come along")
        rankings = message.get("rankings")
        rankings[0].append(rankings[0][0]._replace(label="out_of_scope", confidence=0.3))
        router.process([message])
        assert message.get(INTENT)["name"] in (intent, "nlu_fallback"), ours


@pytest.mark.parametrize("kind", [Spelling, Encoding, TopicClassifier, Router])
def test_an_option_that_is_none_is_refused(
    kind: Any, storage: LocalModelStorage, context: ExecutionContext
) -> None:
    config = {**kind.get_default_config(), "shure": 0.2}
    with pytest.raises(InvalidConfigException, match="no option 'shure'"):
        kind.create(config, storage, Resource("o"), context)


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


def test_rasa_takes_the_pipeline_of_the_configuration_in_training_and_in_use() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    recipe = DefaultV1Recipe()
    validate(recipe.graph_config_for_recipe(config, {}, training_type=TrainingType.BOTH))
