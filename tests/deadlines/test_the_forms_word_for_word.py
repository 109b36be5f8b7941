"""The text, JSON and calendar forms, and the command's options, as they are read word for word."""

import json
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from bot.deadlines import EVENT_NAMES, DeadlineError, Event, Facts, Timeline, compute
from bot.deadlines.cli import _parser, facts_from, main, run
from bot.deadlines.ics import days_in_calendar
from bot.deadlines.model import Deadline
from bot.deadlines.wording import wording
from tests.deadlines.deadline_cases import day, events, timeline

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=timezone.utc)

UTAH = """\
Your date:

Last day to go to court: Wednesday, April 1, 2026.
Who must act: The side that does not agree with the decision.
Why: {why}
If it is missed: The court may refuse to hear the case.
Source: Utah Code 53E-7-208(4)(a); 34 CFR 300.516(b).

Please note:
{fees}
{general}
"""


def test_the_text_of_one_date_is_told_in_five_lines_and_the_notes() -> None:
    found = timeline(None, state="UT", events=events(decision_issued="2026-03-02"))
    words = wording()
    assert found.to_text() == UTAH.format(
        why=found.deadlines[0].why,
        fees=words.state_notes["UT_fees"],
        general=words.notes["general"],
    )


@pytest.mark.parametrize(
    ("last", "safe", "line"),
    [
        ("2026-04-24", "2026-04-24", "Stop: Friday, April 24, 2026."),
        ("2026-04-24", None, "Stop: Friday, April 24, 2026."),
        (
            "2026-04-24",
            "2026-04-23",
            "Stop: Friday, April 24, 2026. To be safe, act by Thursday, April 23, 2026.",
        ),
        (
            None,
            "2026-04-23",
            "Stop: no sure date yet. To be safe, act by Thursday, April 23, 2026.",
        ),
        (None, None, "Stop: no date yet."),
    ],
)
def test_the_first_line_tells_the_date_and_the_safe_day(
    last: str | None, safe: str | None, line: str
) -> None:
    found = Timeline((deadline(last, safe),), ()).to_text()
    assert found == (
        f"Your date:\n\n{line}\nWho must act: The school.\nWhy: Because.\n"
        "If it is missed: Much.\nSource: 34 CFR 300.\n"
    )


def test_two_dates_have_a_heading_of_several_and_a_line_between() -> None:
    first, second = deadline("2026-04-24", None), deadline("2026-04-25", None)
    blocks = Timeline((first, second), ()).to_text().split("\n\n")
    assert blocks[0] == "Your dates:"
    assert [block.split("\n")[0] for block in blocks[1:]] == [
        "Stop: Friday, April 24, 2026.",
        "Stop: Saturday, April 25, 2026.",
    ]


def deadline(last: str | None, safe: str | None, key: str = "decision_due") -> Deadline:
    return Deadline(
        key=key,
        date=day(last) if last else None,
        earliest_safe=day(safe) if safe else None,
        rule="34 CFR 300",
        who="The school",
        why="Because.",
        skipped=(),
        title="Stop",
        counts_from="",
        day_one=None,
        count=None,
        unit=None,
        if_missed="Much.",
    )


def test_the_json_of_a_date_holds_every_field_by_its_name() -> None:
    found = timeline(None, state="MA", events=events(agreement_signed="2026-04-16"))
    (item,) = found.to_json()["deadlines"]
    assert item == {
        "key": "void_agreement_by",
        "date": "2026-04-22",
        "earliest_safe": "2026-04-22",
        "rule": "34 CFR 300.510(e); 20 USC 1415(f)(1)(B)(iv)",
        "who": "Either side, you or the school",
        "why": found.deadlines[0].why,
        "skipped": [{"date": "2026-04-20", "name": "Patriots' Day"}],
        "title": "Last day to cancel the agreement",
        "counts_from": "the day the agreement was signed",
        "day_one": "2026-04-17",
        "count": 3,
        "unit": "business_days",
        "if_missed": "The agreement stays in force and a court can enforce it.",
        "actor": "either",
        "yours": True,
        "missing": None,
        "better_with": None,
        "working_day": None,
    }
    assert found.to_json()["notes"] == list(found.notes)


def test_the_json_tells_what_is_missing_what_would_help_and_the_working_day() -> None:
    court = events(decision_issued="2026-04-02")
    (item,) = timeline(None, events=court).to_json()["deadlines"]
    assert (item["better_with"], item["working_day"]) == ("state", "2026-05-01")
    (item,) = timeline(None, state="MN", events=court).to_json()["deadlines"]
    assert (item["date"], item["day_one"], item["missing"]) == (None, None, "decision_received")


def test_the_command_prints_json_with_its_letters_as_they_are() -> None:
    printed = run(["--received", "2026-03-02", "--format", "json"], NOW)
    told = compute(Facts(received=day("2026-03-02"))).to_json()
    assert printed == (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def test_the_command_prints_text_and_a_calendar() -> None:
    found = timeline(state="OH")
    assert run(["--received", "2026-03-02", "--state", "OH"], NOW) == found.to_text().encode()
    told = ["--received", "2026-03-02", "--state", "OH", "--format", "ics"]
    assert run(told, NOW) == found.to_ics(NOW)
    with pytest.raises(DeadlineError, match="no wording in “xx”"):
        run(["--received", "2026-03-02", "--language", "xx"], NOW)


@pytest.mark.parametrize(
    ("options", "facts"),
    [
        ("", Facts()),
        ("--received 2026-03-02", Facts(received=day("2026-03-02"))),
        ("--filed 2026-03-02", Facts(filed=day("2026-03-02"))),
        ("--postmark 2026-03-02", Facts(postmark=day("2026-03-02"))),
        ("--filed-by school", Facts(filed_by="school")),
        ("--expedited", Facts(expedited=True)),
        ("--state PR", Facts(state="PR")),
        ("--agreement-from mediation", Facts(agreement_from="mediation")),
        (
            "--no-school-days 2026-03-16 --no-school-days 2026-03-20..2026-03-24",
            Facts(
                no_school_days=(
                    (day("2026-03-16"), day("2026-03-16")),
                    (day("2026-03-20"), day("2026-03-24")),
                )
            ),
        ),
        (
            "--event meeting_held --event agreement_signed=2026-03-20",
            Facts(events=(Event("meeting_held"), Event("agreement_signed", day("2026-03-20")))),
        ),
    ],
)
def test_each_option_tells_its_fact(options: str, facts: Facts) -> None:
    assert facts_from(_parser().parse_args(options.split())) == facts


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (
            ["--received", "3/2/2026"],
            "received: “3/2/2026” is not a date on the calendar. Please write it like 2026-03-02.",
        ),
        (
            ["--filed", "2026-02-30"],
            "filed: “2026-02-30” is not a date on the calendar. Please write it like 2026-03-02.",
        ),
        (
            ["--postmark", "x"],
            "postmark: “x” is not a date on the calendar. Please write it like 2026-03-02.",
        ),
        (
            ["--no-school-days", "x..2026-03-02"],
            "no_school_days: “x” is not a date on the calendar. Please write it like 2026-03-02.",
        ),
        (
            ["--no-school-days", "2026-03-02..y"],
            "no_school_days: “y” is not a date on the calendar. Please write it like 2026-03-02.",
        ),
        (
            ["--event", "meeting_held=x"],
            "meeting_held: “x” is not a date on the calendar. Please write it like 2026-03-02.",
        ),
        (
            ["--event", "party"],
            f"event: I do not know the event “party”. The events are: {', '.join(EVENT_NAMES)}.",
        ),
        # A shortened option is not taken for another one.
        (["--receive", "2026-03-02"], "arguments: unrecognized arguments: --receive 2026-03-02"),
        (["--state"], "arguments: argument --state: expected one argument"),
        (
            ["--format", "xml"],
            "arguments: argument --format: invalid choice: 'xml' (choose from 'text', 'json', "
            "'ics')",
        ),
    ],
)
def test_what_the_command_cannot_read_is_told_in_one_line(
    options: list[str], line: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(options) == 2
    assert capfd.readouterr() == ("", line + "\n")


def test_odd_letters_of_the_command_line_are_written_as_one_line(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["--event", "a\n b\ud800"]) == 2
    _, err = capfd.readouterr()
    assert err.startswith("event: I do not know the event “a b?”. The events are: waived")
    assert err.count("\n") == 1


def test_the_command_answers_with_its_arguments_or_those_of_the_shell(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ["--received", "2026-03-02"]
    assert main(told) == 0
    assert capfd.readouterr() == (timeline().to_text(), "")
    monkeypatch.setattr("sys.argv", ["python -m bot.deadlines", *told, "--state", "OH"])
    assert main() == 0
    assert capfd.readouterr() == (timeline(state="OH").to_text(), "")


HELP = [
    "usage: python -m bot.deadlines [-h] [--received DATE]",
    "\nThe dates of an IDEA due process complaint, each with its reason and source.\n",
    "--received DATE the day the other side received the complaint --filed",
    "--filed DATE the day the complaint was filed --filed-by",
    "--filed-by parent|school who filed (parent) --expedited",
    "--expedited a discipline case (300.532) --state",
    "--state XX state, D.C. or territory: OH, DC, PR --agreement-from",
    "--agreement-from resolution_meeting|mediation|private where a signed agreement came from "
    "(counted as resolution_meeting if not said) --no-school-days",
    "--no-school-days DATE|FROM..TO days without school, for counting school days; may be "
    "repeated --event",
    "--event NAME[=DATE] something that happened or is set; may be repeated --postmark",
    "--postmark DATE postmark on the notice of the decision, for states that count from mailing "
    "--language",
    "--language en language of the texts (en) --format",
    "--format {text,json,ics} output form (text) dates are written like 2026-03-02.",
    "\nevents:\n  waived_in_writing\n  meeting_held\n",
    "\nexamples:\n  python -m bot.deadlines --received 2026-03-02 --state OH\n",
]


@pytest.mark.parametrize("part", HELP)
def test_the_help_explains_each_option(part: str) -> None:
    text = _parser().format_help()
    assert part in (text if "\n" in part else " ".join(text.split()))


def components(written: bytes, kind: str) -> list[Any]:
    return list(Calendar.from_ical(written).walk(kind))


def test_a_calendar_names_itself_and_its_makers() -> None:
    (found,) = components(timeline().to_ics(NOW), "VCALENDAR")
    assert {key: str(found[key]) for key in found} == {
        "PRODID": "-//Resolution Session Guide//Deadlines//EN",
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": "Resolution session dates",
    }


def test_an_event_of_a_calendar_holds_the_day_its_reason_and_two_alarms() -> None:
    found = timeline(None, state="TX", events=events(agreement_signed="2026-04-20"))
    (event,) = components(found.to_ics(NOW), "VEVENT")
    told = found.deadlines[0]
    assert {key: str(event[key]) for key in event if not hasattr(event[key], "dt")} == {
        "SUMMARY": "Last day to cancel the agreement",
        "UID": "void_agreement_by@resolution-session-guide",
        "SEQUENCE": "217684800",
        "TRANSP": "TRANSPARENT",
        "DESCRIPTION": (
            f"By the rule: Friday, April 24, 2026.\n{told.why}\n\nWho must act: {told.who}.\n\n"
            f"If it is missed: {told.if_missed}\n\nSource: {told.rule}.\n\nGeneral information, "
            "not legal advice.\n\nIf a day you told changes, add the new calendar file: it moves "
            "this event."
        ),
    }
    assert event.decoded("DTSTART") == day("2026-04-23")
    assert event.decoded("DTEND") == day("2026-04-24")
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == NOW
    alarms = event.walk("VALARM")
    assert [alarm.decoded("TRIGGER") for alarm in alarms] == [
        timedelta(days=-3, hours=9),
        timedelta(days=-1, hours=9),
    ]
    assert {(str(a["ACTION"]), str(a["DESCRIPTION"])) for a in alarms} == {
        ("DISPLAY", "Soon: Last day to cancel the agreement")
    }


def test_a_date_that_is_sure_is_not_told_twice_in_the_calendar() -> None:
    (event,) = components(
        timeline(None, state="MA", events=events(agreement_signed="2026-04-16")).to_ics(NOW),
        "VEVENT",
    )
    assert event["DESCRIPTION"].startswith("Either side may cancel")


def test_a_safe_day_without_a_date_is_in_the_calendar_alone() -> None:
    found = timeline(None, state="ME", events=events(decision_issued="2026-03-02"))
    (event,) = components(found.to_ics(NOW), "VEVENT")
    assert event.decoded("DTSTART") == day("2026-04-01")
    assert event["DESCRIPTION"].startswith(found.deadlines[0].why[:30])


def test_the_calendar_holds_the_day_to_act_by_of_each_dated_one() -> None:
    both = deadline("2026-04-24", "2026-04-23", "void_agreement_by")
    plain = deadline("2026-04-25", None, "disclosure_due")
    safe = deadline(None, "2026-04-26", "civil_action_by")
    none = deadline(None, None, "decision_due")
    assert days_in_calendar((both, plain, safe, none)) == {
        "void_agreement_by": day("2026-04-23"),
        "disclosure_due": day("2026-04-25"),
        "civil_action_by": day("2026-04-26"),
    }


def test_the_events_of_a_case_are_told_apart_and_stamped_when_the_facts_were_told() -> None:
    told = datetime(2026, 11, 24, 6, 0, tzinfo=timezone(timedelta(hours=-5)))
    written = timeline().to_ics(NOW, case="k7", told=told)
    found = components(written, "VEVENT")
    assert {str(event["UID"]) for event in found} == {
        f"{one.key}-k7@resolution-session-guide" for one in timeline().deadlines
    }
    for event in found:
        assert event.decoded("DTSTAMP") == NOW
        assert event.decoded("LAST-MODIFIED") == datetime(2026, 11, 24, 11, tzinfo=timezone.utc)
        assert int(event["SEQUENCE"]) == 217684800 - 3600


def test_a_date_that_no_longer_follows_is_cancelled_in_the_calendar() -> None:
    gone = {
        "void_agreement_by": date(2026, 4, 23),
        "civil_action_by": date(2026, 4, 1),
        # Still there, and unknown: neither is cancelled.
        "decision_due": date(2026, 5, 16),
        "not_a_key": date(2026, 5, 16),
    }
    found = components(timeline().to_ics(NOW, case="k7", gone=gone), "VEVENT")
    cancelled = [event for event in found if "STATUS" in event]
    assert len(found) == len(timeline().deadlines) + 2
    assert [str(event["UID"]) for event in cancelled] == [
        "civil_action_by-k7@resolution-session-guide",
        "void_agreement_by-k7@resolution-session-guide",
    ]
    first = cancelled[0]
    assert str(first["STATUS"]) == "CANCELLED"
    assert str(first["SUMMARY"]) == "No longer your date: Last day to go to court"
    assert str(first["DESCRIPTION"]) == wording().sections["ics"]["gone_description"]
    assert first.decoded("DTSTART") == date(2026, 4, 1)
    assert first.decoded("DTSTAMP") == NOW
    assert first.walk("VALARM") == []


def test_an_empty_calendar_says_where_to_look() -> None:
    undated = timeline(None, events=events(agreement_signed=None))
    with pytest.raises(DeadlineError) as caught:
        undated.to_ics(NOW)
    assert caught.value.fact == "date"
    assert caught.value.message == (
        "date: there is no date to put into a calendar yet. The text form says what is missing."
    )


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_said_with_and_before_the_last(items: list[str], said: str) -> None:
    assert wording().listed(items) == said


def test_a_day_is_written_with_its_weekday_month_and_year() -> None:
    words = wording()
    assert words.date(day("2026-01-04")) == "Sunday, January 4, 2026"
    assert words.date(day("2026-12-07")) == "Monday, December 7, 2026"
    assert words.weekday(day("2026-12-05")) == "Saturday"
    assert words.language == "en"


@pytest.fixture
def clock_of_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own time zone is 5 hours behind UTC in November."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("clock_of_new_york")
def test_the_stamp_of_a_calendar_does_not_hang_on_the_machines_time_zone() -> None:
    assert timeline().to_ics(NOW.replace(tzinfo=None)) == timeline().to_ics(NOW)
    assert b"DTSTAMP:20261124T120000Z" in timeline().to_ics(NOW)


def test_the_command_stamps_its_calendar(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--received", "2026-03-02", "--format", "ics"]) == 0
    out, err = capfd.readouterr()
    stamps = [event.decoded("DTSTAMP") for event in components(out.encode(), "VEVENT")]
    assert len(stamps) == 5 and err == ""
    assert all(isinstance(stamp, datetime) for stamp in stamps)


def test_an_error_is_not_about_a_missing_fact_unless_it_says_so() -> None:
    assert not DeadlineError("state", "state: unknown").missing
    assert DeadlineError("received", "received: tell me", missing=True).missing
