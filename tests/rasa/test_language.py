"""`LanguageFinder` gives each message its language, and the context what was spoken before."""

from __future__ import annotations

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.rasa.context import language_spoken


def said(language: str) -> BotUttered:
    return BotUttered("text", data={"custom": {"language": language}})


def asked(language: str | None) -> UserUttered:
    return UserUttered("text", metadata={"language": language} if language else {})


def test_the_last_reply_tells_what_is_spoken() -> None:
    events: list[Event] = [asked("en"), said("en"), asked("en"), said("es")]
    assert language_spoken(events, "en") == "es"


def test_a_page_that_is_switched_is_followed() -> None:
    events: list[Event] = [asked("es"), said("es")]
    assert language_spoken(events, "en") == "en"


def test_the_first_message_is_in_what_the_client_asks_for() -> None:
    assert language_spoken([], "es") == "es" and language_spoken([], None) is None


def test_a_client_that_names_none_leaves_it_to_the_conversation() -> None:
    events: list[Event] = [asked(None), said("es")]
    assert language_spoken(events, None) == "es"
