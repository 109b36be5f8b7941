"""Which answer to a question is said hangs on what is known of the case."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.case import Case
from bot.dialogue.situations import situations
from bot.knowledge.model import SITUATIONS, Question
from bot.knowledge.render import answer_of

TODAY = date(2026, 3, 20)


def case(**told: str | bool | None) -> Case:
    """A case with facts told, in one turn."""
    found = Case({})
    for name, value in told.items():
        found = found.given(name, value, 1)
    return found


@pytest.mark.parametrize(
    ("told", "holding"),
    [
        ({}, ()),
        ({"received": "2026-03-03"}, ()),
        ({"filed_by": "parent"}, ()),
        ({"filed_by": "school"}, ("school_filed",)),
        ({"expedited": True}, ("expedited",)),
        ({"expedited": False}, ()),
        ({"agreement_signed": "2026-03-20"}, ("already_signed",)),
        ({"agreement_signed": None}, ("already_signed",)),
        ({"agreement_signed": "2026-03-21"}, ()),
        ({"meeting_held": "2026-03-10"}, ("meeting_held",)),
        ({"meeting_held": "2026-03-25"}, ("meeting_set",)),
        ({"parent_did_not_participate": None}, ("already_missed",)),
        ({"school_missed_meeting": None}, ("school_missed",)),
        ({"waived_in_writing": "2026-03-12"}, ("waived",)),
        ({"mediation_started": None}, ("mediation",)),
        ({"decision_received": "2026-03-12"}, ("decision_out",)),
        ({"decision_issued": "2026-03-12", "filed_by": "school"}, ("decision_out", "school_filed")),
    ],
)
def test_situations_follow_from_what_was_told(
    told: dict[str, str | bool | None], holding: tuple[str, ...]
) -> None:
    assert situations(case(**told), TODAY) == holding
    assert set(holding) <= set(SITUATIONS)


def test_the_first_situation_of_the_file_that_holds_is_said() -> None:
    question = Question(
        "cost", "What?", "plain", "short", "", {"waived": "waived text", "expedited": "fast text"}
    )
    assert question.answer(("expedited", "waived")) == "waived text"
    assert question.answer(("expedited",)) == "fast text"
    assert question.answer(("school_filed",)) == "plain"


def test_a_text_message_has_the_short_text_unless_a_situation_holds() -> None:
    question = Question("cost", "What?", "plain", "short", "", {"waived": "waived text"})
    assert answer_of(question, "sms") == "short"
    assert answer_of(question, "rest") == "plain"
    assert answer_of(question, "sms", ("waived",)) == "waived text"
