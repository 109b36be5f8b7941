"""What is said in Spanish holds what the English says, and is short and plain.

Plainness is measured by the index of Szigriszt-Pazos, which was made for Spanish (206.835 - 62.3 x
syllables a word - words a sentence). From 55 it is "normal" on the INFLESZ scale; 65 is "rather
easy". The whole guide must be rather easy, and no text below normal.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.knowledge import Question, Topic, knowledge
from bot.knowledge.examples import by_label, examples
from bot.nlu.model import plain

ENGLISH, SPANISH = knowledge("en"), knowledge("es")
_CITED = re.compile(r",?\s*\(?\b(?:34 CFR|20 USC)\b[^;.]*?\d+(?:\.\d+)?(?:\([a-zA-Z0-9]+\))*\)?")
_STRONG = "aeoáéó"


def syllables(word: str) -> int:
    """Syllables of a Spanish word: its groups of vowels, parted where two strong ones meet."""
    word = re.sub(r"(?<=[gq])u(?=[eéií])", "", word.lower())
    count = 0
    for group in re.findall(r"[aeiouáéíóúü]+|(?<![aeiouáéíóú])y(?![aeiouáéíóú])", word):
        pairs = [(group[n], group[n + 1]) for n in range(len(group) - 1)]
        apart = sum((a in _STRONG and b in _STRONG) or a in "íú" or b in "íú" for a, b in pairs)
        count += 1 + apart
    return max(1, count)


def plainness(text: str) -> float:
    """The index of a text without its citations and addresses."""
    text = re.sub(r"\b\S+\.(?:org|gov|com)\b", "", _CITED.sub("", text))
    words = re.findall(r"[a-záéíóúüñ0-9]+", text, re.IGNORECASE)
    sentences = max(1, len(re.findall(r"[.!?:]+(?=[\s\")]|$)", text)))
    return 206.835 - 62.3 * sum(map(syllables, words)) / len(words) - len(words) / sentences


def figures(text: str) -> Counter[str]:
    """Numbers, citations and addresses: what must not change in a translation."""
    return Counter(re.findall(r"\d[\d.,()a-zA-Z-]*\d|\d|\b[\w-]+\.(?:org|gov|com)\b", text))


def answers() -> Iterator[tuple[str, Question, Question]]:
    for topic in ENGLISH.topics.values():
        other = SPANISH.topics[topic.id]
        assert [q.id for q in topic.questions] == [q.id for q in other.questions], topic.id
        for ours, theirs in zip(topic.questions, other.questions, strict=True):
            yield ours.id, ours, theirs


PAIRS = list(answers())


def test_everything_is_translated() -> None:
    assert all(topic.language == "es" for topic in SPANISH.topics.values())
    assert all(notice.language == "es" for notice in SPANISH.notices.values())
    assert all(near.language == "es" for near in SPANISH.near_misses.values())


@pytest.mark.parametrize(("name", "english", "spanish"), PAIRS, ids=[name for name, *_ in PAIRS])
def test_an_answer_says_the_same_as_shortly(
    name: str, english: Question, spanish: Question
) -> None:
    assert figures(spanish.text) == figures(english.text)
    assert set(spanish.situations) == set(english.situations)
    for situation, text in spanish.situations.items():
        assert figures(text) == figures(english.situations[situation]), situation
    assert len(spanish.title) <= 60
    lead = "." not in name
    assert len(spanish.text) <= (520 if lead else 400)
    assert len(spanish.sms or spanish.text) <= 400
    assert plainness(spanish.text) >= 50, plainness(spanish.text)


@pytest.mark.parametrize("topic", SPANISH.topics.values(), ids=lambda t: t.id)
def test_what_is_said_further_is_plain(topic: Topic) -> None:
    english = ENGLISH.topics[topic.id]
    assert figures(topic.more) == figures(english.more)
    assert figures(topic.simple) == figures(english.simple)
    assert figures(topic.why) == figures(english.why)
    assert plainness(topic.more) >= 55 and plainness(topic.simple) >= 60


def test_the_guide_as_a_whole_is_rather_easy_to_read() -> None:
    texts = [spanish.text for _, _, spanish in PAIRS]
    assert statistics.mean(map(plainness, texts)) >= 65


def test_no_two_buttons_say_the_same() -> None:
    titles = Counter(spanish.title for _, _, spanish in PAIRS)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_spanish_example_stands_for_two_things() -> None:
    seen: dict[str, str] = {}
    for label, line in examples(language="es"):
        assert seen.setdefault(plain(line), label) == label, line


def test_every_question_is_asked_in_several_ways() -> None:
    asked = by_label("es")
    for name, question, _ in PAIRS:
        topic = ENGLISH.topics[name.split(".", 1)[0]]
        assert len(set(asked.get(f"{topic.family}/{question.id}", ()))) >= 8, name
