"""The quicker rule policy decides exactly as Rasa's own, whatever the conversation was."""

from __future__ import annotations

import json
import random
import tarfile
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    AllSlotsReset,
    BotUttered,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa.policy import LatestTurnsRulePolicy, latest
from bot.serve.training import ensure_model

Pair = tuple[RulePolicy, LatestTurnsRulePolicy, Domain]


@pytest.fixture(scope="module")
def policies() -> Pair:
    """Stock and ours with the rules that the model has learned."""
    path = ensure_model()
    with tarfile.open(path) as archive:
        name = next(n for n in archive.getnames() if n.endswith("rule_policy.json"))
        stored = archive.extractfile(name)
        assert stored is not None
        lookup = json.load(stored)["lookup"]
    domain = LocalModelStorage.metadata_from_archive(path).domain

    def made(kind: type[RulePolicy]) -> Any:
        config = {**kind.get_default_config(), "core_fallback_action_name": "action_listen"}
        context = ExecutionContext(GraphSchema({}))
        return kind(config, None, Resource("rules"), context, lookup=lookup)

    ours = made(LatestTurnsRulePolicy)
    ours._look_through()
    return made(RulePolicy), ours, domain


def decision(policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain) -> tuple[str, Any]:
    prediction, _ = policy._predict(tracker, domain)
    best = max(prediction.probabilities)
    action = domain.action_names_or_texts[prediction.probabilities.index(best)]
    return (action, best)


def random_turn(draw: random.Random, domain: Domain, tracker: DialogueStateTracker) -> None:
    tracker.update(ActionExecuted("action_listen"))
    if draw.random() < 0.08:
        change = draw.choice([Restarted(), SessionStarted(), AllSlotsReset()])
        tracker.update(change)
        tracker.update(ActionExecuted("action_listen"))
    intent = draw.choice(sorted(set(domain.intents)))
    tracker.update(UserUttered("words", intent={"name": intent, "confidence": 1.0}))
    if draw.random() < 0.05:
        tracker.update(UserUtteranceReverted())
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered("more", intent={"name": intent, "confidence": 1.0}))
    tracker.update(SlotSet("answered", False))


def test_every_decision_of_random_conversations_is_the_same(policies: Pair) -> None:
    stock, ours, domain = policies
    draw = random.Random(11)
    decided: set[str] = set()
    shortened = 0
    for number in range(30):
        tracker = DialogueStateTracker(f"sender {number}", domain.slots)
        for _ in range(draw.randint(1, 9)):
            random_turn(draw, domain, tracker)
            for _ in range(4):
                expected = decision(stock, tracker, domain)
                assert decision(ours, tracker, domain) == expected, list(tracker.events)[-12:]
                shortened += latest(tracker, domain, ours._longest) is not None
                action = expected[0]
                decided.add(action)
                if action == "action_listen":
                    break
                tracker.update(ActionExecuted(action))
                tracker.update(BotUttered("an answer"))
                for slot in ("question_open", "answered"):
                    if draw.random() < 0.5:
                        tracker.update(SlotSet(slot, draw.random() < 0.5))
                if draw.random() < 0.3:
                    tracker.update(
                        SlotSet("facts", {"received": {"value": "2026-03-03", "turn": 1}})
                    )
    assert len(decided) > 15
    assert shortened > 100, "the short way was hardly taken: this proves nothing"


def test_the_end_of_a_conversation_knows_what_was_set_long_before(policies: Pair) -> None:
    _, ours, domain = policies
    tracker = DialogueStateTracker("sender", domain.slots)
    draw = random.Random(1)
    random_turn(draw, domain, tracker)
    tracker.update(SlotSet("question_open", True))
    for _ in range(6):
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered("words", intent={"name": "faq", "confidence": 1.0}))
        tracker.update(ActionExecuted("utter_faq"))
    end = latest(tracker, domain, ours._longest)
    assert end is not None
    assert end.get_slot("question_open") is True
    assert len(end.events) < len(tracker.events) / 2


def test_no_slot_is_copied_that_rules_do_not_see(policies: Pair) -> None:
    _, ours, domain = policies
    tracker = DialogueStateTracker("sender", domain.slots)
    for _ in range(6):
        random_turn(random.Random(3), domain, tracker)
    end = latest(tracker, domain, ours._longest)
    assert end is None or set(end.slots) == {"answered", "question_open"}


def test_no_rule_asks_for_the_words_themselves(policies: Pair) -> None:
    """Were there one, the quick way past the text rules would have to go."""
    assert policies[1]._asks_for_text is False
