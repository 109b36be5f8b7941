"""One short line of the parent's own state under an answer: who helps, which office, which law.

What may be said is decided in data/states (`bot.states`); the words are the phrases `own`. Without
a state the answer stays as it is in general, and where the state matters it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue.case import DATED, Case, state_name
from bot.dialogue.phrases import Phrases
from bot.dialogue.turn import Say, Turn
from bot.facts.states import two_states
from bot.facts.states_es import two_spanish
from bot.knowledge.render import SHORT_CHANNELS
from bot.language import ORIGINAL
from bot.states import Center, Contact, State, state
from bot.states.organisation import Organisation, organisation

CENTER_FINDER = "parentcenterhub.org/find-your-center"
PROTECTION_FINDER = "ndrn.org"
LEGAL_AID_FINDER = "lawhelp.org"

FEW_WORDS = 4
"""So many words answer our question for the state."""
_Line = Callable[[State, Phrases], str]
# The phrase of each word that a file may hold.
_FILE = {
    "office": "file_office",
    "office_and_school": "file_office_and_school",
    "school_and_office": "file_school_and_office",
    "school_sends_on": "file_school_sends_on",
    "hearing_body": "file_hearing_body",
    "hearing_body_and_school": "file_hearing_body_and_school",
}
_RECORD = {
    "one_party": "record_one_party",
    "all_party": "record_all_party",
    "all_must_know": "record_all_must_know",
    "open_recording": "record_open",
}
_FACILITATES = {
    "resolution_meeting": "facilitator_resolution_meeting",
    "team_meetings": "facilitator_team_meetings",
}
_MEETING = {"meeting": "meeting_meeting", "session": "meeting_session"}
_LEAD = re.compile(
    r"^(?:(?:i|we)\s+live\s+in|(?:i'?m|i\s+am|we'?re|we\s+are)\s+(?:in|from)|in|from|"
    r"(?:vivo|vivimos|estoy|estamos)\s+en|soy\s+de|somos\s+de|en|de)\s+",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_][^\W\d_ .'-]+(?:[ .'-]+[^\W\d_]+)*")
"""Words that may be the name of a city."""
_WASHINGTON = re.compile(r"\bwashington\b", re.IGNORECASE)
_WASHINGTON_STATE = re.compile(
    r"\b(?:state|estado)\b|\bWA\b|\b(?:seattle|spokane|tacoma|olympia)\b", re.IGNORECASE
)
# Schools that no state runs. DoDEA: https://doha.ogc.osd.mil/Special-Education-Program/ (32 CFR
# Part 57); BIE: 34 CFR 300.708(a) and https://bie.edu.
_ELSEWHERE = (
    (
        re.compile(
            r"\b(?:dodea|dodds|ddess|overseas|abroad|(?:military|army|navy|air\s+force|marine)\s+base"
            r"|base\s+militar|en\s+el\s+extranjero)\b|"
            # "We are stationed in Germany."
            r"\b(?:live|living|stationed|are|am|'m|'re|vivo|vivimos|estoy|estamos)\s+(?:now\s+)?"
            r"(?:in|en)\s+(?:germany|japan|okinawa|(?:south\s+)?korea|italy|spain|belgium|"
            r"bahrain|turkey|england|the\s+uk|the\s+netherlands|portugal|guantanamo|ramstein|"
            r"alemania|japón|corea|italia|españa|bélgica|inglaterra)\b",
            re.IGNORECASE,
        ),
        "own.dodea",
    ),
    (
        re.compile(
            r"\bBIE\b|\b(?i:bureau\s+of\s+indian\s+education|(?:tribal|reservation)\s+"
            r"school|escuela\s+(?:tribal|indígena))\b"
        ),
        "own.bie",
    ),
)


def _named(found: State, words: Phrases) -> str:
    return state_name(found.code, words)


def _reach(contact: Contact) -> str:
    """Phone and web address, as far as they may be said."""
    site = re.fullmatch(r"https?://([^/]+)/?", contact.url)
    return ", ".join(part for part in (contact.phone, site[1] if site else contact.url) if part)


def _contact(contact: Contact, words: Phrases) -> str:
    reach = _reach(contact)
    return words("own.reach", name=contact.name, reach=reach) if reach else contact.name


def _center(center: Center, words: Phrases, *, speaks: bool = False) -> str:
    reach = _reach(center)
    area = center.area.get(words.language) or center.area.get(ORIGINAL, "")
    if area and reach:
        said = words("own.reach_area", name=center.name, area=area, reach=reach)
    else:
        said = _contact(center, words)
    if speaks and center.languages:
        said = _speaking(said, center.languages, words)
    return said


def _speaking(named: str, languages: Sequence[str], words: Phrases) -> str:
    """Who was named, with the languages spoken there."""
    spoken = _listed([words(f"languages.{code}") for code in languages], words)
    return words("own.speaks", center=named, languages=spoken)


def _listed(names: Sequence[str], words: Phrases) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words('own.and')} {names[-1]}"


def _centers(found: State, words: Phrases, *, every: bool = False, speaks: bool = True) -> str:
    """The parent centers of a state, each with the area that it serves where that was read."""
    named = _named(found, words)
    main = [center for center in found.centers if center.kind == "pti"]
    shown = [center for center in found.centers if every or center in main]
    if not main:
        return words("own.centers_none", state=named, finder=CENTER_FINDER)
    if len(shown) == 1:
        center = _center(main[0], words, speaks=speaks)
        if not _reach(main[0]):
            center = f"{center}, {CENTER_FINDER}"
        return words("own.center", state=named, center=center)
    # A center of which the area was not read is only named, so that nobody calls the wrong one.
    placed = [c for c in shown if c.area or c.whole_state or len(main) == 1 or c.phone]
    others = [c.name for c in shown if c not in placed]
    centers = "; ".join(_center(center, words, speaks=speaks) for center in placed)
    if not others:
        return words("own.centers", state=named, centers=centers)
    return words(
        "own.centers_in_part",
        state=named,
        centers=centers,
        others=_listed(others, words),
        finder=CENTER_FINDER,
    )


def _all_centers(found: State, words: Phrases) -> str:
    return _centers(found, words, every=True)


def _protection(found: State, words: Phrases) -> str:
    named = _named(found, words)
    if found.protection is None:
        return words("own.protection_none", state=named, finder=PROTECTION_FINDER)
    return words("own.protection", state=named, contact=_contact(found.protection, words))


def _legal_aid(found: State, words: Phrases) -> str:
    named = _named(found, words)
    if found.legal_aid is None:
        return words("own.legal_aid_none", state=named, finder=LEGAL_AID_FINDER)
    return words("own.legal_aid", state=named, contact=_contact(found.legal_aid, words))


def _office(found: State, words: Phrases) -> str:
    office = found.office
    if office is None:
        return ""
    contact = _contact(office, words)
    if office.email:
        contact = f"{contact}, {office.email}"
    named = _named(found, words)
    if office.hears:
        return words("own.office_hears", state=named, contact=contact, hears=office.hears)
    return words("own.office", state=named, contact=contact)


def _helpline(found: State, words: Phrases) -> str:
    office = found.office
    if office is None or not office.helpline:
        return ""
    contact = words("own.reach", name=office.helpline, reach=office.helpline_phone)
    return words("own.helpline", contact=contact)


def _filing(found: State, words: Phrases) -> str:
    """Where a complaint goes; who the office is where that was not read."""
    office = found.office
    if office is None or not office.file_with:
        return _office(found, words)
    said = words(
        f"own.{_FILE[office.file_with]}",
        state=_named(found, words),
        office=_contact(office, words),
        hears=office.hears,
    )
    if office.filing_email:
        said = f"{said} {words('own.filing_email', email=office.filing_email)}"
    return said


def _facilitator(found: State, words: Phrases) -> str:
    named = _named(found, words)
    if found.facilitator is not None:
        key = f"own.{_FACILITATES[found.facilitator.meetings]}"
        return words(key, state=named, contact=_contact(found.facilitator, words))
    asked = found.office
    contact = _contact(asked, words) if asked else CENTER_FINDER
    return words("own.facilitator_none", state=named, contact=contact)


def _recording(found: State, words: Phrases) -> str:
    rule = found.recording
    named = _named(found, words)
    if rule is None or rule.rule not in _RECORD:
        return words("own.record_unclear", state=named)
    return words(f"own.{_RECORD[rule.rule]}", state=named, law=rule.law)


def _meeting(found: State, words: Phrases) -> str:
    named = _named(found, words)
    return words(f"own.{_MEETING[found.meeting]}", state=named) if found.meeting else ""


# The lines under each question.
_LINES: dict[str, tuple[_Line, ...]] = {
    "free_help": (_centers, _protection),
    "free_help.free_lawyer": (_protection, _legal_aid),
    "free_help.parent_center": (_all_centers,),
    "free_help.school_list": (_legal_aid,),
    "free_help.no_money": (_centers,),
    "person_please": (_centers, _protection),
    "person_please.phone": (_centers, _protection, _helpline),
    "person_please.sit_beside_me": (_centers,),
    "person_please.my_language": (_centers,),
    "person_please.dates_who": (_office,),
    "recording": (_recording,),
    "recording.in_secret": (_recording,),
    "recording.my_state": (_recording,),
    "recording.because_of_disability": (_recording,),
    "recording.may_they": (_recording,),
    "which_agency": (_filing,),
    "complaint_contents.where_to_send": (_filing,),
    "hearing_officer.reach": (_office,),
    "hearing_officer.no_answer": (_office,),
    "judge_or_neutral.facilitator": (_facilitator,),
    "cost.facilitator": (_facilitator,),
    "interpreter": (_centers,),
    "interpreter.none_came": (_centers,),
    "interpreter.papers_translated": (_centers,),
    "bring_lawyer.should_i": (_protection,),
    "file_time_limit": (_office,),
    "file_time_limit.shorter": (_office,),
    "file_time_limit.too_late": (_centers,),
    "appeal_court": (_office,),
    "appeal_court.review_first": (_office,),
    "appeal_court.no_lawyer": (_protection, _legal_aid),
    "state_differences.my_state": (_office, _meeting),
    "parent_upset": (_centers,),
    "parent_upset.afraid_of_meeting": (_centers,),
    "parent_upset.want_to_give_up": (_centers,),
}  # fmt: skip
_ASKS = {
    **dict.fromkeys(("free_help", "free_help.free_lawyer", "free_help.parent_center",
                     "person_please", "person_please.phone", "person_please.sit_beside_me",
                     "person_please.my_language"), "ask_help"),
    **dict.fromkeys(("recording", "recording.in_secret", "recording.my_state",
                     "recording.may_they"), "ask_recording"),
    **dict.fromkeys(("person_please.dates_who", "hearing_officer.reach",
                     "complaint_contents.where_to_send",
                     "judge_or_neutral.facilitator"), "ask_office"),
}  # fmt: skip
"""Questions whose answer hangs on the state, with how it is asked for."""
_HANDOFF = (
    "free_help", "free_help.no_money", "person_please", "person_please.phone",
    "person_please.sit_beside_me", "person_please.my_language", "person_please.dates_who",
)  # fmt: skip
"""Questions that end with somebody to call."""
ASKED = "asks_state"
"""Marks in `custom` the message that asks for the state; it is asked once in a conversation."""


def lines(question: str, code: object, words: Phrases, channel: str = "web") -> str:
    """The line of a state's own under the answer to a question; empty where there is none.

    By text message only the first is sent.
    """
    found = state(code)
    if found is None:
        return ""
    makers = _LINES.get(question, ())
    said = [line for make in makers if (line := make(found, words))]
    return " ".join(said[:1] if channel in SHORT_CHANNELS else said)


@dataclass(frozen=True)
class Before:
    """What was said up to an answer.

    `asked` says that the state was asked for already in this conversation, `after_danger` that
    the message before was about somebody in danger: then a person to talk with is named. `told`
    is the parent's message: a school that no state runs has rules or offices of its own.
    """

    asked: bool = False
    after_danger: bool = False
    told: str = ""


def add(say: Say, case: Case, words: Phrases, channel: str, before: Before) -> Say:
    """The answer with the line of the parent's state, or with the question for the state."""
    question = str(say.custom.get("question") or "")
    say.text, asks = added(say.text, question, case, words, channel, before)
    if asks:
        say.custom[ASKED] = True
    return say


def added(
    text: str, question: str, case: Case, words: Phrases, channel: str, before: Before
) -> tuple[str, bool]:
    """The text of an answer with what `add` puts under it, and whether that asks for the state."""
    parts, asks = [text], False
    if question in _HANDOFF and (ours := handoff(case, words, channel)):
        parts.append(ours)
    if other := elsewhere(before.told, words):
        parts.append(other)
    elif own := lines(question, case.value("state"), words, channel):
        parts.append(own)
    elif question in _ASKS and "state" not in case and not before.asked:
        parts.append(words(f"own.{_ASKS[question]}"))
        asks = True
    elif before.after_danger:
        parts.append(somebody(case, words))
    return "\n\n".join(parts), asks


def handoff(case: Case, words: Phrases, channel: str) -> str:
    """Who runs the guide, and the parent's own dates to read out when calling somebody."""
    parts = [organisation_line(case, words)]
    dates = [case.told(name, words) for name in case.names() if name in DATED and case.day(name)]
    if dates and channel not in SHORT_CHANNELS:
        parts.append(words("own.at_hand", facts="; ".join(dates)))
    return " ".join(part for part in parts if part)


def organisation_line(case: Case, words: Phrases) -> str:
    """How to reach the organisation that runs the guide; empty where there is none, or it helps in
    other states only."""
    ours = organisation()
    if ours is None or not ours.helps_in(case.value("state")):
        return ""
    return words("own.organisation", name=ours.name, reach=_reach_of(ours, words))


def greeting(words: Phrases) -> str:
    """Who offers the guide, with its own sentence; empty where no organisation does."""
    ours = organisation()
    if ours is None:
        return ""
    sentence = ours.sentence.get(words.language, "")
    return words("own.organisation_greet", name=ours.name, sentence=sentence).strip()


def _reach_of(ours: Organisation, words: Phrases) -> str:
    site = ours.web.removeprefix("https://").removeprefix("http://").rstrip("/")
    phone = ours.phone
    hours = ours.hours.get(words.language, "")
    if phone and hours:
        phone = words("own.hours", reach=phone, hours=hours)
    reach = ", ".join(part for part in (phone, site, ours.email) if part)
    if ours.languages:
        reach = _speaking(reach, ours.languages, words)
    return reach


def asked_for(turn: Turn, case: Case) -> str | None:
    """The fact `state` where a short message may answer our asking for it ("OH"); else None."""
    waits = turn.past.asked_state and turn.past.question in _ASKS and "state" not in case
    return "state" if waits and len(turn.text.split()) <= FEW_WORDS else None


def answer(turn: Turn, case: Case, words: Phrases) -> str:
    """What the state just told adds to the answer before; empty where it adds nothing."""
    if turn.past.question not in _ASKS:
        return ""
    own = lines(turn.past.question, case.value("state"), words, turn.channel)
    return " ".join(part for part in (elsewhere(turn.text, words), own) if part)


def elsewhere(text: str, words: Phrases) -> str:
    """What holds instead where a text speaks of a school that no state runs; else empty."""
    return " ".join(words(key) for pattern, key in _ELSEWHERE if pattern.search(text))


def unclear_place(text: str, words: Phrases, *, waits: bool) -> str:
    """What is said to a place that is no one state: two states, a school that no state runs, or,
    with `waits` for the state, a city alone; empty where the text is no such place."""
    if other := elsewhere(text, words):
        return other
    if both := two_states(text) or two_spanish(text):
        one, second = (state_name(code, words) for code in both)
        return words("own.two_states", one=one, other=second)
    place = _LEAD.sub("", text.strip(" .!?¡¿"))
    named = len(place.split()) < FEW_WORDS and _PLACE.fullmatch(place)
    return words("state_unknown", words=place) if waits and named else ""


def topic_of(turn: Turn) -> str:
    """The topic of the answer before."""
    return (turn.past.question or "").partition(".")[0]


def not_understood(custom: Mapping[str, object]) -> bool:
    """Whether a message of ours, by its `custom`, says that we understood nothing.

    What is declined with a hint of where to go instead was understood.
    """
    topic = custom.get("topic")
    return topic == "fallback" or (topic == "out_of_scope" and not custom.get("redirect"))


def somebody(case: Case, words: Phrases) -> str:
    """One line with somebody to call: the state's parent center, or where to find one's own."""
    return one_center(case, words) or words("own.after_danger", finder=CENTER_FINDER)


def one_center(case: Case, words: Phrases) -> str:
    """The parent center of the state in one line; empty where no state is told."""
    found = state(case.value("state"))
    return _centers(found, words, speaks=False) if found else ""


def which_washington(text: str, case: Case, words: Phrases, told: Sequence[str]) -> str:
    """Asks back where a parent of the capital may have been taken for one of the State."""
    unclear = _WASHINGTON.search(text) and not _WASHINGTON_STATE.search(text)
    mine = "state" in told and case.value("state") == "WA"
    return words("own.washington") if unclear and mine else ""
