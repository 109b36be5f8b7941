"""Words that tell of an event, one pattern an event, the most telling ones first."""

from __future__ import annotations

import re

_SCHOOL = (
    r"(?:the\s+)?(?:school(?:\s+district)?|district|lea|principal|they|skool|board|department)"
)
_ME = r"(?:i|we|me and (?:my|the) \w+|my (?:husband|wife|lawyer|attorney|advocate) and i|my (?:husband|wife|lawyer|attorney|advocate))"
_COMPLAINT = (
    r"(?:complaint|request|paperwork|papers|paper|letter|packet|filing|it|form|due process\w*)"
)


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# (fact, pattern); the first pattern that matches a clause names its event.
TRIGGERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "hearing_officer_starts_clock",
        _p(r"hearing officer\b.{0,40}\b(?:start(?:ed)?|began|begun|commenced)\b|"
           r"\b45[- ]days?\b.{0,20}\b(?:started|began)\b.{0,30}\bhearing officer|"
           r"hearing officer\b.{0,30}\bordered\b.{0,30}\b45"),
    ),
    (
        "sufficiency_challenge_received_by_hearing_officer",
        _p(r"hearing officer\b.{0,20}\b(?:got|received|recieved|has)\b.{0,40}\b(?:challenge|insufficien|notice of ins)|"
           r"\bchallenge\b.{0,30}\b(?:reached|received by|got to|went to|delivered to)\b.{0,20}hearing officer"),
    ),
    (
        "sufficiency_challenge_made",
        _p(rf"\bchallenged\b.{{0,30}}\bcomplaint|\bnotice of insufficiency|\bsufficiency challenge\b.{{0,30}}\b(?:was|came|filed|made|on)\b|"
           rf"{_SCHOOL}\b.{{0,20}}\b(?:said|says|claimed|told)\b.{{0,40}}\b(?:insufficient|not sufficient|incomplete|not complete)"),
    ),
    (
        "settlement_offer_received",
        _p(r"\b(?:got|received|recieved|sent|mailed|emailed|came|made|gave|have)\b.{0,30}\b(?:written|settlement|formal|10[- ]day|ten[- ]day)?\s*(?:settlement\s+)?offer\b(?!\s+of\s+fape)|"
           r"\b(?:written|settlement)\s+(?:settlement\s+)?offer\b.{0,30}\b(?:came|got|received|dated|on|is from)\b|"
           r"\boffer(?:\s+letter)?\b.{0,12}\b(?:came|arrived|is dated)\b"),
    ),
    (
        "amended_complaint",
        _p(r"\bamended\b|\bamendment\b.{0,20}\b(?:filed|sent)\b|\b(?:filed|sent|submitted)\b.{0,25}\b(?:amended|new version|revised)\b"),
    ),
    (
        "expedited_hearing_held",
        _p(r"\bexpedited hearing\b.{0,15}\b(?:was|took place|happened|ended|finished|held)\b|\bhad (?:the|our) expedited hearing"),
    ),
    (
        "review_decision_issued",
        _p(r"\b(?:sro|review officer|reviewer|reviewing officer|review panel|appeals board|appeal officer)(?:'s)?\b.{0,20}\b(?:decision|ruling|ruled|decided)\b|"
           r"\b(?:state|second|appeal) review(?:er's)? (?:decision|ruling)\b|\breview decision\b|\bdecision (?:of|from|by) the (?:sro|state review\w*|review officer|reviewer)\b"),
    ),
    (
        "decision_extended_to",
        _p(r"\b(?:decision|ruling|deadline|timeline|45 days)\b.{0,30}\b(?:extended|extension|moved|pushed(?: back)?|postponed|put off)\b.{0,20}\b(?:to|until|till)\b|"
           r"\b(?:extended|extends|moved|pushed(?: back)?)\b.{0,25}\b(?:decision|ruling|45 days)\b.{0,25}\b(?:to|until|till)\b"),
    ),
    (
        "decision_issued",
        _p(r"\b(?:decision|ruling|final order|order of the hearing officer)\b.{0,25}\b(?:came|issued|dated|arrived|is from|was|out|on|says|got)\b|"
           r"\b(?:got|received|recieved|have|lost)\b.{0,25}\b(?:hearing )?(?:decision|ruling)\b|"
           r"\bhearing officer\b.{0,12}\b(?:ruled|decided)\b(?!.{0,25}(?:challenge|sufficien))|\b(?:we|i) lost (?:the|our|my) hearing"),
    ),
    (
        "no_agreement_possible_in_writing",
        _p(r"\b(?:sign\w*|agreed in writing|wrote|put in writing|paper|in writing)\b.{0,60}\b(?:no agreement|can(?:no|')t agree|could not agree|couldn'?t agree|agreement (?:is|was) (?:not|im)\s?possible|impasse|unable to agree)|"
           r"\bno agreement\b.{0,20}\bpossible\b.{0,40}\b(?:sign|writing)"),
    ),
    (
        "waived_in_writing",
        _p(r"\b(?:both|we all|school and (?:i|me|we|us)|we and the school|(?:i|me) and the school|all of us|together with the school)\b.{0,40}"
           r"\b(?:sign\w*|agreed in writing|waived|put in writing|wrote)\b.{0,60}(?:\b(?:waive\w*|skip\w*|won'?t meet|not (?:to )?(?:meet|have|hold)|no meeting|without (?:the|a) meeting|will not meet|don'?t (?:want|need) (?:to meet|the meeting|a meeting))|(?<=waived)\s+(?:the|it))|"
           r"\b(?:waiver|waived the (?:meeting|session|resolution))\b.{0,40}\b(?:both|signed by|with the school|in writing)\b|"
           r"\b(?:we|both)\b.{0,15}\b(?:signed|agreed in writing|waived)\b.{0,30}\b(?:waiver|waive|to skip|the (?:resolution )?(?:meeting|session) in writing)|"
           r"\bboth (?:sides )?waived\b"),
    ),
    (
        "mediation_continued_then_withdrawn",
        _p(r"\b(?:continu\w+|kept|keep|extended|after (?:the )?(?:30|thirty)|past (?:day )?30)\b.{0,60}\bmediat\w*.{0,60}\b(?:left|withdrew|quit|pulled out|stopped|ended|dropped out|walked out|withdrawn)\b|"
           r"\b(?:left|withdrew|quit|pulled out|stopped|dropped out|walked out)\b.{0,30}\bmediation\b.{0,60}\b(?:after (?:the )?(?:30|thirty)|continu\w+|we had agreed|kept)"),
    ),
    (
        "mediation_withdrawn_before_day_30",
        _p(r"\b(?:left|withdrew|quit|pulled out|stopped|dropped out|walked out|ended)\b.{0,30}\bmediation\b|"
           r"\bmediation\b.{0,30}\b(?:ended|broke down|was stopped|fell apart)\b"),
    ),
    (
        "agreement_signed",
        _p(r"\b(?:signed|sign|executed|inked|singed)\b(?! for\b).{0,40}\b(?:agreement|settlement|deal|contract|agrement|paper|papers|it|that)\b(?!.{0,20}\b(?:iep|consent|waiver|form for)\b)|"
           r"\b(?:agreement|settlement|deal)\b.{0,20}\b(?:was |is |got )?signed\b|\b(?:we|i) (?:both )?signed\b(?=\s+(?:on|it|last|yesterday|today|monday|tuesday|wednesday|thursday|friday|\d|[a-z]+ \d|the \d|a week|two|this))"),
    ),
    (
        "mediation_started",
        _p(r"\bmediation\b.{0,15}\b(?:started|began|was|took place|happened)\b|\b(?:started|began|had (?:a |our |the )?(?:first )?)\s*mediation\b|\bwent to mediation\b"),
    ),
    (
        "school_missed_meeting",
        _p(rf"(?:{_SCHOOL}|nobody|no one|noone|no body)(?:\s+from\s+(?:the\s+)?(?:school|district))?\s+(?:\w+\s+)?"
           r"(?:did(?:n'?t| not)\s+(?:show|come|hold|attend|have|schedule|set|appear|participate|take part)|never\s+(?:showed|came|held|scheduled|set|met|had|called)|missed|no[- ]show(?:ed)?|walked out|has(?:n'?t| not) (?:scheduled|held|set)|have(?:n'?t| not) (?:scheduled|held|set)|showed up|cancell?ed)\b.{0,40}\b(?:meeting|session|up|resolution|it|day|deadline|mediation)?|"
           r"\b(?:nobody|no one) (?:from the school )?(?:showed|came)"),
    ),
    (
        "parent_did_not_participate",
        _p(rf"\b{_ME}\b\s+(?:\w+\s+)?(?:missed|did(?:n'?t| not)\s+(?:go|attend|show|come|make it|take part|participate)|couldn'?t\s+(?:go|make|attend|come)|could not\s+(?:go|make|attend)|skipped|forgot|was(?:n'?t| not) (?:there|at))\b.{{0,40}}\b(?:meeting|session|resolution|it|there)\b"),
    ),
    (
        "meeting_held",
        _p(r"\b(?:had|did)\b.{0,20}\b(?:resolution\s+)?(?:meeting|session)\b|\b(?:resolution\s+)?(?:meeting|session)\b.{0,12}\b(?:was (?:held )?(?:on|last|yesterday|today|this)|took place|happened|was held|held on|went)\b|"
           r"\bwe (?:already )?met\b|\bmet with (?:the school|them|the district)\b|\bsat down with (?:the school|them|the district)\b"),
    ),
    (
        "hearing_scheduled",
        _p(r"\bhearing\b.{0,15}\b(?:is|'s|will be|set|scheduled|starts|begins|date|on|for|has been set|was (?:set|scheduled|moved))\b|\b(?:scheduled|set|have)\b.{0,12}\b(?:a |my |our |the )?hearing\b"),
    ),
    (
        "written_notice_of_decision",
        _p(r"\b(?:prior )?written notice\b|\bpwn\b|\bnotice of (?:the |its |their )?decision\b"),
    ),
    (
        "knew_or_should_have_known",
        _p(rf"\b{_ME}\b.{{0,12}}\b(?:found out|learned|learnt|discovered|reali[sz]ed|knew|became aware|noticed)\b"),
    ),
    (
        "refusal_or_proposal",
        _p(rf"{_SCHOOL}\s+(?:\w+\s+)?(?:refused|denied|proposed|rejected|turned (?:us |me |it )?down|said no)\b"),
    ),
    (
        "received",
        _p(rf"(?:{_SCHOOL}|secretary|office|superintendent|teacher|director)\b.{{0,25}}\b(?:got|get|gets|gotten|received|recieved|recived|receive|receved|recieve|was served|were served|signed for|accepted|has had|have had|had)\b|"
           rf"\b{_COMPLAINT}\b.{{0,25}}\b(?:was |were |got )?(?:received|recieved|recived|delivered|served|arrived|reached|got there|logged|stamped)\b|"
           r"\b(?:was|were|got) (?:received|delivered|served)\b|\b(?:received|recieved|recived|delivered|got it|received it|date of receipt|receipt date|served|served them)\b|"
           r"\b(?:got|have) (?:my|our|the) (?:\w+ )?(?:complaint|request|papers|paperwork)\b|"
           r"\b(?:green card|return receipt|tracking|fax (?:page|confirmation))\b"),
    ),
    (
        "filed",
        _p(r"\b(?:filed|file|filled|sent|mailed|emailed|e-mailed|submitted|turned in|handed in|faxed|put in|dropped off|sended)\b|\b(?:asked for|requested)\b.{0,20}\b(?:due process|hearing)\b"),
    ),
)  # fmt: skip

SCHOOL_FILED = _p(
    rf"{_SCHOOL}(?:'s lawyer)?\s+(?:\w+\s+)?(?:filed|files|brought|started)\b(?![^.?!]{{0,15}}\b(?:answer|response|challenge|motion|notice of ins))|"
    rf"{_SCHOOL}\s+(?:\w+\s+)?(?:requested|asked for)\b.{{0,15}}\b(?:due process|(?:a|the) hearing)\b|"
    r"\bfiled (?:\w+\s+)?(?:\w+\s+)?against (?:me|us)\b|\bfiled\b.{0,40}\bnot (?:me|us|i)\b(?! filed)|\b(?:school|district)'?s complaint\b|\bcomplaint (?:from|by) the (?:school|district)\b|\bwas the (?:school|district) (?:that|who) filed"
)
PARENT_FILED = _p(
    r"\b(?:i|we)\b\s+(?:\w+\s+)?(?:filed|am the one who filed|are the ones who filed)\b.{0,30}\bnot (?:the )?(?:school|district|them|they)|\bit was (?:me|us) (?:who|that) filed\b"
)
EXPEDITED = _p(
    r"\bexpedited\b(?! hearing (?:timeline|rules))|\bdiscipline (?:case|complaint|matter|hearing|due process)|\bdisciplinary (?:case|complaint|matter|hearing)|\b(?:it'?s|its|this is|is) (?:a |about )?(?:a )?disciplin\w*|\bmanifestation (?:determination|hearing|review|decision|finding)"
)
NOT_EXPEDITED = _p(
    r"\bnot (?:an? )?(?:expedited|discipline)|\bno discipline|\bnothing to do with discipline"
)
# How a parent answers the question where the agreement was made; the first that fits.
ORIGIN_ANSWERS = (
    ("private", _p(r"\boutside\b|\bneither\b|\bprivate\w*\b|\blawyers?\b|\b(?:by|over|through) (?:e-?mail|phone|the phone)\b|\bhallway\b|\b(?:after|before) the (?:meeting|session)\b|\biep (?:meeting|team)\b|\bnot (?:at|from|in) (?:a|the) (?:resolution )?(?:meeting|session)\b")),
    ("mediation", _p(r"\bmediat\w+")),
    ("resolution_meeting", _p(r"\bresolution\b|\b(?:at|in|from|during) (?:the|that|our|a) (?:meeting|session)\b|^\W*(?:the )?(?:meeting|session)\W*$|^\W*(?:yes|yeah|yep|yup|correct|right)\b")),
    ("private", _p(r"^\W*(?:no|nope|nah)\b")),
)  # fmt: skip
AGREEMENT_FROM = (
    ("mediation", _p(r"\bmediat\w+ (?:\w+ )?(?:agreement|settlement|deal)\b|\b(?:agreement|deal|settlement|signed)\b.{0,25}\b(?:in|from|at|after|with) (?:a |the |our )?mediat")),
    ("private", _p(r"\bprivate (?:\w+ )?(?:agreement|settlement|deal)|\boutside (?:of )?(?:the )?(?:meeting|resolution)|\bbetween (?:the )?lawyers|\bnot (?:at|from|in) the (?:resolution )?(?:meeting|session)")),
    ("resolution_meeting", _p(r"\bresolution (?:meeting |session )?(?:agreement|settlement)\b|\b(?:agreement|deal|settlement|signed)\b.{0,30}\b(?:in|from|at) (?:the |our )?(?:resolution (?:meeting|session)|meeting|session)")),
)  # fmt: skip
