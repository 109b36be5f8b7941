"""What the chat says of letters: links beside an answer, and the letter that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.dialogue import Reply, Turn
from bot.dialogue import questions as asking
from bot.dialogue.case import Case
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import Say
from bot.language import texts
from bot.letters import Letter, Offer, beside, fill, fit, letter_asked_for, letters, offer
from bot.letters.fit import holds, ruled_out, supposed
from bot.letters.model import UNKNOWN
from bot.pages.letters import letter_link

LABEL = "letter/"
"""Begins the name of a letter that waits for a date, in the slot of the open question."""
CARDS = ("web", "rest")
"""Channels that show the links; the others get a button, and the link when it is asked for."""
MOST_BESIDE = 2
"""Letters offered beside one answer."""
MOST_CHOICES = 4
"""Letters to choose from, where it was not said which."""
MOST_BUTTONS = 3


def waiting(slots: Mapping[str, Any]) -> str | None:
    """The letter that waits for the answer to the open question of ours."""
    asked = slots.get("asked")
    labels = (asked.get("topics") or ()) if isinstance(asked, Mapping) else ()
    found = (str(label) for label in labels if str(label).startswith(LABEL))
    return next((label.removeprefix(LABEL) for label in found), None)


def without_letter(slots: Mapping[str, Any]) -> Mapping[str, Any]:
    """The slots as the dialogue reads them, which knows of no letters."""
    if waiting(slots) is None:
        return slots
    topics = [t for t in slots["asked"]["topics"] if not str(t).startswith(LABEL)]
    return {**slots, "asked": {**slots["asked"], "topics": topics}}


def with_letters(reply: Reply, turn: Turn, now: datetime) -> Reply:
    """The reply with the letter that was asked for, else with those beside its answers.

    Args:
        reply: what the dialogue says to the message (`without_letter`).
        turn: the message, with the slots as they are kept.
        now: the time, from which the links run a week.
    """
    case = Case.from_slots({**turn.slots, **reply.slots})
    topics = [topic.name for topic in turn.topics]
    wanted = letter_asked_for(turn.text, turn.language, topics, turn.past.topics)
    if letter := _for_case(wanted.letter if wanted else None, case, turn):
        return _asked_for(letter, reply, turn, case, now, first=True)
    if name := waiting(turn.slots):
        return _waited_for(name, reply, turn, case, now)
    if wanted and not wanted.letter:
        return _which(reply, turn, case, now)
    for say in reply.messages:
        topic = str(say.custom.get("topic"))
        custom, buttons = beside_answer(
            topic, say.buttons, case, turn.today, now, turn.language, turn.channel
        )
        say.custom |= custom
        if not reply.slots.get("asked"):
            say.buttons = buttons
        elif custom and turn.channel not in CARDS and say is reply.messages[-1]:
            # The choices of a question of ours come first.
            offered = letters(turn.language)[custom["letters"][0]["id"]]
            say.buttons = [*say.buttons, _button(offered, turn.language)]
    return reply


def _for_case(letter: Letter | None, case: Case, turn: Turn) -> Letter | None:
    """The letter, or what takes its place where the case rules it out; None where nothing does.

    Then the answer to its topic says what holds instead.
    """
    if letter is None or not ruled_out(letter, supposed(letter, case), turn.today):
        return letter
    another = letters(turn.language).get(letter.instead)
    return another if another and not ruled_out(another, case, turn.today) else None


def beside_answer(
    topic: str,
    buttons: Sequence[dict[str, str]],
    case: Case,
    today: date,
    now: datetime,
    language: str,
    channel: str,
) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The letters for the answer of a topic, for `custom`, and the buttons with one for them."""
    found = beside(topic, case, today, language)[:MOST_BESIDE]
    if not found:
        return {}, list(buttons)
    listed = [_link(each, case, now, language) for each in found]
    if channel in CARDS:
        return {"letters": listed}, list(buttons)
    mine = _button(found[0].letter, language)
    kept = [*buttons[:1], mine, *buttons[1:]]
    return {"letters": listed}, kept[: max(MOST_BUTTONS, len(buttons))]


def _waited_for(name: str, reply: Reply, turn: Turn, case: Case, now: datetime) -> Reply:
    letter = letters(turn.language).get(name)
    if letter is None:
        return reply
    if case.day(letter.needs) is not None:
        return _asked_for(letter, reply, turn, case, now, first=False)
    still = reply.slots.get("asked", turn.slots.get("asked"))
    if still is None:
        # The day is not known: what was said of that comes first, then the letter with a gap.
        reply.messages += _sent(_letter(letter, turn, supposed(letter, case), now), turn)
    elif still.get("fact") == letter.needs:
        reply.slots = {**reply.slots, "asked": {**still, "topics": [f"{LABEL}{name}"]}}
    return reply


def _asked_for(
    letter: Letter, reply: Reply, turn: Turn, case: Case, now: datetime, *, first: bool
) -> Reply:
    """The letter in place of the answer; one question before it, where its date is not told."""
    before, case = case, supposed(letter, case, turn.number)
    # Kept: a date told next is then counted for the side that it belongs to.
    kept = case.slots_to_set(before) if len(case) > len(before) else {}
    found = offer(letter, case, turn.today)
    words = phrases(turn.language)
    noted = [name for name in reply.noted if name in case]
    noted += [name for name in case.names() if name not in before and name not in noted]
    said = words("noted", facts="; ".join(case.told(n, words) for n in noted)) if noted else ""
    if found.asks and first:
        question = asking.ask(found.asks, words, case.value("filed_by") == "school")
        text = _chat(turn.language)["question"].format(question=question)
        say = _say(letter, "\n\n".join(part for part in (said, text) if part))
        say.buttons = asking.choices(found.asks, words)
        label = f"{LABEL}{letter.id}"
        open_question = {"fact": found.asks, "topics": [label], "times": 1}
        slots = {**reply.slots, **kept, "asked": open_question, "question_open": True}
        return replace(reply, messages=[say], slots=slots)
    say = _letter(letter, turn, case, now)
    say.text = "\n\n".join(part for part in (said, say.text) if part)
    slots = {**reply.slots, **kept}
    if slots.get("asked"):
        slots |= {"asked": None, "question_open": False}
    return replace(reply, messages=_sent(say, turn), slots=slots)


def _sent(say: Say, turn: Turn) -> list[Say]:
    """The message, and after it the link by itself where the channel shows no links beside it.

    A text message ends after 306 characters, and its rest waits for MORE: the link must not.
    """
    if turn.channel in CARDS or not say.custom.get("letters"):
        return [say]
    link = say.custom["letters"][0]
    about = {"topic": say.custom["topic"], "sources": [], "confidence": 1.0}
    return [say, Say(_chat(turn.language)["link"].format(link=link["url"]), about)]


def _letter(letter: Letter, turn: Turn, case: Case, now: datetime) -> Say:
    """A letter as a message: what it is, by when, how it begins, and where it stands whole."""
    found, language = offer(letter, case, turn.today), turn.language
    words, chat = phrases(language), _chat(language)
    link = _link(found, case, now, language)
    if found.state == "past" and found.last:
        said = chat["past"].format(title=letter.title, day=words.day(found.last))
        say = _say(letter, f"{said} {letter.text('late', holds(case, turn.today))}")
        return _with_another(say, letter, turn, case, now)
    here = chat["here_card"] if letter.kind == "card" else chat["here"]
    parts = [here.format(title=letter.title)]
    if found.state == "later" and found.opens:
        parts.append(chat["opens"].format(day=words.day(found.opens)))
    elif found.by:
        parts.append(chat["by"].format(day=words.day(found.by)))
    if found.state == "now" and found.opens:
        parts.append(chat["early"].format(day=words.day(found.opens)))
    if _origin_counts(letter) and case.value("agreement_from") in (None, UNKNOWN):
        parts.append(chat["only"])
    lines = [" ".join(parts)]
    if letter.kind == "letter":
        filled = fill(letter, case, turn.today, language)
        start = next(p.plain for p in filled.body if p.kind == "text")
        lines += [chat["starts"].format(start=start), chat["gaps"]]
    say = _say(letter, "\n\n".join(lines))
    say.custom["letters"] = [link]
    return _with_another(say, letter, turn, case, now) if found.state == "later" else say


def _origin_counts(letter: Letter) -> bool:
    """Whether a letter is for an agreement of the resolution meeting alone."""
    return set(letter.fits.agreement_from) == {"resolution_meeting", UNKNOWN}


def _with_another(say: Say, letter: Letter, turn: Turn, case: Case, now: datetime) -> Say:
    """The message with the letter that fits now, beside one whose time is over or ahead."""
    listed = beside(letter.answers[0], case, turn.today, turn.language)
    fitting = [each for each in listed if each.letter.kind == "letter" and not each.letter.choice]
    if not fitting:
        return say
    another = fitting[0]
    link, chat = _link(another, case, now, turn.language), _chat(turn.language)
    say.text = f"{say.text}\n\n{chat['instead'].format(title=another.letter.title)}"
    say.custom["letters"] = [link, *say.custom.get("letters", ())]
    return say


def _which(reply: Reply, turn: Turn, case: Case, now: datetime) -> Reply:
    """The letters that fit the case, to choose from, after the answer."""
    found = [each for each in fit(case, turn.today, turn.language) if each.state == "now"]
    shown = found[:MOST_CHOICES]
    if not shown:
        return reply
    say = Say(
        str(_chat(turn.language)["which"]),
        {
            "topic": shown[0].letter.answers[0],
            "sources": [],
            "confidence": 1.0,
            "letters": [_link(each, case, now, turn.language) for each in shown],
        },
    )
    if turn.channel not in CARDS:
        say.buttons = [
            {**_button(each.letter, turn.language), "title": each.letter.title} for each in shown
        ]
        for before in reply.messages:
            before.buttons = []
    reply.messages.append(say)
    return reply


def _link(found: Offer, case: Case, now: datetime, language: str) -> dict[str, str]:
    """A letter as `custom` names it: its id, its title, what its link says, and the link."""
    letter, chat = found.letter, _chat(language)
    label = chat["print"] if letter.kind == "card" else chat["write"]
    return {
        "id": letter.id,
        "title": letter.title,
        "label": str(label).format(title=letter.title),
        "url": letter_link(letter.id, case, now, language),
    }


def _button(letter: Letter, language: str) -> dict[str, str]:
    """The button that asks for a letter, for channels that show no links."""
    chat = _chat(language)
    return {"title": str(chat["button"]), "payload": chat["asks"].format(title=letter.title)}


def _say(letter: Letter, text: str) -> Say:
    custom: dict[str, Any] = {
        "topic": letter.answers[0],
        "sources": list(letter.sources),
        "confidence": 1.0,
        "letter": letter.id,
    }
    return Say(text, custom)


def _chat(language: str) -> dict[str, Any]:
    found: dict[str, Any] = texts("letters.yml", language)["chat"]
    return found
