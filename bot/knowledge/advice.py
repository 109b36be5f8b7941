"""What is said of a mistake in a file of content, to lawyers and translators: what to write."""

from __future__ import annotations

from collections.abc import Iterable

NO_FRONT = "write a line `---`, then lines such as `title: …`, then another line `---`"
UNREADABLE = (
    "this line cannot be read; write `name: text`, and put the text in quotation marks where it"
    " holds a colon"
)
NO_NAMES = "write lines such as `title: …` here"
TWICE_IN_LIST = "`{name}` stands in line {line} already; keep one of them"
NO_TEXT = "no text stands under this heading; write it, or take the heading out"
NO_HEADING = (
    "this text stands under no heading; write one above it, such as"
    " `## The question in plain words {its_id}`"
)
NOT_KNOWN = "`{name}` is not known here; write {allowed}"
NO_FAMILY = "write `family: deadline` or `family: faq` for {name}"
NO_TOPIC = "`{name}` is no topic; write the name of one in this file"
NO_DEADLINE = (
    "`{name}` is no date that we can work out; their names stand under `titles` in"
    " bot/deadlines/data/wording/en.yml"
)
NO_FILE = "this file is missing; write it, or take {name} out of data/topics.yml"
NOT_LISTED = "data/topics.yml does not list this file; add a line for it there"
NO_EXAMPLES = "this file is missing; write in it how parents ask for it, as the files beside it do"
DOUBLED_ID = "the id {{{id}}} stands in {where} already; write another one here"
DOUBLED_HEADING = "`{heading}` stands here a second time; keep one"
WRONG_HEADING = (
    "`{heading}` is no heading that belongs here; write {allowed}, or `## A question {{its_id}}`"
)
NO_SITUATION = "{{{id}}} is no situation that the guide knows; write {allowed}"
WRONG_ID = (
    "write an id that begins with the name of the file, as {{{name}}} or {{{name}.another_word}}"
)
NO_QUESTION = (
    "the question is missing; write `## The question in plain words {{{name}}}`, and its answer"
    " below"
)
NO_ASPECT = "the heading `## {heading}` is missing; write it, and its text below"
NO_NEAR_MISS = "write one heading `## What it is about {{{name}}}` here, and its text below"
NO_NOTICE = "write `## When it is said {{{name}}}` here, and its text below"
NO_TITLE = "write a line `title: What it is about` between the lines of dashes"
NO_CHECKED = (
    "write `checked: {by: your name, on: 2026-11-28}` between the lines of dashes; the name is"
    " null until somebody signs for the text"
)
NO_SOURCES = (
    "write a line `sources:` between the lines of dashes, and below it a line `- {example}` for"
    " each; `sources: []` where the text rests on no law"
)
COLON_IN_SOURCE = "put a source that holds a colon in quotation marks"
WRONG_SOURCE = "`{source}` is no source that we know; write it like {examples}"
SOURCE_OF_NOTHING = "no text of this file has the id {{{name}}}; write the id of one"
NO_ORIGINAL = "there is no English {name} that this could translate; rename it"
STALE = (
    "the English text has changed since this was translated; bring it up to date, then write"
    " `of: {hash}`"
)
NOT_TRANSLATED = (
    "the translation of {{{id}}} is missing; write its heading, with {{{id}}} at the end, and the"
    " text below"
)
NO_VARIANT = (
    "`### {heading}` is missing under the question with {{{id}}}, where the English text has it;"
    " write it, and its text below"
)
NO_ENGLISH_TEXT = "`{key}` is no text of the English file; take it out, or write its name as there"
LIST_AND_TEXT = "`{key}` is a list in one language and a text in the other; write it as in English"
NOT_AS_MANY = "`{key}` needs as many words as the English list has"
OTHER_NAMES = "`{key}` must hold the names in braces that the English text has: NAMES"
STALE_TEXT = (
    "the English text of `{key}` is not the one that this was translated from; bring it up to date,"
    " then run `python -m bot.knowledge stamp {language} {file} {key}`"
)


def either(names: Iterable[str]) -> str:
    """Names as a choice: `a`, `b` or `c`."""
    listed = [f"`{name}`" for name in names]
    return " or ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
