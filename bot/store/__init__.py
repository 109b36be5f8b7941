"""Where conversations are kept: little, for a short time, and gone at once when asked."""

from bot.store.conversations import ConversationStore, current

__all__ = ["ConversationStore", "current"]
