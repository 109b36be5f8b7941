"""The database: conversations, counts and who said STOP; SQLite or PostgreSQL, no Rasa in here."""

from bot.store.database import Unavailable

__all__ = ["Unavailable"]
