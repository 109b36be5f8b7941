"""Which year a day belongs to, once it is known what happened on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.dates import DateMention
from bot.facts.model import FactChange

FUTURE = frozenset({"hearing_scheduled", "decision_extended_to"})
"""Facts whose day mostly lies ahead."""
# What happened before the case may be long ago, so that its last such day is the one meant.
_MAY_BE_LONG_AGO = frozenset(
    {"refusal_or_proposal", "knew_or_should_have_known", "written_notice_of_decision"}
)
# The same day ahead is so close that a day told as past is more likely a slip than a year old.
_SLIP = timedelta(days=31)
# No hearing is set so far ahead; such a day is a slip.
_FAR = timedelta(days=3 * 365)
# A day ahead that is told as past is asked about; of other events, what is ahead is only planned.
_ASKED_AHEAD = frozenset({"received", "filed", "agreement_signed", "waived_in_writing"})


def day_for(fact: str, mention: DateMention, today: date, supposed: bool = False) -> DateMention:
    """The mention read for a fact: ahead for a hearing, behind for what has happened.

    What cannot be one certain day comes back as a question (its kind is not "date"), with the
    reason "ahead" for a day that has yet to come and "two_readings" for a year in doubt.
    """
    if mention.kind != "date":
        return mention
    if supposed:
        return mention if mention.side else mention.near("nearest")
    if not mention.side:
        mention = mention.near("future" if fact in FUTURE else "past")
        sure = fact in FUTURE or fact in _MAY_BE_LONG_AGO
        if not sure and mention.kind == "date" and mention.year_in_doubt:
            return mention.as_question()
    elif mention.side == "past" and fact not in _MAY_BE_LONG_AGO and _likely_a_slip(mention):
        return mention.as_question()
    if mention.date is not None:
        limit = today + _FAR if fact in FUTURE else today
        if mention.date > limit:
            return replace(mention, kind="vague", date=None, reason="ahead", past=None, ahead=None)
    return mention


def _likely_a_slip(mention: DateMention) -> bool:
    """Whether "we filed on December 3" is said a few days before December 3."""
    if not mention.year_in_doubt or mention.ahead is None or mention.said_on is None:
        return False
    return mention.ahead - mention.said_on <= _SLIP


def placed(change: FactChange, today: date) -> FactChange | DateMention | None:
    """The change with its day settled; a mention to ask about; or None for what is only planned."""
    if change.date is None or change.fact in ("", "no_school") or change.date.kind != "date":
        return change
    mention = day_for(change.fact, change.date, today, change.supposed)
    if mention.date is not None:
        return replace(change, value=mention.date.isoformat(), date=mention)
    if mention.reason == "ahead" and not (change.fact in _ASKED_AHEAD or change.fact in FUTURE):
        return None
    return mention
