"""One date in words: what stands in the sentence, in which order, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.deadlines import Deadline, DeadlineError
from bot.deadlines.wording import wording
from bot.dialogue.case import Case
from bot.dialogue.compose import in_order
from bot.dialogue.dated import (
    as_json,
    dates_for,
    day_to_act,
    fact_needed,
    is_missing,
    plain_words,
    sentence,
    suppose,
    timeline,
    upcoming,
)
from bot.dialogue.phrases import Phrases, phrases
from bot.knowledge import knowledge

WORDS = phrases()
TODAY = date(2026, 11, 24)  # a Tuesday
DAY = timedelta(days=1)
BASE = Deadline(
    key="meeting", date=date(2026, 12, 1), earliest_safe=date(2026, 12, 1), rule="r", who="w",
    why="Why it is so.", skipped=(), title="Last day", counts_from="the day it came",
    day_one=None, count=15, unit="calendar_days", if_missed="Ask for help.",
    start=date(2026, 11, 16), meaning="What it means.", safe_reason="The safe reason.",
)  # fmt: skip


def said(deadline: Deadline = BASE, today: date = TODAY, missed_told: Sequence[str] = ()) -> str:
    return sentence(deadline, today, WORDS, missed_told)


COUNTED = "Counted: 15 calendar days after Monday, November 16, 2026, the day it came."


class TestADateByTheRule:
    def test_is_said_first_then_how_far_it_is_then_how_it_was_counted(self) -> None:
        text = f"Last day: Tuesday, December 1, 2026. That is 7 days from today. {COUNTED}"
        assert said() == text
        assert said(replace(BASE, earliest_safe=None)) == text

    def test_with_a_safe_day_says_that_second_and_its_reason_before_the_count(self) -> None:
        assert said(replace(BASE, earliest_safe=date(2026, 11, 30))) == (
            "Last day: Tuesday, December 1, 2026. To be safe, act by Monday, November 30, 2026."
            f" That is 6 days from today. The safe reason. {COUNTED}"
        )

    def test_with_a_safe_day_on_a_weekend_says_the_working_day_before_the_reason(self) -> None:
        late = replace(
            BASE, earliest_safe=date(2026, 11, 29), working_day=date(2026, 11, 27), safe_reason=""
        )
        working = (
            "That day is a weekend or holiday and does not move: act by Friday, November 27, 2026."
        )
        assert said(late) == (
            "Last day: Tuesday, December 1, 2026. To be safe, act by Sunday, November 29, 2026."
            f" That is 5 days from today. {working} {COUNTED}"
        )
        reasoned = said(replace(late, safe_reason="The safe reason."))
        assert f"{working} The safe reason. Counted" in reasoned

    def test_on_a_weekend_says_the_working_day_while_there_is_one_left(self) -> None:
        sunday = replace(BASE, date=date(2026, 11, 29), earliest_safe=date(2026, 11, 29),
                         working_day=date(2026, 11, 27))  # fmt: skip
        words = "act by Friday, November 27, 2026."
        assert f"That is 5 days from today. That day is a weekend or holiday and does not move: {words}" in said(sunday)  # fmt: skip
        assert words in said(sunday, date(2026, 11, 27))
        gone = "That day is a weekend or holiday and does not move. Act now"
        for day in (28, 29):
            assert words not in said(sunday, date(2026, 11, day))
            assert gone in said(sunday, date(2026, 11, day))
        assert gone not in said(sunday, date(2026, 11, 30))

    def test_whose_safe_day_has_passed_may_still_be_met(self) -> None:
        late = replace(BASE, earliest_safe=date(2026, 11, 23))
        passed = "That safe day has passed, but you may still have time. Ask the hearing office or a lawyer today."
        assert said(late) == (
            "Last day: Tuesday, December 1, 2026. To be safe, act by Monday, November 23, 2026."
            f" The safe reason. {passed} That is 7 days from today. {COUNTED}"
        )
        last = said(late, date(2026, 12, 1))
        assert f"{passed} That is today." in last
        assert "Ask for help." not in last

    def test_whose_safe_day_is_today_says_today(self) -> None:
        text = said(replace(BASE, earliest_safe=TODAY))
        assert "act by Tuesday, November 24, 2026. That is today. The safe reason." in text
        assert "has passed" not in text

    def test_that_has_passed_wholly_tells_the_distance_of_the_safe_day_and_what_may_be_done(
        self,
    ) -> None:
        late = replace(BASE, earliest_safe=date(2026, 11, 30))
        text = said(late, date(2026, 12, 3))
        assert "That date has passed. It was 3 days ago. The safe reason." in text
        assert "That safe day has passed" not in text
        assert text.endswith(f"{COUNTED} Ask for help.")


class TestWhatMayBeDoneAfterADate:
    def test_is_said_last_and_only_when_the_date_is_over(self) -> None:
        assert said(today=date(2026, 12, 2)).endswith(f"That date was yesterday. {COUNTED} Ask for help.")  # fmt: skip
        assert "Ask for help." not in said(today=date(2026, 12, 1))

    def test_is_left_out_for_a_date_of_which_the_text_beside_says_it(self) -> None:
        over = date(2026, 12, 2)
        assert "Ask for help." not in said(today=over, missed_told=["other", "meeting"])
        assert "Ask for help." in said(today=over, missed_told=["other"])

    def test_is_said_by_the_text_beside_wherever_topics_yml_says_so(self) -> None:
        if_missed = wording().if_missed
        told = {
            (topic.id, key)
            for topic in knowledge().topics.values()
            for key, text in if_missed.items()
            if topic.dated and text.casefold() in topic.dated.casefold()
        }
        listed = {(t.id, key) for t in knowledge().topics.values() for key in t.missed_told}
        assert told == listed == {("sufficiency", "sufficiency_challenge_due")}


class TestHowADateWasCounted:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"count": 1}, "Counted: 1 calendar day after Monday, November 16, 2026, the day it came."),
            ({"count": 2, "unit": "years"}, "Counted: 2 years after Monday, November 16, 2026,"),
            ({"count": 1, "unit": "years"}, "Counted: 1 year after Monday, November 16, 2026,"),
            ({"count": 0}, "It is counted from Monday, November 16, 2026, the day it came."),
            ({"count": 5, "start": date(2026, 12, 8)}, "Counted: 5 calendar days before Tuesday, December 8, 2026, the day it came."),
            ({"count": 0, "start": date(2026, 12, 1)}, "It is counted from Tuesday, December 1, 2026, the day it came."),
            ({"count": None}, "Why it is so."),
            ({"unit": None}, "Why it is so."),
            ({"start": None}, "Why it is so."),
        ],
    )  # fmt: skip
    def test_is_said_in_short_words(self, changes: dict[str, object], words: str) -> None:
        text = said(replace(BASE, **changes))  # type: ignore[arg-type]
        assert words in text
        assert ("Counted" in text or "counted" in text) == ("ounted" in words)

    def test_names_the_holidays_left_out(self) -> None:
        skipped = ((date(2026, 11, 26), "Thanksgiving Day"), (date(2026, 11, 27), "Day after"))
        for unit in ("business_days", "calendar_days"):
            text = said(replace(BASE, skipped=skipped, unit=unit))
            assert text.endswith(
                "Not counted: Thanksgiving Day (Thursday, November 26, 2026); Day after (Friday, November 27, 2026)."
            )

    def test_says_that_there_are_none_only_where_business_days_count(self) -> None:
        none = "No holidays fall in between; only weekends are left out."
        assert said(replace(BASE, unit="business_days")).endswith(none)
        assert none not in said()


class TestADayThatTheRuleDoesNotGive:
    NONE = replace(BASE, date=None, earliest_safe=None)
    SAFE = replace(BASE, date=None, earliest_safe=date(2026, 12, 5), working_day=date(2026, 12, 4))

    def test_is_said_to_be_none_with_the_reason(self) -> None:
        assert said(self.NONE) == "Last day: I can give no date. Why it is so."

    def test_has_the_safe_day_first_then_the_working_day_then_why(self) -> None:
        assert said(self.SAFE) == (
            "Last day: I can give no sure last day. To be safe, act by Saturday, December 5, 2026."
            " That is 11 days from today. That day is a weekend or holiday and does not move:"
            " act by Friday, December 4, 2026. What it means. The safe reason."
        )

    def test_whose_safe_day_has_passed_says_so(self) -> None:
        text = said(self.SAFE, date(2026, 12, 6))
        assert "That date was yesterday. That safe day has passed, but you may still have time." in text  # fmt: skip
        assert "December 4" not in text
        assert "That safe day has passed" not in said(self.SAFE, date(2026, 12, 5))

    def test_leaves_out_what_there_is_no_text_for(self) -> None:
        bare = replace(self.SAFE, meaning="", working_day=None)
        assert said(bare).endswith("That is 11 days from today. The safe reason.")


class TestThePage:
    def test_gets_the_days_left(self) -> None:
        shape = as_json(BASE, TODAY)
        assert shape["key"] == "meeting"
        assert shape["date"] == "2026-12-01"
        assert shape["days_left"] == 7
        assert as_json(BASE, date(2026, 12, 3))["days_left"] == -2

    def test_gets_no_days_left_without_a_date(self) -> None:
        shape = as_json(TestADayThatTheRuleDoesNotGive.SAFE, TODAY)
        assert "days_left" not in shape
        assert shape["earliest_safe"] == "2026-12-05"


class TestTheNextDate:
    def test_is_the_nearest_not_over_by_its_safe_day(self) -> None:
        far = replace(BASE, key="far")
        near = replace(BASE, key="near", earliest_safe=date(2026, 11, 30))
        over = replace(BASE, key="over", date=TODAY - DAY, earliest_safe=TODAY - DAY)
        undated = TestADayThatTheRuleDoesNotGive.NONE
        assert upcoming([far, over, undated, near], TODAY) == near

    def test_may_be_today(self) -> None:
        due = replace(BASE, date=TODAY, earliest_safe=TODAY)
        assert upcoming([BASE, due], TODAY) == due

    def test_is_none_with_every_day_over(self) -> None:
        assert upcoming([BASE], date(2026, 12, 2)) is None
        assert upcoming([], TODAY) is None

    def test_of_two_on_one_day_is_the_same_one_every_time(self) -> None:
        a, b = replace(BASE, key="a"), replace(BASE, key="b")
        assert upcoming([b, a], TODAY) == upcoming([a, b], TODAY) == a


def test_the_day_to_act_is_the_safe_one_else_the_rules_else_none() -> None:
    assert day_to_act(replace(BASE, earliest_safe=date(2026, 11, 30))) == date(2026, 11, 30)
    assert day_to_act(replace(BASE, earliest_safe=None)) == date(2026, 12, 1)
    assert day_to_act(TestADayThatTheRuleDoesNotGive.NONE) is None


def test_dates_stand_in_the_order_of_the_days_to_act_those_without_last() -> None:
    late = replace(BASE, key="late", date=date(2026, 12, 20), earliest_safe=date(2026, 11, 25))
    undated = TestADayThatTheRuleDoesNotGive.NONE
    assert in_order([undated, BASE, late]) == [late, BASE, undated]


class TestWhatAQuestionTakesForGranted:
    def test_is_supposed_for_its_topic_only(self) -> None:
        case = suppose(Case({}), "expedited")
        assert case.value("expedited") is True
        assert suppose(Case({}), "school_filed").value("filed_by") == "school"
        assert suppose(Case({}), "when_meeting").names() == []

    def test_turns_what_was_told_otherwise(self) -> None:
        told = Case({}).given("expedited", False, 1).given("filed_by", "parent", 1)
        assert suppose(told, "expedited").value("expedited") is True
        assert suppose(told, "school_filed").value("filed_by") == "school"

    def test_leaves_a_day_that_was_told(self) -> None:
        told = Case({}).given("parent_did_not_participate", "2026-11-10", 1)
        assert suppose(told, "parent_absent").day("parent_did_not_participate") == date(2026, 11, 10)  # fmt: skip
        assert "parent_did_not_participate" in suppose(Case({}), "parent_absent")
        assert "amended_complaint" in suppose(Case({}), "amend_complaint")

    def test_leaves_what_was_told_alike(self) -> None:
        told = Case({}).given("expedited", True, 1)
        assert suppose(told, "expedited") is told


class TestTheDatesOfATopic:
    CASE = Case({}).given("received", "2026-11-16", 1)
    WRONG = CASE.given("decision_issued", "2026-10-01", 1)

    def test_stand_in_the_order_of_the_topic(self) -> None:
        keys = ("decision_due", "resolution_meeting_by", "no_such_key")
        found = dates_for(self.CASE, keys)
        assert found is not None
        assert [d.key for d in found.deadlines] == ["decision_due", "resolution_meeting_by"]

    def test_are_none_without_facts_or_where_no_key_is_met_or_a_fact_is_missing(self) -> None:
        assert dates_for(Case({}), ("decision_due",)) is None
        assert dates_for(self.CASE, ("civil_action_by",)) is None
        assert dates_for(Case({}).given("state", "OH", 1), ("decision_due",)) is None

    def test_are_refused_where_the_facts_contradict_each_other(self) -> None:
        for ask in (dates_for, fact_needed):
            with pytest.raises(DeadlineError) as caught:
                ask(self.WRONG, ("decision_due",))
            assert not is_missing(caught.value)
        with pytest.raises(DeadlineError):
            timeline(self.WRONG)

    def test_need_a_fact_that_is_named(self) -> None:
        assert fact_needed(Case({}), ("decision_due",)) == "received"
        assert fact_needed(self.CASE, ("decision_due",)) is None
        assert fact_needed(self.CASE, ("civil_action_by",)) == "decision_issued"


def test_a_problem_is_told_without_the_engines_name_for_it_and_begins_large() -> None:
    problem = DeadlineError("received", "received: the day is missing, received: twice")
    assert plain_words(problem) == "The day is missing, received: twice"
    assert plain_words(DeadlineError("filed", "oh no")) == "Oh no"
    assert plain_words(DeadlineError("filed", "")) == ""


class TestDistance:
    @pytest.mark.parametrize(
        ("days", "words", "mark"),
        [
            (-2, "That date has passed. It was 2 days ago.", "past"),
            (-1, "That date was yesterday.", "past"),
            (0, "That is today.", "today"),
            (1, "That is tomorrow.", "tomorrow"),
            (2, "That is 2 days from today.", "in 2 days"),
        ],
    )
    def test_is_said_as_a_sentence_and_marked_in_a_list(
        self, days: int, words: str, mark: str
    ) -> None:
        assert WORDS.distance(TODAY + days * DAY, TODAY) == words
        assert WORDS.mark(TODAY + days * DAY, TODAY) == mark


class TestWording:
    def test_writes_every_weekday_and_month(self) -> None:
        assert WORDS.day(date(2026, 1, 5)) == "Monday, January 5, 2026"
        assert WORDS.day(date(2026, 12, 13)) == "Sunday, December 13, 2026"

    def test_finds_texts_by_a_key_with_dots(self) -> None:
        words = Phrases({"a": {"b": "yes {who}"}, "c": "text"})
        assert words("a.b", who="you") == "yes you"
        assert words.entry("a") == {"b": "yes {who}"}
        assert words.has("a.b")
        assert not words.has("a.x")
        assert not words.has("c.x")  # a text has nothing below it
        with pytest.raises(KeyError):
            words("a.x")
        with pytest.raises(KeyError):
            words("a.b")

    def test_is_english_where_a_language_has_none(self) -> None:
        assert phrases("xx").entry("language") == phrases("en").entry("language") == "en"
        assert phrases().entry("language") == "en"
