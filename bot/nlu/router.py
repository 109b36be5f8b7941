"""From guesses about phrases to what a message is about: pure decisions, no model, no Rasa.

A message may hold one question, two, a story with a question at its end, or nothing we
know. This module says which, by a few thresholds chosen on the development set
(`python -m benchmarks.understanding tune`), never on the test set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.nlu.model import Guess
from bot.nlu.segments import asks, clauses, sentences

Rank = Callable[[list[str]], list[list[Guess]]]

SURE = 0.40
"""From this confidence a single guess is answered."""
SURE_PART = 0.55
"""From this confidence one part of a longer message counts as a question of its own."""
EITHER = 0.50
"""Two topics that together reach this are offered as a choice."""
SURELY_NOT = 0.5
"""Below this confidence, what may be out of scope is rather said not to be understood."""

ANSWERED = ("faq", "deadline")
DECLINED = ("near_miss", "out_of_scope", "crisis", "spanish")
COMPOUND = "compound"
UNSURE = "unsure"
UNKNOWN = "nlu_fallback"


@dataclass(frozen=True)
class Understanding:
    """What a message is about.

    `intent` is what Rasa's rules see; `topics` are the labels to answer (or, for `unsure` and
    `nlu_fallback`, the closest ones to offer).
    """

    intent: str
    confidence: float
    topics: tuple[Guess, ...]
    ranking: tuple[Guess, ...]


def family(label: str) -> str:
    """`faq` of `faq/bring_lawyer`; a chat act is its own family."""
    return label.split("/", 1)[0]


def is_topic(label: str) -> bool:
    """Whether a label is a topic of ours, answered from its own file."""
    return family(label) in ANSWERED


def understand(
    text: str, rank: Rank, *, tells_facts: bool = False, only_facts: bool = False
) -> Understanding:
    """Decides what `text` is about; `rank` guesses the labels of phrases, best first.

    `only_facts` marks a message that is nothing but a date or a state. A question that comes
    with facts of the case is `compound` too: it is answered where the facts are kept.
    """
    whole = rank([text])[0]
    if only_facts:
        told = Guess("tell_facts", 1.0)
        return Understanding("tell_facts", 1.0, (told,), tuple(whole))
    parts = _parts(text)
    found = None
    if len(parts) > 1:
        found = _from_parts(parts, rank(parts), whole)
    if found is None:
        found = _single(whole)
    if tells_facts and found.intent == "faq":
        return replace(found, intent=COMPOUND)
    return found


def _single(ranking: Sequence[Guess]) -> Understanding:
    best = ranking[0]
    if best.label == "out_of_scope" and best.confidence < SURELY_NOT:
        ours = tuple(guess for guess in ranking if is_topic(guess.label))
        return Understanding(UNKNOWN, best.confidence, ours[:3], tuple(ranking))
    if best.confidence >= SURE:
        return Understanding(family(best.label), best.confidence, (best,), tuple(ranking))
    ours = tuple(guess for guess in ranking if is_topic(guess.label))
    if len(ours) > 1 and is_topic(best.label) and ours[0].confidence + ours[1].confidence >= EITHER:
        return Understanding(UNSURE, best.confidence, ours[:2], tuple(ranking))
    return Understanding(UNKNOWN, best.confidence, ours[:3], tuple(ranking))


def _parts(text: str) -> list[str]:
    return [
        clause
        for sentence in sentences(text)
        for clause in clauses(sentence)
        if len(clause.split()) > 1
    ]


def _from_parts(
    parts: list[str], rankings: list[list[Guess]], whole: Sequence[Guess]
) -> Understanding | None:
    """What the parts ask, when they say more than the message as a whole."""
    asked: dict[str, Guess] = {}
    for part, ranking in zip(parts, rankings):
        best = ranking[0]
        if best.label == "crisis" and best.confidence >= SURE:
            return Understanding("crisis", best.confidence, (best,), tuple(whole))
        if not is_topic(best.label) or best.confidence < SURE_PART or not asks(part):
            continue
        if best.label not in asked or asked[best.label].confidence < best.confidence:
            asked[best.label] = best
    topics = tuple(asked.values())
    if len(topics) > 1:
        confidence = min(guess.confidence for guess in topics)
        return Understanding(COMPOUND, confidence, topics[:3], tuple(whole))
    # "Never mind, can I cancel it?": the question counts, not the words around it.
    act = not is_topic(whole[0].label) and family(whole[0].label) not in DECLINED
    if len(topics) == 1 and (whole[0].confidence < SURE or act):
        return Understanding(family(topics[0].label), topics[0].confidence, topics, tuple(whole))
    return None
