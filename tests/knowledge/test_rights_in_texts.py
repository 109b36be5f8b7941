"""What a text must say, in every form a parent may read it, so that no right or day is lost."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from bot.knowledge import knowledge

TOPICS = knowledge().topics
# Words that point at something said before: they are false where the question was misread.
POINTING = re.compile(
    r"(?:it|they|that|those|these|this|then|first,|you can,|one)\b", re.IGNORECASE
)
NUMBER_FIRST = re.compile(r"(?:within|at least|usually|\d+)\b", re.IGNORECASE)

# Topic, which of its texts (t text, s sms, i simple, d beside a date), and what each must say.
MUST_SAY = [
    ("waive_meeting", "tsi", r"mediation"),
    ("waive_meeting", "ts", r"both waive it in writing|both waive the meeting in writing"),
    ("waive_meeting", "ts", r"silence"),
    ("waive_meeting", "ts", r"IEP meeting"),
    ("waive_meeting", "ts", r"if the school filed"),
    ("must_i_go", "tsi", r"mediation"),
    ("must_i_go", "ts", r"no meeting is required if the school filed"),
    ("what_to_share", "tsi", r"5 business days"),
    ("what_to_share", "ts", r"can be kept out"),
    ("disclosure", "ts", r"5 business days.*can be kept out"),
    ("cancel_agreement", "tsd", r"written|in writing"),
    ("cancel_agreement", "tsid", r"signed"),
    ("cancel_agreement", "tsid", r"resolution meeting"),
    ("cancel_agreement", "ts", r"mediation agreement or another settlement"),
    ("cancel_agreement", "d", r"mediation or another settlement has none"),
    ("cancel_other_agreement", "ts", r"no (?:federal )?days to cancel"),
    ("written_agreement", "ts", r"(?s)3 business days.*(?:mediation agreement|this kind only)"),
    ("agreement_enforceable", "ts", r"mediation agreement"),
    ("agreement_ends_case", "ts", r"no such (?:federal )?days"),
    ("written_offer", "tsd", r"more than 10 days before the hearing"),
    ("written_offer", "ts", r"good reason to refuse is protected"),
    ("written_offer", "d", r"good reason protects"),
    ("lawyer_fees", "ts", r"more than 10 days before the hearing.*unless you had good reason"),
    ("recording", "tsi", r"do not record in secret.*crime"),
    ("school_filed", "tsi", r"from the day you got it"),
    ("school_filed", "tsi", r"no resolution meeting is required"),
    ("when_meeting", "ts", r"if the school filed"),
    ("when_meeting", "ts", r"day it gets your complaint"),
    ("resolution_period", "ts", r"\b15\b.*discipline case"),
    ("parent_absent", "tsd", r"if you filed and do not take part"),
    ("stay_put", "ts", r"before anyone files"),
    ("appeal_court", "tsi", r"some (?:states )?(?:give )?only 30"),
    ("file_time_limit", "tsi", r"1 year"),
]
OF_PART = {"t": "text", "s": "sms", "i": "simple", "d": "dated"}


@pytest.mark.parametrize(
    ("topic", "part", "pattern"),
    [(topic, OF_PART[part], said) for topic, parts, said in MUST_SAY for part in parts],
)
def test_a_right_is_said_in_every_form(topic: str, part: str, pattern: str) -> None:
    text = getattr(TOPICS[topic], part)
    assert re.search(pattern, text, re.IGNORECASE | re.DOTALL), text


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_the_first_sentence_names_its_own_subject(topic: object) -> None:
    for part in OF_PART.values():
        text = getattr(topic, part)
        assert not POINTING.match(text), text
        # Disclosure says in the same sentence what must be shared and by whom.
        assert not NUMBER_FIRST.match(text) or "both sides must share" in text, text


def test_three_days_to_cancel_are_never_said_of_every_agreement() -> None:
    for topic in TOPICS.values():
        for text in (topic.text, topic.sms, topic.more, topic.simple, topic.why, topic.dated):
            sentences = ["", *re.split(r"(?<=[.!?])\s+", text)]
            for before, sentence in pairwise(sentences):
                if re.search(r"\b3 (?:business )?days\b", sentence):
                    named = re.search(
                        r"meeting|session|\bthere\b|this kind|300\.510|do not hold|not come with|disputed",
                        f"{before} {sentence}",
                    )
                    assert named, (topic.id, sentence)


@pytest.mark.parametrize("topic", ["cancel_agreement", "written_offer"])
def test_the_words_beside_a_date_leave_room_for_it_in_a_text_message(topic: str) -> None:
    # Two parts of an SMS are 306 signs; what was noted and the line with the date take the rest.
    assert len(TOPICS[topic].dated) <= 150


def test_help_in_a_crisis_is_for_the_writer_and_for_somebody_else() -> None:
    crisis = knowledge().notices["crisis"]
    for text in (crisis.text, crisis.sms):
        assert re.search(r"you, your child,? or anyone else", text, re.IGNORECASE)
        assert "988" in text and "911" in text
    assert len(crisis.sms) <= 320


@pytest.mark.parametrize(
    ("near", "said"),
    [
        ("records_ferpa", "before a resolution meeting"),
        ("private_school_tuition", "10 business days"),
        ("general_discipline", "10 school days"),
        ("state_complaint", "not more than 1 year"),
        ("ocr_complaint", "180 calendar days"),
        ("iep_meeting", "does not take the place of the resolution meeting"),
    ],
)
def test_a_near_miss_says_the_day_that_could_be_lost(near: str, said: str) -> None:
    found = knowledge().near_misses[near]
    if near == "private_school_tuition":
        assert "or the money can be cut" in found.text
    assert said in found.text and said in found.sms
