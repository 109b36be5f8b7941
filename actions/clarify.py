"""`action_clarify`: asks again, offers what may be meant, or lets a question of ours go."""

from __future__ import annotations

from actions.reply import ReplyAction


class Clarify(ReplyAction):
    """Replies to what is no question: a yes or no, an "I don't know", something not understood."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_clarify"
