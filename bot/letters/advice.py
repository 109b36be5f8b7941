"""What is said of a mistake in a letter's file, to lawyers and translators: what to write."""

from __future__ import annotations

NOT_A_FIELD = "`{name}` is not known here; write one of {allowed}"
NO_FIELD = "write a line `{name}: ...` between the lines of dashes"
NO_SUCH_SOURCE = "`{source}` is no source that we know; data/sources.yml lists their forms"
NOT_SEEN = (
    "nobody noted where the text of `{source}` was seen; look it up and list it in"
    " data/letters/seen.yml, or let the letter not rest on it"
)
NO_SUCH_TOPIC = "`{topic}` is no topic; data/topics.yml lists them"
NO_SUCH_DATE = (
    "`{key}` is no date that we can work out; their names stand under `titles` in"
    " bot/deadlines/data/wording/en.yml"
)
NO_SUCH_FACT = "`{name}` is no fact of a case; write one such as `received` or `agreement_signed`"
NO_SUCH_SITUATION = "`{name}` is no situation and no fact of a case"
NO_SUCH_LETTER = "`{name}` is no letter; write the name of its file without `.md`"
NO_SUCH_SECTION = "`{name}` is no part of a letter; write one of {allowed} after the heading"
NO_SUCH_GAP = (
    "`{{{{{gap}}}}}` is no gap that we know; list it under `gaps` in data/answers/en/letters.yml"
)
NO_SECTION = "the part `{{{name}}}` is missing; write its heading, and its text below"
NO_ORIGINAL = "there is no English letter `{name}` that this could translate; rename it"
NOT_IN_ENGLISH = "the English letter has no part `{name}`; take it out"
STALE = (
    "the English letter has changed since this was translated; bring it up to date, then write"
    " `of: {hash}`"
)
OTHER_GAPS = "this part must hold the gaps that the English one has: {gaps}"
