"""`python -m bot.deadlines`, run as a parent center would run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

from bot.deadlines.cli import main

ROOT = Path(__file__).resolve().parents[2]


def run(*options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot.deadlines", *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
    )


def test_text_is_the_default_and_reads_as_sentences() -> None:
    done = run("--received", "2026-03-02", "--state", "OH")
    assert done.returncode == 0 and done.stderr == ""
    assert "Last day for the resolution meeting: Tuesday, March 17, 2026." in done.stdout


def test_json_holds_the_contracts_keys() -> None:
    done = run("--state", "MA", "--event", "agreement_signed=2026-04-16", "--format", "json")
    answer = json.loads(done.stdout)
    assert list(answer) == ["deadlines", "notes"]
    (item,) = answer["deadlines"]
    assert {"key", "date", "earliest_safe", "rule", "who", "why", "skipped"} <= set(item)
    assert item["date"] == item["earliest_safe"] == "2026-04-22"
    assert item["skipped"] == [{"date": "2026-04-20", "name": "Patriots' Day"}]


def test_ics_parses() -> None:
    done = run("--received", "2026-03-02", "--format", "ics")
    assert len(Calendar.from_ical(done.stdout).walk("VEVENT")) == 5


def test_help_tells_the_events_and_an_example() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "hearing_officer_starts_clock" in done.stdout
    assert "--received 2026-03-02" in done.stdout


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ([], "received"),
        (["--received", "2026-02-30"], "received"),
        (["--received", "03/02/2026"], "received"),
        (["--received", "20260302"], "received"),
        (["--received", ""], "received"),
        (["--received", "٢٠٢٦-03-02"], "received"),
        (["--received", "0001-01-01"], "received"),
        (["--filed", "2026-3-2"], "filed"),
        (["--received", "2026-03-02", "--state", "ZZ"], "state"),
        (["--received", "2026-03-02", "--event", "party=2026-03-03"], "party"),
        (["--received", "2026-03-02", "--event", "meeting_held="], "meeting_held"),
        (["--received", "2026-03-02", "--event", "meeting_held=2026-13-01"], "meeting_held"),
        (["--received", "2026-03-02", "--event", "meeting_held=2026-03-01"], "meeting_held"),
        (["--received", "2026-03-02", "--no-school-days", "2026-03-09..x"], "no_school_days"),
        (["--received", "2026-03-02", "--filed-by", "judge"], "filed_by"),
        (["--received", "2026-03-02", "--agreement-from", "court"], "agreement_from"),
        (["--received", "2026-03-02", "--format", "xml"], "--format"),
        (["--received"], "--received"),
        (["--surprise"], "--surprise"),
        (["--received", "2026-03-02", "--event", "meeting_held\nx"], "event"),
        (["--event", "agreement_signed", "--format", "ics"], "date"),
        (
            [
                *["--received", "2026-03-02", "--event", "waived_in_writing=2026-03-03"],
                *["--event", "meeting_held=2026-03-04"],
            ],
            "waived_in_writing and meeting_held",
        ),
    ],
)
def test_bad_facts_end_with_exit_2_and_one_line(
    options: list[str], named: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(options) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert named in err
    assert err.count("\n") == 1


def test_a_bad_fact_never_shows_a_traceback() -> None:
    done = run("--received", "2026-02-30")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1 and "2026-02-30" in done.stderr
