"""The people and rules of each state, read from data/states; what may not be said is left out."""

from bot.states.load import inspect, state, states
from bot.states.model import Center, Contact, Facilitator, Office, Recording, State

__all__ = [
    "Center", "Contact", "Facilitator", "Office", "Recording", "State", "inspect", "state",
    "states",
]  # fmt: skip
