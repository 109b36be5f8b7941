"""`action_answer_dates`: answers questions about time, and several questions at once."""

from __future__ import annotations

from actions.reply import ReplyAction


class AnswerDates(ReplyAction):
    """Answers with the parent's own dates where the case is known, else asks for the day."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_answer_dates"
