"""Rasa NLU components of the guide, one file each, in the order in which `config.yml` runs them.

What each leaves on a message for the next is in `message.py`.
"""

from bot.rasa.components.choices import ChoiceReader
from bot.rasa.components.encoder import SentenceEncoder, encoder
from bot.rasa.components.facts import FactExtractor, bare, entities_of
from bot.rasa.components.followups import FollowUps
from bot.rasa.components.language import LanguageFinder
from bot.rasa.components.questions import QuestionClassifier
from bot.rasa.components.roles import RoleReader
from bot.rasa.components.router import Router
from bot.rasa.components.spelling import Spelling
from bot.rasa.components.topics import TopicClassifier

__all__ = [
    "ChoiceReader",
    "FactExtractor",
    "FollowUps",
    "LanguageFinder",
    "QuestionClassifier",
    "RoleReader",
    "Router",
    "SentenceEncoder",
    "Spelling",
    "TopicClassifier",
    "bare",
    "encoder",
    "entities_of",
]
