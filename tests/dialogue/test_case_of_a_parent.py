"""The facts kept of a case: told, corrected, taken back, and put into words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.dates import DateMention
from bot.deadlines import Event
from bot.dialogue import questions
from bot.dialogue.case import DATED, EVENTS, FACTS, SLOT, Case, Fact, in_one_slot, state_name
from bot.dialogue.phrases import phrases
from bot.dialogue.turn import TopicGuess
from bot.facts import FactChange

WORDS = phrases()


def case(**values: Any) -> Case:
    """A case whose facts were told one turn after the other."""
    made = Case({})
    for turn, (name, value) in enumerate(values.items(), 1):
        made = made.given(name, value, turn)
    return made


def mention(day: date, text: str, assumed_year: bool = True) -> DateMention:
    return DateMention(text, 0, len(text), "date", day, assumed_year=assumed_year)


def change(
    fact: str,
    day: DateMention | None = None,
    value: str | bool | None = None,
    kind: Any = "give",
) -> FactChange:
    return FactChange(fact, value, kind, day, "words")


class TestAFilingThatIsPlanned:
    """A new filing is another case once the complaint before it was received."""

    FILED = ("filed", "2026-12-02", 2, "planned")

    def test_is_counted_from_while_nothing_was_received(self) -> None:
        planned = Case({}).given("received", "2026-12-03", 1, "planned").given(*self.FILED)
        for told in (Case({}).given(*self.FILED), planned):
            assert told.to_facts().filed == date(2026, 12, 2)

    def test_leaves_the_dates_of_what_was_received_alone(self) -> None:
        told = Case({}).given("received", "2026-11-16", 1).given(*self.FILED)
        assert told.to_facts().filed is None
        assert told.to_facts().received == date(2026, 11, 16)
        was = Case({}).given("received", "2026-11-16", 1).given("filed", "2026-11-12", 2)
        assert was.to_facts().filed == date(2026, 11, 12)


class TestTheSlot:
    def test_is_read_in_the_order_of_the_facts_and_keeps_the_turns(self) -> None:
        slots = {
            SLOT: {
                "state": {"value": "OH", "turn": 4},
                "received": {"value": "2026-11-16", "turn": 2},
                "nonsense": {"value": "x", "turn": 1},
                "filed": "2026-11-15",
                "expedited": {"turn": 1},
                "waived_in_writing": {"value": None},
            },
            "received": "2020-01-01",
        }
        found = Case.from_slots(slots)
        assert found.names() == ["received", "state", "waived_in_writing"]
        assert found.slots_to_set(Case({})) == {
            SLOT: {
                "received": {"value": "2026-11-16", "turn": 2},
                "state": {"value": "OH", "turn": 4},
                "waived_in_writing": {"value": None, "turn": 0},
            }
        }

    @pytest.mark.parametrize("slots", [{}, {SLOT: None}, {SLOT: {}}])
    def test_may_be_empty(self, slots: dict[str, Any]) -> None:
        assert Case.from_slots(slots).names() == []
        assert len(Case.from_slots(slots)) == 0

    def test_is_set_only_where_something_changed_and_cleared_where_nothing_is_left(self) -> None:
        one = case(received="2026-11-16")
        assert one.slots_to_set(case(received="2026-11-16")) == {}
        assert Case({}).slots_to_set(one) == {SLOT: None}
        assert case(received="2026-11-17").slots_to_set(one) == {
            SLOT: {"received": {"value": "2026-11-17", "turn": 1}}
        }

    def test_of_an_older_conversation_is_made_from_the_slots_apart(self) -> None:
        kept = {"value": "2026-11-16", "turn": 1}
        newer = {"value": "2026-11-20", "turn": 3}
        old = {"received": kept, "filed": None, "asked": None, "channel": "web"}
        assert in_one_slot(old) == {"asked": None, "channel": "web", SLOT: {"received": kept}}
        both = {"received": kept, "filed": kept, SLOT: {"received": newer}}
        assert in_one_slot(both) == {SLOT: {"received": newer, "filed": kept}}
        new = {SLOT: {"received": newer}, "asked": None}
        assert in_one_slot(new) == new
        assert in_one_slot({"received": None, SLOT: None}) == {SLOT: None}


class TestAFact:
    def test_is_found_by_its_name(self) -> None:
        told = case(received="2026-11-16", waived_in_writing=None)
        assert "received" in told
        assert "filed" not in told
        assert "waived_in_writing" in told
        assert len(told) == 2
        assert told.value("filed") is None

    def test_is_a_day_only_where_it_is_dated_and_known(self) -> None:
        told = case(received="2026-11-16", state="OH", waived_in_writing=None, expedited=True)
        assert told.day("received") == date(2026, 11, 16)
        assert [told.day(n) for n in ("state", "waived_in_writing", "expedited", "filed")] == [None] * 4  # fmt: skip

    def test_can_be_dropped_and_the_case_before_stays(self) -> None:
        told = case(received="2026-11-16", state="OH")
        assert told.without("received").names() == ["state"]
        assert told.without("filed").names() == ["received", "state"]
        assert told.names() == ["received", "state"]

    def test_told_last_is_the_newest_and_a_dated_one_before_others_of_its_turn(self) -> None:
        assert Case({}).newest() is None
        assert case(received="2026-11-16", state="OH").newest() == "state"
        same = Case({}).given("state", "OH", 1).given("received", "2026-11-16", 1)
        assert same.newest() == "received"
        same = Case({}).given("received", "2026-11-16", 1).given("state", "OH", 1)
        assert same.newest() == "received"


class TestChanges:
    def test_are_kept_in_order_with_the_turn_and_named(self) -> None:
        changed, told = Case({}).changed(
            [
                change("received", mention(date(2026, 11, 16), "November 16")),
                change("state", value="OH"),
                change("waived_in_writing"),
            ],
            7,
        )
        assert told == ["received", "state", "waived_in_writing"]
        assert changed.slots_to_set(Case({})) == {
            SLOT: {
                "received": {"value": "2026-11-16", "turn": 7},
                "state": {"value": "OH", "turn": 7},
                "waived_in_writing": {"value": None, "turn": 7},
            }
        }

    def test_of_two_days_keep_both(self) -> None:
        days = DateMention("x", 0, 1, "range", options=(date(2026, 11, 25), date(2026, 11, 27)))
        changed, _ = Case({}).changed([change("no_school", days)], 1)
        assert changed.value("no_school") == "2026-11-25..2026-11-27"

    def test_take_back_the_fact_named_or_the_dated_one_told_last_and_go_on(self) -> None:
        before = case(received="2026-11-16", state="OH")
        changed, told = before.changed(
            [change("received", kind="withdraw"), change("filed_by", value="school")], 5
        )
        assert (changed.names(), told) == (["filed_by", "state"], ["filed_by"])
        changed, told = before.changed([change("", kind="withdraw")], 5)
        assert (changed.names(), told) == (["received"], [])

    def test_that_deny_an_event_drop_it_but_a_no_to_another_fact_is_kept(self) -> None:
        before = case(waived_in_writing="2026-11-16", expedited=True)
        changed, told = before.changed(
            [change("waived_in_writing", value=False), change("expedited", value=False)], 5
        )
        assert changed.names() == ["expedited"]
        assert changed.value("expedited") is False
        assert told == ["expedited"]

    def test_without_a_name_and_with_nothing_told_change_nothing_but_the_next_counts(self) -> None:
        unnamed = change("", mention(date(2026, 11, 18), "November 18"), kind="correct")
        changed, told = Case({}).changed([unnamed, change("state", value="OH")], 1)
        assert (changed.names(), told) == (["state"], ["state"])

    def test_of_a_day_without_a_name_are_about_the_dated_fact_told_last(self) -> None:
        unnamed = change("", mention(date(2026, 12, 18), "December 18"), kind="correct")
        before = case(received="2026-11-16", hearing_scheduled="2026-12-14", state="OH")
        changed, told = before.changed([unnamed], 9)
        assert told == ["hearing_scheduled"]
        assert changed.day("hearing_scheduled") == date(2026, 12, 18)
        before = case(hearing_scheduled="2026-12-14", received="2026-12-16", state="OH")
        assert before.changed([unnamed], 9)[1] == ["received"]

    def test_of_a_day_with_nothing_dated_told_are_about_the_fact_told_last(self) -> None:
        unnamed = change("", mention(date(2026, 12, 18), "December 18"), kind="correct")
        before = case(expedited=True, state="OH")
        assert before.changed([unnamed], 9)[1] == ["state"]

    @pytest.mark.parametrize(
        ("words", "assumed", "read", "day"),
        [
            ("the 6th", True, date(2026, 12, 6), date(2025, 3, 6)),
            ("on The 6th", True, date(2026, 12, 6), date(2025, 3, 6)),
            ("March 6", True, date(2026, 3, 6), date(2025, 3, 6)),
            ("May 6, the day", True, date(2026, 5, 6), date(2025, 5, 6)),
            ("May 6, 2026", False, date(2026, 5, 6), date(2026, 5, 6)),
            # Not on the calendar of the month told before: as it was read.
            ("February 29", True, date(2028, 2, 29), date(2028, 2, 29)),
        ],
    )
    def test_of_a_day_without_its_year_stay_in_the_year_told_before(
        self, words: str, assumed: bool, read: date, day: date
    ) -> None:
        before = case(received="2025-03-02")
        unnamed = change("", mention(read, words, assumed), kind="correct")
        assert before.changed([unnamed], 2)[0].day("received") == day

    def test_with_the_name_of_the_fact_are_taken_as_read(self) -> None:
        named = change("received", mention(date(2026, 12, 6), "the 6th"))
        before = case(received="2025-03-02")
        assert before.changed([named], 2)[0].day("received") == date(2026, 12, 6)

    def test_of_a_fact_on_a_day_not_known_are_taken_as_read(self) -> None:
        unnamed = change("", mention(date(2026, 12, 6), "the 6th"), kind="correct")
        before = case(waived_in_writing=None)
        assert before.changed([unnamed], 2)[0].day("waived_in_writing") == date(2026, 12, 6)


class TestForTheCount:
    def test_every_fact_goes_in(self) -> None:
        facts = case(
            received="2026-11-16", filed="2026-11-15", filed_by="school", expedited=True,
            state="OH", agreement_from="mediation", postmark="2026-11-14",
            no_school="2026-11-25..2026-11-27", hearing_scheduled="2026-12-14",
            waived_in_writing=None,
        ).to_facts()  # fmt: skip
        assert facts.received == date(2026, 11, 16)
        assert facts.filed == date(2026, 11, 15)
        assert facts.filed_by == "school"
        assert facts.expedited is True
        assert facts.state == "OH"
        assert facts.agreement_from == "mediation"
        assert facts.postmark == date(2026, 11, 14)
        assert facts.no_school_days == ((date(2026, 11, 25), date(2026, 11, 27)),)
        assert facts.events == (
            Event("waived_in_writing", None),
            Event("hearing_scheduled", date(2026, 12, 14)),
        )

    def test_what_was_not_told_is_left_out(self) -> None:
        facts = Case({}).to_facts()
        assert facts.filed_by == "parent"
        assert facts.expedited is False
        assert facts.no_school_days == ()
        assert facts.events == ()
        assert facts.state is None
        assert case(expedited=False, filed_by="parent").to_facts().expedited is False

    def test_one_day_without_school_is_a_range_of_one(self) -> None:
        day = date(2026, 11, 25)
        assert case(no_school="2026-11-25").to_facts().no_school_days == ((day, day),)


class TestInWords:
    DAY, SAID = "2026-11-16", "Monday, November 16, 2026"

    @pytest.mark.parametrize("name", [name for name in DATED if name not in ("received",)])
    def test_every_dated_fact_names_its_day(self, name: str) -> None:
        text = WORDS.entry(f"facts.{name}.told").replace("{date}", self.SAID)
        assert self.SAID in text
        assert case(**{name: self.DAY}).told(name, WORDS) == text

    @pytest.mark.parametrize("name", EVENTS)
    def test_every_event_is_told_without_its_day_too(self, name: str) -> None:
        text = case(**{name: None}).told(name, WORDS)
        assert text == WORDS(f"facts.{name}.told_undated")
        assert "{" not in text

    @pytest.mark.parametrize(
        ("facts", "name", "words"),
        [
            ({"received": DAY}, "received", f"the school got your complaint on {SAID}"),
            ({"received": DAY, "filed_by": "parent"}, "received", f"the school got your complaint on {SAID}"),
            ({"received": DAY, "filed_by": "school"}, "received", f"you got the school's complaint on {SAID}"),
            ({"filed": DAY, "filed_by": "school"}, "filed", f"the complaint was filed on {SAID}"),
            ({"filed_by": "school"}, "filed_by", "the school filed the complaint"),
            ({"filed_by": "parent"}, "filed_by", "you filed the complaint"),
            ({"expedited": True}, "expedited", "this is an expedited case about discipline"),
            ({"expedited": False}, "expedited", "this is not an expedited case"),
            ({"state": "OH"}, "state", "you are in Ohio"),
            ({"agreement_from": "resolution_meeting"}, "agreement_from", "the agreement comes from the resolution meeting"),
            ({"agreement_from": "mediation"}, "agreement_from", "the agreement comes from mediation"),
            ({"agreement_from": "private"}, "agreement_from", "the agreement was made outside the resolution meeting"),
            ({"no_school": "2026-11-16..2026-11-18"}, "no_school", f"there is no school from {SAID} to Wednesday, November 18, 2026"),
            ({"no_school": DAY}, "no_school", f"there is no school from {SAID} to {SAID}"),
        ],
    )  # fmt: skip
    def test_a_fact_is_a_clause(self, facts: dict[str, Any], name: str, words: str) -> None:
        assert case(**facts).told(name, WORDS) == words

    def test_a_state_without_a_name_is_its_code(self) -> None:
        assert state_name("OH", WORDS) == "Ohio"
        assert state_name("ZZ", WORDS) == "ZZ"


class TestQuestions:
    @pytest.mark.parametrize("fact", FACTS)
    def test_every_fact_can_be_asked_for_and_declined(self, fact: str) -> None:
        assert questions.ask(fact, WORDS).endswith("?")
        assert questions.ask(fact, WORDS) == WORDS(f"facts.{fact}.ask")
        assert WORDS(f"facts.{fact}.unknown").endswith(".")
        assert questions.choices(fact, WORDS)[-1] == {
            "title": "I don't know",
            "payload": "I don't know",
        }

    def test_where_the_school_filed_the_parent_is_asked_when_they_got_it(self) -> None:
        assert questions.ask("received", WORDS, True) == "What day did you get the school's complaint?"  # fmt: skip
        assert questions.ask("received", WORDS) == "What day did the school get your complaint?"
        assert questions.ask("filed", WORDS, True) == "What day did you file your complaint?"

    def test_where_an_agreement_was_made_can_be_tapped(self) -> None:
        titles = [b["title"] for b in questions.choices("agreement_from", WORDS)]
        assert titles == ["At a resolution meeting", "In mediation", "Outside both", "I don't know"]
        payloads = {b["title"]: b["payload"] for b in questions.choices("agreement_from", WORDS)}
        assert payloads["Outside both"] == "The agreement was made outside the meeting"

    def test_open_ones_are_kept_and_read_again(self) -> None:
        slot = {"fact": "state", "topics": ["deadline/disclosure", "faq/cost"], "times": 2}
        found = questions.Open.from_slots({"asked": slot})
        assert found == questions.Open("state", ["deadline/disclosure", "faq/cost"], 2)
        assert found.as_slot() == slot
        assert found.topic == "disclosure"
        assert questions.Open("state", ["deadline/a/b"], 1).topic == "b"
        assert questions.Open("state", ["disclosure"], 1).topic == "disclosure"

    def test_an_open_one_may_lack_its_topics_and_times(self) -> None:
        for kept in ({"fact": "state"}, {"fact": "state", "topics": None}):
            found = questions.Open.from_slots({"asked": kept})
            assert found == questions.Open("state", [], 1)
            assert found.topic == "my_dates"

    @pytest.mark.parametrize("kept", [None, "state", {}, {"fact": None}, {"topics": ["a"]}])
    def test_what_is_no_question_is_none(self, kept: Any) -> None:
        assert questions.Open.from_slots({"asked": kept}) is None
        assert questions.Open.from_slots({}) is None

    @pytest.mark.parametrize(
        ("reason", "text"),
        [
            ("no_such_day", "“May 32” is not a day on the calendar. Which day was it?"),
            ("month_only", "Which day of the month was it? “May 32” alone is not enough to count from."),
            ("two_readings", "“May 32” can mean two days. Which one is it?"),
            ("", "I need the exact day to count from. Do you know it?"),
            ("never heard of", "I need the exact day to count from. Do you know it?"),
        ],
    )  # fmt: skip
    def test_an_unclear_day_is_asked_about_in_its_own_words(self, reason: str, text: str) -> None:
        asked = questions.about_date(DateMention(" May 32 ", 0, 8, "vague", reason=reason), WORDS)
        assert asked.text == text
        assert asked.custom == {"topic": "date_question", "sources": [], "confidence": 1.0}
        titles = [button["title"] for button in asked.buttons]
        assert titles == ([] if reason == "no_such_day" else ["I don't know"])

    def test_two_readings_can_be_tapped_as_days(self) -> None:
        days = (date(2026, 3, 4), date(2026, 4, 3))
        unclear = DateMention("3/4", 0, 3, "ambiguous", options=days, reason="two_readings")
        asked = questions.about_date(unclear, WORDS)
        first = "Wednesday, March 4, 2026"
        assert asked.text == "“3/4” can mean two days. Which one is it?"
        assert asked.buttons[0] == {"title": first, "payload": first}
        assert [b["title"] for b in asked.buttons] == [first, "Friday, April 3, 2026", "I don't know"]  # fmt: skip

    def test_a_range_names_its_two_days(self) -> None:
        days = (date(2026, 3, 4), date(2026, 3, 6))
        asked = questions.about_date(DateMention("x", 0, 1, "range", options=days), WORDS)
        assert asked.text == (
            "Was it Wednesday, March 4, 2026 or Friday, March 6, 2026, or a day between?"
            " The count starts from one exact day."
        )
        bare = questions.about_date(DateMention("x", 0, 1, "range", reason="approximate"), WORDS)
        assert bare.text.startswith("I need the exact day to count from, and “x”")

    def test_a_bare_day_is_asked_what_happened_then(self) -> None:
        asked = questions.which_fact(date(2026, 11, 16), WORDS)
        assert asked.text == f"What happened on {TestInWords.SAID}?"
        assert asked.custom == {"topic": "date_question", "sources": [], "confidence": 1.0}
        assert [b["payload"] for b in asked.buttons] == [
            f"The school got my complaint on {TestInWords.SAID}",
            f"I filed my complaint on {TestInWords.SAID}",
            f"We signed the agreement on {TestInWords.SAID}",
            f"The hearing is on {TestInWords.SAID}",
        ]
        assert asked.buttons[0]["title"] == "The school got my complaint"


def test_a_label_has_a_name_and_only_topics_and_dates_are_answered() -> None:
    assert TopicGuess("faq/bring_lawyer", 0.9).name == "bring_lawyer"
    assert TopicGuess("a/b/c", 0.9).name == "c"
    assert TopicGuess("greet", 0.9).name == "greet"
    assert TopicGuess("faq/bring_lawyer", 0.9).answerable
    assert TopicGuess("deadline/my_dates", 0.9).answerable
    assert not TopicGuess("near_miss/iep_meeting", 0.9).answerable
    assert not TopicGuess("greet", 0.9).answerable


def test_a_fact_keeps_its_name_value_and_turn() -> None:
    assert Case({}).given("state", "OH", 3).slots_to_set(Case({"state": Fact("state", "OH", 3)})) == {}  # fmt: skip
