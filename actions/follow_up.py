"""`action_follow_up`: goes on about the answer above: more, simpler, why, the source."""

from __future__ import annotations

from actions.reply import ReplyAction


class FollowUp(ReplyAction):
    """Says more of the answer given last."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_follow_up"
