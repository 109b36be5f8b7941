"""The second reader of facts inside Rasa's graph: it is taught by data, and its roles go along."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.facts.examples import languages, written_out
from bot.facts.roles import guesses_from
from bot.rasa.components import FactExtractor, RoleReader, roles

WORDS = "language: {}\nclasses:\n  school: [school, escuela]\n"
EXAMPLES = """language: en
examples: |
  - the school got it [May 3](received)
  - my school got it on [May 4](received)
  - it got to the school [May 9](received)
  - the dentist is [May 3](none)
  - a birthday is on [May 4](none)
  - the party was [May 9](none)
"""
TEMPLATES = """language: en
times: 3
lists:
  day: [May 3, yesterday]
templates: |
  - we filed [{day}](filed)
  - I file [{day}](filed:planned)
"""


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "facts"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "words.yml").write_text(WORDS.format("en"), encoding="utf-8")
    (folder / "en" / "few.yml").write_text(EXAMPLES, encoding="utf-8")
    (folder / "en" / "templates.yml").write_text(TEMPLATES, encoding="utf-8")
    monkeypatch.setattr(roles, "FOLDER", folder)
    return folder


@pytest.fixture
def reader(examples: Path, tmp_path: Path) -> RoleReader:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("roles")
    context = ExecutionContext(GraphSchema({}), node_name="node")
    RoleReader.create({}, storage, resource, context).train(TrainingData())
    return RoleReader.load({}, storage, resource, context)


def read(reader: RoleReader, text: str, **metadata: str) -> list[dict[str, object]]:
    message = Message({TEXT: text, "metadata": metadata})
    extractor = FactExtractor.create({}, None, None, None)  # type: ignore[arg-type]
    reader.process(extractor.process([message]))
    found = message.get(ENTITIES)
    return [entity for entity in found if entity["extractor"] == "RoleReader"]


def test_each_day_has_the_role_it_was_taught(reader: RoleReader) -> None:
    found = read(reader, "the school got it May 9, the dentist is May 3")
    assert [(each["value"], each["role"]) for each in found] == [
        ("May 9", "received"),
        ("May 3", "none"),
    ]


def test_the_action_reads_the_same_out_of_the_entities(reader: RoleReader) -> None:
    (guess,) = guesses_from(read(reader, "the school got it May 9"))
    assert guess.label == "received" and sum(chance for _, chance in guess.ranking) <= 1.001


def test_a_message_without_a_day_and_one_in_a_language_not_taught_have_none(
    reader: RoleReader,
) -> None:
    assert read(reader, "can I bring a lawyer?") == []
    assert read(reader, "the school got it May 9", language="es") == []


def test_a_language_joins_by_its_folder_alone(examples: Path) -> None:
    (examples / "es").mkdir()
    (examples / "es" / "words.yml").write_text(WORDS.format("es"), encoding="utf-8")
    assert languages(examples) == ("en", "es")


def test_rasa_is_told_when_the_examples_change(examples: Path) -> None:
    before = RoleReader.fingerprint_addon({})
    with (examples / "en" / "few.yml").open("a", encoding="utf-8") as file:
        file.write("  - they got it [May 5](received)\n")
    assert RoleReader.fingerprint_addon({}) != before


def test_templates_are_written_out_the_same_each_time(examples: Path) -> None:
    first, second = written_out(examples / "en"), written_out(examples / "en")
    assert first == second
    assert {(m.role, m.status) for e in first for m in e.marks} == {
        ("filed", "told"),
        ("filed", "planned"),
    }
