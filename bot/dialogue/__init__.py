"""What the guide says next: pure decisions from a turn and the facts of the case to a reply."""

from bot.dialogue.respond import respond
from bot.dialogue.turn import Past, Reply, Say, Turn

__all__ = ["Past", "Reply", "Say", "Turn", "respond"]
