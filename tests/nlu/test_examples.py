"""Adding examples from a table: what goes where, and what is left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from benchmarks import examples
from benchmarks.understanding import lines
from bot.nlu.model import plain

KNOWN = examples.places()


def test_a_label_names_a_topic_a_near_miss_or_a_chat_act() -> None:
    rows = examples.read_table(
        "bring_lawyer\tmay my cousin the attorney sit in\n\n"
        "near:state_complaint\tstate should look into them\n"
        "act:delete_data\twipe it\nout_of_scope\tmy gym contract\n",
        KNOWN,
    )
    assert [intent for intent, _ in rows] == [
        "faq/bring_lawyer",
        "near_miss/state_complaint",
        "delete_data",
        "out_of_scope",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "bring_lawyer no tab",
        "bring_lawyer\t  ",
        "no_such_topic\twhat",
        "near:bring_lawyer\twhat",
        "bring_lawyer\t" + "long " * 300,
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: "):
        examples.read_table(f"bring_lawyer\tmay he come\n{line}", KNOWN)


def test_repeats_contradictions_and_test_lines_are_left_out() -> None:
    tested = lines("blind")[0].text
    added, left = examples.new_rows(
        [
            ("faq/cost", "What's it cost?"),
            ("faq/cost", "whats it COST"),
            ("faq/cost", "is it yours"),
            ("faq/recording", "Is it yours?"),
            ("faq/cost", tested.upper()),
            ("faq/cost", "price of it"),
        ],
        {"price of it"},
        {plain(tested)},
    )
    assert added == {"faq/cost": ["What's it cost?"]}
    assert left == {"known already": 2, "under two labels": 2, "in a test set": 1}


def test_phrases_are_added_at_the_end_of_their_own_intent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "acts.yml"
    data.write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hi\n'
        "- intent: thanks\n  examples: |\n    - ty\nresponses: {}\n"
    )
    table = tmp_path / "new.tsv"
    table.write_text("greet\thow  do you: do\nact:thanks\tmany thanks [a](b)\n")
    monkeypatch.setattr(examples, "places", lambda _: {"greet": data, "thanks": data})
    monkeypatch.setattr(sys, "argv", ["examples", str(table)])
    assert examples.main() == 0
    greet, thanks = yaml.safe_load(data.read_text())["nlu"]
    assert greet["examples"] == "- hi\n- how do you: do\n"
    assert thanks["examples"] == "- ty\n- many thanks [a] (b)\n"
    assert "2 examples added to 2 labels" in capsys.readouterr().out
    table.write_text("greet\tok\nwave\tok\n")
    assert examples.main() == 2
    assert "line 2" in capsys.readouterr().err
