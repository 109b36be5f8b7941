"""Puts messages together from topics, dates and phrases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.deadlines import Deadline, DeadlineError, Facts, Note
from bot.deadlines.held import filing_limit
from bot.dialogue import own_state
from bot.dialogue.case import STARTS, Case, state_name
from bot.dialogue.dated import (
    TOPIC_OF_FACT,
    Dated,
    as_json,
    dates_for,
    day_to_act,
    fact_needed,
    notes_about,
    plain_words,
    sentence,
    suppose,
    timeline,
    upcoming,
    working_day,
)
from bot.dialogue.phrases import Phrases
from bot.dialogue.situations import situations
from bot.dialogue.turn import Reply, Say, TopicGuess, Turn
from bot.knowledge import Topic
from bot.knowledge.notices import notice
from bot.knowledge.render import (
    SHORT_CHANNELS,
    button,
    buttons_of,
    topic_message,
)
from bot.knowledge.sources import links_for

WHOLE = ("my_dates", "what_next")
BASIC = ("resolution_meeting_by", "expedited_meeting_by", "decision_due")
"""The dates whose fact is asked for when the whole timeline is wanted."""
MOST_ANSWERS = 4
"""To one message; a parent reads no more at once."""
MOST_GENERAL_NOTES = 1
"""Notes that are only worth knowing; those of the case and of the state are all said."""


class Composer:
    """Words every kind of message of one turn."""

    def __init__(
        self,
        turn: Turn,
        knowledge: Mapping[str, Topic],
        words: Phrases,
        calendar_link: Callable[[Facts], str] | None,
    ) -> None:
        self.turn = turn
        self.knowledge = knowledge
        self.words = words
        self._calendar_link = calendar_link

    def needs(self, name: str, case: Case) -> str | None:
        """The fact that would give a topic its date, in the state of the case."""
        topic = self.knowledge.get(name)
        if topic is None or not (topic.deadlines or name in WHOLE):
            return None
        try:
            return self._fact_needed(suppose(case, name), topic.deadlines or BASIC)
        except DeadlineError:
            return None

    def answers_dates(self, topic: Topic, case: Case) -> bool:
        """Whether the case holds what a day of the topic is counted from."""
        try:
            found = self._dates_for(suppose(case, topic.id), topic.deadlines)
        except DeadlineError:
            return False
        return found is not None and any(day_to_act(d) for d in found.deadlines)

    def _fact_needed(self, case: Case, keys: Sequence[str]) -> str | None:
        return fact_needed(case, keys, self.words.dates_in)

    def _dates_for(self, case: Case, keys: Sequence[str]) -> Dated | None:
        return dates_for(case, keys, self.words.dates_in)

    # -- plain texts -------------------------------------------------------------------------

    def plain(self, text: str, topic: str) -> Say:
        """A text of our own about `topic`."""
        known = self.knowledge.get(topic)
        sources = list(known.sources) if known else []
        return Say(text, {"topic": topic, "sources": sources, "confidence": 1.0})

    def notice(self, name: str) -> Say:
        """A vetted text that is no answer."""
        message = notice(name, self.turn.channel, self.words.language)
        return Say(message["text"], message["custom"])

    def topic(self, topic: TopicGuess, case: Case, beside: str | None = None) -> Say:
        """The short answer to the question asked, in the situation of the case.

        The topic `beside` is offered first.
        """
        message = topic_message(
            topic.name,
            self.knowledge,
            self.turn.channel,
            topic.confidence,
            beside,
            self.words.language,
            question=topic.question,
            holding=situations(case, self.turn.today),
        )
        return Say(**message)

    def about(self, name: str, aspect: str) -> Say | None:
        """More, simpler, why or source of a topic; None where there is no such topic."""
        known = self.knowledge.get(name)
        if known is None:
            return None
        vetted = {"more": known.more, "simpler": known.simple, "why": known.why}.get(aspect)
        text = vetted
        if aspect in ("source", "why") and not known.sources:
            text = text or self.words("source_none")
        elif aspect == "source":
            text = self.words("source_line", sources="; ".join(known.sources))
            links = links_for(known.sources)
            if links:
                text += " " + self.words("source_links", links=" ".join(links))
        elif not text:
            text = self.words("no_more")
        say = self.plain(text, name)
        if vetted and known.language != self.words.language:
            say.custom["text_language"] = known.language
        say.custom["aspect"] = aspect
        if aspect == "source":
            say.custom["links"] = links_for(known.sources)
        say.buttons = buttons_of(known, self.knowledge)
        return say

    def not_understood(self, case: Case) -> Say:
        """The first time: what was closest. The second time in a row: free help."""
        turn = self.turn
        if turn.intent == "affirm":
            return self.notice("affirm_what")
        if turn.intent == "deny":
            return self.notice("deny_ok")
        confidence = turn.topics[0].confidence if turn.topics else 0.0
        custom: dict[str, Any] = {
            "topic": "fallback", "sources": [], "confidence": round(confidence, 2)
        }  # fmt: skip
        near = [t.name for t in turn.topics if t.answerable and t.name in self.knowledge]
        choices = [button(self.knowledge[name].title) for name in near]
        if turn.intent == "unsure":
            return Say(self.words("choose"), {**custom, "choices": near}, choices)
        if turn.past.declined >= 1:
            text = self.notice("hand_over").text
            ours = own_state.organisation_line(case, self.words)
            own = own_state.one_center(case, self.words)
            text = "\n\n".join(part for part in (text, ours, own) if part)
            return Say(text, {**custom, "hand_over": True}, choices[:1])
        text = self.notice("fallback").text
        if choices:
            text += " " + self.words("closest")
        return Say(text, {**custom, "choices": near}, choices)

    # -- answers with dates ------------------------------------------------------------------

    def answers(
        self, case: Case, topics: Sequence[TopicGuess], said_before: Sequence[str] = ()
    ) -> tuple[list[Say], str | None]:
        """One message a topic, and the fact to ask for (if a date is still missing).

        Of the labels in `said_before` the parent has just read the answer: only dates are new.
        """
        said: list[Say] = []
        needed: str | None = None
        beside = self.turn.beside if len(topics) == 1 else None
        if len(topics) > 1 and any(topic.name == "school_filed" for topic in topics):
            case = suppose(case, "school_filed")  # "We got served. Is there a month to settle?"
        for topic in topics[:MOST_ANSWERS]:
            if self.has_dates(topic):
                say, missing = self._dated(case, topic, topic.label in said_before, beside)
                needed = needed or missing
            else:
                say = self.topic(topic, case, beside)
            if topic.name == "file_time_limit" and not say.custom.get("deadlines"):
                say.text = " ".join(filter(None, [self._time_to_file(case), say.text]))
            asked = self.turn.past.asked_state or any(own_state.ASKED in s.custom for s in said)
            told = "" if said else self.turn.text
            before = own_state.Before(asked, self.turn.past.after_danger, told)
            own_state.add(say, case, self.words, self.turn.channel, before)
            said.append(say)
        if len(said) > 1:
            names = [topic.name for topic in topics[:MOST_ANSWERS]]
            for say in said:
                say.custom["topics"] = names
            for say in said[:-1]:
                say.buttons = []
        if len(said) > 2:
            for number, say in enumerate(said, 1):
                say.text = f"{number}. {say.text}"
        return said, needed

    def _time_to_file(self, case: Case) -> str:
        """How long one has to file in the parent's own state; empty where that is not held."""
        code = str(case.value("state") or "")
        limit = filing_limit(code) if code else None
        if limit is None:
            return ""
        count, unit = limit
        units = self.words.entry("unit" if count == 1 else "units")
        return self.words(
            "own.time_to_file",
            state=state_name(code, self.words), count=str(count), unit=units[unit],
        )  # fmt: skip

    def has_dates(self, topic: TopicGuess) -> bool:
        """Whether the answer to a topic can hold dates."""
        return topic.label.startswith("deadline/") or bool(self.knowledge[topic.name].deadlines)

    def _dated(
        self, case: Case, topic: TopicGuess, said_before: bool, beside: str | None
    ) -> tuple[Say, str | None]:
        known = self.knowledge[topic.name]
        if topic.name in WHOLE:
            return self._whole(case, topic, beside)
        supposed = suppose(case, topic.name)
        try:
            found = self._dates_for(supposed, known.deadlines) or Dated((), ())
            missing = self._fact_needed(supposed, known.deadlines)
        except DeadlineError as problem:
            return self.plain(plain_words(problem), "fact_check"), None
        say = self.topic(topic, case, beside)
        told = [d for d in in_order(found.deadlines) if day_to_act(d) or not d.missing]
        if topic.question not in (None, topic.name):
            return self._beside_dates(say, found, supposed), None
        if not any(day_to_act(d) for d in told) and missing:
            return say, missing
        if not told:
            return say, None
        right = "" if said_before else known.dated
        missed_told = known.missed_told if right else ()
        lines = [sentence(d, self.turn.today, self.words, missed_told) for d in told]
        if len(told) > 1 and self.turn.channel in SHORT_CHANNELS:
            # All the dates fit the first text message; how they were counted comes with MORE.
            brief = [self._line(d, brief=True) for d in told if day_to_act(d)]
            lines = ["\n".join(brief), *lines]
        # The date stands first: a text message shows the first lines only.
        parts = [*lines, right, *self._notes(found.notes)]
        say.text = "\n\n".join(part for part in parts if part)
        self._attach(say, told, supposed)
        return say, missing or self._sharper(case, told)

    def _beside_dates(self, say: Say, found: Dated, case: Case) -> Say:
        """The answer to a particular question first, then the dates of its topic, in a line each,
        with what the case and the state add to them.

        What is still missing is not asked for: the answer does not hang on it.
        """
        told = [d for d in in_order(found.deadlines) if day_to_act(d)]
        if told:
            # A safe day that is not the date by the rule says both, and why; else a line will do.
            said = [
                self._line(d)
                if d.date and d.date == day_to_act(d)
                else sentence(d, self.turn.today, self.words)
                for d in told
            ]
            keys = {deadline.key for deadline in told}
            notes = [n for n in found.notes if n.kind != "general" and n.about & keys]
            say.text = "\n\n".join([say.text, "\n".join(said), *self._notes(notes)])
            self._attach(say, told, case)
        return say

    def _sharper(self, case: Case, told: Sequence[Deadline]) -> str | None:
        """What is worth asking once the dates are said: where a deal was made, and the state."""
        if "agreement_from" not in case and any(
            d.key == "void_agreement_by" and d.date for d in told
        ):
            return "agreement_from"
        return next((d.better_with for d in told if d.better_with), None)

    def _notes(self, notes: Sequence[Note]) -> list[str]:
        """What the case and the state add, whole; of what is only worth knowing, the first."""
        left_out = [note for note in notes if note.kind == "general"][MOST_GENERAL_NOTES:]
        left_out += [note for note in notes if note.kind == "ask"]  # the chat asks by itself
        return list(dict.fromkeys(note.text for note in notes if note not in left_out))

    def _whole(self, case: Case, topic: TopicGuess, beside: str | None) -> tuple[Say, str | None]:
        """The timeline, or the nearest date of it."""
        if topic.question not in (None, topic.name):
            return self.topic(topic, case), None
        try:
            found = timeline(case, self.words.dates_in)
        except DeadlineError:
            return self.topic(topic, case, beside), "received"
        say = self.topic(topic, case, beside)
        first = self._what_comes_first(found.deadlines, explained=topic.name == "what_next")
        if topic.name == "what_next":
            say.text = first or self.words("next_none") + " " + say.text
        else:
            notes = [note for note in notes_about(found, found.deadlines) if note.kind != "general"]
            parts = [
                self.words("timeline_intro"),
                first,
                *self._lines(found.deadlines),
                *self._notes(notes),
                self.words("timeline_end"),
            ]
            say.text = "\n".join(part for part in parts if part)
        self._attach(say, found.deadlines, case)
        return say, None

    def _what_comes_first(self, deadlines: Sequence[Deadline], explained: bool) -> str:
        """What the parent must do next, then the next date of others; empty if none is ahead."""
        today = self.turn.today
        mine = upcoming([d for d in deadlines if d.yours], today)
        others = upcoming([d for d in deadlines if not d.yours], today)
        parts = []
        for key, following in (("next_yours", mine), ("next_others", others)):
            day = day_to_act(following) if following else None
            if following is None or day is None:
                continue
            left = self.words.distance(day, today)
            parts.append(
                self.words(key, title=following.title, date=self.words.day(day), left=left)
            )
            parts.append(working_day(following, today, self.words))
            if explained:
                parts.append(following.meaning)
        return " ".join(part for part in parts if part)

    def _lines(self, deadlines: Sequence[Deadline]) -> list[str]:
        """One line a date; the page shows a card instead."""
        if self.turn.channel == "web":
            return []
        return [self._line(deadline) for deadline in in_order(deadlines)]

    def _line(self, deadline: Deadline, brief: bool = False) -> str:
        """A date with its place in time and, if not `brief`, whether the parent must act."""
        day = day_to_act(deadline)
        if day is None:
            return "- " + self.words(
                "timeline_line_unknown", title=deadline.title, why=deadline.meaning
            )
        key = "timeline_line_yours" if deadline.yours and not brief else "timeline_line"
        mark = self.words.mark(day, self.turn.today)
        return "- " + self.words(key, date=self.words.day(day), title=deadline.title, mark=mark)

    def what_if(
        self,
        supposed: Case,
        names: Sequence[str],
        topics: Sequence[TopicGuess],
        intro: str = "",
    ) -> list[Say]:
        """What the dates would be; empty where nothing can be worked out.

        `intro` says what is supposed, where that is more than a "what if".

        Raises:
            DeadlineError: the supposed facts contradict the known ones.
        """
        for name in names:
            # "What if we skip it?" means from today on.
            if supposed.value(name) is None:
                supposed = supposed.given(name, self.turn.today.isoformat(), self.turn.number)
        labels = [topic for topic in topics if self.knowledge[topic.name].deadlines] or [
            TopicGuess(f"deadline/{TOPIC_OF_FACT[name]}", 1.0)
            for name in names
            if name in TOPIC_OF_FACT
        ][:1]
        if not names or not labels:
            return []
        try:
            timeline(supposed, self.words.dates_in)
        except DeadlineError as problem:
            if not problem.missing:
                raise
        said, _ = self.answers(supposed, labels)
        dated = [say for say in said if say.custom.get("deadlines")]
        if not dated:
            return []
        if not intro:
            clauses = "; ".join(supposed.told(name, self.words) for name in names)
            intro = self.words("what_if", facts=clauses)
        dated[0].text = f"{intro}\n\n{dated[0].text}"
        return dated

    def _attach(self, say: Say, deadlines: Sequence[Deadline], case: Case) -> None:
        today = self.turn.today
        say.custom["deadlines"] = [as_json(deadline, today) for deadline in deadlines]
        say.custom["today"] = today.isoformat()
        say.custom.pop("text_language", None)  # the dates took the place of that text
        if self._calendar_link is not None and any(day_to_act(d) for d in deadlines):
            say.custom["calendar_url"] = self._calendar_link(case.to_facts())
        start = next((name for name in STARTS if name in case), None)
        day = case.day(start) if start else None
        if start and day and case.planned(start) and any(day_to_act(d) for d in deadlines):
            condition = self.words(f"facts.{start}.if", date=self.words.day(day))
            say.text = f"{condition}\n\n{say.text}"

    def finish(self, reply: Reply) -> None:
        """Last touches: a messaging channel has no cards, so links stand in the text."""
        if self.turn.channel not in ("web", "rest"):
            for say in reply.messages:
                link = say.custom.get("calendar_url")
                if link:
                    say.text += "\n" + self.words("calendar_line", link=link)


def in_order(deadlines: Sequence[Deadline]) -> list[Deadline]:
    """Deadlines by date, those without one last."""
    return sorted(deadlines, key=lambda d: day_to_act(d) or date.max)
