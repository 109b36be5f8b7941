"""Rasa gets the answers as responses and the examples in their order; words need no training."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.importers.importer import TrainingDataImporter

from bot.knowledge import knowledge
from bot.knowledge.examples import examples, files
from bot.rasa.importer import KnowledgeImporter
from bot.rasa.nlg import KnowledgeGenerator
from bot.serve.training import inputs
from tests.knowledge.contents import Copy

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def importer() -> TrainingDataImporter:
    return KnowledgeImporter(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )


def test_config_names_it() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    assert config["importers"] == [{"name": "bot.rasa.importer.KnowledgeImporter"}]


def test_every_answer_near_miss_and_notice_is_a_response(importer: TrainingDataImporter) -> None:
    responses = importer.get_domain().responses
    known = knowledge()
    for topic in known.topics.values():
        general, by_text = responses[f"utter_{topic.family}/{topic.id}"]
        assert general["text"] == topic.text
        assert by_text == {"channel": "sms", "text": topic.sms}
    for near in known.near_misses.values():
        assert responses[f"utter_near_miss/{near.id}"][0]["text"] == near.text
    for notice in known.notices.values():
        assert responses[f"utter_{notice.id}"][0]["text"] == notice.text


def test_rasa_reads_every_example_in_our_order(importer: TrainingDataImporter) -> None:
    read = [
        (message.get("intent_response_key") or message.get("intent"), message.get("text"))
        for message in importer.get_nlu_data().intent_examples
    ]
    both = [dict.fromkeys(examples(language=code)) for code in ("en", "es")]
    assert read == [pair for ours in both for pair in ours]


def test_examples_count_for_the_model_and_the_words_of_answers_do_not() -> None:
    counted = set(inputs())
    assert set(files()) <= counted
    assert ROOT / "data" / "topics.yml" in counted and ROOT / "data/rules/rules.yml" in counted
    assert not [path for path in counted if "answers" in path.parts]


async def test_the_generator_says_the_files_words_and_not_those_of_the_model() -> None:
    old = Domain.from_dict({"responses": {"utter_faq/cost": [{"text": "An old answer."}]}})
    tracker = DialogueStateTracker.from_events("p", [])
    generator = KnowledgeGenerator(None, old)
    said = await generator.generate("utter_faq/cost", tracker, "rest")
    assert said is not None and said["text"] == knowledge().topics["cost"].text
    assert await generator.generate("utter_faq/no_such_topic", tracker, "rest") is None


async def test_a_near_miss_is_out_of_scope_and_says_where_to_go() -> None:
    generator = KnowledgeGenerator(None, Domain.empty())
    tracker = DialogueStateTracker.from_events("p", [])
    for name, near in knowledge().near_misses.items():
        said = await generator.generate(f"utter_near_miss/{name}", tracker, "sms")
        assert said is not None and said["text"] == near.sms
        assert said["custom"]["topic"] == "out_of_scope" and said["custom"]["redirect"] == name
        assert said["custom"]["sources"] == list(near.sources)
        assert len(said["buttons"]) == 3


def test_training_stops_with_the_line(tmp_path: Path) -> None:
    leave = shutil.ignore_patterns("node_modules", "__pycache__")
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=leave)
    copy = Copy.in_folder(tmp_path)
    shutil.copy(ROOT / "data" / "sources.yml", copy.root)
    copy.change("answers/en/cost.md", "## Why", "## Because")
    done = subprocess.run(
        [sys.executable, "-m", "bot.serve.training"],
        cwd=tmp_path,
        env={"GUIDE_CACHE": str(tmp_path / "cache"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "data/answers/en/cost.md, line" in done.stderr and "1 more" in done.stderr
