"""Calendar links of a reply: which case they are of, and what became of its earlier dates."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.deadlines import Facts, compute
from bot.deadlines.ics import days_in_calendar
from bot.dialogue import Reply, Turn
from bot.dialogue.case import SLOT as FACTS
from bot.dialogue.case import Case
from bot.dialogue.choices import in_english
from bot.facts import read_facts
from bot.language import ORIGINAL
from bot.pages.calendar import calendar_link

SLOT = "calendar"
"""The slot {"case": random name, "given": {key of a deadline: the day in the newest file}}."""


class Calendars:
    """Makes the links of one reply, once it is decided.

    Only then is it known which facts are those of the case. Dates of "what if we sign on Monday?"
    must not move the events of the case, so they get the name of a case of their own.
    """

    def __init__(self, slots: Mapping[str, Any], now: datetime, language: str = "en") -> None:
        self._slots = slots
        self._now = now
        self._language = language
        self._asked: dict[str, Facts] = {}

    def ask(self, facts: Facts) -> str:
        """Stands for the link of these facts until `settle`."""
        mark = f"/calendar/{len(self._asked)}-{secrets.token_hex(8)}.ics"
        self._asked[mark] = facts
        return mark

    def settle(self, reply: Reply, *, new_case: bool) -> None:
        """Puts the links into the reply, and what they gave into its slots.

        `new_case` says that the reply's facts are those of another case than before.
        """
        kept = {} if new_case else (self._slots.get(SLOT) or {})
        name = str(kept.get("case") or "") or _new_name()
        given = {key: str(day) for key, day in (kept.get("given") or {}).items()}
        own = Case.from_slots({**self._slots, **reply.slots}).to_facts()
        for mark, facts in self._asked.items():
            if facts == own:
                days = days_in_calendar(compute(facts).deadlines)
                gone = {k: date.fromisoformat(d) for k, d in given.items() if k not in days}
                _replace(reply, mark, calendar_link(facts, self._now, name, gone, self._language))
                reply.slots[SLOT] = {
                    "case": name,
                    "given": {**given, **{key: day.isoformat() for key, day in days.items()}},
                }
            else:
                _replace(
                    reply, mark, calendar_link(facts, self._now, _new_name(), None, self._language)
                )
        if SLOT not in reply.slots and new_case and self._slots.get(SLOT):
            reply.slots[SLOT] = None
        if reply.slots.get(SLOT) == self._slots.get(SLOT):
            reply.slots.pop(SLOT, None)


def begins_new_case(before: Mapping[str, Any], reply: Reply, turn: Turn) -> bool:
    """Whether the facts after the reply are those of another case than in the slots `before`.

    So it is where the message says so (another child, all of it forgotten) and was followed. A
    message whose facts contradict each other changes nothing, and a correction, even of the only
    fact, is about the same case.
    """
    if FACTS not in reply.slots and before.get(FACTS):
        return False
    if not (before.get(FACTS) or before.get(SLOT)):
        return False
    if turn.intent in ("new_case", "start_over"):
        return True
    ours = in_english(turn.text, turn.language)
    spoken = turn.language if ours == turn.text else ORIGINAL
    reading = read_facts(ours, turn.today, language=spoken)
    return reading.new_case or reading.forget_all


def _replace(reply: Reply, mark: str, link: str) -> None:
    for message in reply.messages:
        message.text = message.text.replace(mark, link)
        if message.custom.get("calendar_url") == mark:
            message.custom["calendar_url"] = link


def _new_name() -> str:
    return secrets.token_hex(6)
