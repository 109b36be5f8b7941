"""What keeps a day out of the case: somebody else's, another paper's, planned, denied or supposed.

The guards are read before a day is kept. Where one holds, the day is dropped: a fact left out is
asked for, while a wrong one makes wrong dates.
"""

from __future__ import annotations

import re

_FILING = frozenset({"received", "filed", "amended_complaint"})
_SIGNING = frozenset(
    {"agreement_signed", "waived_in_writing", "no_agreement_possible_in_writing", "filed"}
)
_MEETING = frozenset({"meeting_held", "school_missed_meeting", "parent_did_not_participate"})
_DECISION = frozenset({"decision_issued", "decision_received"})


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_RELATIVE = r"(?:friend|neighbou?r|cousin|sister|brother|co-?worker|aunt|niece|nephew|buddy)"
# "My friend's school got hers on May 3", "another family signed", "when my older son's case".
OTHER_CASE = _p(
    rf"\b{_RELATIVE}'?s?\b(?! (?:and (?:i|me)|says|said|told|thinks|helped|drove|gave))|"
    r"\b(?:another|other|different) (?:\w+ )?(?:family|families|parents?|mom|mother|kid|child|"
    r"student|case)\b|"
    r"\banother \w+'s\b|\bsomeone else'?s?\b|\bsomebody else'?s?\b|"
    r"\b(?:older|younger|other) (?:son|daughter|child|kid|boy|girl|brother|"
    r"sister)'?s?\b(?! (?:school )?(?:is|was|are|has)\b)|"
    r"\b(?:the|this|a) (?:mom|mother|lady|dad|woman|family) (?:in|from|on|at|down|next)\b|"
    r"\b(?:she|he) filed\b|\bher (?:kid|son|daughter)'?s'? case\b|\bgot (?:hers|his|theirs)\b|"
    r"\b(?:in (?:her|his|their) (?:case|state)|"
    r"(?:a|one|another|some|this|that) (?:woman|man|lady|guy|mom|dad|parent|mother|father) "
    r"(?:said|says|told|there|in|from|who|whose))\b|"
    r"\b(?P<whose>her|his) (?:school|district)\b.{0,15}\b(?:got|received) (?P=whose) "
    r"(?:complaint|request|paper\w*|filing)\b|\b(?:not|isn'?t) the (?:one|mom|dad|parent|person)\b|"
    r"\bthought (?:i|we|they|it|the \w+) (?:had |both )?(?:signed|filed|got|received|met|was)\b|"
    r"\blast (?:time|case)\b|\bfirst (?:case|complaint)\b|\bold case\b|\byears ago\b"
)
# Complaints that are not the due process complaint, and papers that are none.
_OTHER_COMPLAINT = _p(
    r"\b(?:ocr|state|federal|civil rights|ferpa|police|503|504|grievance|ethics|"
    r"licens\w+)[ -](?:\w+ )?(?:complaint|report)\w*|"
    r"\bcomplaint about (?:the|a|his|her) (?:bus|teacher|driver|aide|lunch|coach|nurse)\b|"
    r"\bcomplain(?:ed|t)? (?:to|with) (?:the )?(?:ocr|state|office for civil|board|superintendent|"
    r"principal)|"
    r"\b(?:filed|file|filing|complained)\b.{0,15}\b(?:ocr|custody|divorce|bankruptcy|taxes|"
    r"unemployment|police|disability|medicaid|ssi|appeal|foia|ferpa|workers)\b|"
    r"\b(?:filed|file|filing)\b.{0,30}\b(?:for|with) (?:my |his |her |the )?(?:ssi|ssdi|medicaid|"
    r"social security|child support|unemployment|insurance|food stamps|snap|disability)\b|"
    r"\bstate(?: department\w*)?\b.{0,12}\b(?:got|received|recieved|has)\b"
)
_OURS = _p(r"\bdue process\b|\b(?:my|our|the) (?:\w+ )?complaint\b|\bhearing request\b")
_OTHER_PAPERS = _p(
    r"\b(?:evidence|exhibits?|witness|subp[eo]+na|records?|testing|invitation|invite|stay[- ]put|"
    r"evaluation|"
    r"report card|medicaid|bus|"
    r"ferpa|authorization|questionnaire|survey|invoice|bills?|thank you|reminder|text message|"
    r"voicemail|agenda)\b(?! officer)|"
    r"\b(?:an?|another) e-?mail\b(?! with)|\bthey (?:\w+ )?(?:sent|e-?mailed|mailed|texted|"
    r"gave) (?:me|us)\b|"
    r"\b(?:my|our|an?|the|their) (?:answer|response|reply|motion|objection|appeal|brief)\b|"
    r"\bget back to (?:me|us)\b|\b(?:iee|evaluation) request\b|\bfile (?:number|folder|cabinet)\b|"
    r"\b(?:filed|file|filing) (?:for )?(?:my |our )?(?:taxes|divorce|bankruptcy|unemployment|"
    r"a police)\b"
)
# The officer or the state holding the papers is not the school holding them.
_NOT_THE_SCHOOL = _p(
    r"\b(?:not|n't|never|haven'?t) (?:yet )?(?:sent|filed|mailed|given|turned)\b|"
    r"\b(?:got|received|recieved|recived|has|had)\b.{0,12}"
    r"\b(?:doctor'?s|doctors|dr'?s?|sick) note\b|"
    r"\b(?:hearing officer|judge|alj|ho|state|doe|sea|oah|ocr|agency|court|clerk|"
    r"bbb|better business bureau|civil rights|insurance|mediator)\b(?: \w+){0,3} "
    r"(?:got|received|recieved|recived|recevied|has|had|gets|was served|signed for|logged)\b|"
    r"\breceived by the (?:hearing officer|judge|alj|state|doe|oah|ocr|court|mediator)\b|"
    r"\b(?:reached|got to|came to|delivered to|arrived at) the (?:hearing officer|judge|alj|state|"
    r"doe|oah|ocr|court)\b|"
    r"\b(?:i|we) (?:just |only |have |had )?(?:got|received|recieved) (?:my|the|a|an|his|her|"
    r"their|our|this|that) "
    r"(?!(?:[\w']+ ){0,4}(?:complaint|request|due process|return receipt|green card|"
    r"hearing request|"
    r"paper\w*|packet))|"
    r"\b(?:served|received|got|delivered|arrived|came)\b.{0,25}\b(?:services?|therapy|speech|"
    r"lunch|diagnos\w+|report|results?|notice|iep|"
    r"letter from|call|e-?mail (?:from|saying)|copy of|transcript|records?)\b|\b(?:diagnos\w+|"
    r"therapist|doctor)\b|"
    r"\b(?:detention|suspension|suspended|expelled|hit|hurt|sick|home)\b"
)
# Papers signed that are no agreement to settle.
_OTHER_SIGNATURE = _p(
    r"\b(?:confidential\w*|nda|non-?disclosure|sign[- ]?in|signed in|attendance|consent\w*|"
    r"permission|release|medicaid|"
    r"receipt|iep|504|bus|field trip|petition|card|sheet|roster|enroll\w*|registration|evaluation|"
    r"retainer|"
    r"contract with (?:my|the|a|our) (?:lawyer|attorney|advocate)|behavior plan|bip|safety plan|"
    r"lease|pto|"
    r"up for|agreement to mediate|mediate|"
    r"mediation (?:agreement )?(?:form|papers?))\b(?!.{0,25}\bsettlement agreement\b)|"
    r"\bsigned (?:off|over|us up|him up|her up|up)\b|"
    r"\bsigned for\b(?! it)"
)
_OTHER_MEETING = _p(
    r"\bbefore (?:i|we) (?:even |ever |had )?filed\b|\bearly resolution\b|"
    r"\b(?:iep|504|ard|pta|pto|team|board|staff|annual|eligibility|transition|manifestation|mdr|"
    r"planning|evaluation|"
    r"teacher|parent[- ]teacher|conference|behaviou?r|placement|facilitated|informal|prep|church|"
    r"work|union|"
    r"pre-?hearing|status|council|support group|zoning)[ -](?:\w+ )?(?:meeting|mtg|session|review|"
    r"conference|hearing|call)s?\b|"
    r"\bmet\b.{0,30}\b(?:teacher|lawyer|attorney|advocate|for (?:the|his|her|our) (?:\w+ )?iep|"
    r"therapist|doctor|coach)\b|"
    r"\b(?:speech|therapy|tutoring|ot|pt|counseling|training|ended|school board|picture|"
    r"first) session|"
    r"\biep\b(?!.{0,40}\bresolution)|\bmanifestation\b|\bmdr\b"
)
_OTHER_HEARING = _p(
    r"\bhearing (?:is |was |got |has been )?(?:cancel\w+|called off|vacated|dismissed|over)\b|"
    r"\bhearing[ -](?:test|aids?|screen\w*|loss|check\w*|exam\w*|impair\w*|problems?|specialist|"
    r"evaluation|doctor|timeline|from)\b|"
    r"\b(?:custody|truancy|court|divorce|board|sorority|fraternity|hoa|foreclosure|title ix|"
    r"student|expulsion|suspension|manifestation|family|traffic|child support|eviction|"
    r"disability|ssi|immigration|public|state|senate|legislat\w+|budget|pre|juvenile|criminal|"
    r"guardianship|civil|"
    r"disciplin\w+)[ -]?hearing\b|"
    r"\b(?:his|her) hearing\b(?! (?:is|will|date|was (?:set|sched|moved)|starts|begins|officer))|"
    r"\bhard of hearing\b|\bdeaf\b|\baudiolog\w*|"
    r"\b(?:cecked|checked|tested|lost) (?:his|her|my|the) hearing|\bfor my divorce\b|"
    r"\bhearing (?:back )?(?:from|about|nothing)\b|"
    r"\bfirst hearing of\b|\bhearing that (?:he|she|they)\b"
)
_OTHER_DECISION = _p(
    r"\bdecision (?:is |was |will be )?(?:due|expected|supposed)\b|"
    r"\bdecision on (?:my|the|our|his|her) (?!case|complaint|hearing|due)|"
    r"\b(?:notice of (?:the |its |their |his )?(?:\w+ )?decision|eligibility|placement|"
    r"manifestation|iep|team'?s?|school'?s?|district'?s?|"
    r"their|ssi|medicaid|court|custody|ocr|state'?s?|principal'?s?|judge in|divorce|board'?s?|my|"
    r"our) (?:\w+ ){0,2}?(?:decision|ruling)\b"
    r"|\bnotice of (?:\w+ ){0,3}decision\b|\b(?:made|make|making) (?:a|the|my|our|"
    r"their) decision\b|"
    r"\bhave(?:n'?t| not) heard\b|\b(?:waiting|wait) (?:for|on)\b|\bdecision (?:due|deadline)\b"
)
_OTHER_REFUSAL = _p(
    r"\b(?:refus\w+|reject\w+|den(?:y|ied)) (?:to (?:meet|come|attend|sign|accept|take|hold|"
    r"schedule|talk|mediate|settle|speak|answer|let|show|give|reschedule)|"
    r"(?:my |our |the |your )?(?:offer|deal|settlement|mediation|meeting|papers?|package|delivery|"
    r"mail|complaint|date|"
    r"request to (?:move|reschedule)))\b"
)

# A meeting skipped by both, or called off by the school, is not the parent's absence.
_NOT_ABSENT = _p(
    r"\bwe skipped\b|\bby agreement\b|\bagreed\b|\bwaiv\w+|\bboth\b|\bcancel\w*|\bcalled off\b|"
    r"\bbecause (?:they|the school|the district)\b|\btold (?:me|us)\b|\brescheduled\b"
)
# Learning of one's rights or of this guide is not learning of the problem.
_OTHER_NEWS = _p(
    r"\b(?:found out|learned|learnt|discovered|reali[sz]ed|knew|became aware|"
    r"noticed)\b.{0,25}\b(?:this (?:site|website|"
    r"page|bot|chat|app)|websites?|need (?:a|an|to|help)|rights|lawyers?|advocates?|deadlines?|"
    r"due process|resolution|mediation|hearing|i (?:can|could|should|have to|had to))\b"
)

# The day on which what a notice tells begins is not the notice's day.
_TAKES_EFFECT = _p(r"\b(?:effective|starting|beginning|as of)\b")

# Which facts a guard keeps a day from; without a set, from all.
NOT_OURS: tuple[tuple[re.Pattern[str], frozenset[str] | None], ...] = (
    (OTHER_CASE, None),
    (_OTHER_COMPLAINT, _FILING),
    (_NOT_THE_SCHOOL, frozenset({"received"})),
    (_OTHER_SIGNATURE, _SIGNING - {"filed"}),
    (_OTHER_MEETING, _MEETING),
    (_OTHER_HEARING, frozenset({"hearing_scheduled", "expedited_hearing_held"})),
    (_OTHER_DECISION, _DECISION),
    (_NOT_ABSENT, frozenset({"parent_did_not_participate"})),
    (_OTHER_NEWS, frozenset({"knew_or_should_have_known"})),
    (_OTHER_REFUSAL, frozenset({"refusal_or_proposal"})),
    (_TAKES_EFFECT, frozenset({"refusal_or_proposal", "written_notice_of_decision"})),
)

# "I plan to file", "they want me to sign", "we will meet": not yet done.
PLANNED = _p(
    r"^\W*(?:(?:and|but|so|then|im|i'm|we're) )*(?:filing|signing|sending|mailing|"
    r"submitting)\b(?! (?:date|was|is|fee|received|on file))|"
    r"\b(?:i|we|they|he|she|it|you|school|district|lawyer|attorney|advocate|meeting|session|"
    r"mediation|both(?: sides)?)\s*"
    r"(?:'ll|\s(?:\w+ )?(?:will|shall|plans?|planned|intends?|hopes?|hoping|wants?|wanted|would|"
    r"could|might|may|must|should(?! have known)|"
    r"need(?:s|ed)?|ha(?:ve|s) to|gonna|going|about to|supposed|expects?|asked|told|offered|"
    r"agreed|try(?:ing)?|thinking))\b"
    r"(?! (?:told|in writing|that no|(?:that )?not|mediation)\b)(?:(?! (?:got|received|filed|sent|"
    r"met|signed)\b)[^.;!?,]){0,40}?"
    r"\b(?:to|be|file|sign|send|mail|submit|meet|waive|withdraw|amend|get|receive|deliver|drop|"
    r"leave|skip|have|hold|turn|"
    r"put|fax|email|refuse|deny|end|start|filing|signing|sending)\b|"
    r"\b(?:am|are|is|'m|'re|im|be) (?:(?!the\b|a\b|my\b|our\b|this\b)\w+ )?(?:filing|signing|"
    r"sending|mailing|meeting|submitting|amending|withdrawing|waiving|dropping|supposed|"
    r"going to|planning|thinking|scheduled|set)\b|"
    r"\b(?:plan|plans|planning|going|want|hope|hoping|ready|about|gonna|need|deadline|time|"
    r"last day|date|due|how|when|where|"
    r"supposed|allowed|able|have|by when) (?:to|for us to|for me to) (?:\w+ )?(?:file|sign|send|"
    r"mail|submit|meet|waive|withdraw|amend|refile|"
    r"get|receive|deliver|void|cancel)\b|\bgonna (?:file|sign|send|mail|meet)\b|"
    r"\bby (?:then|when) (?:i|we|they)\b|\b(?:waiting|wait) (?:for|to|until)\b|\bnot yet\b|"
    r"\bas soon as\b|"
    r"\b(?:will|to|must|should|shall|would|gonna|can|could|might|may|'ll|won't) (?:\w+ )?(?:be |"
    r"get )?(?:signed|filed|held|sent|received|delivered)\b"
)

_DONE_SINCE = _p(
    r"\b(?:i|we|they|she|he|both|school|district)\s+(?:both\s+|all\s+|just\s+)?"
    r"(?:signed|filed|got|received|sent|met|mailed|made)\b"
)
# A receipt or a signing that did not happen; "no one" and "nobody" deny as well.
NOBODY = _p(r"\b(?:nobody|no ?one|none of (?:them|us)|neither)\b")
# "If they got it May 3": supposed, whatever the verb.
IF_IT = _p(
    r"\bif (?:we|both|i|they|she|he|it|(?:a|the|my|our) (?:mom|parent|family)|"
    r"(?:the |my |our )?(?:school|district|complaint|meeting|session|hearing|decision|agreement))\b"
)
# One side's signature is no waiver, and two parents are one side.
ONE_SIDED = _p(
    r"\bonly (?:i|we|they|the (?:school|district)|one|their side|our side)\b|"
    r"\b(?:i|we|they|school|district|principal|other side)\b.{0,12}\b(?:did(?:n'?t| not)|"
    r"has(?:n'?t| not)|have(?:n'?t| not)|never|won'?t|wouldn'?t|refus\w+)\b"
    r".{0,15}\b(?:sign\w*|agree\w*)|"
    r"\b(?:ask|asked|asks|asking|want|wants|wanted|need|needs|told|tells|tell|begged|pushed|"
    r"pressured) (?:me|us|both(?: of us)?) to\b|"
    r"\b(?:husband|wife|spouse|partner|ex|his dad|her dad|his mom|her mom|father|mother|"
    r"grandma)\b(?:(?!\bschool|\bdistrict).){0,20}\bboth\b|"
    r"\bboth (?:parents|of us parents)\b|\bnot (?:both|the waiver|a waiver)\b|\bnot signed\b|"
    r"\bunsigned\b|"
    r"\b(?:they|school|district) sent (?:me |us |over )?(?:a|the) waiver\b(?!.{0,60}\b(?:we|"
    r"i) signed)|\bwaiver (?:is )?(?:still )?(?:needs|unsigned)|"
    r"\b(?:their|the school'?s?|my) signature (?:is )?(?:missing|not)"
)

THEY_DID_NOT = _p(
    r"\b(?:they|school|district|principal|other side)\b.{0,12}\b(?:did(?:n'?t| not)|"
    r"has(?:n'?t| not)|have(?:n'?t| not)|never|won'?t|refus\w+)\b\s*(?:yet\s*)?(?:sign\w*|to sign|"
    r"[.,;!?]|$)"
)
# Days of life and school that no fact of the case is told by.
ELSEWHERE = _p(
    r"\b(?:birthday|born|turn(?:s|ed|ing)? \d|wedding|funeral|doctor|dentist|surgery|appointment|"
    r"appt|iep|field trip|"
    r"school (?:starts|begins|pictures|play|ends)|break (?:starts|begins|ends)|vacation|court|"
    r"custody|divorce|truancy|"
    r"birth|diagnos\w+|suspend\w+|expel\w+|hospital|witness|evidence|medicaid|to do|thing to do|"
    r"invitation|"
    r"meeting|mtg|session|hearing|mediation|conference|evaluation|eval|therapy|records?|report|"
    r"call(?:ed)?|"
    r"lawyer|attorney|pay|paid|rent|work|deadline|due|flight|trip|moved|emailed me|told me|"
    r"last day)\b"
)

# Words that add nothing to a day: "ok so my date is September 2", "I think it was on the 3rd".
FILLER = frozenset(
    "a about actually ah all already also am and answer at be been but by came complaint correct "
    "correction count "
    "date dated day days did different do exact final fine find found for forgot from got guess "
    "had have he her here hi hello "
    "i i'm idea im in is it it's its just know last let like looked made make me mean meant mine "
    "mistake my need no not now "
    "of oh ok okay on one oops or our paper papers please pm am really receipt received remember "
    "right said sorry "
    "says see so sure tell thank thanks that that's the their them then they they're think this "
    "to today typo um up us use "
    "wait was we well were what when which with would wrong year yep yes yesterday you your date's "
    "actual accurate checked check letter stamp stamped email".split()
)
_WORD = re.compile(r"[a-z']+|\d+", re.IGNORECASE)


def not_ours(clause: str, fact: str) -> bool:
    """Whether a clause tells of somebody else's case, or of another paper, meeting or hearing."""
    if fact in _FILING and _OTHER_PAPERS.search(clause) and not _OURS.search(clause):
        return True
    return any(
        (facts is None or fact in facts) and pattern.search(clause) for pattern, facts in NOT_OURS
    )


def elsewhere(clause: str, fact: str) -> bool:
    """Whether a clause surely tells of another family's case or a complaint to another office."""
    return bool(OTHER_CASE.search(clause) or (fact in _FILING and _OTHER_COMPLAINT.search(clause)))


def planned(clause: str, end: int) -> bool:
    """Whether the event whose words end at `end` is only planned, wished or due."""
    for match in PLANNED.finditer(clause):
        # "I want to cancel the agreement I signed": the wish is about what was done.
        if match.start() < end and not _DONE_SINCE.search(clause, match.end(), end):
            return True
    return False


def little_more(clause: str, start: int, end: int, most: int) -> bool:
    """Whether a clause holds at most `most` words of content beside the day in it."""
    rest = f"{clause[:start]} {clause[end:]}"
    if ELSEWHERE.search(rest) or OTHER_CASE.search(rest):
        return False
    return sum(word.lower() not in FILLER for word in _WORD.findall(rest)) <= most
