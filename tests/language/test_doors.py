"""Which language a message is answered in: its own, else the conversation's, else English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_dates import AnswerDates
from bot.channels.base import Conversation, Incoming, tidy
from bot.channels.web import WebChannel
from bot.knowledge import knowledge
from bot.knowledge.notices import notice
from bot.rasa.nlg import KnowledgeGenerator
from tests.channels.providers import Guide, opened
from tests.language.pretend import CODE, doubled, english_in, spoken_beside_english


@pytest.fixture(scope="module", autouse=True)
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with spoken_beside_english(tmp_path_factory.mktemp("pretend")) as folder:
        yield folder


def incoming(text: str, **metadata: Any) -> Incoming:
    return Incoming("rest", "rest:a", text, metadata=metadata)


# -- what a channel says by itself -------------------------------------------------------------


async def test_a_channel_refuses_in_the_language_of_the_message() -> None:
    for name, text in [("empty", ""), ("no_commands", "/faq"), ("too_long", "x" * 5000)]:
        door = Conversation("rest", Guide())
        assert await door.turn(incoming(text, language="yy")) == [notice(name, "rest")]
        assert await door.turn(incoming(text, language=CODE)) == [notice(name, "rest", CODE)]
        assert await door.turn(incoming(text, language="en")) == [notice(name, "rest")]


async def test_without_one_in_the_language_of_the_last_answer_until_it_is_erased() -> None:
    custom = {"topic": "cost", "language": CODE}
    answers = {"hi": [{"text": doubled("Hi"), "custom": custom}]}
    door = Conversation("sms", Guide(answers=answers))
    await door.turn(incoming("hi"))
    assert await door.turn(incoming("")) == [notice("empty", "sms", CODE)]
    assert await door.turn(Incoming("sms", "sms:b", "")) == [notice("empty", "sms")]
    await door.erase("rest:a")
    assert await door.turn(incoming("")) == [notice("empty", "sms")]


async def test_a_failed_turn_is_told_in_the_language_of_the_message() -> None:
    door = Conversation("rest", Guide(failures={"hi"}))
    assert await door.turn(incoming("hi", language=CODE)) == [notice("try_again", "rest", CODE)]


async def test_the_language_is_handed_on_and_a_command_says_it_in_its_words() -> None:
    guide = Guide()
    await Conversation("rest", guide).turn(incoming("/dates", language=CODE))
    (heard,) = guide.heard
    assert isinstance(heard, UserMessage)
    assert heard.text == doubled("Show all my dates") and heard.metadata == {"language": CODE}
    assert tidy("/dates") == "Show all my dates"


# -- what Rasa says, and what the action says --------------------------------------------------


def conversation(metadata: dict[str, Any], slot: str | None) -> DialogueStateTracker:
    tracker = DialogueStateTracker("x", [AnySlot("language", mappings=[{}])])
    if slot:
        tracker.update(SlotSet("language", slot))
    heard = UserUttered("hm", {"name": "faq", "confidence": 0.9}, metadata=metadata)
    tracker.update(heard, Domain.empty())
    return tracker


@pytest.mark.parametrize(
    ("metadata", "slot", "language"),
    [
        ({}, None, "en"),
        ({"language": CODE}, None, CODE),
        ({"language": f"{CODE}-US"}, None, CODE),
        ({}, CODE, CODE),
        ({"language": "en"}, CODE, "en"),
        ({"language": "yy"}, CODE, CODE),
        ({"language": "../en"}, None, "en"),
        ({"lang": CODE}, None, "en"),
    ],
)
async def test_message_then_slot_then_english(
    metadata: dict[str, Any], slot: str | None, language: str
) -> None:
    rasa = KnowledgeGenerator(None, Domain.empty())
    known = knowledge(language)
    expected = {
        "utter_faq/bring_lawyer": known.topics["bring_lawyer"].text,
        "utter_greet": known.notices["greet"].text,
        "utter_near_miss/section_504": known.near_misses["section_504"].text,
    }
    for name, text in expected.items():
        message = await rasa.generate(name, conversation(metadata, slot), "rest")
        assert message is not None
        assert message["text"] == text
        assert message["custom"]["language"] == language
    (said,) = acted(metadata, slot)
    assert said["custom"]["language"] == language
    assert bool(english_in(said["text"])) == (language == "en")


def acted(metadata: dict[str, Any], slot: str | None) -> list[dict[str, Any]]:
    """What the action says to a message that it could not place."""
    latest = {
        "text": "hm", "intent": {"name": "nlu_fallback"}, "entities": [], "topics": [],
        "metadata": metadata,
    }  # fmt: skip
    dispatcher = CollectingDispatcher()
    given = Tracker("x", {"language": slot}, latest, [], False, None, {}, "action_listen")
    AnswerDates().run(dispatcher, given, {})
    return dispatcher.messages


# -- pages -------------------------------------------------------------------------------------


async def test_pages_are_served_in_the_language_asked_for_and_name_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")
    async with opened(WebChannel(), Guide()) as door:

        async def get(address: str, accepted: str) -> str:
            headers = {"Accept-Language": accepted}
            async with door.client.get(f"{door.url}{address}", headers=headers) as answer:
                return await answer.text()

        for address in ("/", "/privacy.html"):
            assert f'<html lang="{CODE}">' in await get(address, f"{CODE}-US,en;q=0.5")
            assert f'<html lang="{CODE}">' in await get(f"{address}?language={CODE}", "en")
            assert '<html lang="en">' in await get(address, f"yy,{CODE};q=0.5")
            assert '<html lang="en">' in await get(address, "")
        assert not english_in(await get("/calendar/forged.ics", CODE))
        assert await get("/dates/forged", "en") == (
            "This calendar link is not valid. Ask the guide for a new one."
        )
        widget = await get("/widget.js", "en")
        assert doubled("Did this help?") in widget and "Did this help?" in widget
