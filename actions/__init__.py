"""Custom actions of the guide, one file each: they read the tracker, ask `bot`, and send what it
says. Which message goes to which action is in data/rules and data/stories."""

from actions.answer_dates import AnswerDates
from actions.clarify import Clarify
from actions.follow_up import FollowUp
from actions.note_facts import NoteFacts

__all__ = ["AnswerDates", "Clarify", "FollowUp", "NoteFacts"]
