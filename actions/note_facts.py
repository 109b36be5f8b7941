"""`action_note_facts`: keeps what the parent tells of the case, and says what follows from it."""

from __future__ import annotations

from actions.reply import ReplyAction


class NoteFacts(ReplyAction):
    """Keeps, corrects or forgets facts; begins another case or starts over."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_note_facts"
