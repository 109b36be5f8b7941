"""Sentences that we offered ourselves, known again word for word: buttons, commands, dates.

A button says a plain sentence, as if the parent had typed it. Which question or fact it stands for
is found here by its name in the files of words, in every language and whatever the classifier
makes of it. Nothing is allowed to a button that is not allowed to the same words typed by hand, so
there is nothing to forge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.dialogue.phrases import Phrases, phrases
from bot.knowledge import knowledge
from bot.knowledge.keywords import commands
from bot.language import ORIGINAL, spoken, texts

COMMANDS = {
    "start": "greet",
    "help": "help",
    "dates": "deadline/my_dates",
    "delete": "delete_data",
}
"""What the commands of keywords.yml stand for."""
TELLS = "tell_facts"
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True)
class Choice:
    """A sentence of ours: the label it stands for, and what it says in English.

    The label is that of a topic (`faq/bring_lawyer`) or an intent without one (`more`); `question`
    is the id of the question inside the topic. Facts are read from the English sentence.
    """

    label: str
    english: str
    question: str | None = None

    @property
    def intent(self) -> str:
        """`faq` of `faq/bring_lawyer`."""
        return self.label.partition("/")[0]

    @property
    def is_question(self) -> bool:
        """Whether it asks about a topic."""
        return "/" in self.label


def chosen(text: str, language: str = ORIGINAL) -> Choice | None:
    """What a message stands for that is word for word a sentence of ours, in any language.

    Letters' case, spaces and the signs at both ends do not matter. Where two languages have the
    same sentence, the given one holds.
    """
    found = _found(text, language)
    return found[1] if found else None


def language_of_choice(text: str, language: str = ORIGINAL) -> str | None:
    """The language of a message that is word for word a sentence of ours; None if it is none.

    Where two languages have the same sentence, it is the given one.
    """
    found = _found(text, language)
    return found[0] if found else None


def _found(text: str, language: str) -> tuple[str, Choice] | None:
    """The sentence of ours that a text is, with its language; `language` is looked in first."""
    said = _folded(text)
    for code in dict.fromkeys((language, *spoken())):
        choice = _sentences(code).get(said) or _dated(said, code)
        if choice is not None:
            return code, choice
    return None


def in_english(text: str, language: str = ORIGINAL) -> str:
    """The English sentence of a choice of another language; any other text as it is."""
    if spoken() == (ORIGINAL,) or _folded(text) in _sentences(ORIGINAL):
        return text
    found = chosen(text, language)
    return found.english if found else text


@lru_cache(maxsize=16)
def _sentences(language: str) -> dict[str, Choice]:
    """Every sentence of ours without a date, in plain letters, with what it stands for."""
    found: dict[str, Choice] = {}
    english = dict(_named(ORIGINAL))
    for (label, place), sentence in _named(language):
        choice = Choice(
            label,
            english.get((label, place), sentence),
            place if label.startswith(("faq/", "deadline/")) and place else None,
        )
        found.setdefault(_folded(sentence), choice)
    return found


def _named(language: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Each sentence with the label it stands for, and the question or the place of its words."""
    words, page = phrases(language), texts("page.yml", language)
    topics = knowledge(language).topics
    for topic in topics.values():
        for question in topic.questions:
            yield (f"{topic.family}/{topic.id}", question.id), question.title
    for name, sentence in page["asked"].items():
        yield (f"{topics[name].family}/{name}", ""), sentence
    yield ("more", "button"), words("more_button")
    yield ("dont_know", "button"), words("dont_know_button")
    yield ("deny", "none_of_these"), words("none_of_these")
    yield ("forget_fact", "change"), words("change_payload")
    yield ("start_over", "page"), page["widget"]["start_over"]
    for name, says in commands(language).items():
        yield (COMMANDS[name], ""), says
    for fact, entry in words.entry("facts").items():
        for value, button in (entry.get("buttons") or {}).items():
            yield (TELLS, f"{fact}.{value}"), button["payload"]


def _dated(said: str, language: str) -> Choice | None:
    """What a sentence with one of our dates in it stands for; so does the date alone."""
    words, english = phrases(language), phrases(ORIGINAL)
    alone = _day(said, words)
    if alone is not None:
        return Choice(TELLS, english.day(alone))
    for fact, button in words.entry("which_fact_buttons").items():
        before, _, after = _folded(button["payload"]).partition("{date}")
        if not (said.startswith(before) and said.endswith(after)):
            continue
        day = _day(said[len(before) : len(said) - len(after)], words)
        if day is not None:
            return Choice(TELLS, _told(english, fact, day))
    return None


def _told(words: Phrases, fact: str, day: date) -> str:
    return words(f"which_fact_buttons.{fact}.payload", date=words.day(day))


def _day(said: str, words: Phrases) -> date | None:
    """The day of a date that is written as we write it."""
    found = _pattern(words.language).fullmatch(said)
    if found is None:
        return None
    months = [_folded(month) for month in words.entry("months")]
    try:
        day = date(int(found["year"]), months.index(found["month"]) + 1, int(found["day"]))
    except ValueError:
        return None
    return day if _folded(words.day(day)) == said else None


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """How a language writes a date, in plain letters."""
    form = re.escape(_folded(str(phrases(language).entry("date_format"))))
    parts = {"weekday": r"[^\W\d]+", "month": r"[^\W\d]+", "day": r"\d{1,2}", "year": r"\d{4}"}
    for name, pattern in parts.items():
        form = form.replace(re.escape(f"{{{name}}}"), f"(?P<{name}>{pattern})")
    return re.compile(form)


def _folded(text: str) -> str:
    """Text by which a sentence is known again."""
    return " ".join(text.translate(_PLAIN).casefold().split()).strip(" .!?¿¡")
