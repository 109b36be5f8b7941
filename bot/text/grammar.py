"""What cutting a message needs to know of a language.

English is `bot.text.english`, Spanish `bot.text.spanish`. A third language is one more such module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Grammar:
    """The patterns by which `bot.text.clauses` cuts, and words that say little by themselves."""

    abbreviation: re.Pattern[str]
    """Ends with a point that ends no sentence: "Dr."."""
    joint: re.Pattern[str]
    """Where a second question is hung on the first by a word: ", and can"."""
    asks: re.Pattern[str]
    """A segment that is a question, also without a question mark."""
    clause: re.Pattern[str]
    """Where a clause that tells something ends."""
    asks_inside: re.Pattern[str]
    """A question inside a sentence that begins as something else."""
    request: re.Pattern[str]
    """Asks without being a question: "I want to talk to a person"."""
    hangs: re.Pattern[str]
    """Where a second question may hang on the first, however it is joined ..."""
    follows: re.Pattern[str]
    """... or not joined at all."""
    unfinished: re.Pattern[str]
    """What cannot be the end of a question."""
    condition: re.Pattern[str]
    """A condition, which belongs to what follows it."""
    goes_on: re.Pattern[str]
    """A question that goes on about what was asked before it."""
    also: re.Pattern[str]
    """Where a second matter is brought up: "also"."""
    joins: re.Pattern[str]
    """A word or sign that joins two parts."""
    leans: re.Pattern[str]
    """Words that stand for something named in the same message: "it"."""
    leans_on_answer: re.Pattern[str]
    """Words that stand for something in the answer before: "theirs", "and ...?"."""
    empty_words: frozenset[str]
    """Words that say nothing of what a message is about."""
    courtesy_before: re.Pattern[str]
    """What is said before a question for politeness alone: "hi, could you tell me"."""
    courtesy_after: re.Pattern[str]
    """What is said after one: "thanks in advance"."""
    same: tuple[tuple[re.Pattern[str], str], ...]
    """Words for one thing, and the one word that stands for all of them."""
