"""Decides the reply to one message. No Rasa, no clock, no network: a turn in, a reply out.

The order is the same for every message: read the facts it tells, keep them, settle what is
unclear, answer what was asked, and come back to an open question of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from bot.dates import DateMention, today_in
from bot.deadlines import DeadlineError, Facts
from bot.dialogue import followups, own_state, questions
from bot.dialogue.case import DATED, FACTS, STARTS, Case
from bot.dialogue.choices import in_english
from bot.dialogue.compose import Composer
from bot.dialogue.dated import TOPIC_OF_FACT, is_missing, plain_words, timeline
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import Reply, Say, TopicGuess, Turn
from bot.facts import FactChange, Reading, day_for, read_facts
from bot.facts.agree import agreed
from bot.facts.model import Doubt
from bot.facts.years import FUTURE
from bot.knowledge import Topic
from bot.language import ORIGINAL
from bot.text.feelings import tells_feelings

CalendarLink = Callable[[Facts], str]

FEW_WORDS = 8
"""So many words answer a question of ours for a word, such as the state, and ask nothing more."""
ANSWER_WORDS = 20
"""So many words can answer what happened on a day."""
ON_THAT_DAY = {"en": "{said} on {day}", "es": "{said} el {day}"}
"""An answer to "what happened on that day?", with the day named again."""
NONE_OF_THESE = re.compile(
    r"\W*(?:none|neither|nothing|no\b|nope|something else|ningun[oa]?\b|nada\b|otra cosa)",
    re.IGNORECASE,
)
MEETING_BY = ("resolution_meeting_by", "expedited_meeting_by")
MY_DATES = TopicGuess("deadline/my_dates", 1.0)
_I_GOT_IT = re.compile(
    r"(?:\b(?:i|we)\s+(?:\w+\s+)?|^\W*(?:(?:and|but|just|only)\s+)*)(?:got|received|have)\s+it\b|"
    r"\b(?:la|lo)\s+recib(?:[ií]|imos)\b|\bme\s+lleg[oó]\b",
    re.IGNORECASE,
)
UNSAID = ("", "approximate", "month_only")
"""Reasons for which a day is not clear that want no question, unless an answer hangs on the day."""

# The day "it" came, by what the message is about.
_ITS_DAY = {
    "settlement_offer_received": "settlement_offer_received",
    "decision_issued": "decision_received",
    "decision_received": "decision_received",
}


UPSET = "parent_upset"
"""The topic that answers feelings and nothing else."""
FELT = "felt"
"""The slot that is true once a sentence was said about how a parent feels."""
ANOTHER_CASE = re.compile(
    r"\b(?:cases?|complaints?|child|kid|son|daughter|boy|girl|twin|brother|sister|sibling|filing|"
    r"start|casos?|quejas?|querella|hij[oa]|niñ[oa]|gemel|herman|menor|mayor|chiquit)\w*",
    re.IGNORECASE,
)
"""Words, English and Spanish, without which nothing is taken for a new case."""


def names_another_case(turn: Turn) -> bool:
    """Whether a message that the model takes for a new case names one, or a child.

    "Can we have a second one?" may be about a meeting, and would cost a parent the dates.
    """
    return ANOTHER_CASE.search(turn.text) is not None


def respond(
    turn: Turn,
    knowledge: Mapping[str, Topic],
    calendar_link: CalendarLink | None = None,
) -> Reply:
    """The guide's reply to `turn`.

    Args:
        turn: the message, understood, with the slots and today's date.
        knowledge: every topic by its name.
        calendar_link: makes a link to a calendar file from the facts of a case.
    """
    # What we offered in another language says the same in English, and is read there.
    ours = in_english(turn.text, turn.language)
    if ours != turn.text:
        return _Responder(replace(turn, text=ours, roles=()), knowledge, calendar_link).run()
    return _Responder(turn, knowledge, calendar_link, turn.language).run()


class _Responder:
    def __init__(
        self,
        turn: Turn,
        knowledge: Mapping[str, Topic],
        calendar_link: CalendarLink | None,
        read_in: str = ORIGINAL,
    ) -> None:
        self.turn = turn
        self.read_in = read_in
        self.words = phrases(turn.language)
        self.before = Case.from_slots(turn.slots)
        self.case = self.before
        self.asked = self.open = questions.Open.from_slots(turn.slots)
        self.compose = Composer(turn, knowledge, self.words, calendar_link)
        self.reply = Reply()
        self.never_mind = False
        self.felt = False
        self.turned = False
        self.left_out: date | None = None

    def run(self) -> Reply:
        reading = self._read()
        turn, words = self.turn, self.words
        if turn.intent == "start_over":
            self.case = Case({})
            self._say(words("started_over"), "start_over")
            return self._done(None)
        if reading.new_case or (turn.intent == "new_case" and names_another_case(turn)):
            self.case = Case({})
        if reading.forget_all:
            self.case = Case({})
            self._say(words("forgotten_all"), "forget_fact")
            return self._done(None)
        self.never_mind = reading.never_mind
        reading = self._without_its(reading)
        try:
            told = self._take(reading)
        except DeadlineError as problem:
            return self._contradiction(problem)
        topics = [topic for topic in turn.topics if topic.answerable]
        if turn.intent in ("unsure", "nlu_fallback"):
            topics = []
        if reading.not_mine:
            self.case = self.before.without_the_last()
            self._say(words("dropped_last"), "forget_fact")
            return self._done(None)
        if self.left_out is not None:
            self._say(words("left_out", date=words.day(self.left_out)), "forget_fact")
            return self._done(None)
        if reading.what_if:
            return self._what_if(reading, topics, told)
        if disputed := self._disputed(reading):
            return self._both_results(disputed, told)
        if reading.unclear and self._is_worth_asking(*reading.unclear[0], topics):
            return self._settle(reading, topics)
        if reading.doubts and self.turn.roles and self._decides(reading.doubts[0].facts, topics):
            return self._which_fact(reading, topics, told)
        if followups.is_followup(turn.intent) and not told:
            self.reply.messages += followups.answer(self.compose, turn)
            return self._done(self.open)
        return self._answer(reading, topics, told)

    # -- facts -----------------------------------------------------------------------------

    def _read(self) -> Reading:
        """Reads the message; a state told in it decides which day "today" is."""
        reading = self._read_on(self.turn.today)
        state = next((c.value for c in reading.changes if c.fact == "state"), None)
        if self.turn.now is None or not isinstance(state, str):
            return reading
        today = today_in(self.turn.zone, state, self.turn.now)
        if today == self.turn.today:
            return reading
        self.turn = self.compose.turn = replace(self.turn, today=today)
        return self._read_on(today)

    def _read_on(self, today: date) -> Reading:
        """The message as both readers have it; an answer to a question of ours by that."""
        if self.open is not None and self.open.fact == questions.WHICH_FACT:
            answer = self._which_was_meant(self.open, today)
            if answer is not None:
                # From here on it is as if that fact itself had been asked for.
                self.open = replace(self.open, fact=answer.changes[0].fact)
                return answer
            self.left_out = self.open.day if NONE_OF_THESE.match(self.turn.text) else None
            self.open = None
        asked = self.open.fact if self.open else own_state.asked_for(self.turn, self.case)
        reading = read_facts(self.turn.text, today, asked=asked, language=self.read_in)
        return self._told_anew(agreed(reading, self.turn.roles, today))

    def _told_anew(self, reading: Reading) -> Reading:
        """A day of which the patterns read a fact that is told already changes that fact.

        "Actually we signed on November 18" after a day of signing: what was said before settles
        what the second reader, which sees the message alone, is not sure of.
        """
        changes, left = list(reading.changes), []
        for doubt in reading.doubts:
            if doubt.facts[0] in DATED and doubt.facts[0] in self.before and doubt.date.date:
                changes.append(_settled(doubt, doubt.facts[0], "correct"))
            else:
                left.append(doubt)
        return replace(reading, changes=tuple(changes), doubts=tuple(left))

    def _which_was_meant(self, asked: questions.Open, today: date) -> Reading | None:
        """The answer to "what happened on that day?", which need not name the day again."""
        day, said = asked.day, self.turn.text.rstrip(" .!")
        if day is None or len(said.split()) > ANSWER_WORDS:
            return None
        tapped = questions.tapped(said, day, asked.options, phrases())
        if tapped is not None:
            return Reading(changes=(self._on_that_day(tapped, day, today),))
        on_it = ON_THAT_DAY.get(self.read_in, ON_THAT_DAY[ORIGINAL])
        for text in (said, on_it.format(said=said, day=day.isoformat())):
            reading = read_facts(text, today, language=self.read_in)
            told = [c for c in (*reading.changes, *reading.planned) if c.fact in asked.options]
            days = {change.date.date for change in told if change.date is not None}
            if len({change.fact for change in told}) == 1 and days == {day}:
                change = self._on_that_day(told[0].fact, day, today)
                return replace(reading, changes=(change,), unclear=(), loose_dates=())
        return None

    def _on_that_day(self, fact: str, day: date, today: date) -> FactChange:
        planned = day > today and fact not in FUTURE
        tense: Literal["told", "planned"] = "planned" if planned else "told"
        return FactChange(fact, day.isoformat(), "give", None, self.turn.text, tense=tense)

    def _take(self, reading: Reading) -> list[str]:
        """Keeps what the message tells (a what-if is not kept); returns the facts told."""
        real = [change for change in reading.changes if not change.supposed]
        case, told = self.case.changed(real, self.turn.number)
        if not reading.what_if:
            case, guessed = self._place_loose_dates(case, reading, told)
            told += guessed
        if told:
            try:
                timeline(case, self.words.dates_in)
            except DeadlineError as problem:
                if not is_missing(problem):
                    raise
        self.case = case
        return told

    def _place_loose_dates(
        self, case: Case, reading: Reading, told: list[str]
    ) -> tuple[Case, list[str]]:
        """A day told almost alone answers what the question needs, if that is one thing."""
        needed = set(self._needs(self.turn.topics))
        if case.value("filed_by") == "school" and "received" in needed:
            # The one day told with the school's filing is the day its complaint came.
            came = [doubt.date.date for doubt in reading.doubts if "received" in doubt.facts]
            if len(came) == 1 and came[0] is not None and came[0] <= self.turn.today:
                return case.given("received", came[0].isoformat(), self.turn.number), ["received"]
        if reading.bare_day is None or told or len(needed) != 1:
            return case, []
        name = needed.pop()
        day = day_for(name, reading.bare_day, self.turn.today).date
        if day is None:
            return case, []
        return case.given(name, day.isoformat(), self.turn.number), [name]

    def _needs(self, topics: Iterable[TopicGuess]) -> list[str]:
        """The facts that the dates of topics are counted from, in the order of the topics."""
        return [
            need
            for topic in topics
            if topic.answerable and (need := self.compose.needs(topic.name, self.case))
        ]

    def _without_its(self, reading: Reading) -> Reading:
        """Reads "I got it" by what the question is about: an offer, a decision, an agreement."""
        needed = set(self._needs(self.turn.topics))
        if not needed or needed & {"received", "filed"}:
            return reading
        meant = next((fact for name, fact in _ITS_DAY.items() if name in needed), None)
        changes = []
        for change in reading.changes:
            if change.fact == "received" and _I_GOT_IT.search(change.text):
                if meant is None:
                    continue  # the days of an agreement run from its own date
                change = replace(change, fact=meant)
            changes.append(change)
        doubts = []
        for doubt in reading.doubts:
            if not _I_GOT_IT.search(doubt.text) or doubt.date.date is None:
                doubts.append(doubt)
            elif meant is not None:
                changes.append(_settled(doubt, meant, "give"))
            elif doubt.facts[0] != "received":
                doubts.append(doubt)
        return replace(reading, changes=tuple(changes), doubts=tuple(doubts))

    def _contradiction(self, problem: DeadlineError) -> Reply:
        self._say(plain_words(problem), "fact_check")
        self.case = self.before
        return self._done(self.open)

    # -- what is unclear ---------------------------------------------------------------------

    def _is_worth_asking(
        self, fact: str | None, mention: DateMention, topics: list[TopicGuess]
    ) -> bool:
        """Whether a day that is not clear must be asked about; not if the answer needs none."""
        if mention.reason not in UNSAID or self.open is not None:
            return True
        return self._decides((fact,) if fact else (), topics)

    def _decides(self, facts: Sequence[str], topics: list[TopicGuess]) -> bool:
        """Whether one of these facts (any, where none is named) decides the answer."""
        if not topics:
            return True
        leads = [topic for topic in topics if topic.question in (None, topic.name)]
        needs = self._needs(leads)
        return bool(set(needs) & set(facts) if facts else needs)

    def _which_fact(self, reading: Reading, topics: list[TopicGuess], told: list[str]) -> Reply:
        """Asks what happened on a day on which the two readers of the message differ."""
        doubt = reading.doubts[0]
        assert doubt.date.date is not None
        self.reply.messages += [self.compose.topic(topic, self.case) for topic in topics]
        question = questions.which_of(doubt.date.date, doubt.facts, self.words)
        if told:
            question.text = f"{self._noted(reading, told)}\n\n{question.text}"
        self.reply.messages.append(question)
        waiting = [topic.label for topic in topics if self.compose.has_dates(topic)]
        return self._done(
            questions.Open(questions.WHICH_FACT, waiting, 1, doubt.date.date, doubt.facts)
        )

    def _disputed(self, reading: Reading) -> tuple[date, ...]:
        """The two days of a receipt on which the sides do not agree, the earlier one first."""
        for fact, mention in reading.unclear:
            if fact == "received" and mention.reason == "disputed":
                return tuple(sorted(mention.options))
        return ()

    def _both_results(self, days: tuple[date, ...], told: list[str]) -> Reply:
        """Both results of a disputed receipt, the safe one first; neither day is kept."""
        labels = [
            topic
            for topic in self.turn.topics
            if topic.answerable and self.compose.has_dates(topic)
        ]
        for day in days:
            case = self.case.given("received", day.isoformat(), self.turn.number)
            answers, _ = self.compose.answers(case, labels[:1] or [MY_DATES])
            answers[0].text = "\n\n".join(
                [self.words("disputed_day", date=self.words.day(day)), answers[0].text]
            )
            self.reply.messages.append(answers[0])
        first = self.reply.messages[0]
        first.text = f"{self.words('disputed')}\n\n{first.text}"
        return self._done(None)

    def _settle(self, reading: Reading, topics: list[TopicGuess]) -> Reply:
        self.reply.messages += [self.compose.topic(topic, self.case) for topic in topics]
        fact, mention = reading.unclear[0]
        needed = next(iter(self._needs(topics)), None)
        fact = fact or (self.open.fact if self.open else None) or needed
        question = questions.about_date(mention, self.words)
        dated = [topic.label for topic in topics if self.compose.has_dates(topic)]
        waiting = dated or (self.open.topics if self.open else [])
        times = self.open.times + 1 if self.open and self.open.fact == fact else 1
        self.reply.messages.append(question)
        if fact is None or times > questions.MOST:
            return self._done(None)
        return self._done(questions.Open(fact, waiting, times))

    # -- answers -----------------------------------------------------------------------------

    def _what_if(self, reading: Reading, topics: list[TopicGuess], told: list[str]) -> Reply:
        changes = [change for change in reading.changes if change.supposed]
        if not changes and told:
            return self._answer(reading, topics, told)
        supposed, names = self.case.changed(changes, self.turn.number)
        try:
            messages = self.compose.what_if(supposed, names, topics)
        except DeadlineError as problem:
            return self._contradiction(problem)
        if not messages:
            return self._answer(reading, topics, told)
        if told:
            messages[0].text = f"{self._noted(reading, told)}\n\n{messages[0].text}"
        self.reply.messages += messages
        return self._done(self.open)

    def _answer(self, reading: Reading, topics: list[TopicGuess], told: list[str]) -> Reply:
        turn, words = self.turn, self.words
        settled = self.open is not None and self.open.fact in told
        self._turn_the_question(told)
        if settled and self.open:
            waiting = [TopicGuess(label, 1.0) for label in self._still_asked(self.open.topics)]
            beside = [] if self._is_only_an_answer() else topics
            topics = waiting + [t for t in beside if t.label not in self.open.topics]
        if self.open and not settled and (reading.dont_know or turn.intent == "dont_know"):
            return self._unknown(self.open)
        if (reading.never_mind or turn.intent == "never_mind") and not (topics or told):
            self.reply.messages.append(self.compose.notice("never_mind"))
            return self._done(None)
        withdrawn = [c for c in reading.changes if c.kind == "withdraw"]
        if withdrawn or turn.intent == "forget_fact":
            dropped = len(self.case) < len(self.before)
            self._say(words("forgotten" if dropped else "forgot_nothing"), "forget_fact")
            if not told and not topics:
                return self._done(self._asked_anew())
        if not topics and told == ["state"] and (own := own_state.answer(turn, self.case, words)):
            self._say(f"{self._noted(reading, told)} {own}", own_state.topic_of(turn))
            return self._done(self.open)
        if not topics and told:
            topics = self._topics_of(told)
        if not topics and not told:
            return self._no_topic(reading)
        if (planned := self._if_it_happens(reading, told, topics)) and not settled:
            self.reply.messages += planned
            return self._done(self.open)
        noted = self._noted(reading, told)
        said_before = self.open.topics if settled and self.open else ()
        answers, needed = self.compose.answers(self.case, topics, said_before)
        if noted and answers:
            answers[0].text = f"{noted}\n\n{answers[0].text}"
        elif noted:
            self._say(noted, "tell_facts")
        self.reply.messages += answers
        self._feel_with(topics)
        return self._done(self._next_question(needed, topics, settled))

    def _feel_with(self, topics: list[TopicGuess]) -> None:
        """One short sentence before the answer where a parent says how hard it is; said once."""
        upset = any(topic.name == UPSET for topic in topics)  # it says so itself
        if upset or self.turn.slots.get(FELT) or not self.reply.messages:
            return
        if tells_feelings(self.turn.text, self.read_in):
            first = self.reply.messages[0]
            first.text = f"{self.words('feelings')} {first.text}"
            self.felt = True

    def _if_it_happens(
        self, reading: Reading, told: list[str], topics: list[TopicGuess]
    ) -> list[Say]:
        """What follows once a plan is carried out; empty where more than a plan was told."""
        plans = [name for name in told if name in TOPIC_OF_FACT and self.case.planned(name)]
        if not plans or plans != told or set(plans) & set(STARTS):
            return []
        intro = f"{self._noted(reading, told)} {self.words('planned_if')}"
        try:
            return self.compose.what_if(self.case.as_planned(), plans, topics, intro)
        except DeadlineError:
            return []  # as things stand it cannot happen so; the plan is kept all the same

    def _asked_anew(self) -> questions.Open | None:
        """The question that the right day answers, once a wrong one was dropped."""
        if self.turn.text.rstrip(" .!") != phrases()("change_payload"):
            return None
        dropped = [name for name in self.before.names() if name not in self.case]
        if len(dropped) != 1 or dropped[0] not in DATED:
            return None
        self.reply.messages[-1].text = self._question(dropped[0], set())
        self.reply.messages[-1].buttons = questions.choices(dropped[0], self.words)
        return questions.Open(dropped[0], [], 1)

    def _is_only_an_answer(self) -> bool:
        """Whether a message only takes a choice of ours, in words: "at the resolution meeting"."""
        chosen = self.open is not None and self.open.fact not in DATED
        return chosen and len(self.turn.text.split()) <= FEW_WORDS and "?" not in self.turn.text

    def _still_asked(self, labels: list[str]) -> list[str]:
        """The questions that waited for a fact, less what the parent's own filing rules out."""
        mine = self.case.value("filed_by") == "parent"
        return [label for label in labels if not (mine and label == "deadline/school_filed")]

    def _turn_the_question(self, told: list[str]) -> None:
        """A state told instead of the day may count from another day: then that one is asked.

        An answer to "What day did you get the school's complaint?" also tells who filed.
        """
        if self.open is None:
            return
        names = [topic.rsplit("/", 1)[-1] for topic in self.open.topics]
        if self.open.fact in told:
            if told == ["received"] and "school_filed" in names and "filed_by" not in self.case:
                self.case = self.case.given("filed_by", "school", self.turn.number)
            return
        if "state" in told:
            needs = [need for name in names if (need := self.compose.needs(name, self.case))]
            if needs and needs[0] != self.open.fact:
                self.open = questions.Open(needs[0], self.open.topics, 0)
                self.turned = True

    def _next_question(
        self, needed: str | None, topics: list[TopicGuess], settled: bool
    ) -> questions.Open | None:
        """Which question of ours is open after this turn; asks it where it returns."""
        if needed is not None:
            again = self.open is not None and self.open.fact == needed and not settled
            times = self.open.times + 1 if again and self.open else 1
            if times > questions.MOST:
                return None
            names = {topic.name for topic in topics}
            self.reply.messages[-1].text += "\n\n" + self._question(needed, names)
            self.reply.messages[-1].buttons = questions.choices(needed, self.words)
            # What needs no date has been answered by now; the others wait for it.
            waiting = [topic.label for topic in topics if self.compose.has_dates(topic)]
            return questions.Open(needed, waiting, times)
        if self.open is None or settled or self.never_mind:
            return None
        if self.open.times >= questions.MOST:
            return None
        question = self._question(self.open.fact, {self.open.topic})
        key = "ask_instead" if self.turned else "ask_again"
        self._say(self.words(key, question=question), self.open.topic)
        # Marked as our question, so that "tell me more" is about the answer above it.
        self.reply.messages[-1].custom["asks"] = self.open.fact
        self.reply.messages[-1].buttons = questions.choices(self.open.fact, self.words)
        return questions.Open(self.open.fact, self.open.topics, self.open.times + 1)

    def _question(self, fact: str, topics: set[str]) -> str:
        """The question for a fact, in the words of who filed."""
        school = self.case.value("filed_by") == "school" or "school_filed" in topics
        return questions.ask(fact, self.words, school)

    def _topics_of(self, told: list[str]) -> list[TopicGuess]:
        names: list[str] = []
        for fact in told:
            if fact == "filed_by" and self.case.value(fact) != "school":
                continue
            name = TOPIC_OF_FACT.get(fact)
            if name and name not in names:
                names.append(name)
        # The whole timeline already says what the other facts change.
        if "my_dates" in names:
            names = [name for name in names if name != "my_dates"] + ["my_dates"]
        if told == ["state"]:  # "Tell me your state", said the answer before
            known = self.compose.knowledge
            last = [known[name] for name in self.turn.past.topics if name in known]
            names = [topic.id for topic in last if self.compose.answers_dates(topic, self.case)][:1]
        if not names and "received" in self.case:
            names = ["my_dates"]
        return [TopicGuess(f"deadline/{name}", 1.0) for name in names[:2]]

    def _noted(self, reading: Reading, told: list[str]) -> str:
        if not told:
            return ""
        clauses = "; ".join(self.case.told(name, self.words) for name in told)
        corrected = any(change.kind == "correct" for change in reading.changes)
        noted = self.words("noted_corrected" if corrected else "noted", facts=clauses)
        in_time = self._meeting_in_time(told)
        which = own_state.which_washington(self.turn.text, self.case, self.words, told)
        return " ".join(part for part in (noted, which, in_time) if part)

    def _meeting_in_time(self, told: list[str]) -> str:
        """Whether the day set for the meeting is in time, where that can be said."""
        day = self.case.day("meeting_held")
        if day is None or not self.case.planned("meeting_held") or "meeting_held" not in told:
            return ""
        try:
            deadlines = timeline(self.case, self.words.dates_in).deadlines
        except DeadlineError:
            return ""
        last = next((d.date for d in deadlines if d.key in MEETING_BY and d.date), None)
        if last is None:
            return ""
        key = "meeting_in_time" if day <= last else "meeting_late"
        if key == "meeting_late" and last >= self.turn.today:
            key = "meeting_late_ahead"
        return self.words(key, date=self.words.day(day), last=self.words.day(last))

    def _unknown(self, asked: questions.Open) -> Reply:
        self._say(self.words(f"facts.{asked.fact}.unknown"), asked.topic)
        topics = [TopicGuess(label, 1.0) for label in asked.topics if label.startswith("deadline/")]
        if asked.fact == "state" and topics:
            answers, _ = self.compose.answers(self.case, topics, asked.topics)
            self.reply.messages += answers
        return self._done(None)

    def _no_topic(self, reading: Reading) -> Reply:
        turn, words = self.turn, self.words
        if reading.loose_dates and reading.loose_dates[0].date is not None:
            self.reply.messages.append(
                questions.which_fact(reading.loose_dates[0].date, self.words)
            )
            return self._done(None)
        if not self.open and (place := self._unclear_place(reading)):
            # As what was not understood, it leaves our question for the state open.
            self._say(place, "fallback")
            return self._done(None)
        if reading.state_unknown:
            self._say(words("state_unknown", words=reading.state_unknown), "state_differences")
            return self._done(self.open)
        if turn.intent == "new_case" and names_another_case(turn):
            self._say(words("new_case"), "new_case")
            return self._done(questions.Open("received", ["deadline/my_dates"], 1))
        if self.open and self.open.times < questions.MOST:
            return self._ask_once_more(self.open)
        if self.open and turn.intent not in ("unsure", "nlu_fallback"):
            self._say(words("dropped_question"), self.open.topic)
            return self._done(None)
        self.reply.messages.append(self.compose.not_understood(self.case))
        return self._done(None)

    def _unclear_place(self, reading: Reading) -> str:
        """What is said to a place that is no one state; empty where the message names none."""
        turn = self.turn
        waits = own_state.asked_for(turn, self.case) is not None and not turn.past.declined
        waits = waits and turn.intent in ("tell_facts", "nlu_fallback", "unsure", "out_of_scope")
        waits = waits and not (reading.dont_know or reading.never_mind)
        return own_state.unclear_place(turn.text, self.words, waits=waits)

    def _ask_once_more(self, asked: questions.Open) -> Reply:
        question = self._question(asked.fact, {asked.topic})
        parts = [question]
        if self.turn.intent == "affirm":
            parts = [self.words("affirm_ask", question=question)]
        elif asked.fact not in ("state", "filed_by", "expedited", "agreement_from"):
            parts = [self.words("not_a_date"), question, self.words("ask_example")]
        topic = "fallback" if self.turn.intent == "nlu_fallback" else asked.topic
        self._say(" ".join(parts), topic)
        self.reply.messages[-1].buttons = questions.choices(asked.fact, self.words)
        return self._done(questions.Open(asked.fact, asked.topics, asked.times + 1))

    # -- the end of every turn -----------------------------------------------------------------

    def _say(self, text: str, topic: str) -> None:
        self.reply.messages.append(self.compose.plain(text, topic))

    def _done(self, open_question: questions.Open | None) -> Reply:
        slots: dict[str, Any] = dict(self.case.slots_to_set(self.before))
        if open_question != self.asked:
            slots["asked"] = open_question.as_slot() if open_question else None
            slots["question_open"] = open_question is not None
        if self.felt:
            slots[FELT] = True
        self.reply.slots = slots
        self.reply.facts = self.case.contract()
        before = self.before.contract()
        names = {*before, *self.reply.facts}
        self.reply.noted = tuple(
            name for name in FACTS if name in names
            and before.get(name) != self.reply.facts.get(name)
        )  # fmt: skip
        if any(name in DATED and name in self.case for name in self.reply.noted):
            title, payload = self.words("change_button"), self.words("change_payload")
            self.reply.change = {"title": title, "payload": payload}
        self.compose.finish(self.reply)
        return self.reply


def _settled(doubt: Doubt, fact: str, kind: Literal["give", "correct"]) -> FactChange:
    """A day that was in doubt as the day of a fact."""
    day = doubt.date.date
    assert day is not None  # whoever settles a doubt has looked
    return FactChange(fact, day.isoformat(), kind, doubt.date, doubt.text)
