"""Rules and stories together say what is done, and ours decide exactly as Rasa's own policies."""

from __future__ import annotations

import json
import random
import tarfile
from typing import Any

import pytest
from rasa.core.policies.memoization import MemoizationPolicy
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

from bot.rasa.policy import LatestTurnsMemoizationPolicy, LatestTurnsRulePolicy, latest
from bot.serve.training import ensure_model

Pair = tuple[RulePolicy, LatestTurnsRulePolicy, Domain]


def learned(file: str) -> Any:
    """What a policy of the model has learned."""
    with tarfile.open(ensure_model()) as archive:
        name = next(n for n in archive.getnames() if n.endswith(file))
        stored = archive.extractfile(name)
        assert stored is not None
        return json.load(stored)["lookup"]


@pytest.fixture(scope="module")
def policies() -> Pair:
    """Stock and ours with the rules that the model has learned."""
    lookup = learned("rule_policy.json")
    domain = LocalModelStorage.metadata_from_archive(ensure_model()).domain

    def made(kind: type[RulePolicy]) -> Any:
        config = {**kind.get_default_config(), "core_fallback_action_name": "action_listen"}
        context = ExecutionContext(GraphSchema({}))
        return kind(config, None, Resource("rules"), context, lookup=lookup)

    ours = made(LatestTurnsRulePolicy)
    ours._look_through()
    return made(RulePolicy), ours, domain


@pytest.fixture(scope="module")
def memories() -> tuple[MemoizationPolicy, LatestTurnsMemoizationPolicy]:
    """Stock and ours with the stories that the model has learned."""
    lookup = learned("memorized_turns.json")

    def made(kind: type[MemoizationPolicy]) -> Any:
        config = {**kind.get_default_config(), "max_history": 1}
        context = ExecutionContext(GraphSchema({}))
        return kind(config, None, Resource("stories"), context, lookup=lookup)

    return made(MemoizationPolicy), made(LatestTurnsMemoizationPolicy)


def remembered(
    policy: MemoizationPolicy, tracker: DialogueStateTracker, domain: Domain
) -> str | None:
    """What the stories say comes next, if they say anything."""
    only = {"rule_only_slots": [], "rule_only_loops": []}
    probabilities = policy.predict_action_probabilities(tracker, domain, only).probabilities
    best = max(probabilities)
    return domain.action_names_or_texts[probabilities.index(best)] if best else None


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


ACTIONS = {
    "action_answer_dates": ("deadline", "compound"),
    "action_note_facts": ("tell_facts", "correct_fact", "forget_fact", "new_case", "start_over"),
    "action_follow_up": ("more", "simpler", "why", "source"),
    "action_clarify": ("unsure", "nlu_fallback", "affirm", "deny", "dont_know", "never_mind"),
    "utter_near_miss": ("near_miss",),
    "utter_deleted": ("delete_data",),
    **{f"utter_{act}": (act,) for act in ("greet", "goodbye", "thanks", "help", "crisis")},
    "utter_switch_language": ("switch_language",),
}
WHAT_FOLLOWS = {
    **{
        (intent, on): action for action, all_ in ACTIONS.items() for intent in all_ for on in (0, 1)
    },
    ("faq", 0): "utter_faq",
    ("faq", 1): "action_answer_dates",
    ("out_of_scope", 0): "utter_out_of_scope",
    ("out_of_scope", 1): "action_clarify",
}
"""What is done by what the message is and whether a question of ours is open."""


def test_every_message_leads_to_an_action_wherever_it_comes(
    policies: Pair, memories: tuple[MemoizationPolicy, LatestTurnsMemoizationPolicy]
) -> None:
    _, rules, domain = policies
    _, stories = memories
    intents = set(domain.intents) - {"back", "restart", "session_start"}
    assert {intent for intent, _ in WHAT_FOLLOWS} == intents
    for (intent, is_open), expected in WHAT_FOLLOWS.items():
        for turns_before in (0, 1, 7):
            tracker = DialogueStateTracker("sender", domain.slots)
            for _ in range(turns_before):
                tracker.update(ActionExecuted("action_listen"))
                tracker.update(UserUttered("hi", intent={"name": "greet", "confidence": 1.0}))
                tracker.update(ActionExecuted("utter_greet"))
            tracker.update(SlotSet("question_open", bool(is_open)))
            tracker.update(ActionExecuted("action_listen"))
            tracker.update(UserUttered("words", intent={"name": intent, "confidence": 1.0}))
            action, confidence = decision(rules, tracker, domain)
            told = remembered(stories, tracker, domain)
            chosen = action if confidence == 1.0 else told
            assert chosen == expected, (intent, is_open, turns_before)
            assert told in (None, expected), "a story says other than the rule"


def test_every_decision_of_random_conversations_is_the_same(
    policies: Pair, memories: tuple[MemoizationPolicy, LatestTurnsMemoizationPolicy]
) -> None:
    stock, ours, domain = policies
    draw = random.Random(11)
    decided: set[str] = set()
    shortened = recalled = 0
    for number in range(30):
        tracker = DialogueStateTracker(f"sender {number}", domain.slots)
        for _ in range(draw.randint(1, 9)):
            random_turn(draw, domain, tracker)
            for _ in range(4):
                expected = decision(stock, tracker, domain)
                assert decision(ours, tracker, domain) == expected, list(tracker.events)[-12:]
                whole, latest_only = (remembered(memory, tracker, domain) for memory in memories)
                assert whole == latest_only, list(tracker.events)[-12:]
                recalled += whole is not None
                shortened += latest(tracker, domain, ours._longest) is not None
                action = expected[0]
                decided.add(action)
                if action == "action_listen":
                    break
                tracker.update(ActionExecuted(action))
                tracker.update(BotUttered("an answer"))
                for slot in ("question_open",):
                    if draw.random() < 0.5:
                        tracker.update(SlotSet(slot, draw.random() < 0.5))
                if draw.random() < 0.3:
                    tracker.update(
                        SlotSet("facts", {"received": {"value": "2026-03-03", "turn": 1}})
                    )
    assert len(decided) > 15
    assert recalled > 50
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
    assert end is None or set(end.slots) == {"question_open"}


def test_no_rule_asks_for_the_words_themselves(policies: Pair) -> None:
    """Were there one, the quick way past the text rules would have to go."""
    assert policies[1]._asks_for_text is False
