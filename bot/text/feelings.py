"""Whether a message says how hard all this is for who writes it."""

from __future__ import annotations

import re

from bot.language import ORIGINAL
from bot.text.letters import folded

# Plain small letters, as `folded` leaves them. Only what is said of oneself.
_FELT = {
    "en": (
        r"\b(?:i'?m|i am|im|we'?re|we are|i feel|i'?ve been|i got|i get) (?:\w+ ){0,3}?"
        r"(?:scared|terrified|afraid|frightened|exhausted|overwhelmed|desperate|devastated|"
        r"heartbroken|furious|panick\w*|shaking|crying|sick to my stomach|so tired|worn out|"
        r"at my wits|losing my mind|drowning|a mess|lost and|so lost|so worried|worried sick|"
        r"beyond angry|so angry|so upset|numb)\b|"
        r"\bi (?:just )?(?:cried|cry|can'?t sleep|haven'?t slept|can'?t stop crying|broke down|"
        r"can'?t do this|can'?t take (?:it|this)|hate this)\b|"
        r"\b(?:in a panic|in tears|my hands are shaking|scares me|sick with worry|breaks my heart|"
        r"breaking my heart|i'?m gonna throw up|going to throw up)\b"
    ),
    "es": (
        r"\b(?:tengo (?:mucho |tanto |un )?(?:miedo|pavor)|me da (?:mucho )?miedo|"
        r"estoy (?:\w+ ){0,3}?(?:asustad[ao]|aterrad[ao]|desesperad[ao]|agotad[ao]|angustiad[ao]|"
        r"destrozad[ao]|llorando|temblando|cansad[ao] de|abrumad[ao]|preocupad[ao])|"
        r"no (?:puedo|he podido) dormir|no duermo|no aguanto|ya no puedo (?:mas|con)|"
        r"me puse a llorar|llor(?:o|e) (?:todas?|todos?|mucho)|me siento (?:tan |muy )?"
        r"(?:sol[ao]|perdid[ao]|mal)|con el corazon|me tiembla)\b"
    ),
}
_PATTERNS = {language: re.compile(pattern) for language, pattern in _FELT.items()}


def tells_feelings(text: str, language: str = ORIGINAL) -> bool:
    """Whether a parent says in a message that they are afraid, worn out, angry or in tears."""
    return bool(_PATTERNS.get(language, _PATTERNS[ORIGINAL]).search(folded(text)))
