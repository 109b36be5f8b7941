"""How English cuts and asks: the patterns of `bot.text.grammar.Grammar`."""

from __future__ import annotations

import re

from bot.text.grammar import Grammar

_ABBREVIATION = re.compile(
    r"\b(?:mr|mrs|ms|dr|vs|etc|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun|st|u\.s|e\.g|i\.e)\.$",
    re.IGNORECASE,
)
_QUESTION_START = (
    r"(?:can|could|may|do|does|did|is|are|am|was|will|would|should|must|what|whats|when|whens|"
    r"where|who|whos|whom|why|how|hows|which|if)"
)
_AUXILIARY = r"(?:are|is|am|was|were|do|does|did|can|could|will|would|should|must|may|has|have)"
_VERB = rf"(?:{_AUXILIARY}|what'?s|happens|if)"
_SUBJECT = (
    r"(?:they|i|we|he|she|you|it|the|my|our|there|this|that|any(?:body|one)|some(?:body|one))"
)
# ", and can", " and what", " also do": a second question hung on the first.
_JOINT = re.compile(
    rf"(?:\s*,)?\s+(?:and|also|plus|n|&|or)\s+(?:also\s+|then\s+)?(?={_QUESTION_START}\b)"
    rf"|\s*,\s+(?={_QUESTION_START}\s+(?:i|we|they|you|he|she|it|the|my|this|that|there|many|much|"
    r"long|soon|does|do|did|is|are|am|was|were|can|could|will|would|must|should|may|has|have)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\?|^\W*(?:(?:and|also|so|but|ok|okay|plus|then|hi|hello|please|um|well)\W+)*{_QUESTION_START}\b"
    r"|\b(?:wonder(?:ing)?|tell me|want to know|need to know|not sure|confused|idk|"
    r"don'?t (?:even |really )?know|question is|asking|anyone know|i assume)\b|\bright\W*$",
    re.IGNORECASE,
)


# Where a clause that tells something ends.
_CLAUSE = re.compile(
    r"(?<=[.?!;])\s+|\n+|,\s+(?=(?:and|but|so|then|when|can|do|what|how|i|we|they|the|is|by|it|he|she|my|mine|ours|our|school|district|nobody|no one|received)\b)"
    # "The school and I signed", "the state and the school on Monday": one subject, one clause.
    r"|(?<!\bor)(?:(?<!\bme)(?<!\bus)(?<!\bi)(?<!\bwe)(?<!school)(?<!district)(?<!husband)(?<!wife)(?<!director)(?<!principal)(?<!lawyer)|"
    r"(?!\s+and\s+(?:i|me|we|us|(?:the|my|our)\s+\w+|school|district)\s+(?:both|agreed|signed|went|waived|decided|met|put|wrote|each)\b))"
    r"(?!\s+and\s+(?:the|my|our|me|school)\s+(?:\w+\s+)?(?:on|at|,)\b)\s+(?=(?:and|but|then|so|because)\s+(?:(?:then|now|because|also|so)\s+)?(?:i|we|they|the|it|he|she|my|me|our|their|her|his|this|that|school|district|"
    r"hearing|mediation|nobody|no one|everybody|got|then|both|when|can|do|is|what|how|signed(?! it\b)|received|had|last|"
    r"on|yesterday|today|prior|notice|resolution|amended|complaint)\b)",
    re.IGNORECASE,
)


# A question inside a sentence that begins as something else: "they got it oct 2 when is it over".
_ASKS_INSIDE = re.compile(
    r"\b(?:when|what|whats|where|who|why|how|can|could|do|does|is|are|will|would|should|must|may)\s+"
    r"(?:does|do|did|is|are|was|the|we|i|they|it|my|our|must|can|will|should|have|has|there|long|"
    r"many|much|soon|happens|about|now|next|any(?:body|one)|some(?:body|one))\b"
    r"|\bwhat'?s\b|\bis (?:that|this) (?:ok(?:ay)?|allowed|right|true|legal|fine|normal|possible)\b"
    r"|\b(?:due|over|up|left) when\b|\bwhen$|\b(?:now|then) what\b",
    re.IGNORECASE,
)


# "I want to talk to a person, and do you save this?": asks without being a question.
_REQUEST = re.compile(
    r"^\W*(?:(?:and|also|so|but|ok|okay|plus|then|hi|hello|please|pls|one more thing|"
    r"another thing)\W+)*(?:give|show|tell|send|explain|list|help)\b"
    r"|\b(?:i|we) (?:(?:also|still|just|really) )*(?:want|need|would (?:like|rather)|d like)\b"
    r"|\bi'd (?:like|rather)\b|^\W*(?:wanna|gotta)\b",
    re.IGNORECASE,
)
# Where a second question may hang on the first, however it is joined ...
_HANGS = re.compile(
    r"\s*(?:,|\.\.\.|…|-|–)?\s+(?:and|also|plus|or)\s+(?:also\s+)?(?=\S+\s+\S+\s+\S)"
    r"|\s*(?:\.\.\.|…)\s*|,\s+(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)
# ... or not joined at all: "who will be there are they bringing a lawyer".
# "When I file" and "what they say" are no questions but parts of one: a question word counts only
# with a verb after it.
_FOLLOWS = re.compile(
    r"\s+(?=(?:are|is|do|does|did|can|could|will|would|should|must|may)\s+"
    r"(?:they|i|we|he|she|you|it|the|my|there|this|that|any(?:body|one)|some(?:body|one))\b"
    r"|(?:what|how|when|who|where|why)\s+"
    r"(?:much|long|many|do|does|is|are|can|will|would|should|happens)\b)",
    re.IGNORECASE,
)
# What cannot end a question: "what if we just dont | do the meeting".
_UNFINISHED = re.compile(
    r"(?:\b(?:to|not|just|i|we|they|you|can|will|should|would|could|must|may|if|that|[a-z]+n'?t|"
    r"know|wonder(?:ing)?|ask(?:ing)?|tell me|not sure|assume)"
    # "How much of our hand | do we show them": nothing is asked yet.
    r"|^\W*(?:(?:and|also|so|plus)\s+)?(?:how (?:much|many|long|soon|far|often|fast)|which|what)\b"
    rf"(?!')(?:\s+(?!{_VERB}\b)\S+){{0,3}})$",
    re.IGNORECASE,
)
# "If we lose | can we go to court": a condition belongs to what follows it.
_CONDITION = re.compile(
    rf"^\W*(?:(?:and|also|so|but|or|plus|then)\s+)*if\b"
    rf"(?:(?!\b(?:{_AUXILIARY}\s+{_SUBJECT}"
    rf"|(?:who|what|when|how|where)\s+(?:{_AUXILIARY}|comes|happens|follows))\b)[^?])*$",
    re.IGNORECASE,
)
# "Can I get one?", "or what": goes on about what was asked before it.
_GOES_ON = re.compile(
    r"^\W*(?:what|ok(?:ay)?|right|correct|huh|no|yes|please|thanks"
    rf"|{_AUXILIARY}\s+\S+\s+(?:\S+\s+)?(?:one|that|so|the first|the second))\W*$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\s*(?:,|;|-|\.\.\.|…)?\s+(?:and\s+)?(?:also|plus)\s+", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:and|also|plus|or|n)\b|&|[,.?!;\n]\W*\w", re.IGNORECASE)

# What a question about something named before calls it.
_LEANS = re.compile(r"\b(?:it|its|that|this|them|those|these)\b", re.IGNORECASE)
_LEANS_ON_ANSWER = re.compile(
    r"\b(?:it|its|that|this|they|them|their|theirs|those|these|he|she|then|there|same|too|either|"
    r"else|otherwise|instead)\b|^\W*(?:and|but|so|or|ok|okay|what if|what about|how about)\b",
    re.IGNORECASE,
)
_EMPTY_WORDS = frozenset(
    "a about again all an and any are as at be been but by can could did do does for from had has "
    "have he her here him his how i if in into is isn it its just like me mean might must my no "
    "not now of off on one or other our out over s said same she so some still stuff such t than "
    "that the their them then there these they thing things this those to too up us very was we "
    "well were what whatever when where which while who whose why will with would yes you "
    "your".split()
)

# Taken off again and again from the front. "Can you tell me if" leaves "if", which asks.
_COURTESY_BEFORE = re.compile(
    r"\W*(?:"
    r"(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|all|everyone|again|folks))?(?=[\s,.!:;-]|$)"
    r"|(?:just |i have |i've got |i got |ive got )?(?:a |one |another )?(?:quick|short|simple|dumb|silly|stupid|small|basic|general)(?: little)? q(?:uestion)?\b(?: (?:for you|about this))?"
    r"|(?:i have|i've got|i got|ive got) (?:a|another|one(?: more)?) question\b(?: (?:for you|about this))?|(?:my )?question(?: is)?\s*[:,-]|question is"
    r"|(?:i(?:'m| am|m) )?(?:so )?sorry(?: to (?:bother|ask|trouble)(?: you)?| if this is (?:a )?(?:dumb|silly|stupid)(?: question)?| for (?:asking|the question))?(?=[\s,.!:;-])"
    r"|excuse me|pardon me|just (?:curious|wondering|checking)(?=[\s,.!:;-])|(?:u+m+|uh+|well|ok(?:ay)?|so|alright)(?:,|\.\.\.|…)? "
    r"|(?:can|could|would|will) (?:you|u|someone|somebody|anyone|anybody)(?: (?:please|pls|kindly|maybe|perhaps|here))* (?:(?:please |pls )?(?:tell me|explain(?: to me)?|inform me)|let me know)(?: please)?|(?:may|can|could) i (?:please )?ask(?: you)?(?: (?:something|a question))?(?=,|:| (?:if|whether|who|what|when|where|why|how|can|do|does|is|are|will)\b)"
    r"|(?:please|pls|plz|kindly)(?: (?:can|could) you)?(?: (?:tell me|let me know|advise))?(?=[\s,.!:;-])"
    r"|tell me(?: please)?(?=,| (?:if|whether|who|what|when|where|why|how|can|do|does|is|are|will)\b)"
    r"|(?:do|does|would) (?:you|u|anyone|anybody|someone) (?:happen to |maybe )?know(?= (?:if|whether|who|what|when|where|why|how)\b)"
    r"|(?:i |we )(?:just |really |only |also )*(?:want(?:ed)?|need(?:ed)?|would like|'?d like|was hoping|am trying|'?m trying) to (?:know|ask(?: you)?|find out|check|understand)(?=,|:| (?:if|whether|who|what|when|where|why|how|can|do|does|is|are|will)\b)"
    r"|i'd (?:just |really )*like to (?:know|ask(?: you)?|find out)(?=,|:| (?:if|whether|who|what|when|where|why|how)\b)"
    r"|(?:i(?:'m| am| was|m)(?: just)? |just )?wonder(?:ing|ed)?(?= (?:if|whether|who|what|when|where|why|how)\b)"
    r")[\s,.!:;-]*",
    re.IGNORECASE,
)
_COURTESY_AFTER = re.compile(
    r"[\s,.!?:;-]+(?:(?:many |so )?thank(?:s| you| u)(?: (?:so much|very much|a lot|in advance|again|for (?:your|the|any) (?:help|time)|guys|all))*|thx|ty|tysm|"
    r"please(?: (?:help|advise|and thank you|tell me|let me know))?|pls|plz|(?:any )?help (?:is |would be )?appreciated|i appreciate (?:it|you|your help)|"
    r"appreciate (?:it|any help)|god bless(?: you)?|sorry)\W*$",
    re.IGNORECASE,
)
_SAME = (
    (
        re.compile(r"\bresolution (?:sess?ions?|mtg|conference|sit[- ]?down)\b", re.IGNORECASE),
        "resolution meeting",
    ),
    (
        re.compile(
            r"(?<!mediation )(?<!therapy )(?<!speech )(?<!hearing )(?<!school )(?<!court )\b(?:sess?ions?|mtg|sit[- ]down)\b",
            re.IGNORECASE,
        ),
        "meeting",
    ),
)

ENGLISH = Grammar(
    abbreviation=_ABBREVIATION,
    joint=_JOINT,
    asks=_ASKS,
    clause=_CLAUSE,
    asks_inside=_ASKS_INSIDE,
    request=_REQUEST,
    hangs=_HANGS,
    follows=_FOLLOWS,
    unfinished=_UNFINISHED,
    condition=_CONDITION,
    goes_on=_GOES_ON,
    also=_ALSO,
    joins=_JOINS,
    leans=_LEANS,
    leans_on_answer=_LEANS_ON_ANSWER,
    empty_words=_EMPTY_WORDS,
    courtesy_before=_COURTESY_BEFORE,
    courtesy_after=_COURTESY_AFTER,
    same=_SAME,
)
