"""From guesses about phrases to what a message is about: pure decisions, no model, no Rasa.

A message may hold one question, two, a story with a question at its end, or nothing we
know. This module says which, by a few thresholds chosen on the development set
(`python -m benchmarks.understanding tune`), never on the test set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import yaml

from bot.nlu.model import Guess
from bot.nlu.segments import asks, asks_anywhere, clauses, joins, questions, sentences

Rank = Callable[[list[str]], list[list[Guess]]]

SURE = 0.20
"""A topic is answered from this probability, once the message is ours at all."""
CLEAR = 1.4
"""How many times likelier than the next topic a weak guess must be; else both are offered."""
EITHER = 0.35
"""Two topics that together reach this are offered as a choice."""
SURE_PART = 0.40
"""From this probability one part of a longer message counts as a question of its own."""
SURE_QUESTION, STANDS_ALONE = 0.75, 3
"""From this probability and this many words on, each of several questions in a message is answered
by itself; "who is behind it" goes on about the first."""
LIKELY_QUESTION, LIKELY_AROUND = 0.50, 0.02
"""From the first, too, if the message as a whole is at least the second likely about it, however
few its words."""
BOTH, BOTH_TOGETHER = 0.25, 0.85
"""From the first for the lesser and the second for the two, two topics of a message that joins
things ("where is it and by what day") are both answered."""
OURS = 2.5
"""How many times likelier our topics together must be than all that is declined; what is far from
ours often comes in our words ("how many days do I have to return it?")."""
NOT_OURS, SURELY_ELSEWHERE = 0.4, 0.8
"""From this share of what is declined in the whole of a message no clause of it is answered in its
place ("my fence has a hearing before the neighbors. What do I say?"); from the second no two of
its questions are."""
EMPTY = 0.50
"""What it takes to answer words that say nothing by themselves ("it is what it was")."""
EMPTY_WORDS = frozenset(
    "a about again all an and any are as at be been but by can could did do does for from had has "
    "have he her here him his how i if in into is isn it its just like me mean might must my no "
    "not now of off on one or other our out over s said same she so some still stuff such t than "
    "that the their them then there these they thing things this those to too up us very was we "
    "well were what whatever when where which while who whose why will with would yes you "
    "your".split()
)
NAMES_IT = 0.3
"""From this share of our topics in the whole of a message it says what "it" in its question is."""
SURE_OF_IT = 0.30
"""From this probability such a question is answered."""
_LEANS = re.compile(r"\b(?:it|its|that|this|them|those|these)\b", re.IGNORECASE)
SURELY_NOT = 0.5
"""Below this, what may be out of scope is rather said not to be understood."""
MANY_PARTS, MANY_QUESTIONS = 40, 8
"""Clauses read by themselves (the last ones); more questions in one message are a flood."""
DANGER = 0.60
"""From this probability a message is treated as a crisis; the help lines then come first."""
DANGER_IN_PART = 0.80
"""The same for one clause when nothing around it alarms: "a butter knife in his lunchbox"."""
DANGER_AROUND = 0.05
"""Share of crisis in the whole of a message from which a clause of it is taken at its word."""
DANGER_IN_STORY = 0.90
"""The same for one clause of a story, which has many: "my life runs on my phone"."""
FOCUS = 0.2
"""How much the asking part of a message weighs against the whole of it: what is told before often
says what the question is about ("I missed the meeting. Is it too late?")."""
STORY = 60
"""From this many words a message is a story: its question weighs more than what surrounds it."""
STORY_SUPPORT = 0.05
"""What the whole of a story must give a topic for one of its questions to be answered by itself;
a story asks much that wants no answer ("who does that?")."""
STORY_FOCUS = (0.3, 0.5)
"""Weights in a story of the asking part alone, and of it with the two parts before it."""
ACT = 0.42
"""From this probability a message is a greeting, a yes, a "more" and the like."""
ERASE = 0.60
"""Deleting cannot be undone, so it takes more to be believed."""

PARTING = ("goodbye", "thanks")
SURELY_PARTING, TELLS_BESIDE = 0.75, 0.05
"""A farewell is one from the first, day or no day in it ("that's all for today"), unless telling
something is likelier than the second ("we signed today, thanks")."""
NAMED = 0.60
"""From this probability words that ask nothing name a topic all the same ("my 30 days")."""

GRAVE = frozenset(
    {
        "when_meeting", "resolution_period", "must_i_go", "parent_absent", "cancel_agreement",
        "cancel_other_agreement", "stay_put", "bring_lawyer", "school_lawyer", "hearing_decision",
        "appeal_court", "file_time_limit", "waive_meeting",
    }
)  # fmt: skip
"""Topics that could cost a family its case when one is answered in place of another..."""
ALIKE = frozenset(
    frozenset(pair)
    for pair in [
        ("when_meeting", "my_dates"), ("resolution_period", "my_dates"),
        ("hearing_decision", "my_dates"), ("must_i_go", "parent_absent"),
        ("resolution_period", "hearing_decision"), ("bring_lawyer", "school_lawyer"),
    ]
)  # fmt: skip
"""... unless their answers say the same to the parent..."""
EVEN, RIVALS = 2.0, 3
"""... so one of them is asked about, not answered, when it is less than the first times likelier
than another among so many of the likeliest."""
GENERAL = ("faq/legal_advice", "deadline/what_next")
"""Topics of questions that could be asked of anything ("do I win?"); what was told decides."""
TOLD_NAMES = 0.80
"""From this probability a part that asks nothing names what a general question is about..."""
TOLD_WEIGHS = 0.10
"""... if the message as a whole is at least this likely about it, too."""

ANSWERED = ("faq", "deadline")
DECLINED = ("near_miss", "out_of_scope", "crisis", "spanish")
STEERS = ("correct_fact", "forget_fact", "never_mind", "start_over", "delete_data", "new_case")
COMPOUND = "compound"
UNSURE = "unsure"
UNKNOWN = "nlu_fallback"
_NONE = Guess("", 0.0)


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


@cache
def _words_of(kind: str) -> re.Pattern[str]:
    path = Path(__file__).parent / "data" / "crisis.yml"
    lines = yaml.safe_load(path.read_text(encoding="utf-8"))[kind]
    return re.compile("|".join(f"(?:{line})" for line in lines), re.IGNORECASE)


def in_danger(text: str) -> bool:
    """Whether a text has words of self-harm, abuse or danger; the help lines then come first.

    A weapon the school has acted on ("removed for a knife, when is the hearing?") is a case.
    """
    plain = text.replace("’", "'")
    if _words_of("danger").search(plain):
        return True
    return bool(_words_of("weapon").search(plain) and not _words_of("acted_on").search(plain))


@lru_cache(maxsize=512)
def family(label: str) -> str:
    """`faq` of `faq/bring_lawyer`; a chat act is its own family."""
    return label.split("/", 1)[0]


@lru_cache(maxsize=512)
def is_topic(label: str) -> bool:
    """Whether a label is a topic of ours, answered from its own file."""
    return family(label) in ANSWERED


def understand(
    text: str,
    rank: Rank,
    *,
    tells_facts: bool = False,
    only_facts: bool = False,
    typed: str | None = None,
) -> Understanding:
    """Decides what `text` is about; `rank` guesses the labels of phrases, best first.

    `only_facts` marks a message that is nothing but a date or a state. A question that comes
    with facts of the case is `compound` too: it is answered where the facts are kept. `typed` is
    the message before its spelling was put right; words of danger count in either.
    """
    if _words_of("figurative").search(text):
        rank = _without_crisis(rank)
    if in_danger(text) or (typed is not None and in_danger(typed)):
        return _found(Guess("crisis", 1.0), rank([text])[0])
    if only_facts:
        return _found(Guess("tell_facts", 1.0), rank([text])[0])
    parts, views, asked, several = _cut(text)
    # All at once: the topic model runs once for all of them.
    whole, *rest = rank([text, *(view for view, _ in views), *several])
    if several:
        whole = _focused(whole, rest[: len(views)], [weight for _, weight in views])
        rankings = dict(zip(several, rest[len(views) :]))
        read = {part: rankings[part] for part in parts if part in rankings}
        found = _from_parts(read, [(question, rankings[question]) for question in asked], whole)
        found = _particular(found, read, whole)
    else:
        found = _single(whole)
    if found.intent in (*ANSWERED, UNSURE) and joins(text):
        found = _both(found, whole)
    if found.intent in ANSWERED and found.confidence < EMPTY and _is_empty(text):
        found = _unknown(found.confidence, whole)
    asking = any(asks_anywhere(part) for part in (text, *parts))
    if tells_facts and not asking and _only_tells(found):
        # "The school got it March 3" asks nothing: what follows from it depends on the fact.
        return _found(Guess("tell_facts", found.confidence), whole)
    if tells_facts and (found.intent == "faq" or (found.intent == "deadline" and not asking)):
        return replace(found, intent=COMPOUND)
    return found


def _is_empty(text: str) -> bool:
    """Whether a message is made of the small words of the language only."""
    return EMPTY_WORDS.issuperset(re.findall(r"\w+", text.lower()))


def phrases(text: str) -> list[str]:
    """What `understand` asks `rank` about, for whoever wants to prepare it."""
    _, views, _, several = _cut(text)
    return [text, *(view for view, _ in views), *several]


def _cut(text: str) -> tuple[list[str], list[tuple[str, float]], list[str], list[str]]:
    """Clauses of a message, views of it with weights, its questions, and what to rank of them."""
    parts = _parts(text)
    asked = questions(text)
    if not 1 < len(asked) <= MANY_QUESTIONS:
        asked = []
    return parts, _views(parts), asked, [*(parts if len(parts) > 1 else []), *asked]


def _particular(
    found: Understanding, parts: dict[str, list[Guess]], whole: Sequence[Guess]
) -> Understanding:
    """ "They blew the deadline! Do I win?" is about the deadline, not about advice in general."""
    if len(found.topics) != 1 or found.topics[0].label not in GENERAL:
        return found
    shares = {guess.label: guess.confidence for guess in whole}
    for part, (best, *_) in parts.items():
        told = is_topic(best.label) and best.label not in GENERAL and not asks(part)
        if told and best.confidence >= TOLD_NAMES and shares.get(best.label, 0.0) >= TOLD_WEIGHS:
            return _found(best, whole)
    return found


def _without_crisis(rank: Rank) -> Rank:
    """Guesses without the crisis among them, for "I will kill them in court"."""

    def calm(phrases: list[str]) -> list[list[Guess]]:
        return [[g for g in guesses if g.label != "crisis"] for guesses in rank(phrases)]

    return calm


def _only_tells(found: Understanding) -> bool:
    """Whether a message that tells facts and asks nothing is to be taken as just that."""
    if found.intent in (*DECLINED, *STEERS):
        return False
    if found.intent in PARTING and found.confidence >= SURELY_PARTING:
        told = sum(guess.confidence for guess in found.ranking if guess.label == "tell_facts")
        return told > TELLS_BESIDE
    # "discipline due process dates" asks, whatever it lacks of a question.
    return not (found.intent in (*ANSWERED, COMPOUND) and found.confidence >= NAMED)


def _views(parts: list[str]) -> list[tuple[str, float]]:
    """What of a message to read once more by itself, and how much that weighs."""
    asking = [part for part in parts if asks(part)]
    if not asking or len(asking) == len(parts):
        return []
    question = " ".join(asking[-3:])
    if not _is_story(parts):
        return [(question, FOCUS)]
    last = max(number for number, part in enumerate(parts) if asks(part))
    near = " ".join(parts[max(0, last - 2) : last + 1])
    return [(question, STORY_FOCUS[0]), (near, STORY_FOCUS[1])]


def _focused(
    whole: Sequence[Guess], views: Sequence[Sequence[Guess]], weights: Sequence[float]
) -> list[Guess]:
    """The guesses for a message with more weight on the part of it that asks.

    "The school got it March 3. Can I bring a lawyer?" asks about the lawyer; what is told
    before gives the setting, but must not answer in place of the question.
    """
    left = 1 - sum(weights)
    shares = {guess.label: guess.confidence * left for guess in whole}
    for guesses, weight in zip(views, weights):
        for guess in guesses:
            shares[guess.label] = shares.get(guess.label, 0.0) + guess.confidence * weight
    return sorted((Guess(k, v) for k, v in shares.items()), key=lambda g: -g.confidence)


def _single(ranking: Sequence[Guess]) -> Understanding:
    """What one phrase is about. First whether it is ours at all, then which topic.

    With a hundred labels no single one needs to be likely for the answer to be clear: the
    topics together are weighed against everything that is not ours.
    """
    best = ranking[0]
    if best.label == "crisis" and best.confidence >= DANGER:
        return _found(best, ranking)
    ours = tuple(guess for guess in ranking if is_topic(guess.label))
    topics = sum(guess.confidence for guess in ours)
    declined = _declined_share(ranking)
    acts = max(0.0, 1.0 - topics - declined)
    if topics >= max(OURS * declined, acts):
        if not is_topic(best.label) and ours[0].confidence < SURE_PART:
            # "So about the thing": topics together, but none of them before all else.
            return _unknown(ours[0].confidence, ranking)
        return _topic(ours, ranking)
    if declined >= acts:
        return _declined(ranking)
    act = next(g for g in ranking if not is_topic(g.label) and family(g.label) not in DECLINED)
    if act.confidence < (ERASE if act.label == "delete_data" else ACT):
        return _unknown(act.confidence, ranking)
    return _found(act, ranking)


def _declined_share(ranking: Sequence[Guess]) -> float:
    """The probability that a phrase is about nothing we answer."""
    return sum(guess.confidence for guess in ranking if family(guess.label) in DECLINED)


def _found(guess: Guess, ranking: Sequence[Guess]) -> Understanding:
    return Understanding(family(guess.label), guess.confidence, (guess,), tuple(ranking))


def _unknown(confidence: float, ranking: Sequence[Guess]) -> Understanding:
    """Nothing we know; the three closest topics are offered."""
    closest = tuple(guess for guess in ranking if is_topic(guess.label))[:3]
    return Understanding(UNKNOWN, confidence, closest, tuple(ranking))


def _topic(ours: tuple[Guess, ...], ranking: Sequence[Guess]) -> Understanding:
    first, second = ours[0], ours[1] if len(ours) > 1 else _NONE
    rival = next((guess for guess in ours[1:RIVALS] if _is_risky(first, guess)), None)
    if rival is not None:
        return Understanding(UNSURE, first.confidence, (first, rival), tuple(ranking))
    if first.confidence >= SURE or first.confidence >= CLEAR * second.confidence:
        return _found(first, ranking)
    if first.confidence + second.confidence >= EITHER:
        return Understanding(UNSURE, first.confidence, ours[:2], tuple(ranking))
    return _unknown(first.confidence, ranking)


def _is_risky(first: Guess, second: Guess) -> bool:
    """Whether two topics are about even and taking one for the other could do harm."""
    return _are_grave(first, second) and first.confidence < EVEN * second.confidence


def _are_grave(first: Guess, second: Guess) -> bool:
    """Whether taking one topic for the other could do harm."""
    pair = frozenset(guess.label.rsplit("/", 1)[-1] for guess in (first, second))
    return len(pair) == 2 and pair <= GRAVE and pair not in ALIKE


def _both(found: Understanding, whole: Sequence[Guess]) -> Understanding:
    """Two questions that no cut tells apart: two topics have nearly the whole message together."""
    first, second = whole[:2]
    if (
        found.topics[0].label == first.label
        and is_topic(first.label)
        and is_topic(second.label)
        and not _are_grave(first, second)
        and second.confidence >= BOTH
        and first.confidence + second.confidence >= BOTH_TOGETHER
    ):
        return Understanding(COMPOUND, second.confidence, (first, second), tuple(whole))
    return found


def _declined(ranking: Sequence[Guess]) -> Understanding:
    nearest = next(g for g in ranking if family(g.label) in DECLINED and g.label != "crisis")
    if (nearest.label == "out_of_scope" and nearest.confidence < SURELY_NOT) or (
        nearest.confidence < SURE
    ):
        return _unknown(nearest.confidence, ranking)
    return _found(nearest, ranking)


def _parts(text: str) -> list[str]:
    return [
        clause
        for sentence in sentences(text)
        for clause in clauses(sentence)
        if len(clause.split()) > 1
    ][-MANY_PARTS:]


def _is_story(parts: Iterable[str]) -> bool:
    return sum(len(part.split()) for part in parts) >= STORY


def _from_parts(
    parts: dict[str, list[Guess]], asked: list[tuple[str, list[Guess]]], whole: Sequence[Guess]
) -> Understanding:
    """What the parts say when that is more than the message as a whole; else what that says.

    `parts` are its clauses, `asked` its questions, each with what was told before it.
    """
    story = _is_story(parts)
    shares = {guess.label: guess.confidence for guess in whole}
    if story:
        danger = DANGER_IN_STORY
    else:
        danger = DANGER if shares.get("crisis", 0.0) >= DANGER_AROUND else DANGER_IN_PART
    for ranking in (*parts.values(), *(ranking for _, ranking in asked)):
        if ranking[0].label == "crisis" and ranking[0].confidence >= danger:
            return _found(ranking[0], whole)
    topics = _best(
        ranking[0]
        for question, ranking in asked
        if _is_sure(question, ranking[0], shares)
        and (not story or shares.get(ranking[0].label, 0.0) >= STORY_SUPPORT)
    )
    elsewhere = _declined_share(whole)
    if len(topics) > 1 and elsewhere < SURELY_ELSEWHERE:
        confidence = min(guess.confidence for guess in topics)
        return Understanding(COMPOUND, confidence, topics[:3], tuple(whole))
    # "Never mind, can I cancel it?": the question counts, not the words around it.
    named = _names_it(whole)
    topics = _best(
        best
        for part, guesses in parts.items()
        if asks(part) and (best := _asked_by(part, guesses, named))
    )
    alone = _single(whole)
    act = not alone.topics or not is_topic(alone.topics[0].label)
    open_to_parts = act or (alone.intent == UNKNOWN and elsewhere <= NOT_OURS)
    if len(topics) == 1 and alone.intent not in DECLINED and open_to_parts:
        return _found(topics[0], whole)
    return alone


def _names_it(whole: Sequence[Guess]) -> dict[str, float]:
    """What "it" may be: the shares of our topics in the message; empty where it names none."""
    topics = {guess.label: guess.confidence for guess in whole if is_topic(guess.label)}
    total = sum(topics.values())
    return {k: v / total for k, v in topics.items()} if total >= NAMES_IT else {}


def _asked_by(part: str, guesses: Sequence[Guess], named: dict[str, float]) -> Guess | None:
    """What a question inside a message is about, where that is sure.

    A question that says "it" takes half of its meaning from the message: "We signed the agreement.
    Can I cancel it?" asks of the agreement; "can I cancel it" alone could be about the complaint.
    """
    if not named or not _LEANS.search(part):
        return guesses[0] if guesses[0].confidence >= SURE_PART else None
    shares = {guess.label: guess.confidence / 2 for guess in guesses}
    for label, share in named.items():
        shares[label] = shares.get(label, 0.0) + share / 2
    best = max(shares, key=lambda label: shares[label])
    return Guess(best, shares[best]) if shares[best] >= SURE_OF_IT else None


def _is_sure(question: str, guess: Guess, shares: dict[str, float]) -> bool:
    """Whether one of several questions is clear by itself, or so-so and in the whole as well."""
    if shares.get(guess.label, 0.0) >= LIKELY_AROUND:
        return guess.confidence >= LIKELY_QUESTION
    return guess.confidence >= SURE_QUESTION and len(question.split()) >= STANDS_ALONE


def _best(guesses: Iterable[Guess]) -> tuple[Guess, ...]:
    """The topics among guesses, each once with its highest confidence, in their order."""
    found: dict[str, Guess] = {}
    for guess in guesses:
        if is_topic(guess.label) and guess.confidence > found.get(guess.label, _NONE).confidence:
            found[guess.label] = guess
    return tuple(found.values())
