"""Which situations hold in a case: they choose among the answers to one question."""

from __future__ import annotations

from datetime import date

from bot.dialogue.case import Case
from bot.states import state

# Each situation with the facts of which any one, on a day not ahead, makes it hold.
_HAPPENED: dict[str, tuple[str, ...]] = {
    "decision_out": ("decision_issued", "decision_received", "review_decision_issued"),
    "already_signed": ("agreement_signed",),
    "already_missed": ("parent_did_not_participate",),
    "school_missed": ("school_missed_meeting",),
    "meeting_held": ("meeting_held",),
    "waived": ("waived_in_writing",),
    "mediation": ("mediation_started",),
}


def situations(case: Case, today: date) -> tuple[str, ...]:
    """The situations of `bot.knowledge.model.SITUATIONS` that hold in `case` on the day `today`.

    Only what the parent told counts; nothing is concluded from a day that went by.
    """
    holding = [
        name
        for name, facts in _HAPPENED.items()
        if any(fact in case and not ahead(case.day(fact), today) for fact in facts)
    ]
    if "meeting_held" in case and ahead(case.day("meeting_held"), today):
        holding.append("meeting_set")
    if case.value("expedited") is True:
        holding.append("expedited")
    if case.value("filed_by") == "school":
        holding.append("school_filed")
    known = state(case.value("state"))
    if known is not None and known.recording is not None and known.recording.rule == "all_party":
        holding.append("recording_needs_all")
    return tuple(holding)


def ahead(day: date | None, today: date) -> bool:
    """Whether a day is known and still to come."""
    return day is not None and day > today
