"""The thresholds of the router, each with what it decides: options of `Router` in `config.yml`.

The defaults were chosen on the development set (`python -m benchmarks.understanding tune`), never
on a blind one. All are probabilities between 0 and 1, but where a line says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """What it takes to answer, to ask back, to decline and to act."""

    # -- is a phrase about one of our topics, and which ----------------------------------------
    ours: float = 2.5
    """How many times likelier our topics together must be than all that is declined; what is far
    from ours often comes in our words ("how many days do I have to return it?")."""
    sure: float = 0.20
    """A topic is answered from this probability, once the message is ours at all."""
    clear: float = 1.4
    """How many times likelier than the next topic a weak guess must be; else both are offered."""
    either: float = 0.35
    """Two topics that together reach this are offered as a choice."""
    even: float = 2.0
    """A topic that could cost a family its case is asked about, not answered, when it is less than
    so many times likelier than another of them..."""
    rivals: int = 3
    """... among so many of the likeliest topics."""
    both: float = 0.25
    """Two topics of a message that joins things ("where is it and by what day") are both answered
    if the lesser has this probability..."""
    both_together: float = 0.85
    """... and the two together this one."""
    empty: float = 0.50
    """What it takes to answer words that say nothing by themselves ("it is what it was")."""

    # -- parts of a longer message -------------------------------------------------------------
    focus: float = 0.2
    """How much the asking part of a message weighs against the whole of it: what is told before
    often says what the question is about ("I missed the meeting. Is it too late?")."""
    story_focus: tuple[float, float] = (0.3, 0.5)
    """In a story, the weights of the asking part alone, and of it with the two parts before it."""
    story_support: float = 0.05
    """What the whole of a story must give a topic for one of its questions to be answered by
    itself; a story asks much that wants no answer ("who does that?")."""
    sure_part: float = 0.40
    """From this probability one part of a longer message counts as a question of its own."""
    answers: int = 4
    """So many questions of one message are answered, the first ones."""
    sure_question: float = 0.75
    """From this probability each of several questions in a message is answered by itself..."""
    stands_alone: int = 3
    """... if it has this many words; "who is behind it" goes on about the first."""
    likely_question: float = 0.50
    """From this probability it is answered, too, however few its words..."""
    likely_around: float = 0.02
    """... if the message as a whole is at least this likely about it."""
    not_ours: float = 0.4
    """From this share of what is declined in the whole of a message no clause of it is answered in
    its place ("my fence has a hearing before the neighbors. What do I say?")."""
    surely_elsewhere: float = 0.8
    """From this share no two of its questions are answered either."""
    names_it: float = 0.3
    """From this share of our topics in the whole of a message it says what "it" in its question
    is."""
    sure_of_it: float = 0.30
    """From this probability such a question is answered."""
    told_names: float = 0.80
    """From this probability a part that asks nothing names what a general question ("do I win?")
    is about..."""
    told_weighs: float = 0.10
    """... if the message as a whole is at least this likely about it, too."""

    # -- after an answer -------------------------------------------------------------------------
    stay: float = 30.0
    """In a short message, the topic answered last counts so many times; people go on about it."""
    stay_words: int = 12
    """Up to so many words a message is short."""

    # -- danger --------------------------------------------------------------------------------
    danger: float = 0.60
    """From this probability a message is treated as a crisis; the help lines then come first."""
    danger_in_part: float = 0.80
    """The same for one clause when nothing around it alarms: "a butter knife in his lunchbox"."""
    danger_around: float = 0.05
    """Share of crisis in the whole of a message from which a clause is taken at its word."""
    danger_in_story: float = 0.90
    """The same for one clause of a story, which has many: "my life runs on my phone"."""

    # -- chat acts and what is not ours ----------------------------------------------------------
    act: float = 0.42
    """From this probability a message is a greeting, a yes, a "more" and the like."""
    erase: float = 0.60
    """Deleting cannot be undone, so it takes more to be believed."""
    surely_parting: float = 0.75
    """A farewell is one from here, day or no day in it ("that's all for today")..."""
    tells_beside: float = 0.05
    """... unless telling something is likelier than this ("we signed today, thanks")."""
    named: float = 0.60
    """From this probability words that ask nothing name a topic all the same ("my 30 days")."""
    surely_not: float = 0.5
    """Below this, what may be out of scope is rather said not to be understood."""


DEFAULTS = Thresholds()
