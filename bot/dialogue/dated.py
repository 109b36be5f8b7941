"""Answers with dates: picks the deadlines a topic is about and words them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from bot.deadlines import Deadline, DeadlineError, Note, Timeline, needed
from bot.dialogue.case import Case
from bot.dialogue.phrases import Phrases
from bot.language import ORIGINAL

# What a question takes for granted when the parent has not said it: somebody who asks what
# an expedited case's dates are, is asking about an expedited case.
SUPPOSED: dict[str, tuple[tuple[str, str | bool | None], ...]] = {
    "expedited": (("expedited", True),),
    "school_filed": (("filed_by", "school"),),
    "parent_absent": (("parent_did_not_participate", None),),
    "amend_complaint": (("amended_complaint", None),),
}

# Where the dates of a fact that was only told, without a question, are answered.
TOPIC_OF_FACT = {
    "received": "my_dates",
    "filed": "my_dates",
    "expedited": "expedited",
    "filed_by": "school_filed",
    "agreement_signed": "cancel_agreement",
    "agreement_from": "cancel_agreement",
    "hearing_scheduled": "disclosure",
    "decision_issued": "appeal_court",
    "decision_received": "appeal_court",
    "review_decision_issued": "appeal_court",
    "decision_extended_to": "hearing_decision",
    "postmark": "appeal_court",
    "settlement_offer_received": "written_offer",
    "amended_complaint": "amend_complaint",
    "knew_or_should_have_known": "file_time_limit",
    "refusal_or_proposal": "file_time_limit",
    "written_notice_of_decision": "file_time_limit",
    "sufficiency_challenge_made": "sufficiency",
    "sufficiency_challenge_received_by_hearing_officer": "sufficiency",
    "waived_in_writing": "hearing_decision",
    "no_agreement_possible_in_writing": "hearing_decision",
    "mediation_continued_then_withdrawn": "hearing_decision",
    "mediation_withdrawn_before_day_30": "hearing_decision",
    "hearing_officer_starts_clock": "hearing_decision",
    "parent_did_not_participate": "parent_absent",
    "school_missed_meeting": "school_late_or_absent",
    "expedited_hearing_held": "expedited",
}


@dataclass(frozen=True)
class Dated:
    """Deadlines found for a question, and the notes that are about them."""

    deadlines: tuple[Deadline, ...]
    notes: tuple[Note, ...]


def suppose(case: Case, topic: str) -> Case:
    """The case with what a question about `topic` takes for granted; for counting, never kept."""
    for name, value in SUPPOSED.get(topic, ()):
        if name not in case or (value is not None and case.value(name) != value):
            case = case.given(name, value, turn=0)
    return case


def timeline(case: Case, language: str = ORIGINAL) -> Timeline:
    """Every date of the case, in the words of a language that the engine speaks.

    Raises:
        DeadlineError: a fact is missing or contradicts another.
    """
    return case.timeline(language)


def dates_for(case: Case, keys: Sequence[str], language: str = ORIGINAL) -> Dated | None:
    """The deadlines of `keys` that the facts call for, in that order; None where there are none.

    Raises:
        DeadlineError: the facts contradict each other.
    """
    try:
        found = timeline(case, language)
    except DeadlineError as problem:
        if is_missing(problem):
            return None
        raise
    by_key = {deadline.key: deadline for deadline in found.deadlines}
    picked = tuple(by_key[key] for key in keys if key in by_key)
    return Dated(picked, notes_about(found, picked)) if picked else None


def notes_about(found: Timeline, picked: Sequence[Deadline]) -> tuple[Note, ...]:
    """The notes about some of the dates: what follows from the facts, what the state adds, and
    then what is only worth knowing."""
    keys = {deadline.key for deadline in picked}
    about = [note for note in found.remarks if note.about & keys]
    return tuple(sorted(about, key=lambda note: note.kind == "general"))


def fact_needed(case: Case, keys: Sequence[str], language: str = ORIGINAL) -> str | None:
    """The fact to ask for, so that one of `keys` gets its date; None where none would help.

    Raises:
        DeadlineError: the facts contradict each other.
    """
    try:
        return needed(case.to_facts(), keys, language)
    except DeadlineError as problem:
        if problem.missing:
            return problem.fact
        raise


def is_missing(problem: DeadlineError) -> bool:
    """Whether the engine only lacks a fact (as opposed to facts that contradict)."""
    return problem.missing


def plain_words(problem: DeadlineError) -> str:
    """What is wrong with the facts, without the technical name the engine puts first."""
    text = problem.message.removeprefix(f"{problem.fact}: ")
    return text[:1].upper() + text[1:]


def day_to_act(deadline: Deadline) -> date | None:
    """The safe day, else the date by the rule, else None."""
    return deadline.earliest_safe or deadline.date


def upcoming(found: Sequence[Deadline], today: date) -> Deadline | None:
    """The nearest deadline that is not over."""
    ahead = [(day, d.key, d) for d in found if (day := day_to_act(d)) and day >= today]
    return min(ahead)[2] if ahead else None


def sentence(
    deadline: Deadline, today: date, words: Phrases, missed_told: Container[str] = ()
) -> str:
    """A deadline in words: the date, the day to act by, how far away, and how it was counted.

    What it means that a date has passed is left out for the keys in `missed_told`: the text beside
    the date says it.
    """
    if deadline.date is None:
        return _undated(deadline, today, words)
    parts = [f"{deadline.title}: {words.day(deadline.date)}."]
    parts += _when_to_act(deadline, today, words)
    parts.append(_counted(deadline, words))
    if deadline.skipped:
        days = "; ".join(f"{name} ({words.day(day)})" for day, name in deadline.skipped)
        parts.append(words("skipped", days=days))
    elif deadline.unit == "business_days":
        parts.append(words("skipped_none"))
    if deadline.date < today and deadline.key not in missed_told:
        parts.append(deadline.if_missed)
    return " ".join(part for part in parts if part)


def _undated(deadline: Deadline, today: date, words: Phrases) -> str:
    """No date by the rule: the safe day first, if there is one, then why."""
    safe = deadline.earliest_safe
    if safe is None:
        return words("not_computable", title=deadline.title, why=deadline.why)
    parts = [words("safe_only", title=deadline.title, date=words.day(safe))]
    parts.append(words.distance(safe, today))
    if safe < today:
        parts.append(words("safe_passed"))
    parts += [working_day(deadline, today, words), deadline.meaning, deadline.safe_reason]
    return " ".join(part for part in parts if part)


def _when_to_act(deadline: Deadline, today: date, words: Phrases) -> list[str]:
    """The safe day and why, how far it is, and the working day before a weekend."""
    day, safe = deadline.date, deadline.earliest_safe
    assert day is not None
    if safe is None or safe == day:
        return [words.distance(day, today), working_day(deadline, today, words)]
    by = words("safe", date=words.day(safe))
    if safe < today <= day:
        return [by, deadline.safe_reason, words("safe_passed"), words.distance(day, today)]
    working = working_day(deadline, today, words)
    return [by, words.distance(safe, today), working, deadline.safe_reason]


def working_day(deadline: Deadline, today: date, words: Phrases) -> str:
    """The working day before a last day on a weekend or holiday that is still ahead."""
    working = deadline.working_day
    if working is None or (day_to_act(deadline) or today) < today:
        return ""
    if working < today:
        return words("working_day_gone")
    return words("working_day", date=words.day(working))


def _counted(deadline: Deadline, words: Phrases) -> str:
    """How a date was counted, short: "15 calendar days after March 3, the day ..."."""
    if deadline.start is None or deadline.count is None or deadline.unit is None:
        return deadline.why
    if deadline.date is not None and deadline.date < deadline.start:
        key = "counted_back"
    else:
        key = "counted" if deadline.count else "counted_same"
    unit = words(f"units.{deadline.unit}" if deadline.count != 1 else f"unit.{deadline.unit}")
    return words(
        key,
        count=str(deadline.count),
        unit=unit,
        start=words.day(deadline.start),
        event=deadline.counts_from,
    )


def as_json(deadline: Deadline, today: date) -> dict[str, object]:
    """A deadline in the shape of the command line's JSON, with the days left for the page."""
    shape = next(
        item
        for item in Timeline(deadlines=(deadline,), remarks=()).to_json()["deadlines"]
        if item["key"] == deadline.key
    )
    if deadline.date is not None:
        shape = {**shape, "days_left": (deadline.date - today).days}
    return dict(shape)
