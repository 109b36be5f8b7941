"""From guesses about phrases to what a message is about: pure decisions, no model, no Rasa.

A message may hold one question, two, a story with a question at its end, or nothing we
know. `Router` says which, by the thresholds of `bot.nlu.thresholds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from bot.nlu.cut import Cut, cut
from bot.nlu.danger import in_danger, only_figurative
from bot.nlu.model import Guess
from bot.nlu.thresholds import DEFAULTS, Thresholds
from bot.text.clauses import asks, asks_anywhere, joins, leans, says_nothing

Rank = Callable[[list[str]], list[list[Guess]]]
Ranking = Sequence[Guess]
"""Every label with its probability, best first."""

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
"""... unless their answers say the same to the parent."""
GENERAL = ("faq/legal_advice", "deadline/what_next")
"""Topics of questions that could be asked of anything ("do I win?"); what was told decides."""

ANSWERED = ("faq", "deadline")
DECLINED = ("near_miss", "out_of_scope", "crisis")
STEERS = ("correct_fact", "forget_fact", "never_mind", "start_over", "delete_data", "new_case")
PARTING = ("goodbye", "thanks")
COMPOUND = "compound"
UNSURE = "unsure"
UNKNOWN = "nlu_fallback"

_NONE = Guess("", 0.0)


class Named(NamedTuple):
    """A label that a message is about."""

    label: str
    confidence: float
    phrase: str
    """The part of the message that gave it: one of the phrases of its `Cut`."""


@dataclass(frozen=True)
class Understanding:
    """What a message is about.

    `intent` is what Rasa's rules see; `topics` are the labels to answer (or, for `unsure` and
    `nlu_fallback`, the closest ones to offer).
    """

    intent: str
    confidence: float
    topics: tuple[Named, ...]
    ranking: tuple[Guess, ...]


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
    thresholds: Thresholds = DEFAULTS,
) -> Understanding:
    """Decides what `text` is about; `rank` guesses the labels of phrases. See `Router.decide`."""
    message = cut(text)
    return Router(thresholds).decide(
        message, rank(message.phrases), tells_facts=tells_facts, only_facts=only_facts, typed=typed
    )


class Router:
    """Decides by its thresholds what messages are about."""

    def __init__(self, thresholds: Thresholds = DEFAULTS) -> None:
        self._least = thresholds

    def decide(
        self,
        message: Cut,
        rankings: Sequence[Ranking],
        *,
        tells_facts: bool = False,
        only_facts: bool = False,
        typed: str | None = None,
        after: str | None = None,
    ) -> Understanding:
        """What a message is about.

        Args:
            message: the message, its spelling put right, and its phrases.
            rankings: what the topic model says of each of `message.phrases`.
            tells_facts: whether facts of the case stand in it. A question that comes with them is
                `compound` too: it is answered where the facts are kept.
            only_facts: whether it is nothing but a date or a state.
            typed: the message before its spelling was put right; words of danger count in either.
            after: the name of the topic answered last.
        """
        if after and len(message.text.split()) <= self._least.stay_words:
            rankings = [staying(ranking, after, self._least.stay) for ranking in rankings]
        if only_figurative(message.text):
            rankings = [[g for g in ranking if g.label != "crisis"] for ranking in rankings]
        text, whole = message.text, rankings[0]
        if in_danger(text) or (typed is not None and in_danger(typed)):
            return _found(Guess("crisis", 1.0), whole, text)
        if only_facts:
            return _found(Guess("tell_facts", 1.0), whole, text)
        found = self._read(message, rankings)
        asking = any(asks_anywhere(part, message.language) for part in (text, *message.parts))
        if tells_facts and not asking and self._only_tells(found):
            # "The school got it March 3" asks nothing: what follows from it depends on the fact.
            return _found(Guess("tell_facts", found.confidence), found.ranking, text)
        if tells_facts and (found.intent == "faq" or (found.intent == "deadline" and not asking)):
            return replace(found, intent=COMPOUND)
        return found

    # -- the message and its parts ---------------------------------------------------------------

    def _read(self, message: Cut, rankings: Sequence[Ranking]) -> Understanding:
        text, whole = message.text, rankings[0]
        if message.several:
            views = rankings[1 : 1 + len(message.views)]
            by_phrase = dict(zip(message.several, rankings[1 + len(views) :]))
            whole = self._focused(whole, views)
            parts = {part: by_phrase[part] for part in message.parts if part in by_phrase}
            found = self._from_parts(message, parts, by_phrase, whole)
            found = self._particular(found, parts, whole, message.language)
        else:
            found = self._single(text, whole)
        if found.intent in (*ANSWERED, UNSURE) and joins(text, message.language):
            found = self._both(found, text, whole)
        if (
            found.intent in ANSWERED
            and found.confidence < self._least.empty
            and says_nothing(text, message.language)
        ):
            found = _unknown(found.confidence, whole, text)
        return found

    def _focused(self, whole: Ranking, views: Sequence[Ranking]) -> Ranking:
        """The guesses for a message with more weight on the part of it that asks.

        "The school got it March 3. Can I bring a lawyer?" asks about the lawyer; what is told
        before gives the setting, but must not answer in place of the question.
        """
        weights = self._least.story_focus if len(views) == 2 else (self._least.focus,) * len(views)
        left = 1 - sum(weights)
        shares = {guess.label: guess.confidence * left for guess in whole}
        for guesses, weight in zip(views, weights):
            for guess in guesses:
                shares[guess.label] = shares.get(guess.label, 0.0) + guess.confidence * weight
        return sorted((Guess(k, v) for k, v in shares.items()), key=lambda g: -g.confidence)

    def _from_parts(
        self,
        message: Cut,
        parts: Mapping[str, Ranking],
        by_phrase: Mapping[str, Ranking],
        whole: Ranking,
    ) -> Understanding:
        """What the parts say when that is more than the message as a whole; else what that says."""
        least = self._least
        shares = {guess.label: guess.confidence for guess in whole}
        if message.story:
            danger = least.danger_in_story
        elif shares.get("crisis", 0.0) >= least.danger_around:
            danger = least.danger
        else:
            danger = least.danger_in_part
        for phrase in message.several:
            best = by_phrase[phrase][0]
            if best.label == "crisis" and best.confidence >= danger:
                return _found(best, whole, phrase)
        # Two of them may be about one topic, each with a question of its own.
        topics = tuple(
            Named(*by_phrase[question][0], question)
            for question in message.questions
            if is_topic(by_phrase[question][0].label)
            and self._is_sure(question, by_phrase[question][0], shares, message.story)
        )
        elsewhere = _declined_share(whole)
        if len(topics) > 1 and elsewhere < least.surely_elsewhere:
            confidence = min(named.confidence for named in topics)
            return Understanding(COMPOUND, confidence, topics[: least.answers], tuple(whole))
        # "Never mind, can I cancel it?": the question counts, not the words around it.
        about = self._what_it_is(whole)
        topics = _best(
            Named(*answer, part)
            for part, guesses in parts.items()
            if asks(part, message.language)
            and (answer := self._asked_by(part, guesses, about, message.language))
        )
        alone = self._single(message.text, whole)
        act = not alone.topics or not is_topic(alone.topics[0].label)
        open_to_parts = act or (alone.intent == UNKNOWN and elsewhere <= least.not_ours)
        if len(topics) == 1 and alone.intent not in DECLINED and open_to_parts:
            label, confidence, phrase = topics[0]
            return _found(Guess(label, confidence), whole, phrase)
        return alone

    def _is_sure(
        self, question: str, guess: Guess, shares: Mapping[str, float], story: bool
    ) -> bool:
        """Whether one of several questions is clear by itself, or likely there and around."""
        least, around = self._least, shares.get(guess.label, 0.0)
        if story and around < least.story_support:
            return False
        if around >= least.likely_around:
            return guess.confidence >= least.likely_question
        alone = len(question.split()) >= least.stands_alone
        return alone and guess.confidence >= least.sure_question

    def _what_it_is(self, whole: Ranking) -> dict[str, float]:
        """What "it" may be: the shares of our topics in the message; empty where it names none."""
        topics = {guess.label: guess.confidence for guess in whole if is_topic(guess.label)}
        total = sum(topics.values())
        return {k: v / total for k, v in topics.items()} if total >= self._least.names_it else {}

    def _asked_by(
        self, part: str, guesses: Ranking, about: Mapping[str, float], language: str
    ) -> Guess | None:
        """What a question inside a message is about, where that is sure.

        A question that says "it" takes half of its meaning from the message: "We signed the
        agreement. Can I cancel it?" asks of the agreement; "can I cancel it" alone could be about
        the complaint.
        """
        if not about or not leans(part, language):
            return guesses[0] if guesses[0].confidence >= self._least.sure_part else None
        shares = {guess.label: guess.confidence / 2 for guess in guesses}
        for label, share in about.items():
            shares[label] = shares.get(label, 0.0) + share / 2
        best = max(shares, key=lambda label: shares[label])
        return Guess(best, shares[best]) if shares[best] >= self._least.sure_of_it else None

    def _particular(
        self,
        found: Understanding,
        parts: Mapping[str, Ranking],
        whole: Ranking,
        language: str,
    ) -> Understanding:
        """ "They blew the deadline! Do I win?" is about the deadline, not advice in general."""
        if len(found.topics) != 1 or found.topics[0].label not in GENERAL:
            return found
        least = self._least
        shares = {guess.label: guess.confidence for guess in whole}
        for part, (best, *_) in parts.items():
            told = is_topic(best.label) and best.label not in GENERAL and not asks(part, language)
            around = shares.get(best.label, 0.0)
            if told and best.confidence >= least.told_names and around >= least.told_weighs:
                return _found(best, whole, part)
        return found

    def _both(self, found: Understanding, text: str, whole: Ranking) -> Understanding:
        """Two questions that no cut tells apart: two topics have nearly the whole together."""
        first, second = whole[:2]
        if (
            found.topics[0].label == first.label
            and is_topic(first.label)
            and is_topic(second.label)
            and not _are_grave(first, second)
            and second.confidence >= self._least.both
            and first.confidence + second.confidence >= self._least.both_together
        ):
            topics = (Named(*first, text), Named(*second, text))
            return Understanding(COMPOUND, second.confidence, topics, tuple(whole))
        return found

    # -- one phrase ------------------------------------------------------------------------------

    def _single(self, phrase: str, ranking: Ranking) -> Understanding:
        """What one phrase is about. First whether it is ours at all, then which topic.

        With a hundred labels no single one needs to be likely for the answer to be clear: the
        topics together are weighed against everything that is not ours.
        """
        least, best = self._least, ranking[0]
        if best.label == "crisis" and best.confidence >= least.danger:
            return _found(best, ranking, phrase)
        ours = tuple(guess for guess in ranking if is_topic(guess.label))
        topics = sum(guess.confidence for guess in ours)
        declined = _declined_share(ranking)
        acts = max(0.0, 1.0 - topics - declined)
        if topics >= max(least.ours * declined, acts):
            if not is_topic(best.label) and ours[0].confidence < least.sure_part:
                # "So about the thing": topics together, but none of them before all else.
                return _unknown(ours[0].confidence, ranking, phrase)
            return self._topic(ours, ranking, phrase)
        if declined >= acts:
            return self._declined(ranking, phrase)
        act = next(g for g in ranking if not is_topic(g.label) and family(g.label) not in DECLINED)
        if act.confidence < (least.erase if act.label == "delete_data" else least.act):
            return _unknown(act.confidence, ranking, phrase)
        return _found(act, ranking, phrase)

    def _topic(self, ours: tuple[Guess, ...], ranking: Ranking, phrase: str) -> Understanding:
        least = self._least
        first, second = ours[0], ours[1] if len(ours) > 1 else _NONE
        others = (guess for guess in ours[1 : least.rivals] if _are_grave(first, guess))
        rival = next((g for g in others if first.confidence < least.even * g.confidence), None)
        if rival is not None:
            return _unsure(first, rival, ranking, phrase)
        if first.confidence >= least.sure or first.confidence >= least.clear * second.confidence:
            return _found(first, ranking, phrase)
        if first.confidence + second.confidence >= least.either:
            return _unsure(first, second, ranking, phrase)
        return _unknown(first.confidence, ranking, phrase)

    def _declined(self, ranking: Ranking, phrase: str) -> Understanding:
        nearest = next(g for g in ranking if family(g.label) in DECLINED and g.label != "crisis")
        far = nearest.label == "out_of_scope" and nearest.confidence < self._least.surely_not
        if far or nearest.confidence < self._least.sure:
            return _unknown(nearest.confidence, ranking, phrase)
        return _found(nearest, ranking, phrase)

    def _only_tells(self, found: Understanding) -> bool:
        """Whether a message that tells facts and asks nothing is to be taken as just that."""
        if found.intent in (*DECLINED, *STEERS):
            return False
        if found.intent in PARTING and found.confidence >= self._least.surely_parting:
            told = sum(guess.confidence for guess in found.ranking if guess.label == "tell_facts")
            return told > self._least.tells_beside
        # "discipline due process dates" asks, whatever it lacks of a question.
        named = found.confidence >= self._least.named
        return not (named and found.intent in (*ANSWERED, COMPOUND))


def staying(ranking: Ranking, topic: str, times: float) -> Ranking:
    """The guesses with those at one of our topics counted more often; they sum to one again."""
    label = next((guess.label for guess in ranking if guess.label.endswith(f"/{topic}")), "")
    if not is_topic(label):
        return ranking
    weighed = [
        Guess(guess.label, guess.confidence * (times if guess.label == label else 1.0))
        for guess in ranking
    ]
    total = sum(guess.confidence for guess in weighed)
    return sorted((Guess(k, v / total) for k, v in weighed), key=lambda guess: -guess.confidence)


def _found(guess: Guess, ranking: Ranking, phrase: str) -> Understanding:
    named = (Named(*guess, phrase),)
    return Understanding(family(guess.label), guess.confidence, named, tuple(ranking))


def _unsure(first: Guess, second: Guess, ranking: Ranking, phrase: str) -> Understanding:
    """Two topics about as likely as each other; which is meant is asked."""
    topics = (Named(*first, phrase), Named(*second, phrase))
    return Understanding(UNSURE, first.confidence, topics, tuple(ranking))


def _unknown(confidence: float, ranking: Ranking, phrase: str) -> Understanding:
    """Nothing we know; the three closest topics are offered."""
    closest = [Named(*guess, phrase) for guess in ranking if is_topic(guess.label)][:3]
    return Understanding(UNKNOWN, confidence, tuple(closest), tuple(ranking))


def _declined_share(ranking: Ranking) -> float:
    """The probability that a phrase is about nothing we answer."""
    return sum(guess.confidence for guess in ranking if family(guess.label) in DECLINED)


def _are_grave(first: Guess, second: Guess) -> bool:
    """Whether taking one topic for the other could do harm."""
    pair = frozenset(guess.label.rsplit("/", 1)[-1] for guess in (first, second))
    return len(pair) == 2 and pair <= GRAVE and pair not in ALIKE


def _best(topics: Iterable[Named]) -> tuple[Named, ...]:
    """The topics among labels, each once with its highest confidence, in their order."""
    found: dict[str, Named] = {}
    for named in topics:
        before = found.get(named.label)
        if is_topic(named.label) and (before is None or named.confidence > before.confidence):
            found[named.label] = named
    return tuple(found.values())
