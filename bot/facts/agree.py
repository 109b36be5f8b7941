"""Puts the two readings of a message together: kept is what both say; else it is asked.

The patterns (`bot.facts.reader`) and the taught model (`bot.facts.roles`) err in different ways.
A fact that one of them alone reads is noted only where it is sure and the other has no objection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.dates import DateMention
from bot.facts.examples import NONE
from bot.facts.model import Doubt, FactChange, Reading
from bot.facts.parts import ask_which_receipt
from bot.facts.roles import PLANNED, SAME, RoleGuess, is_statement
from bot.facts.years import FUTURE, day_for

PLANNABLE = frozenset({
    "received", "filed", "amended_complaint", "meeting_held", "agreement_signed",
    "waived_in_writing", "no_agreement_possible_in_writing", "mediation_started",
    "mediation_withdrawn_before_day_30",
})  # fmt: skip
"""Facts that are kept as planned where their day lies ahead."""
_LONG_AGO = timedelta(days=180)
_OF_TODAY = re.compile(r"today|tonight|this (?:morning|afternoon|evening)", re.IGNORECASE)
MOST_ROLES = 3
"""Facts offered in one question."""


@dataclass(frozen=True)
class Thresholds:
    """From which probability the model is followed; chosen by cross-validation."""

    alone: float = 0.9
    """A fact of a day on which the patterns have no opinion is noted."""
    plan: float = 0.8
    """... or noted as planned, which changes no date of the case as it stands."""
    doubt: float = 0.3
    """... or asked about, though it may tell nothing."""
    against_guard: float = 0.6
    """The fact of a day that the patterns keep out of the case is asked about."""
    none: float = 0.9
    """A fact of the patterns is dropped without a question."""
    both: float = 0.3
    """A fact that both read is noted without a question."""
    surely_told: float = 0.8
    """A fact is not planned, whatever the patterns say."""
    support: float = 0.5
    """A fact of the patterns is noted although the model prefers that it tells nothing."""
    not_asked: float = 0.7
    """A day that is not certain and tells nothing is not asked about."""
    no_statement: float = 0.5
    """A statement without a day is not believed."""
    firm: float = 0.0
    """Below this chance of telling nothing, a fact of the patterns is noted that is also the
    likeliest one of the model,"""
    unsure: float = 0.0
    """... or any fact of theirs, where the model gives no fact more than this chance, and no more
    than twice this that the day tells none."""


DEFAULT = Thresholds()
# The Spanish patterns are data with guards of their own, and the model was taught by fewer voices.
BY_LANGUAGE = {"es": Thresholds(firm=0.9, unsure=0.35, none=0.95, no_statement=0.8)}


def agreed(
    reading: Reading,
    guesses: Sequence[RoleGuess],
    today: date,
    limits: Thresholds | None = None,
) -> Reading:
    """The reading of the patterns, settled with what the model makes of each day."""
    limits = limits or BY_LANGUAGE.get(reading.language, DEFAULT)
    return _Agreement(reading, guesses, today, limits).run() if guesses else reading


# A filing ahead needs a word of filing in the message.
_FILES = {
    "en": re.compile(
        r"\b(?:re-?)?(?:fil(?:e|es|ed|ing)|send|mail|e-?mail|fax|submit|deliver|serv|hand|drop|"
        r"turn|get|gets)\w*\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:present|mand|envi|met|somet|radi[cq]|entreg|recib|lleg|ech|llev|ped|pid|solicit|"
        r"fil|pon|puse|sub|fax|inici|interp|radic|deposit|dej|someter)\w*|\b(?:dar|doy|voy\s+a\s+dar)",
        re.IGNORECASE,
    ),
}
_BOTH_SIGNED_TO_SKIP = {
    "en": re.compile(
        r"\b(?:both|and)\b[^.;?!]*\bsigned\b[^.;?!]*\b(?:won'?t|will not|"
        r"do(?:n'?t| not) (?:want|need)|skip\w*|waiv\w+|not (?:to )?meet)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:los dos|ambos|y|con)\b[^.;?!]*\bfirma(?:mos|ron)\b[^.;?!]*\b(?:no (?:va\w* a|"
        r"quer\w+|hac\w+|ten\w+|hab\w+|necesit\w+)|renunci\w+|saltar\w*|"
        r"sin (?:la )?(?:junta|reuni.n))",
        re.IGNORECASE,
    ),
}


def _in(patterns: Mapping[str, re.Pattern[str]], reading: Reading) -> re.Pattern[str]:
    """The pattern of the language in which a message was read."""
    return patterns.get(reading.language, patterns["en"])


class _Agreement:
    def __init__(
        self, reading: Reading, guesses: Sequence[RoleGuess], today: date, limits: Thresholds
    ) -> None:
        self.reading = reading
        self.guesses = guesses
        self.today = today
        self.limits = limits
        self.changes: list[FactChange] = []
        self.unclear: list[tuple[str | None, DateMention]] = []
        self.doubts: list[Doubt] = []
        self.loose: list[DateMention] = []

    def run(self) -> Reading:
        reading = self.reading
        planned = {change.date.start: change for change in reading.planned if change.date}
        for change in reading.changes:
            self._told(change)
        for fact, mention in reading.unclear:
            self._unclear(fact, mention)
        for mention in reading.loose_dates:
            self._loose(mention, planned.get(mention.start))
        for mention in reading.passed:
            self._passed(mention, planned.get(mention.start))
        if reading.claims and not any(change.kind == "correct" for change in self.changes):
            # The model may have read the receipt that the other side disputes.
            ask_which_receipt(reading.text, self, reading.mentions, reading.claims)
        return replace(
            reading,
            changes=tuple(self.changes),
            unclear=tuple(self.unclear),
            doubts=tuple(self._worth_asking()),
            loose_dates=tuple(self.loose),
            what_if=reading.what_if or any(change.supposed for change in self.changes),
            bare_day=reading.bare_day if reading.bare_day in self.loose else None,
        )

    def _guess(self, start: int, end: int) -> RoleGuess | None:
        return next((g for g in self.guesses if start < g.end and g.start < end), None)

    # -- what the patterns took for a fact ------------------------------------------------------

    def _told(self, change: FactChange) -> None:
        guess = self._guess_for(change)
        if guess is None:
            self.changes.append(change)
            return
        fact = SAME.get(change.fact, change.fact)
        roles = dict(guess.roles())
        best, chance, none = guess.roles()[0][0], roles.get(fact, 0.0), roles.get(NONE, 0.0)
        if (
            change.date is not None
            and guess.chance(fact + PLANNED) >= self.limits.surely_told
            and self._plan(fact, self._as_written(change.date), change.text)
        ):
            return
        skips = change.fact == "waived_in_writing" and change.date is not None
        if skips and _in(_BOTH_SIGNED_TO_SKIP, self.reading).search(self.reading.text):
            self.changes.append(change)  # the words leave no doubt which paper it was
        elif is_statement(change):
            if best == fact or none < self.limits.no_statement:
                self.changes.append(change)
        elif (
            (best == fact and chance >= self.limits.both)
            or (best == NONE and chance >= self.limits.support)
            or self._firm(guess, fact)
        ):
            self.changes.append(change)
        elif none < self.limits.none:
            self._ask(change.date, guess, change.text, fact)

    def _firm(self, guess: RoleGuess, fact: str) -> bool:
        """Whether a fact of the patterns is the model's likeliest, should the day tell any."""
        none = dict(guess.roles()).get(NONE, 0.0)
        likeliest, chance = next(((r, p) for r, p in guess.roles() if r != NONE), ("", 0.0))
        if likeliest == fact:
            return none < self.limits.firm
        return max(chance, none / 2) < self.limits.unsure

    def _guess_for(self, change: FactChange) -> RoleGuess | None:
        """The model's reading of a change; None where it has none that counts.

        A day that answers a question of ours, or corrects what was told before, has its meaning
        from what was said before, which the model does not see. Days without school are no role
        of the model's.
        """
        if change.date is not None:
            if not change.fact or change.fact == "no_school" or change.text == change.date.text:
                return None
            return self._guess(change.date.start, change.date.end)
        if not is_statement(change):
            return None
        text = self.reading.text
        return next((g for g in self.guesses if text[g.start : g.end] == change.text), None)

    # -- what they did not ----------------------------------------------------------------------

    def _unclear(self, fact: str | None, mention: DateMention) -> None:
        guess = self._guess(mention.start, mention.end)
        if guess is not None:
            best, chance = guess.roles()[0]
            if best == NONE and chance >= self.limits.not_asked:
                return
            if best != NONE and mention.reason == "ahead" and fact in (best, None):
                if guess.planned(best) and self._plan(best, self._as_written(mention), ""):
                    return
            elif best != NONE and fact is None:
                fact = best
        self.unclear.append((fact, mention))

    def _loose(self, mention: DateMention, planned: FactChange | None) -> None:
        guess = self._guess(mention.start, mention.end)
        if guess is None or mention is self.reading.bare_day:
            self.loose.append(mention)
            return
        best, chance = guess.roles()[0]
        if planned is not None and (
            (planned.fact == best and self._may_be_planned(guess, best))
            or (best == NONE and self._firm(guess, planned.fact))
        ):
            self._plan(planned.fact, self._as_written(mention), planned.text)
        elif best != NONE and chance >= self.limits.alone:
            if best == "received" and _OF_TODAY.fullmatch(mention.text):
                self._ask(mention, guess)  # "They got it. Then this morning the bus ..."
            else:
                self._note(self._second(best, mention), mention, guess)
        elif guess.planned(best) and chance >= self.limits.plan and self._plans(best, mention):
            return
        elif max(p for role, p in guess.roles() if role != NONE) >= self.limits.doubt:
            self._ask(mention, guess)
        elif not (best == NONE and chance >= self.limits.not_asked):
            self.loose.append(mention)

    def _second(self, fact: str, mention: DateMention) -> str:
        """The fact, or, of a decision whose own day is told before, that it came on this one."""
        day = mention.near("past").date
        if fact != "decision_issued" or day is None:
            return fact
        told = (c.date.date for c in self.reading.changes if c.fact == fact and c.date)
        return "decision_received" if any(first and first < day for first in told) else fact

    def _plans(self, fact: str, mention: DateMention) -> bool:
        return self._plan(fact, self._as_written(mention), "")

    def _passed(self, mention: DateMention, planned: FactChange | None) -> None:
        guess = self._guess(mention.start, mention.end)
        if guess is None or mention.kind != "date" or mention.start in self.reading.others:
            return
        best, chance = guess.roles()[0]
        if best == NONE:
            return
        if planned is not None and planned.fact == best and self._may_be_planned(guess, best):
            self._plan(best, self._as_written(mention), planned.text)
        elif chance >= self.limits.against_guard:
            other_plan = planned is not None and planned.fact != best
            if guess.planned(best) and not (other_plan and self.limits.firm):
                self._plan(best, mention, "")
            elif not (best == "filed" and self._school_filed()):
                self._ask(mention, guess)

    def _may_be_planned(self, guess: RoleGuess, fact: str) -> bool:
        """Whether the model allows what the patterns take for planned."""
        return guess.planned(fact) or guess.chance(fact) < self.limits.surely_told

    def _school_filed(self) -> bool:
        """Whether the school filed: the day of its filing starts no count."""
        return any(c.fact == "filed_by" and c.value == "school" for c in self.reading.changes)

    def _note(self, fact: str, mention: DateMention, guess: RoleGuess) -> None:
        """Notes what the model alone has read."""
        written = self._as_written(mention)
        if guess.planned(fact):
            self._plan(fact, written, "")
            return
        day = day_for(fact, written, self.today, written.start in self.reading.supposed)
        if day.date is not None:
            self.changes.append(self._change(fact, day, ""))
        elif not (day.reason == "ahead" and self._plan(fact, written, "")):
            self.unclear.append((fact, day))

    def _plan(self, fact: str, mention: DateMention, text: str) -> bool:
        """Keeps a fact as planned, if its day lies ahead; whether it does."""
        day = mention if mention.side or mention.said_on is None else mention.near("future")
        if fact not in PLANNABLE | FUTURE or day.date is None or day.date < self.today:
            return False
        if fact in ("received", "filed") and not _in(_FILES, self.reading).search(
            self.reading.text
        ):
            return False  # "They have it set for Tuesday" is a meeting, not a filing.
        if fact in FUTURE:
            self.changes.append(self._change(fact, day, text))
        else:
            self.changes.append(replace(self._change(fact, day, text), tense="planned"))
        return True

    def _change(self, fact: str, day: DateMention, text: str) -> FactChange:
        value = day.date.isoformat() if day.date else None
        supposed = day.start in self.reading.supposed
        return FactChange(fact, value, "give", day, text or day.text, supposed=supposed)

    def _as_written(self, mention: DateMention) -> DateMention:
        """The mention before the patterns chose a side of today for it."""
        return next((d for d in self.reading.mentions if d.start == mention.start), mention)

    # -- what is asked --------------------------------------------------------------------------

    def _ask(
        self, mention: DateMention | None, guess: RoleGuess, text: str = "", fact: str = ""
    ) -> None:
        if mention is None or mention.kind != "date":
            return
        likely = [role for role, _ in guess.roles() if role != NONE]
        facts = tuple(dict.fromkeys([fact, *likely] if fact else likely))[:MOST_ROLES]
        if not fact and not mention.side:
            ahead = facts[0] in FUTURE or guess.planned(facts[0])
            mention = self._as_written(mention).near("future" if ahead else "past")
        if not fact and mention.date is not None and mention.date < self.today - _LONG_AGO:
            # "Effective Dec 14", said in November; a year that is written stays.
            mention = self._as_written(mention).near("nearest")
        if mention.date is not None:
            self.doubts.append(Doubt(mention, facts, text or mention.text))

    def _worth_asking(self) -> list[Doubt]:
        """The doubts about facts that the message does not tell clearly beside them."""
        told = {SAME.get(change.fact, change.fact) for change in self.changes}
        disputed = {d for _, m in self.unclear if m.reason == "disputed" for d in m.options}
        return [
            doubt
            for doubt in self.doubts
            if not set(doubt.facts[:1]) <= told and doubt.date.date not in disputed
        ]
