"""Rows 21 to 23: the parent or the school does not take part, or the school is late."""

from tests.deadlines.deadline_cases import dates, events, one, timeline


def test_a_parents_absence_delays_the_timelines_until_the_meeting() -> None:
    found = dates(timeline(events=events(parent_did_not_participate="2026-03-16")))
    assert found["resolution_meeting_by"] is None
    assert found["resolution_period_ends"] is None
    assert found["decision_due"] is None
    assert found["school_response_due"] == "2026-03-12"


def test_the_school_may_ask_for_dismissal_only_at_the_end_of_the_30_days() -> None:
    told = events(parent_did_not_participate=None)
    dismissal = one("school_may_ask_dismissal_from", events=told)
    assert dismissal.date is not None and dismissal.date.isoformat() == "2026-04-01"
    assert "hearing officer decides" in dismissal.why
    assert dismissal.rule == "34 CFR 300.510(b)(4)"
    assert "school_may_ask_dismissal_from" not in dates(timeline())


def test_after_a_late_meeting_the_hearing_officer_must_give_the_dates() -> None:
    told = events(parent_did_not_participate="2026-03-16", meeting_held="2026-04-20")
    decision = one("decision_due", events=told)
    assert decision.date is None
    assert "new dates in writing" in decision.why
    assert "school_may_ask_dismissal_from" not in dates(timeline(events=told))


def test_a_meeting_before_the_absence_does_not_end_the_delay() -> None:
    told = events(meeting_held="2026-03-10", parent_did_not_participate="2026-03-16")
    assert "school_may_ask_dismissal_from" in dates(timeline(events=told))


def test_giving_up_the_meeting_or_mediating_excuses_the_absence() -> None:
    waived = events(waived_in_writing="2026-03-09", parent_did_not_participate="2026-03-16")
    assert dates(timeline(events=waived))["decision_due"] == "2026-04-23"
    mediated = events(mediation_started="2026-03-09", parent_did_not_participate="2026-03-16")
    assert dates(timeline(events=mediated))["decision_due"] == "2026-05-16"


def test_a_missed_meeting_moves_nothing_by_itself() -> None:
    found = timeline(events=events(school_missed_meeting=None))
    assert dates(found) == dates(timeline())
    assert any("ask the hearing officer to start the 45 days" in note for note in found.notes)


def test_the_hearing_officer_starts_the_45_days() -> None:
    told = events(school_missed_meeting="2026-03-17", hearing_officer_starts_clock="2026-03-20")
    decision = one("decision_due", events=told)
    assert decision.date is not None and decision.date.isoformat() == "2026-05-04"
    assert decision.rule.startswith("34 CFR 300.510(b)(5)")


def test_a_start_after_day_30_makes_nothing_later() -> None:
    found = timeline(events=events(hearing_officer_starts_clock="2026-04-10"))
    assert dates(found)["decision_due"] == "2026-05-16"
    assert any("had already begun" in note for note in found.notes)


def test_a_meeting_after_day_15_is_told() -> None:
    late = timeline(events=events(meeting_held="2026-03-18"))
    assert any("after day 15" in note for note in late.notes)
    in_time = timeline(events=events(meeting_held="2026-03-17"))
    assert not any("after day 15" in note for note in in_time.notes)


def test_dc_adds_the_continuance() -> None:
    told = events(parent_did_not_participate=None)
    assert any("put the case off" in n for n in timeline(events=told, state="DC").notes)
