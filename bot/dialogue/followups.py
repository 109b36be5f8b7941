"""Follow-ups about the last answer: more, simpler, why, where it says so."""

from __future__ import annotations

from bot.dialogue.case import Case
from bot.dialogue.compose import Composer
from bot.dialogue.turn import Say, Turn

FOLLOWUPS = ("more", "simpler", "why", "source")


def is_followup(intent: str) -> bool:
    """Whether the intent asks about the last answer."""
    return intent in FOLLOWUPS


def answer(compose: Composer, turn: Turn) -> list[Say]:
    """What is said to a follow-up; asks which answer is meant where there is none."""
    said = [
        say for name in turn.past.topics if (say := compose.about(name, turn.intent)) is not None
    ]
    if not said and turn.past.declined:
        return [
            compose.not_understood(Case.from_slots(turn.slots))
        ]  # the second time in a row: free help, not a loop
    return said or [compose.plain(compose.words("about_what"), "fallback")]
