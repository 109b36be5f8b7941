"""The words of the data files as they are read: conditions, counts, cases and comparisons."""

from datetime import date

import pytest

from bot.deadlines.held import _in_words, held, table
from bot.deadlines.rules import (
    Condition,
    Count,
    RuleCase,
    _case,
    _comparisons,
    _count,
    adjustments,
    applicable,
    condition,
    load,
    overlay,
    rule_book,
    state_codes,
    states,
)

ALWAYS = Condition(frozenset(), frozenset(), ())


def test_a_condition_is_read_as_words_that_must_must_not_and_one_of_which_must() -> None:
    assert condition(["a", "not b", "c|d", "e", "not f", "g < 2022-09-01"]) == Condition(
        frozenset({"a", "e", "g < 2022-09-01"}),
        frozenset({"b", "f"}),
        (frozenset({"c", "d"}),),
    )
    assert condition([]) == ALWAYS


@pytest.mark.parametrize(
    ("when", "words", "holds"),
    [
        ([], set(), True),
        ([], {"a"}, True),
        (["a", "b"], {"a", "b", "c"}, True),
        (["a", "b"], {"a", "c"}, False),
        (["not a"], set(), True),
        (["not a"], {"a"}, False),
        (["not a", "not b"], {"b"}, False),
        (["a|b"], {"b"}, True),
        (["a|b"], {"c"}, False),
        (["a|b", "c|d"], {"a"}, False),
        (["a|b", "c|d"], {"a", "d"}, True),
        (["a", "not b"], {"a", "b"}, False),
        (["a", "b|c"], {"b"}, False),
    ],
)
def test_a_condition_holds_when_all_its_parts_do(
    when: list[str], words: set[str], holds: bool
) -> None:
    assert condition(when).holds(words) is holds


def test_a_count_is_read_with_its_direction_and_its_reason() -> None:
    told = {"from": "x", "count": 5, "unit": "business_days"}
    assert _count(told) == Count("x", 5, "business_days", back=False, reason=None)
    assert _count({**told, "back": True, "reason": "r"}) == Count(
        "x", 5, "business_days", back=True, reason="r"
    )


def test_a_unit_that_no_one_counts_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^unknown unit weeks$"):
        _count({"from": "x", "count": 5, "unit": "weeks"})


RULE = {"rule": "34 CFR 300", "who": "school"}


def test_a_case_takes_from_its_rule_what_it_does_not_say() -> None:
    assert _case({"none": "delay"}, RULE, own=False) == RuleCase(
        "usual", ALWAYS, "34 CFR 300", "school", None, "delay", None, False
    )


def test_a_case_says_its_own_source_side_count_and_safe_day() -> None:
    told = {
        "id": "UT",
        "when": ["a"],
        "rule": "Utah Code",
        "who": "loser",
        **{"from": "x", "count": 1, "unit": "years"},
        "safe": {"from": "y", "count": 30, "unit": "calendar_days", "reason": "r"},
    }
    assert _case(told, RULE, own=True) == RuleCase(
        "UT",
        condition(["a"]),
        "Utah Code",
        "loser",
        Count("x", 1, "years"),
        None,
        Count("y", 30, "calendar_days", reason="r"),
        True,
    )


def test_the_comparisons_of_a_state_are_found_in_each_of_its_cases() -> None:
    own = {
        "first": [{"when": ["a", "b"]}, {"id": "no words"}],
        "second": [{"when": ["not c", "x < 2022-09-01"]}, {"when": ["y < 2020-02-29"]}],
    }
    assert _comparisons(own) == (
        ("x < 2022-09-01", "x", date(2022, 9, 1)),
        ("y < 2020-02-29", "y", date(2020, 2, 29)),
    )


def test_a_rule_book_puts_the_cases_of_the_state_before_the_federal_ones() -> None:
    federal = {rule.key: rule for rule in rule_book(None).rules}
    kansas = {rule.key: rule for rule in rule_book("KS").rules}
    own = overlay("KS")["rules"]
    assert list(federal) == list(kansas) == [rule["key"] for rule in load("rules")["rules"]]
    for key, rule in kansas.items():
        first, rest = rule.cases[: len(own.get(key, ()))], rule.cases[len(own.get(key, ())) :]
        assert all(case.own for case in first) and not any(case.own for case in rest)
        assert [case.id for case in first] == [case["id"] for case in own.get(key, ())]
        assert rest == federal[key].cases
        assert (rule.when, rule.milestone) == (federal[key].when, federal[key].milestone)
    assert {key for key, rule in federal.items() if rule.milestone} == {
        "resolution_period_ends",
        "expedited_resolution_ends",
    }


def test_a_rule_book_says_what_is_special_in_a_state() -> None:
    federal, new_york, texas = rule_book(None), rule_book("NY"), rule_book("TX")
    assert (federal.state, new_york.state, texas.state) == (None, "NY", "TX")
    assert (federal.two_tier, new_york.two_tier, texas.two_tier) == (False, True, False)
    assert new_york.receipt_may_be_day_one == {"decision_due", "resolution_period_ends"}
    assert federal.receipt_may_be_day_one == texas.receipt_may_be_day_one == frozenset()
    assert texas.before == (
        (
            "knew_or_should_have_known < 2022-09-01",
            "knew_or_should_have_known",
            date(2022, 9, 1),
        ),
    )
    assert federal.before == new_york.before == ()
    assert federal.notes == ()
    assert dict(texas.notes) == {
        key: frozenset(about) for key, about in overlay("TX")["notes"].items()
    }


def test_court_is_counted_from_mailing_in_these_states_alone() -> None:
    assert not rule_book(None).court_from_mailing
    assert [s for s in states() if rule_book(s).court_from_mailing] == ["CT", "IL", "MI", "NE"]


def test_the_papers_and_orders_that_start_the_45_days_are_those_of_the_rule() -> None:
    """34 CFR 300.510(c)(1), (2), (3) and (b)(5)."""
    assert [(one.event, one.by_day_30, one.after_start_of) for one in adjustments()] == [
        ("waived_in_writing", True, ()),
        ("no_agreement_possible_in_writing", True, ("meeting_held", "mediation_started")),
        ("mediation_continued_then_withdrawn", False, ()),
        ("hearing_officer_starts_clock", True, ()),
    ]


def test_a_state_is_found_by_its_code_and_its_name_in_small_letters_without_dots() -> None:
    codes = state_codes()
    assert {codes[name] for name in codes} == set(states())
    assert len(codes) == 2 * len(states())
    assert codes["dc"] == codes[overlay("DC")["name"].replace(".", "").lower()] == "DC"
    assert codes["new york"] == codes["ny"] == "NY"
    assert list(states()) == sorted(states())


def test_only_the_rules_that_the_words_call_for_apply() -> None:
    found = applicable(None, frozenset({"agreement_signed", "agreement_from_private"}))
    assert [(rule.key, case.id) for rule, case in found] == [("void_agreement_by", "private")]
    # This rule has no case without a state that asks for the notice.
    asked = frozenset({"two_tier", "decision_issued"})
    assert "review_notice_by" not in [rule.key for rule, _ in applicable(None, asked)]
    assert "review_notice_by" in [rule.key for rule, _ in applicable("NY", asked)]


COUNTED = {"from": "decision_issued", "count": 30, "unit": "calendar_days", "seen": "2026-11-24"}


@pytest.mark.parametrize(
    ("cases", "text"),
    [
        ([], "missing"),
        ([{"id": "x", "none": "why"}], "missing"),
        ([COUNTED], "30 calendar days from decision_issued"),
        ([{**COUNTED, "count": 1, "unit": "years"}], "1 year from decision_issued"),
        ([{"id": "x", "none": "why"}, COUNTED], "30 calendar days from decision_issued"),
        # Not the case for problems of long ago, though it comes first.
        (
            [{**COUNTED, "count": 1, "when": ["a", "x < 2022-09-01"]}, {**COUNTED, "when": ["a"]}],
            "30 calendar days from decision_issued",
        ),
        (
            [{**COUNTED, "safe": {"from": "x", "count": 2, "unit": "months"}}],
            "30 calendar days from decision_issued, safe 2 months from x",
        ),
        (
            [{**COUNTED, "seen": "reference"}],
            "30 calendar days from decision_issued (reference)",
        ),
    ],
)
def test_a_limit_that_is_held_is_told_in_words(cases: list[dict[str, object]], text: str) -> None:
    assert _in_words(cases) == text


def test_the_list_of_limits_has_a_line_for_each_state_and_limit() -> None:
    lines = table().split("\n")
    assert len(lines) == len(states()) + sum(len(held(state)) for state in states()) + 1
    first = lines.index("NY New York (two tiers)")
    assert lines[first + 2] == "   state_review_appeal_by: 40 calendar days from decision_issued"
    assert lines[first + 3].startswith("   civil_action_by: missing - 4 months in N.Y. Educ. Law")
    first = lines.index("UT Utah (one tier)")
    assert lines[first + 2] == "   civil_action_by: 30 calendar days from decision_issued"
    assert lines[first + 3].startswith("VA Virginia")
