"""What the guide knows: answers by topic and language, each with its source."""

from bot.knowledge.load import knowledge
from bot.knowledge.model import Knowledge, Notice, Question, Topic
from bot.knowledge.pages import ContentError

__all__ = ["ContentError", "Knowledge", "Notice", "Question", "Topic", "knowledge"]
