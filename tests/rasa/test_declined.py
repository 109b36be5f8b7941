"""What Rasa declines by a rule: whom to call at the second time, and a place that is no one state."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.own_state import ASKED, CENTER_FINDER
from bot.rasa.nlg import KnowledgeGenerator

BOTH = ("en", "es")


def said_before(topic: str, **more: object) -> BotUttered:
    return BotUttered("...", data={"custom": {"topic": topic, **more}})


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("channel", ["rest", "sms"])
@pytest.mark.parametrize("before", ["fallback", "out_of_scope"])
async def test_what_is_declined_as_the_second_in_a_row_names_somebody_in_one_line(
    before: str, channel: str, language: str
) -> None:
    generator = KnowledgeGenerator(None, Domain.empty())
    facts = {"state": {"value": "GA", "turn": 1}}
    message = UserUttered("glorp", parse_data={"language": language})  # type: ignore[typeddict-item]
    for state, named in ((facts, "Parent to Parent of Georgia"), ({}, CENTER_FINDER)):
        events = [SlotSet("facts", state), message, said_before(before), message]
        tracker = DialogueStateTracker.from_events("p", events, [AnySlot("facts", [])])
        said = await generator.generate("utter_out_of_scope", tracker, channel)
        assert said is not None
        added = said["text"].split("\n\n")
        assert len(added) == 2 and named in added[-1] and "\n" not in added[-1]


@pytest.mark.parametrize(
    "before",
    [said_before("out_of_scope", redirect="bullying"), said_before("cost"), said_before("thanks")],
)
async def test_what_is_declined_the_first_time_names_nobody(before: BotUttered) -> None:
    generator = KnowledgeGenerator(None, Domain.empty())
    for events in ([UserUttered("glorp")], [UserUttered("hm"), before, UserUttered("glorp")]):
        tracker = DialogueStateTracker.from_events("p", events)
        said = await generator.generate("utter_out_of_scope", tracker, "rest")
        assert said is not None and CENTER_FINDER not in said["text"]


@pytest.mark.parametrize(
    ("text", "waits", "part"),
    [
        ("Portland", True, "I do not know “Portland” as a US state"),
        ("Portland", False, "I cannot help with that"),
        ("We live in Germany", False, "32 CFR Part 57"),
        ("my son goes to a tribal school", False, "Bureau of Indian Education"),
        ("Ohio or Texas", False, "You named two states, Ohio and Texas"),
        ("what is the best pizza in town", True, "I cannot help with that"),
    ],
)
async def test_a_place_that_was_taken_for_something_else_is_asked_about(
    text: str, waits: bool, part: str
) -> None:
    generator = KnowledgeGenerator(None, Domain.empty())
    before = said_before("free_help", **({ASKED: True} if waits else {}))
    events = [UserUttered("Who can help me?"), before, UserUttered(text)]
    tracker = DialogueStateTracker.from_events("p", events)
    said = await generator.generate("utter_out_of_scope", tracker, "rest")
    assert said is not None and part in said["text"]
