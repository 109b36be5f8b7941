"""Where conversations are kept: little, for a short time, and gone at once when asked."""

from bot.store.conversations import ConversationStore, current, watched
from bot.store.database import Unavailable

__all__ = ["ConversationStore", "Unavailable", "current", "watched"]
