"""What parents read, row by row: the pure answering code, no model, no server."""

from __future__ import annotations

from typing import Any

import pytest

from tests.answering.rows import Talk, knowledge, played, read, rows

ROWS = rows()


def as_parameter(name: str, row: dict[str, Any]) -> Any:
    known = [pytest.mark.xfail(reason=row["fault"], strict=True)] if "fault" in row else []
    return pytest.param(row, id=name, marks=known)


@pytest.mark.parametrize("row", [as_parameter(name, row) for name, row in ROWS])
def test_the_answer_is_what_the_row_says(row: dict[str, Any]) -> None:
    played(row)


def test_there_are_enough_rows_and_each_has_a_name_of_its_own() -> None:
    names = [name for name, _ in ROWS]
    assert len(names) >= 200
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", knowledge())
class TestTopic:
    def test_is_answered_with_its_text_and_by_text_message_with_the_short_one(
        self, name: str
    ) -> None:
        topic = knowledge()[name]
        asked = {"say": "a question", "topics": [f"{topic.family}/{name}"]}
        for channel, text in (("rest", topic.text), ("web", topic.text), ("sms", topic.sms)):
            reply = Talk(channel=channel).say(asked)
            assert reply.messages[0].text.startswith(text)
            assert reply.messages[0].custom["topic"] == name
            assert reply.messages[0].custom["sources"] == list(topic.sources)

    def test_is_followed_up_by_its_other_texts(self, name: str) -> None:
        topic = knowledge()[name]
        for intent, text in (("more", topic.more), ("simpler", topic.simple), ("why", topic.why)):
            talk = Talk()
            talk.say({"say": "a question", "topics": [f"{topic.family}/{name}"]})
            reply = talk.say({"say": "and", "intent": intent})
            assert read(reply) == text
            assert reply.messages[0].custom["aspect"] == intent
