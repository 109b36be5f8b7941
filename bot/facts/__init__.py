"""Reads the facts of a case out of what a parent writes. Pure: today is an argument."""

from bot.facts.model import FactChange, Reading
from bot.facts.spoken import read_facts
from bot.facts.years import day_for

__all__ = ["FactChange", "Reading", "day_for", "read_facts"]
