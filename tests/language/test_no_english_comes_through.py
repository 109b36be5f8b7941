"""Asked in another language, the guide says no English word of ours: chat, text messages, files, pages.

The language is a pretended one whose words are easily told from English (`pretend.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from icalendar import Calendar

from bot.channels.texting import Texting, sms_limit
from bot.deadlines import Event, Facts
from bot.deadlines.model import EVENT_NAMES
from bot.dialogue import Past, Reply, Turn, respond
from bot.dialogue.choices import chosen
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import TopicGuess
from bot.facts import read_facts
from bot.knowledge import knowledge
from bot.knowledge.keywords import command, keyword
from bot.knowledge.load import inspect
from bot.knowledge.notices import notice
from bot.knowledge.render import topic_message
from bot.pages.calendar import CalendarLinkError, calendar_from_link, calendar_link, opened_link
from bot.pages.dates import dates_page
from bot.pages.documents import document
from bot.pages.front import front_page, widget_words
from tests.answering.rows import TODAY, guess_of, rows
from tests.language.pretend import CODE, doubled, english_in, spoken_beside_english

SCENES = Path(__file__).parents[1] / "answering" / "scenes.yml"
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=timezone.utc)
LINK = "https://guide.example/calendar.ics"
CHANNELS = ("web", "sms", "whatsapp")
STATES = ("PA", "OH", "ME", "DC", "NY", "KY", "HI", None)


@pytest.fixture(scope="module", autouse=True)
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with spoken_beside_english(tmp_path_factory.mktemp("pretend")) as folder:
        yield folder


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_SECRET_KEY", "a key for these tests only")


class Talk:
    """A conversation in the pretend language; what the parent types is read in English."""

    def __init__(self, channel: str, language: str = CODE, today: date = TODAY) -> None:
        self.channel, self.language, self.today = channel, language, today
        self.slots: dict[str, Any] = {}
        self.past = Past()
        self.said: list[str] = []

    def begins(self, row: dict[str, Any]) -> Talk:
        """The facts, the open question and the last answer that a row of tests/answering has."""
        facts = {k: {"value": _plain(v), "turn": 1} for k, v in row.get("before", {}).items()}
        self.slots = {"facts": facts} if facts else {}
        if "open" in row:
            self.slots["asked"] = {"topics": [], "times": 1, **row["open"]}
        self.past = Past(tuple(row.get("past", ())), row.get("declined", 0))
        return self

    def taps(self, payload: str) -> Reply:
        """A button, understood by its words alone."""
        choice = chosen(payload, self.language)
        assert choice is not None, payload
        topics = (TopicGuess(choice.label, 1.0),) if choice.is_question else ()
        return self.hears(payload, choice.intent, topics)

    def types(self, said: dict[str, Any]) -> Reply:
        """A turn of a row of tests/answering."""
        labels = said.get("topics", ())
        topics = tuple(guess_of(label, max(0.9 - 0.3 * n, 0.1)) for n, label in enumerate(labels))
        family = labels[0].partition("/")[0] if labels else "tell_facts"
        intent = said.get("intent") or ("compound" if len(labels) > 1 else family)
        self.today = said.get("today", self.today)
        return self.hears(said["say"], intent, topics, said.get("beside"))

    def hears(
        self, text: str, intent: str, topics: tuple[TopicGuess, ...], beside: str | None = None
    ) -> Reply:
        self.said.append(text)
        told = (self.slots.get("facts") or {}).values()
        known = knowledge(self.language).topics
        turn = Turn(
            text=text, intent=intent, topics=topics, today=self.today, slots=self.slots,
            past=self.past, channel=self.channel, language=self.language, beside=beside,
            number=1 + max((fact["turn"] for fact in told), default=0),
        )  # fmt: skip
        reply = respond(turn, known, lambda facts: LINK)
        self.slots = {**self.slots, **reply.slots}
        answers = [m for m in reply.messages if m.custom.get("topic") in known]
        declined = any(m.custom.get("topic") == "fallback" for m in reply.messages)
        if answers:
            self.past = Past((answers[-1].custom["topic"],))
        elif declined:
            self.past = Past(self.past.topics, self.past.declined + 1)
        return reply


def check(reply: Reply, talk: Talk) -> None:
    """No English in texts, buttons and cards; every button is known again."""
    for message in reply.messages:
        cited = [*message.custom.get("sources", ()), *message.custom.get("links", ())]
        cited += [deadline["rule"] for deadline in message.custom.get("deadlines", ())]
        assert not english_in(message.text, *cited, *talk.said), message.text
        for deadline in message.custom.get("deadlines", ()):
            for name in ("title", "who", "why", "if_missed", "counts_from"):
                assert not english_in(deadline[name]), deadline[name]
            assert not english_in(" ".join(day["name"] for day in deadline["skipped"]))
        for button in message.buttons:
            assert not english_in(button["title"]) and not english_in(button["payload"])
            assert chosen(button["payload"], CODE) is not None, button


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def test_the_pretend_language_is_whole_and_nothing_is_wrong_in_it(root: Path) -> None:
    content = inspect(root)
    assert not content.problems
    assert content.missing[CODE] == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_in_every_answer_and_what_follows_it(channel: str) -> None:
    for name, topic in knowledge("en").topics.items():
        talk = Talk(channel)
        check(talk.hears("?", topic.family, (TopicGuess(f"{topic.family}/{name}", 0.9),)), talk)
        for aspect in ("more", "simpler", "why", "source"):
            talk.past = Past((name,))
            check(talk.hears("?", aspect, ()), talk)


@pytest.mark.parametrize("channel", CHANNELS)
def test_in_the_scenes_that_a_lawyer_reviews(channel: str) -> None:
    for scene in yaml.safe_load(SCENES.read_text(encoding="utf-8")):
        talk = Talk(channel, today=scene.get("today", TODAY)).begins(scene)
        for turn in scene.get("turns") or [scene]:
            check(talk.types(turn), talk)


@pytest.mark.parametrize("channel", CHANNELS)
def test_in_the_conversations_of_the_answering_tests(channel: str) -> None:
    for _, row in rows():
        talk = Talk(channel, today=row.get("today", TODAY)).begins(row)
        for turn in row.get("turns") or [row]:
            check(talk.types(turn), talk)


@pytest.mark.parametrize("state", STATES)
def test_in_all_dates_of_a_state(state: str | None) -> None:
    for facts in cases(state):
        talk = Talk("whatsapp")
        talk.slots = {"facts": facts}
        check(talk.hears("?", "deadline", (TopicGuess("deadline/my_dates", 0.9),)), talk)
        for topic in ("appeal_court", "file_time_limit", "hearing_decision", "cancel_agreement"):
            check(talk.hears("?", "deadline", (TopicGuess(f"deadline/{topic}", 0.9),)), talk)


def cases(state: str | None) -> list[dict[str, Any]]:
    """Facts of which each event is among some case's."""
    first = {"received": "2026-11-02", "filed": "2026-11-02", **({"state": state} if state else {})}
    found = [first, {**first, "filed_by": "school"}, {**first, "expedited": True}]
    found += [{**first, event: "2026-11-20"} for event in EVENT_NAMES]
    return [{k: {"value": v, "turn": 1} for k, v in facts.items()} for facts in found]


def test_buttons_alone_lead_through_a_talk_as_they_do_in_english() -> None:
    """Every tap is read by its words, so both talks keep the same facts."""
    kept = []
    for language in ("en", CODE):
        talk = Talk("web", language)
        asked = talk.hears("On November 16, 2026", "nlu_fallback", ())
        taps = [asked.messages[-1].buttons[0]["payload"]]
        reply = talk.taps(taps[0])
        assert "2026-12-01" in json.dumps(reply.messages[0].custom)
        talk.taps(knowledge(language).topics["cancel_agreement"].title)
        talk.taps(phrases(language).day(date(2026, 11, 23)))
        talk.taps(phrases(language)("facts.agreement_from.buttons.resolution_meeting.payload"))
        talk.taps(phrases(language)("more_button"))
        talk.taps(phrases(language)("dont_know_button"))
        kept.append(talk.slots)
    assert kept[0] == kept[1]
    assert {k: fact["value"] for k, fact in kept[0]["facts"].items()} == {
        "received": "2026-11-16",
        "agreement_signed": "2026-11-23",
        "agreement_from": "resolution_meeting",
    }


def test_a_button_of_one_language_is_known_in_a_talk_of_another() -> None:
    for asked_in in ("en", CODE):
        for said_in in ("en", CODE):
            choice = chosen(knowledge(said_in).topics["bring_lawyer"].title, asked_in)
            assert choice is not None and choice.label == "faq/bring_lawyer"
            assert choice.english == "Can I bring a lawyer?"


def test_facts_are_read_from_the_english_of_a_choice() -> None:
    words = phrases(CODE)
    payload = words("which_fact_buttons.filed.payload", date=words.day(date(2026, 11, 16)))
    choice = chosen(payload, CODE)
    assert choice is not None
    (change,) = read_facts(choice.english, TODAY).changes
    assert change.fact == "filed" and change.date and change.date.date == date(2026, 11, 16)


def test_an_answer_that_is_not_translated_is_english_and_says_so() -> None:
    english = knowledge("en").topics
    known = {**knowledge(CODE).topics, **{n: english[n] for n in ("cost", "cancel_agreement")}}
    kept = {"facts": {"agreement_signed": {"value": "2026-11-23", "turn": 1}}}

    def says(intent: str, topic: str, slots: dict[str, Any]) -> dict[str, Any]:
        topics = (TopicGuess(f"{intent}/{topic}", 0.9),) if intent != "more" else ()
        turn = Turn(
            text="?", intent=intent, topics=topics, today=TODAY, slots=slots, past=Past((topic,)),
            language=CODE,
        )  # fmt: skip
        return respond(turn, known, lambda facts: LINK).messages[0].custom

    assert says("faq", "cost", {})["text_language"] == "en"
    assert says("more", "cost", {})["text_language"] == "en"
    assert "text_language" not in says("faq", "bring_lawyer", {})
    assert "text_language" not in says("more", "bring_lawyer", {})
    # Dates take the place of the answer, and they are said in the language.
    assert "text_language" not in says("deadline", "cancel_agreement", kept)


# -- text messages -----------------------------------------------------------------------------


def test_in_text_messages_their_choices_and_how_to_get_the_rest() -> None:
    more = str(notice("reply_more", "sms", CODE)["text"])
    for name in knowledge("en").topics:
        said = topic_message(name, knowledge(CODE).topics, "sms", 0.9, None, CODE)
        for text in Texting().compose("x", [said], limit=sms_limit, more=more):
            assert not english_in(text), text


def test_in_notices_and_near_misses_on_every_channel() -> None:
    known = knowledge(CODE)
    for name in known.notices:
        for channel in ("web", "sms"):
            message = notice(name, channel, CODE)
            assert not english_in(message["text"])
            assert message["custom"]["language"] == CODE
            assert "text_language" not in message["custom"]
    for near in known.near_misses.values():
        assert not english_in(near.text + near.sms + near.title)


def test_keywords_of_every_language_hold_and_the_english_ones_always() -> None:
    for word, meant in [("STOP", "stop"), ("opt-out", "stop"), ("More!", "more"), ("help", "help")]:
        assert keyword(word) == meant == keyword(doubled(word))
    assert keyword("nothing of it") is None
    assert command("dates", CODE) == doubled("Show all my dates") == command("ddaatteess", CODE)


# -- files and pages ---------------------------------------------------------------------------


def facts(**more: Any) -> Facts:
    events = (
        Event("agreement_signed", date(2026, 11, 20)),
        Event("decision_issued", date(2026, 11, 23)),
    )
    return Facts(received=date(2026, 11, 2), state="PA", events=events, **more)


def test_in_the_calendar_file_of_a_link() -> None:
    gone = {"disclosure_due": date(2026, 11, 1)}
    link = calendar_link(facts(), NOW, "case", gone, CODE)
    token = link.removeprefix("/calendar/").removesuffix(".ics")
    calendar = Calendar.from_ical(calendar_from_link(token, NOW))
    shown = [str(calendar["X-WR-CALNAME"])]
    for part in calendar.walk():
        shown += [str(part[name]) for name in ("SUMMARY", "DESCRIPTION") if name in part]
    assert len(shown) > 10
    rules = [deadline.rule for deadline in _deadlines()]
    assert not english_in("\n".join(shown), *rules)


def _deadlines() -> tuple[Any, ...]:
    from bot.deadlines import compute

    return compute(facts()).deadlines


def test_an_english_link_is_the_same_as_before_there_were_languages() -> None:
    token = calendar_link(facts(), NOW).removeprefix("/calendar/").removesuffix(".ics")
    assert calendar_link(facts(), NOW, language="en").endswith(f"{token}.ics")
    assert opened_link(token, NOW).language == "en"


def test_what_is_wrong_with_a_link_is_said_in_the_language_asked_for() -> None:
    with pytest.raises(CalendarLinkError) as caught:
        opened_link("forged", NOW)
    assert not english_in(caught.value.said(CODE))


class Shown(HTMLParser):
    """What a page shows: its texts, its title and its description, and the language it names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "meta" and given.get("name") == "description":
            self.texts.append(given.get("content") or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_in_the_printed_page_front_page_and_privacy_page() -> None:
    rules = [deadline.rule for deadline in _deadlines()]
    for html in (
        dates_page(facts(), date(2026, 11, 28), "token", CODE),
        front_page(CODE),
        document("/privacy.html", CODE),
    ):
        page = Shown(html)
        assert page.language == CODE
        # The links to the other languages are named in these.
        assert not english_in("\n".join(page.texts), *rules, "English", "Español")


def test_documents_for_those_who_check_stay_english_and_say_so() -> None:
    for address in ("/security.html", "/privacy-details.html"):
        assert Shown(document(address, CODE)).language == "en"


def test_in_every_word_of_the_widget() -> None:
    words = widget_words(CODE)
    assert words.keys() == widget_words("en").keys()
    shown = {name: text for name, text in words.items() if name != "locale"}
    assert not english_in(re.sub(r"\{days\}", "", " ".join(_leaves(shown))))


def _leaves(content: Any) -> list[str]:
    if isinstance(content, dict):
        return [text for inner in content.values() for text in _leaves(inner)]
    if isinstance(content, list):
        return [text for inner in content for text in _leaves(inner)]
    return [str(content)]


def test_a_single_english_word_would_be_found() -> None:
    said = f"{doubled('That is today.')} 34 CFR 300.510 {doubled('Ask')} again, https://a.example/b"
    assert english_in(said) == ["CFR", "again"]
    assert english_in(said, "34 CFR 300.510") == ["again"]
