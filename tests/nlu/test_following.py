"""A message that leans on the answer before it is read after that answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.following import FollowUp, FollowUps, follow_ups, follow_ups_in, leans

LISTED = [
    FollowUp("bring_lawyer", "faq/school_lawyer", "and theirs?"),
    FollowUp("bring_lawyer", "faq/lawyer_fees", "who pays?"),
    FollowUp("confidential", "faq/mediation_compared", "is that private too?"),
]
VECTORS = np.eye(3, dtype=np.float32)


@pytest.mark.parametrize(
    "text",
    [
        "and theirs?", "how long?", "who decides that?", "what if they say no", "is it private too?",
        "But who pays for the lawyer then", "can they do it without me there?",
    ],
)  # fmt: skip
def test_short_words_and_pronouns_lean(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "can the school bring a lawyer to the resolution meeting",
        "we signed the agreement on Monday and now I want to know whether it can still be cancelled",
    ],
)
def test_what_names_its_subject_does_not_lean(text: str) -> None:
    assert not leans(text)


def test_only_the_examples_after_the_answer_count(tmp_path: Path) -> None:
    FollowUps.fit(LISTED, VECTORS).save(tmp_path)
    known = FollowUps.load(tmp_path)
    near = known.nearest("bring_lawyer", np.array([0.6, 0.8, 0], np.float32))
    assert near is not None
    assert near.label == "faq/lawyer_fees" and near.cosine == pytest.approx(0.8, abs=1e-3)
    other = known.nearest("confidential", np.array([0.6, 0.8, 0], np.float32))
    assert other is not None and other.label == "faq/mediation_compared"
    assert known.nearest("must_i_go", VECTORS[0]) is None


def test_a_file_is_named_after_the_topic_answered_before(tmp_path: Path) -> None:
    folder = tmp_path / "follow_ups" / "en"
    folder.mkdir(parents=True)
    text = (
        "follow_ups:\n- intent: faq/school_lawyer\n  examples: |\n    - and theirs?\n    - theirs\n"
    )
    (folder / "bring_lawyer.yml").write_text(text, encoding="utf-8")
    first = FollowUp("bring_lawyer", "faq/school_lawyer", "and theirs?")
    assert follow_ups(tmp_path) == [first, first._replace(text="theirs")]
    assert list(follow_ups_in(folder / "bring_lawyer.yml")) == follow_ups(tmp_path)
