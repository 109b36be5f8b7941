"""Reads the facts of a case out of what a parent writes. Pure: today is an argument."""

from bot.facts.model import FactChange, Reading
from bot.facts.reader import read_facts

__all__ = ["FactChange", "Reading", "read_facts"]
