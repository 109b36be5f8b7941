"""Typographic characters as the plain ones everything after the channels reads.

Phones and word processors write curly apostrophes and quotation marks, long dashes and unbroken
spaces, and some keyboards full-width letters and digits. Facts, dates, spelling, names and topics
are read from the same plain text, so that a message means the same however it was typed.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = {
    # \x91 to \x97 and \x85 are Windows' quotes, dashes and dots where a sender mixed up encodings.
    "'": "‘’‚‛′‵ʹʻʼʽʾʿˈ`´＇｀\x91\x92",
    '"': "“”„‟″‶«»〝〞〟＂\x93\x94",
    "-": "‐‑‒–−﹘﹣－⁃\x96",
    "...": "…\x85",
    # An em dash parts two thoughts, as a hyphen between spaces does.
    " - ": "—―\x97",
    "\n": "\u2028\u2029",
    "": "\u00ad\u034f\u061c\u180e",
}
_TABLE = {ord(typed): plain for plain, many in _PLAIN.items() for typed in many}
# Letters and digits in another form: full-width, ligatures, "fancy" alphabets. Fractions and
# raised digits are left: "2½ weeks" must not become "21/2 weeks".
_OTHER_FORMS = ("<wide>", "<narrow>", "<compat>", "<font>", "<noBreak>")
# Vowels with an accent that the alphabet of text messages lacks; é ñ ü ¿ ¡ are in it. One of them
# makes a carrier bill the whole message at 70 characters a part and not at 160.
_COSTLY_ACCENTS = str.maketrans("áíóúÁÍÓÚ", "aiouAIOU")
_AROUND_DASH = re.compile(r"[ \t]*(?: - )[ \t]*")


def plain_characters(text: str) -> str:
    """`text` with each typographic character as the plain one; doing it twice changes nothing."""
    text = text.translate(_TABLE)
    if not text.isascii():
        text = unicodedata.normalize("NFC", "".join(map(_plain, text)))
    return _AROUND_DASH.sub(" - ", text)


def without_costly_accents(text: str) -> str:
    """`text` as people text it in Spanish: á í ó ú as a i o u, and é ñ ü ¿ ¡ as they are.

    For what we send by SMS only. What a parent writes is read with its accents.
    """
    return unicodedata.normalize("NFC", text).translate(_COSTLY_ACCENTS)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    form, _, _ = unicodedata.decomposition(character).partition(" ")
    raised_letter = form == "<super>" and character.isalpha()
    if form in _OTHER_FORMS or raised_letter:
        return unicodedata.normalize("NFKC", character).translate(_TABLE)
    return character
