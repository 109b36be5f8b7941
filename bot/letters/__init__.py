"""Letters that go with a right: read from data/letters, chosen and dated by the case.

Pure: a case in, letters out. No Rasa, no network, no clock, and no word that a parent reads.
"""

from bot.letters.asked import Asked, letter_asked_for
from bot.letters.fill import Filled, Gap, Paragraph, fill
from bot.letters.fit import Offer, beside, fit, offer
from bot.letters.load import letters
from bot.letters.model import Letter

__all__ = [
    "Asked",
    "Filled",
    "Gap",
    "Letter",
    "Offer",
    "Paragraph",
    "beside",
    "fill",
    "fit",
    "letter_asked_for",
    "letters",
    "offer",
]
