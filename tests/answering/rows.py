"""Rows of tests/answering: what a parent says, and what the guide must answer, as YAML.

A row is one message or, with `turns`, a talk whose facts, open question and last answer carry on.

    name:       what the row shows, as a sentence
    fault:      a fault that is known and not mended yet; the row must fail until it is
    today:      the parent's day (default: TODAY)
    channel:    rest (default), web, sms, whatsapp, telegram
    language:   the language of the talk (default: en); `says` and `leaves` are its texts
    before:     facts told earlier, {fact: value}
    open:       our open question, {fact: ..., topics: [...], times: 1}
    past:       names of the topics answered last; with `declined`, how often not understood
    say:        the parent's words
    intent:     what the message was taken for; without it what follows from `topics`
    topics:     labels, the likeliest first; `faq/cost.hearing` names the question in the topic
    beside:     the topic it was nearly taken for

and what must come of it

    has, never: texts that must, and must not, stand in what the parent reads
    is:         the whole of what the parent reads
    says, leaves: {topic: part}: the vetted text that must, or must not, stand in it; a part is
                text, sms, more, simple, why or dated
    facts:      every fact kept after the message, {fact: value}
    asks:       the fact that our open question is about, or none
    deadlines:  {key: [date, safe date]} as sent to the page; `no date` where there is none
    no_dates:   true where no date may be sent
    about:      topic of each message, in order
    questions:  id of the question that each message answers, in order
    buttons:    titles of the last message's buttons, in order
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.deadlines import Facts
from bot.dialogue import Past, Reply, Turn, respond
from bot.dialogue.questions import MOST
from bot.dialogue.turn import TopicGuess
from bot.knowledge import Topic
from bot.knowledge import knowledge as vetted
from bot.language import ORIGINAL

CASES = Path(__file__).with_name("cases")
# The same values as the parser in Python, ten times as quick.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TODAY = date(2026, 11, 24)
LINK = "https://guide.example/calendar.ics"

SETTING = {
    "name", "fault", "today", "channel", "language", "before", "open", "past", "declined", "turns",
}  # fmt: skip
SAID = {"say", "intent", "topics", "beside", "today", "channel"}
EXPECTED = {
    "has", "never", "is", "says", "leaves", "facts", "asks", "deadlines", "no_dates", "about", "buttons", "questions",
}  # fmt: skip


def knowledge(language: str = ORIGINAL) -> Mapping[str, Topic]:
    """Every topic the guide answers, in a language."""
    return vetted(language).topics


def rows() -> list[tuple[str, dict[str, Any]]]:
    """Every row of every file, with a name that is unique."""
    found = []
    for path in sorted(CASES.glob("*.yml")):
        for row in yaml.load(path.read_text(encoding="utf-8"), _LOADER):
            found.append((f"{path.stem}: {row['name']}", row))
    return found


@dataclass
class Talk:
    """A conversation with the pure answering code: what each turn leaves is given to the next."""

    today: date = TODAY
    channel: str = "rest"
    slots: dict[str, Any] = field(default_factory=dict)
    past: Past = field(default_factory=Past)
    language: str = ORIGINAL

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Talk:
        """The conversation that a row begins in."""
        facts = {name: {"value": _plain(v), "turn": 1} for name, v in row.get("before", {}).items()}
        slots: dict[str, Any] = {"facts": facts} if facts else {}
        if "open" in row:
            slots["asked"] = {"topics": [], "times": 1, **row["open"]}
            slots["question_open"] = True
        past = Past(tuple(row.get("past", ())), row.get("declined", 0))
        language = row.get("language", ORIGINAL)
        return cls(row.get("today", TODAY), row.get("channel", "rest"), slots, past, language)

    def say(self, said: Mapping[str, Any]) -> Reply:
        """The reply to one message."""
        self.today = said.get("today", self.today)
        self.channel = said.get("channel", self.channel)
        topics = tuple(
            guess_of(label, max(0.9 - 0.3 * place, 0.1))
            for place, label in enumerate(said.get("topics", ()))
        )
        turn = Turn(
            text=said["say"], intent=said.get("intent") or _intent(topics), topics=topics,
            today=self.today, slots=self.slots, past=self.past, channel=self.channel,
            number=self.number, beside=said.get("beside"), language=self.language,
        )  # fmt: skip
        reply = respond(turn, knowledge(self.language), _link)
        self.slots = {**self.slots, **reply.slots}
        self.past = _past(reply, self.past)
        return reply

    @property
    def number(self) -> int:
        """The number of the next turn: one more than that of the fact told last."""
        told = (self.slots.get("facts") or {}).values()
        return 1 + max((fact["turn"] for fact in told), default=0)

    @property
    def facts(self) -> dict[str, Any]:
        """The facts kept."""
        return {name: fact["value"] for name, fact in (self.slots.get("facts") or {}).items()}

    @property
    def asks(self) -> str | None:
        """The fact of the open question."""
        return (self.slots.get("asked") or {}).get("fact")


def guess_of(label: str, confidence: float) -> TopicGuess:
    """A topic, with the question inside it where the label names one."""
    topic, _, question = label.partition(".")
    name = topic.rpartition("/")[2]
    return TopicGuess(topic, confidence, f"{name}.{question}" if question else None)


def read(reply: Reply) -> str:
    """What the parent reads, message after message."""
    return "\n\n".join(message.text for message in reply.messages)


def check(row: Mapping[str, Any], talk: Talk, reply: Reply) -> None:
    """Holds a reply to a row.

    Raises:
        AssertionError: the reply is not what the row says.
    """
    _check_form(reply)
    text = read(reply)
    where = f"\n{row['say']!r} was answered:\n{text}\n"
    for expected in row.get("has", ()):
        assert expected in text, f"{where}without {expected!r}"
    for unwanted in row.get("never", ()):
        assert unwanted not in text, f"{where}with {unwanted!r}"
    if "is" in row:
        assert text == row["is"].strip(), where
    for topic, part in row.get("says", {}).items():
        assert _vetted(topic, part, talk.language) in text, f"{where}without the {part} of {topic}"
    for topic, part in row.get("leaves", {}).items():
        assert _vetted(topic, part, talk.language) not in text, f"{where}with the {part} of {topic}"
    if "facts" in row:
        assert talk.facts == {k: _plain(v) for k, v in row["facts"].items()}, where
    if "asks" in row:
        assert talk.asks == (None if row["asks"] == "none" else row["asks"]), where
        assert bool(talk.slots.get("question_open")) == (talk.asks is not None), where
    if "questions" in row:
        assert [m.custom.get("question") for m in reply.messages] == row["questions"], where
    sent = {d["key"]: d for m in reply.messages for d in m.custom.get("deadlines", ())}
    for key, expected in row.get("deadlines", {}).items():
        assert key in sent, f"{where}no {key} among {sorted(sent)}"
        found = [sent[key]["date"], sent[key]["earliest_safe"]]
        wanted = [None, None] if expected == "no date" else [_plain(day) for day in expected]
        assert found == wanted, f"{where}{key}: {found}, not {wanted}"
    if row.get("no_dates"):
        assert not sent, f"{where}with dates {sorted(sent)}"
    if "about" in row:
        assert [m.custom.get("topic") for m in reply.messages] == row["about"], where
    if "buttons" in row:
        assert [b["title"] for b in reply.messages[-1].buttons] == row["buttons"], where


def _check_form(reply: Reply) -> None:
    """What the page and the channels rely on in every message, and the next turn in the slots."""
    for message in reply.messages:
        assert isinstance(message.text, str)
        assert message.text.strip()
        assert {"topic", "sources", "confidence"} <= set(message.custom)
        assert isinstance(message.custom["topic"], str)
        assert message.custom["topic"]
        assert isinstance(message.custom["sources"], list)
        assert 0.0 <= message.custom["confidence"] <= 1.0
        for button in message.buttons:
            assert set(button) == {"title", "payload"}
            assert all(isinstance(text, str) and text for text in button.values())
    asked = reply.slots.get("asked")
    if asked is not None:
        assert set(asked) == {"fact", "topics", "times"}
        assert all("/" in label for label in asked["topics"])
        assert 1 <= asked["times"] <= MOST
    if "asked" in reply.slots:
        assert reply.slots["question_open"] is (asked is not None)
    for fact in (reply.slots.get("facts") or {}).values():
        assert set(fact) == {"value", "turn"}
        assert isinstance(fact["turn"], int)


def played(row: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], Talk, Reply]]:
    """Plays a row and checks every turn of it.

    Raises:
        AssertionError: a reply is not what the row says.
    """
    talk, done = Talk.of(row), []
    alone = "turns" not in row
    assert set(row) <= SETTING | (SAID | EXPECTED if alone else set()), sorted(row)
    for turn in [row] if alone else row["turns"]:
        assert alone or set(turn) <= SAID | EXPECTED, sorted(turn)
        assert set(turn) & EXPECTED, f"{turn['say']!r} expects nothing"
        reply = talk.say(turn)
        check(turn, talk, reply)
        done.append((turn, talk, reply))
    return done


def _vetted(topic: str, part: str, language: str) -> str:
    text = str(getattr(knowledge(language)[topic], part))
    assert text, f"{topic} has no {part}"
    return text


def _intent(topics: tuple[TopicGuess, ...]) -> str:
    if not topics:
        return "tell_facts"
    return "compound" if len(topics) > 1 else topics[0].label.partition("/")[0]


def _link(facts: Facts) -> str:
    return LINK


def _past(reply: Reply, before: Past) -> Past:
    """What the conversation holds after a reply: actions.tracker reads the same off the events."""
    for message in reversed(reply.messages):
        topic = message.custom.get("topic")
        if message.custom.get("asks"):
            continue  # a question of ours that came back; the answer is the message above it
        if topic == "fallback":
            return Past(before.topics, before.declined + 1, before.text)
        if topic in knowledge():
            return Past(tuple(message.custom.get("topics") or [topic]), 0, message.text)
    return Past(before.topics, 0, before.text)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
