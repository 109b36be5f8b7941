"""A mistake in a file of answers is told in one line: the file, the line, and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.__main__ import main
from bot.knowledge.load import DATA
from bot.knowledge.pages import prose
from tests.knowledge.contents import SAMPLE, Copy

COST = "answers/en/cost.md"
NOTICES = "answers/en/notices.md"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy.with_sample(tmp_path)


def line_of(name: str, text: str) -> int:
    """The line of a file in which `text` stands."""
    whole = SAMPLE if name == COST else (DATA / name).read_text(encoding="utf-8")
    lines = whole.splitlines()
    (found,) = (number for number, line in enumerate(lines, 1) if text in line)
    return found


def last_line(name: str) -> int:
    return len((DATA / name).read_text(encoding="utf-8").splitlines())


def test_our_own_answers_have_none(tmp_path: Path) -> None:
    assert Copy.in_folder(tmp_path).problems() == []


@pytest.mark.parametrize(
    ("file", "was", "now", "line", "advice"),
    [
        (COST, "title: Does it cost anything?\n", "", 1, "write a line `title: What it is about`"),
        (COST, "title: Does", "titel: Does", 2, "`titel` is not known here; write `title`"),
        (COST, "- 34 CFR 300.506(b)(4)", "- 300.506", 4, "`300.506` is no source that we know"),
        (COST, '"CADRE/PACER, Resolution Meetings: A Guide for Parents"', "CADRE: A Guide", 5,
         "put a source that holds a colon in quotation marks"),
        ("answers/en/recording.md", "title: ", 'title: "', 2, "put the text in quotation marks"),
        (COST, "checked: {by: null, on: 2026-11-28}", "checked: yes", 6, "the name is null until"),
        (COST, "checked: {by: null, on: 2026-11-28}\n", "", 1, "write `checked: {by: your name"),
        (COST, "## Does it cost anything? {cost}", "## Does it cost anything? {price}", 9,
         "write an id that begins with the name of the file, as {cost}"),
        (COST, "## In simple words", "## In easy words",
         line_of(COST, "## In simple words"), "`## In easy words` is no heading that belongs here"),
        (COST, "### By text message", "### By SMS",
         line_of(COST, "### By text message"), "`### By SMS` is no heading that belongs here"),
        (COST, "## Why\n", "## Why\n\n## Why\n",
         line_of(COST, "## Why"), "no text stands under this heading"),
        (NOTICES, "{thanks}", "{greet}", line_of(NOTICES, "{thanks}"),
         "the id {greet} stands in data/answers/en/notices.md, line 8 already"),
        (NOTICES, "## Thanks {thanks}", "## Thanks",
         line_of(NOTICES, "{thanks}"), "`## Thanks` is no heading that belongs here"),
        (NOTICES, "  switch_language: [", "  italian: [", 4, "no text of this file has the id {italian}"),
        ("answers/en/near_misses/bullying.md", "{bullying}", "{bulying}",
         last_line("answers/en/near_misses/bullying.md"),
         "write one heading `## What it is about {bullying}`"),
        ("topics.yml", "follow_ups: [sufficiency, when_meeting, my_dates]",
         "follow_ups: [sufficiency, when_meting, my_dates]",
         line_of("topics.yml", "[sufficiency, when_meeting, my_dates]"),
         "`when_meting` is no topic; write the name of one in this file"),
        ("topics.yml", "[void_agreement_by]", "[void_agreement]",
         line_of("topics.yml", "[void_agreement_by]"),
         "`void_agreement` is no date that we can work out"),
        ("topics.yml", "  cost:\n    family: faq\n", "  cost:\n    family: law\n",
         line_of("topics.yml", "  cost:") + 1, "write `family: deadline` or `family: faq` for cost"),
        ("topics.yml", "  cost:\n", "  recording:\n    family: faq\n  cost:\n",
         line_of("topics.yml", "  recording:") + 2, "`recording` stands in line"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(
    copy: Copy, file: str, was: str, now: str, line: int, advice: str
) -> None:
    copy.change(file, was, now)
    told = [problem for problem in copy.problems() if f"data/{file}, line {line}: " in problem]
    assert any(advice in problem for problem in told), copy.problems()
    assert all("\n" not in problem for problem in told)


@pytest.mark.parametrize("heading", ["## Tell me more", "## In simple words", "## Why"])
def test_a_heading_that_is_missing_is_named(copy: Copy, heading: str) -> None:
    text = (copy.root / COST).read_text(encoding="utf-8")
    before, after = text.split(heading)
    copy.write(COST, before + "##".join(["", *after.split("\n##")[1:]]))
    (problem,) = copy.problems()
    assert f"the heading `{heading}` is missing; write it, and its text below" in problem


def test_an_answer_needs_its_question(copy: Copy) -> None:
    copy.change(COST, "## Does it cost anything? {cost}\n", "")
    problems = copy.problems()
    assert any("cost.md, line 10: this text stands under no heading" in p for p in problems)
    assert any("write `## The question in plain words {cost}`" in p for p in problems)


def test_one_id_stands_for_one_answer(copy: Copy) -> None:
    copy.change("answers/en/near_misses/bullying.md", "{bullying}", "{cost}")
    assert any(
        "bullying.md, line 7: the id {cost} stands in data/answers/en/cost.md, line 9 already" in p
        for p in copy.problems()
    )


def test_a_file_without_its_place_and_a_place_without_its_file_are_told(copy: Copy) -> None:
    (copy.root / COST).rename(copy.root / "answers/en/costs.md")
    problems = copy.problems()
    assert any(
        "cost.md, line 1: this file is missing; write it, or take cost out" in p for p in problems
    )
    assert any("costs.md, line 1: data/topics.yml does not list this file" in p for p in problems)


def test_a_new_topic_needs_examples(copy: Copy) -> None:
    copy.change("topics.yml", "  cost:\n", "  price:\n    family: faq\n  cost:\n")
    text = (copy.root / COST).read_text(encoding="utf-8").replace("{cost}", "{price}")
    copy.write("answers/en/price.md", text)
    (problem,) = copy.problems()
    assert "data/nlu/en/topics/price.yml, line 1: this file is missing; write in it how" in problem


def test_a_topic_may_hold_several_questions(copy: Copy) -> None:
    copy.change(
        COST, "## Tell me more", "## Who pays the mediator? {cost.mediator}\n\nThe state.\n\n## Tell me more"
    )  # fmt: skip
    content = copy.inspect()
    assert not content.problems
    first, second = content.languages["en"].topics["cost"].questions
    assert first.id == "cost" and first.text == content.languages["en"].topics["cost"].text
    assert (second.id, second.title) == ("cost.mediator", "Who pays the mediator?")
    assert (second.text, second.sms) == ("The state.", "")


def test_a_question_may_have_another_answer_in_a_situation(copy: Copy) -> None:
    copy.change(
        COST, "## Tell me more", "### When the school filed {school_filed}\n\nFree.\n\n## Tell me more"
    )  # fmt: skip
    content = copy.inspect()
    assert not content.problems
    (question,) = content.languages["en"].topics["cost"].questions
    assert question.situations == {"school_filed": "Free."}


def test_a_situation_that_the_guide_does_not_know_is_told(copy: Copy) -> None:
    copy.change(
        COST, "## Tell me more", "### When it rains {rain}\n\nFree.\n\n## Tell me more"
    )  # fmt: skip
    (problem,) = copy.problems()
    assert "{rain} is no situation that the guide knows; write `decision_out`, " in problem


def test_a_situation_told_twice_is_told(copy: Copy) -> None:
    twice = "### If so {waived}\n\nFree.\n\n### Or so {waived}\n\nFree.\n\n## Tell me more"
    copy.change(COST, "## Tell me more", twice)
    (problem,) = copy.problems()
    assert "a second time" in problem


def test_lines_may_be_broken_anywhere_but_an_item_of_a_list_begins_its_own() -> None:
    assert prose(["", "One", "  two. ", "", "", "Three:", "- four", "five", "- six", ""]) == (
        "One two.\n\nThree:\n- four five\n- six"
    )


def test_check_fails_with_the_line_and_passes_without(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"], copy.root) == 0
    said = capsys.readouterr().out
    topics = len(copy.inspect().languages["en"].topics)
    assert topics >= 61 and f"{topics} topics" in said
    assert "No other language than English is begun." in said
    copy.change(COST, "- 34 CFR 300.506(b)(4)", "- a friend")
    assert main(["check"], copy.root) == 1
    assert "data/answers/en/cost.md, line 4: `a friend` is no" in capsys.readouterr().err
    assert main(["review", "-"], copy.root) == 1
