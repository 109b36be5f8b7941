"""Facts out of a message in a language whose patterns are data (`bot.facts.rules`).

The order is that of the English reader (`bot.facts.reader`): words first, then clause by clause
each date with its event, then the days left over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Literal

from bot.dates import DateMention, read_dates
from bot.facts.model import FactChange, Reading
from bot.facts.parts import (
    Event,
    Gathered,
    Supposed,
    as_planned,
    ask_which_receipt,
    marked,
    nearest,
    once,
    passed,
    sentence_before,
    settle_years,
    told_later,
)
from bot.facts.reader import STATEMENT_ENOUGH, english_events
from bot.facts.rules import Rules, rules_of
from bot.facts.states import find_state, unknown_place
from bot.facts.states_es import find_spanish, unknown_spanish
from bot.facts.years import FUTURE
from bot.language import ORIGINAL
from bot.text.clauses import first_sentence, last_sentence, sentence_around, sentence_spans
from bot.text.letters import folded

Kind = Literal["give", "correct"]

_BY_BOTH = frozenset({"waived_in_writing", "no_agreement_possible_in_writing"})
_SIGNED = _BY_BOTH | {"agreement_signed"}
_ABSENT = frozenset({"school_missed_meeting", "parent_did_not_participate"})
# What is told by a "not" itself.
_TOLD_BY_NOT = _ABSENT | _BY_BOTH | {"refusal_or_proposal", "knew_or_should_have_known"}
# A plan may be what the event says: "dijeron que no le van a dar la terapia".
_SAYS_A_PLAN = _BY_BOTH | {
    "refusal_or_proposal", "sufficiency_challenge_made", "hearing_officer_starts_clock",
    "knew_or_should_have_known", "settlement_offer_received",
}  # fmt: skip
_GENERAL = frozenset({"received", "filed", "hearing_scheduled", "meeting_held", "agreement_signed"})
_WORDS_ASKED = frozenset({"state", "filed_by", "expedited", "agreement_from"})
_THEIRS = ""
# Which state a text names, and which place it says to live in that is none.
_STATES = {"en": (find_state, unknown_place), "es": (find_spanish, unknown_spanish)}
_ANSWER_WORDS, _ALONE_WORDS = 3, 0
_WORD = re.compile(r"[a-z']+|\d+")
_TIME_OF_DAY = re.compile(r"\s*(?:en la |por la )?(?:noche|manana|tarde)?,?\s*")


def read_by_rules(text: str, today: date, asked: str | None, language: str) -> Reading:
    """What `text` tells about the case; see `bot.facts.read_facts`."""
    return _Message(text, today, asked, language, rules_of(language)).read()


class _Message:
    """One message on its way to a reading."""

    def __init__(
        self, text: str, today: date, asked: str | None, language: str, rules: Rules
    ) -> None:
        self.text, self.today, self.asked = text, today, asked
        self.language, self.rules = language, rules
        self.plain = folded(text)
        self.correcting = rules.says("corrects", self.plain)
        self.kind: Kind = "correct" if self.correcting else "give"
        self.found = Gathered([], [], [], {}, [])
        lean = "future" if asked in FUTURE else "past"
        self.dates = read_dates(text, today, lean=lean, language=language)
        self.supposed = self._suppositions()
        self.school_filed = self._school_filed()

    def read(self) -> Reading:
        found, rules, plain, text = self.found, self.rules, self.plain, self.text
        self._read_words()
        found.changes = [self._marked(c, text.find(c.text)) for c in found.changes]
        for start, end in self._clauses():
            inside = [mention for mention in self.dates if start <= mention.start < end]
            before = len(found.changes)
            self._read_clause(start, end, inside)
            found.changes[before:] = [self._marked(c, start) for c in found.changes[before:]]
        before = len(found.changes)
        self._place_rest()
        found.changes[before:] = [
            self._marked(c, c.date.start if c.date else 0) for c in found.changes[before:]
        ]
        told = [change.date for change in found.changes if change.date is not None]
        settle_years(found, self.today)
        claims = tuple(match.end() for match in rules.marks["dispute"].finditer(plain))
        if self.kind == "give":
            ask_which_receipt(plain, found, self.dates, claims)
        self._taken_back()
        return Reading(
            changes=tuple(once(found.changes)),
            unclear=tuple(found.unclear),
            loose_dates=tuple(m if m.side else m.near("nearest") for m in found.loose),
            bare_day=self._bare_day(),
            dont_know=rules.says("dont_know", plain) and not found.changes and not self.dates,
            never_mind=rules.says("never_mind", plain),
            new_case=rules.says("new_case", plain) and not rules.says("question", plain),
            forget_all=rules.says("forget_all", plain),
            what_if=bool(self.supposed.what_ifs) or any(c.supposed for c in found.changes),
            state_unknown=_STATES.get(self.language, _STATES[ORIGINAL])[1](text),
            not_mine=bool(rules.marks["not_mine"].match(plain)) and not self.dates,
            text=text,
            planned=tuple(self._marked(change, 0) for change in found.planned),
            passed=passed(self.dates, found, told),
            mentions=self.dates,
            claims=claims,
            supposed=frozenset(m.start for m in self.dates if self._is_supposed(m)),
            language=self.language,
        )

    # -- what is supposed -----------------------------------------------------------------------

    def _suppositions(self) -> Supposed:
        marks, plain = self.rules.marks, self.plain
        tale = marks["tale"].search(plain)
        return Supposed(
            tale.start() if tale else None,
            tuple(match.start() for match in marks["what_if"].finditer(plain)),
            tuple(match.start() for match in marks["if_it"].finditer(plain)),
            tuple(sentence_spans(plain, self.language)),
        )

    def _marked(self, change: FactChange, at: int) -> FactChange:
        return marked(change, self.text, at, self.supposed)

    def _is_supposed(self, mention: DateMention) -> bool:
        change = FactChange("", None, self.kind, mention, mention.text)
        return self._marked(change, mention.start).supposed

    # -- facts that are words -------------------------------------------------------------------

    def _school_filed(self) -> bool:
        return self.rules.says("school_filed", self.plain) and not self.rules.says(
            "parent_filed", self.plain
        )

    def _give(self, fact: str, value: str | bool, words: str) -> None:
        self.found.changes.append(FactChange(fact, value, self.kind, None, words))

    def _words(self, match: re.Match[str]) -> str:
        return self.text[match.start() : match.end()]

    def _read_words(self) -> None:
        rules, plain, asked = self.rules, self.plain, self.asked
        filing = rules.marks["school_filed"].search(plain)
        mine = rules.marks["parent_filed"].search(plain)
        if self.school_filed and filing and not self._possible(filing.start()):
            self._give("filed_by", "school", self._words(filing))
        elif mine:
            self._give("filed_by", "parent", self._words(mine))
        elif asked == "filed_by" and (
            rules.says("answer_school", plain) or rules.says("answer_me", plain)
        ):
            who = "school" if rules.says("answer_school", plain) else "parent"
            self._give("filed_by", who, self.text)
        discipline = rules.marks["expedited"].search(plain)
        if rules.says("not_expedited", plain):
            self._give("expedited", False, self.text)
        elif discipline and not self._possible(discipline.start()):
            sentence = sentence_around(plain, discipline.start(), self.language)
            if not rules.says("question", sentence) or rules.says("ours", sentence):
                self._give("expedited", True, self._words(discipline))
        state = _STATES.get(self.language, _STATES[ORIGINAL])[0](self.text, asked=asked == "state")
        if state is not None and (
            asked == "state" or not rules.says("question", plain) or self._lives(state[1])
        ):
            self._give("state", state[0], state[1])
        self._read_origin()

    def _read_origin(self) -> None:
        signed = self.rules.says("agreement_words", self.plain)
        if not signed and self.asked != "agreement_from":
            return
        for pattern, origin in self.rules.origins:
            match = pattern.search(self.plain)
            if match and (self.asked == "agreement_from" or len(match[0].split()) > 1):
                self._give("agreement_from", origin, self._words(match))
                return

    def _lives(self, words: str) -> bool:
        """In a question a state still tells where the parent is: "vivo en Ohio, puedo ...?"."""
        place = re.escape(folded(words))
        return bool(
            re.search(
                rf"\b(?:en|de|desde|aqui\s+en)\s+{place}\b|,\s*{place}\b|\b{place}\s+aqui\b",
                self.plain,
            )
        ) and not re.search(
            rf"\b(?:ley|leyes|reglas?|diferente|igual|aplica\w*)\s+(?:\w+\s+)?(?:en|de)\s+{place}",
            self.plain,
        )

    def _possible(self, position: int) -> bool:
        """Whether the words around stand for a possibility: "puede la escuela presentar"."""
        before = self.plain[max(0, position - 30) : position]
        return self.rules.says("possibly", before) or self.rules.says(
            "possible_sentence", sentence_around(self.plain, position, self.language)
        )

    # -- clause by clause -----------------------------------------------------------------------

    def _clauses(self) -> list[tuple[int, int]]:
        """The clauses of a text; a day at the head of a clause belongs to what comes after it."""
        marks, plain = self.rules.marks, self.plain
        heads = []
        for mention in self.dates:
            head = marks["head"].search(plain, max(0, mention.start - 14), mention.start)
            if head and marks["after_head"].match(plain, mention.end):
                heads.append(head.start())
        starts = sorted({0, *(match.end() for match in marks["clause"].finditer(plain)), *heads})
        return list(zip(starts, [*starts[1:], len(plain)], strict=True))

    def _read_clause(self, start: int, end: int, dates: list[DateMention]) -> None:
        rules, found = self.rules, self.found
        if not dates and not any(
            pattern.search(self.plain, start, end)
            for fact, pattern in rules.events
            if fact in STATEMENT_ENOUGH | _ABSENT
        ):
            return
        clause = rules.marks["not_that"].sub(
            lambda match: " " * len(match[0]), self.plain[start:end]
        )
        said = self.text[start:end].strip()
        before = self.plain[max(0, start - 120) : start]
        after = first_sentence(self.plain[end : end + 60], self.language)
        events = self._events(clause, before)
        if not dates:
            if events and not rules.says("question", clause):
                self._statement(clause, start, events[0])
            return
        claimed: set[str] = set()
        told_until = 0
        for mention, following in zip(dates, [*dates[1:], None], strict=True):
            if following and _TIME_OF_DAY.fullmatch(self.plain, mention.end, following.start):
                continue
            if mention.kind == "range" and rules.says("closed", clause):
                found.changes.append(FactChange("no_school", None, self.kind, mention, said))
                continue
            first = mention.start - start
            event = nearest(events, first)
            fact: str | None = event[0] if event else None
            if fact in claimed and self.kind == "give":
                continue
            if event is not None and self._only_planned(clause, event, before):
                found.planned.append(as_planned(event[0], mention, said))
            if event is not None and (
                told_later(event, first, dates, start)
                or self._guarded(clause, event, before)
                or (event[0] in _SIGNED and rules.says("they_did_not_sign", clause + after))
            ):
                continue
            if event is None and self._meeting_set(clause, before):
                found.planned.append(as_planned("meeting_held", mention, said))
            elif mention.kind == "date" and not events and rules.says("bystander", clause):
                continue  # a day of life: only a sure second reader may ask about it
            if fact == "received":
                fact = self._what_came(clause, before)
            here = clause[told_until : mention.end - start]
            if fact == "decision_issued" and self._came(clause, here):
                fact = "decision_received"
            told_until = mention.end - start
            if fact in ("meeting_held", "mediation_started") and rules.says("set", clause):
                if not self._not_ours(clause, fact):
                    found.planned.append(as_planned(fact, mention, said))
                fact = None
            if mention.kind != "date":
                if fact is not None or self._matters(clause, mention):
                    found.unclear.append((fact, mention))
            elif fact and mention.date is not None:
                claimed.add(fact)
                value = mention.date.isoformat()
                found.changes.append(FactChange(fact, value, self.kind, mention, said))
            else:
                found.loose.append(mention)
                found.beside[mention.start] = self.plain[start:end]

    def _events(self, clause: str, before: str) -> list[Event]:
        """The events a clause tells of, with where their words begin and end."""
        found: list[Event] = []
        for fact, pattern in self.rules.events:
            match = pattern.search(clause)
            if match is None:
                continue
            if fact == "hearing_scheduled" and not pattern.search(
                self.rules.marks["asked_for"].sub(" ", clause)
            ):
                continue
            name = fact
            if fact == "filed" and (
                self.school_filed
                or (self.rules.says("they_sent", clause) and not self.rules.says("own", clause))
            ):
                name = _THEIRS
            found.append((name, match.start(), match.end()))
        found += self._by_what_was_said(clause, before)
        names = {fact for fact, _, _ in found}
        if names & {"review_decision_issued", "decision_extended_to", "written_notice_of_decision"}:
            names.discard("decision_issued")
        if "school_missed_meeting" in names:
            names.discard("refusal_or_proposal")
        if "mediation_continued_then_withdrawn" in names:
            names -= {"mediation_withdrawn_before_day_30", "mediation_started"}
        if "mediation_withdrawn_before_day_30" in names:
            names.discard("mediation_started")
        if "sufficiency_challenge_received_by_hearing_officer" in names:
            names.discard("sufficiency_challenge_made")
        special = names - _GENERAL - {_THEIRS}
        if special:
            # The general words stand in the special ones too: "recibi la oferta".
            names = special | (names & {"agreement_signed"})
            if special & STATEMENT_ENOUGH:
                names.discard("agreement_signed")
        events = [event for event in found if event[0] in names]
        if not events and self.rules.says("english", clause):
            return english_events(clause, before, self.school_filed)
        return events

    def _by_what_was_said(self, clause: str, before: str) -> list[Event]:
        """Events that only what was said before makes clear."""
        marks, found = self.rules.marks, []
        now = marks["now_is"].search(clause)
        if now and self.rules.says("the_hearing", before):
            found.append(("hearing_scheduled", now.start(), now.end()))
        came = marks["their_papers"].search(clause) if self.school_filed else None
        if came:
            found.append(("received", came.start(), came.end()))
        over = marks["hearing_over"].search(clause)
        if over and self.rules.says("expedited", self.plain):
            found.append(("expedited_hearing_held", over.start(), over.end()))
        return found

    def _meeting_set(self, clause: str, before: str) -> bool:
        """Whether a meeting of the case is set for a day, which tells of no meeting yet."""
        now = self.rules.says("now_is", clause) and not self.rules.says("the_hearing", before)
        told = self.rules.says("meeting_set", clause) or (
            now and self.rules.says("a_meeting", before)
        )
        return told and not self._not_ours(clause, "meeting_held")

    def _not_ours(self, clause: str, fact: str) -> bool:
        return any(guard.keeps(clause, fact) for guard in self.rules.guards)

    def _guarded(self, clause: str, event: Event, before: str) -> bool:
        fact, at, last = event
        if fact == _THEIRS or self._not_ours(clause, fact) or self._negated(clause, event):
            return True
        if self.rules.says("asked_if", clause):
            return True
        words = clause[at:last]
        if fact in ("filed", "agreement_signed") and self.rules.says("infinitive", words):
            return True  # "quise mandar la queja": at most planned
        said = last_sentence(before, self.language)
        if self._of_others(said, before) and not self.rules.says("mine", clause):
            return True
        if fact in _BY_BOTH and self.rules.says("one_sided", said + clause):
            return True
        # "Firmamos que no queremos la junta": the wish is what was signed.
        return fact not in FUTURE and self._planned(clause, at if fact in _SAYS_A_PLAN else last)

    def _only_planned(self, clause: str, event: Event, before: str) -> bool:
        fact, at, last = event
        end = at if fact in _SAYS_A_PLAN else last
        if self.rules.says("asks_whether", clause):
            return False  # asked, or wished by somebody else
        if fact == _THEIRS or fact in FUTURE or not self._planned(clause, end):
            return False
        other = self._of_others(last_sentence(before, self.language), before)
        return not (self._not_ours(clause, fact) or other or self._negated(clause, event))

    def _of_others(self, said: str, before: str) -> bool:
        """Whether the sentence so far, or the whole one before it, tells of another family."""
        whole = sentence_before(before, self.language)
        return self.rules.says("other_case", said) or self.rules.says("other_case", whole)

    def _planned(self, clause: str, end: int) -> bool:
        for match in self.rules.marks["planned"].finditer(clause):
            done = self.rules.marks["done_since"].search(clause, match.end(), end)
            if match.start() < end and not done:
                return True
        return self._in_the_present(clause, end)

    def _in_the_present(self, clause: str, end: int) -> bool:
        """Whether "la mando" is what the parent does, not "la mando'" what somebody did."""
        now = self.rules.marks["present"].search(clause)
        if now is None or now.start() >= end or self.rules.says("somebody_did", clause):
            return False
        at = self.plain.find(clause.strip())
        return "ó" not in self.text[max(at, 0) : max(at, 0) + len(clause)].lower()

    def _negated(self, clause: str, event: Event) -> bool:
        fact, at, last = event
        if fact in _TOLD_BY_NOT or self.rules.says("not_until", clause):
            return False
        return self.rules.says("negated", clause[max(0, at - 18) : last])

    def _came(self, clause: str, here: str) -> bool:
        """Whether a decision came on a day, not that it is dated so."""
        for words in (here, clause):
            came, dated = self.rules.says("came", words), self.rules.says("dated", words)
            if came or dated:
                return came and not dated
        return False

    def _what_came(self, clause: str, before: str) -> str:
        if self.rules.says("i_got_it", clause):
            if self.rules.says("ruling", before):
                return "decision_received"
            if self.rules.says("offer", before):
                return "settlement_offer_received"
        return "received"

    def _statement(self, clause: str, start: int, event: Event) -> None:
        """Events that change the dates even when their own day is not told."""
        fact, at, _ = event
        believed = False
        before = self.plain[max(0, start - 120) : start]
        if fact in STATEMENT_ENOUGH:
            believed = not self._possible(start + at) and not self._guarded(clause, event, before)
        elif fact in _ABSENT:
            said = clause + first_sentence(self.plain[start + len(clause) :][:60], self.language)
            believed = (
                self.rules.says("a_meeting", clause)
                and not self.rules.says("ahead", clause)
                and not self._not_ours(said, fact)
            )
        if believed:
            words = self.text[start : start + len(clause)].strip()
            self.found.changes.append(FactChange(fact, None, self.kind, None, words))

    def _matters(self, clause: str, mention: DateMention) -> bool:
        """Whether an unclear date without an event is worth a question back."""
        if mention.kind in ("impossible", "ambiguous", "range"):
            return True
        words = len(clause.split()) - len(mention.text.split())
        return (mention.reason == "month_only" and words <= 3) or words <= 2

    # -- the days left over ---------------------------------------------------------------------

    def _place_rest(self) -> None:
        """Dates without an event answer our question, or correct the fact told last."""
        found, asked = self.found, self.asked
        dated_question = asked is not None and asked not in _WORDS_ASKED
        told = {change.fact for change in found.changes}
        answers = [m for m in found.loose if self._answers(m)]
        if answers and dated_question and asked not in told:
            mention = answers[0]
            found.loose.remove(mention)
            assert mention.date is not None and asked is not None
            value = mention.date.isoformat()
            found.changes.append(FactChange(asked, value, self.kind, mention, mention.text))
        elif answers and self.correcting and not (told - {"state"}):
            mention = answers[-1]
            found.loose.clear()
            assert mention.date is not None
            value = mention.date.isoformat()
            found.changes.append(FactChange("", value, "correct", mention, mention.text))
        elif found.loose and self.correcting:
            self._correct_same_message()
        if dated_question and found.unclear and asked is not None:
            found.unclear = [(fact or asked, mention) for fact, mention in found.unclear]

    def _correct_same_message(self) -> None:
        dated = [change for change in self.found.changes if change.date is not None]
        last = self.found.loose[-1]
        if len(dated) != 1 or dated[0].date is None or last.date is None:
            return
        if self.rules.marks["meant"].fullmatch(self.plain, dated[0].date.end, last.start):
            at = self.found.changes.index(dated[0])
            self.found.changes[at] = replace(dated[0], value=last.date.isoformat(), date=last)
            self.found.loose.clear()

    def _answers(self, mention: DateMention) -> bool:
        clause, asked = self.found.beside[mention.start], self.asked or ""
        other = self._not_ours(clause, asked) or (
            asked in _BY_BOTH and self.rules.says("one_sided", clause)
        )
        return not other and self._beside(mention, _ANSWER_WORDS)

    def _beside(self, mention: DateMention, most: int) -> bool:
        """Whether at most `most` words of content stand beside a loose day in its clause."""
        clause = self.found.beside[mention.start]
        if self.rules.says("planned", clause):
            return False
        at = max(clause.find(self.plain[mention.start : mention.end]), 0)
        rest = f"{clause[:at]} {clause[at + mention.end - mention.start :]}"
        if self.rules.says("elsewhere", rest) or self.rules.says("other_case", rest):
            return False
        return self._content(rest) <= most

    def _content(self, text: str) -> int:
        """How many words of a text say something."""
        return sum(word not in self.rules.filler for word in _WORD.findall(text))

    def _bare_day(self) -> DateMention | None:
        """The one day of a message that says little more than that day, or None."""
        found = self.found
        if len(found.loose) != 1 or any(change.date for change in found.changes):
            return None
        (mention,) = found.loose
        if self._content(self.plain.replace(self.plain[mention.start : mention.end], " ")) > 3:
            return None  # the rest of the message says what the day is
        if self.rules.says("elsewhere", self.plain):
            return None
        near = self.rules.marks["now"].fullmatch(folded(mention.text))
        if near and self.rules.says("question", self.plain):
            return None
        return mention if self._beside(mention, _ALONE_WORDS) else None

    def _taken_back(self) -> None:
        """ "Olvide la audiencia": a fact taken back by its name; else the one told last."""
        found, rules, plain = self.found, self.rules, self.plain
        for pattern, facts in rules.taken_back:
            if pattern.match(plain):
                found.changes = [FactChange(f, None, "withdraw", None, self.text) for f in facts]
                return
        if (
            rules.says("forget", plain)
            and not found.changes
            and not rules.says("forget_all", plain)
        ):
            found.changes.append(FactChange("", None, "withdraw", None, self.text))
