"""Marked examples out of files: lines, word classes, templates filled, and messages as typed."""

from __future__ import annotations

from pathlib import Path

from bot.facts.examples import (
    Example,
    Mark,
    examples_in,
    languages,
    roles_in,
    unmarked,
    word_classes,
    written_out,
)

WORDS = """language: en
classes:
  school: [school, escuela, 504]
  other: [school, oficina, "sí"]
"""
SECOND = """examples: |
  - the school got it [May 3](received)

  - nothing on [the ñandú's day](none)
"""
TEMPLATES = """times: {times}
lists:
  day: [May 3, yesterday]
  who: [the secretary, "the   district"]
templates: |
  - {{who}} received everything [{{day}}](received), ,
  - we mailed envelopes [{{day}}](filed:planned)?
  - nothing mattered [{{day}}](none)
"""


def folder_with(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.yml").write_text(content, encoding="utf-8")
    return folder


def test_the_first_class_that_names_a_word_has_it(tmp_path: Path) -> None:
    assert word_classes(folder_with(tmp_path / "en", words=WORDS)) == {
        "school": "@school", "escuela": "@school", "504": "@school", "oficina": "@other",
        "sí": "@other",
    }  # fmt: skip


def test_a_language_is_a_folder_with_words(tmp_path: Path) -> None:
    folder_with(tmp_path / "xx", words=WORDS)
    folder_with(tmp_path / "aa", words=WORDS)
    folder_with(tmp_path / "bb", other=SECOND)
    assert languages(tmp_path) == ("aa", "xx")


def test_examples_come_file_by_file_in_the_order_of_their_names(tmp_path: Path) -> None:
    first = "examples: |\n  - they got it [yesterday](filed:other)"
    folder = folder_with(tmp_path / "en", b=SECOND, a=first, words=WORDS)
    (folder / "c.txt").write_text(SECOND, encoding="utf-8")
    assert examples_in(folder) == (
        Example("they got it yesterday", (Mark(12, 21, "filed", "other"),)),
        Example("the school got it May 3", (Mark(18, 23, "received"),)),
        Example("nothing on the ñandú's day", (Mark(11, 26, "none"),)),
    )
    assert roles_in(examples_in(folder)) == {"filed", "received", "none"}


def test_a_mark_is_touched_by_a_span_that_shares_a_letter_with_it() -> None:
    mark = Mark(5, 10, "received")
    assert mark.holds(9, 12) and mark.holds(0, 6) and mark.holds(6, 7) and mark.holds(0, 20)
    assert not mark.holds(10, 12) and not mark.holds(0, 5)


def test_only_templates_say_that_every_day_is_marked() -> None:
    assert not unmarked("got it [May 3](received)").whole


EXPECTED = [
    "the district received everything [yesterday](received:told)",
    "we mailed envelopes [May 3](filed:planned)?",
    "noting mattered [yesterday](none:told)",
    "the district received everything [yesterday](received:told)"
    " but nothing matterd [yesterday](none:told)",
    "the district received everything [yesterday](received:told)",
    "we mailed envelopes [yesterday](filed:planned)?",
    "nothing mttered [May 3](none:told)",
    "we mailed envelopes [yesterday](filed:planned). And nothing mattered [May 3](none:told)",
    "the secretary received everything [May 3](received:told)",
    "we mailed envelopes [yesterday](filed:planned)?",
    "nothing mattered [May 3](none:told)",
    "nothig mattered [May 3](none:told). we mailed envelopes [yesterday](filed:planned)?",
]
# The first and the last letter of a word stay.
SLIPS = {
    f"{word[:n]}{word[n + 1 :]}" for word in ("nothing", "mailed") for n in range(1, len(word) - 1)
}


def written(folder: Path, times: int, seed: int = 0) -> list[str]:
    """The written out templates with their marks again, as one line each."""
    content = folder_with(folder, templates=TEMPLATES.format(times=times))
    found = []
    for example in written_out(content, seed):
        assert example.whole
        text = example.text
        for mark in reversed(example.marks):
            words = f"[{text[mark.start : mark.end]}]({mark.role}:{mark.status})"
            text = text[: mark.start] + words + text[mark.end :]
        found.append(text)
    return found


def test_templates_are_written_out_alone_and_two_together(tmp_path: Path) -> None:
    assert written(tmp_path / "en", 3) == EXPECTED


def test_templates_are_written_out_the_same_again_and_otherwise_by_another_seed(
    tmp_path: Path,
) -> None:
    once = written(tmp_path / "a", 40)
    assert once == written(tmp_path / "b", 40) != written(tmp_path / "c", 40, seed=1)


def test_messages_are_typed_small_in_capitals_and_with_letters_left_out(tmp_path: Path) -> None:
    texts = written(tmp_path / "en", 400)
    letters = ["".join(c for c in t.split("](")[0] if c.isalpha()) for t in texts]
    assert 0.01 < sum(t.isupper() for t in letters) / len(texts) < 0.08
    capitals = [t for t in texts if t.startswith("NOTHING") and "](none:told)" in t]
    assert capitals, "what a mark says is not typed"
    words = {word for text in texts for word in text.lower().split()}
    known = {"nothing", "mailed"}
    assert words >= SLIPS
    assert {w for w in words if w[0] == "n" and w[-1] == "g"} - SLIPS <= known
