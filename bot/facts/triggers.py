"""Words that tell of an event, one pattern an event, the most telling ones first."""

from __future__ import annotations

import re

_SCHOOL = r"(?:the\s+)?(?:school(?:\s+district)?|district|distrct|lea|principal|they|skool|board(?: of ed\w*)?|department)"
_PARTNER = r"(?:husband|wife|lawyer|attorney|advocate|partner|mom|mother)"
_ME = rf"(?:i|we|me and (?:my|the) \w+|my {_PARTNER} and i|(?:my|our) {_PARTNER})"
_OFFICER = r"\b(?:hearing officer|judge|alj|ho|hearing officer'?s?)\b"
_COMPLAINT = (
    r"(?:complaint|request|paperwork|papers|paper|letter|packet|filing|it|form|due process\w*)"
)
_BOTH = (
    r"\b(?:both|we all|(?:the )?(?:school|district|lea|principal|director) and (?:i|me|we|us)|we and the (?:school|district)|"
    r"(?:i|me|us) and the (?:school|district|principal|(?:\w+ ){0,3}director)|all of us|everybody|everyone|together with the school|"
    r"agreed with the (?:school|district)|decided with the (?:school|district)|mutual|mutually|joint|jointly)\b"
)
_SKIP = (
    r"(?:\b(?:waiv\w*|waver\w*|skip\w*|won'?t meet|not (?:to )?(?:meet|have|hold)|no (?:resolution )?(?:meeting|session|sit ?down)|"
    r"without (?:the|a) (?:resolution )?(?:meeting|session)|will not meet|(?:do ?n'?t|do not|dont) (?:want|need) "
    r"(?:to meet|to have|(?:the|a|any|that|this)?\s*(?:resolution )?(?:meeting|session)))|(?<=waived)\s+(?:the|it))"
)
_NO_DEAL = (
    r"(?:no agreement|no deal|can(?:no|')?t (?:agree|reach|come to)|cannot|could not (?:agree|reach|come to)|"
    r"couldn'?t (?:agree|reach|come to)|agreement (?:is|was) (?:not|im)\s?possible|impasse|unable to agree|"
    r"resolution failed|talks failed|failed to agree)"
)
# Words that may follow "the meeting was" where the meeting's day is told.
_A_DAY = (
    r"(?:on|last|yesterday|today|this|mon|tues?|wed|thurs?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|the \d+\w*|\d+\b|two|three|a week)"
)


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# (fact, pattern); the first pattern that matches a clause names its event.
TRIGGERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "hearing_officer_starts_clock",
        _p(rf"{_OFFICER}.{{0,40}}\b(?:start(?:ed|s)?|began|begun|begins|commenced)\b(?=.{{0,25}}\b(?:45|clock|timeline|time|period|days)\b)|"
           rf"{_OFFICER}.{{0,40}}\b(?:45|clock|timeline)\b.{{0,20}}\b(?:start(?:ed|s)?|began|begins|run\w*)\b|"
           r"\b45[- ]days?\b.{0,20}\b(?:started|began)\b.{0,30}\bhearing officer|"
           r"hearing officer\b.{0,40}\b(?:start(?:ed)?|began|begun|commenced)\b(?! (?:the )?hearing)|"
           r"hearing officer\b.{0,30}\bordered\b.{0,30}\b45"),
    ),
    (
        "sufficiency_challenge_received_by_hearing_officer",
        _p(rf"{_OFFICER}.{{0,25}}\b(?:got|received|recieved|recived|has)\b.{{0,40}}\b(?:challenge|insufficien\w*|sufficiency|noi|notice of ins)|"
           rf"\b(?:challenge|noi|insufficiency notice|notice of insufficiency|objection)\b.{{0,30}}\b(?:reached|received by|got to|went to|came to|delivered to)\b.{{0,8}}{_OFFICER}"),
    ),
    (
        "sufficiency_challenge_made",
        _p(rf"\b(?:challenged|attacked)\b.{{0,30}}\bcomplaint|\bnotice of insufficiency|\binsufficiency notice|\bnoi\b|"
           r"\bsufficiency (?:challenge|objection)\b|\bfiled a challenge\b|\bchallenge to (?:my|our|the) complaint\b|"
           rf"(?:{_SCHOOL}|lawyer)\b.{{0,20}}\b(?:said|says|claimed|claims|told|called)\b.{{0,40}}\b(?:insufficient|not sufficient|incomplete|not complete)"),
    ),
    (
        "settlement_offer_received",
        _p(r"\b(?:got|received|recieved|sent|mailed|emailed|came|made|gave|have)\b.{0,30}\b(?:written|settlement|formal|10[- ]day|ten[- ]day)?\s*(?:settlement\s+)?offer\b(?!\s+of\s+fape)|"
           r"\b(?:written|settlement|10[- ]day|ten[- ]day)\s+(?:settlement\s+)?(?:offer|proposal)\b.{0,30}\b(?:came|got|received|dated|on|is from|from|hit|landed)\b|"
           r"\boffer(?:\s+letter)?\b.{0,12}\b(?:came|arrived|is dated)\b"),
    ),
    (
        "amended_complaint",
        _p(r"\bam+end(?:ed|ing|s|ment)?\b|\bam+end it\b|\b(?:filed|sent|submitted|turned in)\b.{0,25}\b(?:amended|new version|revised|corrected|updated)\b|"
           r"\b(?:revised|corrected|updated|new version of (?:my|our|the)) (?:due process )?complaint\b|\b(?:fixed|changed|redid|rewrote) the complaint\b"),
    ),
    (
        "expedited_hearing_held",
        _p(r"\bexpedited (?:due process )?hearing\b.{0,15}\b(?:was|took place|happened|ended|finished|held)\b(?! (?:set|scheduled|moved))|\bhad (?:the|our) expedited hearing"),
    ),
    (
        "review_decision_issued",
        _p(r"\b(?:sro|review officer|reviewer|reviewing officer|review panel|appeals board|appeal officer)(?:'s)?\b.{0,20}\b(?:decision|ruling|ruled|decided)\b|"
           r"\b(?:state|second|appeal) review(?:er's)? (?:decision|ruling)\b|\breview decision\b|\bdecision (?:of|from|by) the (?:sro|state review\w*|review officer|reviewer)\b"),
    ),
    (
        "decision_extended_to",
        _p(r"\b(?:decision|ruling|deadline|timeline|45 days)\b.{0,30}\b(?:extended|extension|moved|pushed(?: back)?|postponed|put off)\b.{0,25}\b(?:to|until|till)\b|"
           r"\b(?:extended|extends|moved|pushed(?: back)?)\b.{0,25}\b(?:decision|ruling|45 days)\b.{0,25}\b(?:to|until|till)\b"),
    ),
    (
        "decision_issued",
        _p(r"\b(?:decision|ruling|verdict|final order|order of the hearing officer|order after the hearing|judge'?s order)\b.{0,25}?\b(?:came|issued|dated|arrived|is from|was|out|on|says|got|signed)\b|"
           r"\b(?:got|received|recieved|have|lost|issued)\b.{0,25}\b(?:hearing )?(?:decision|ruling|verdict)\b|"
           rf"{_OFFICER}(?:'s)?.{{0,12}}\b(?:ruled|decided|decision|issued)\b(?!.{{0,25}}(?:challenge|sufficien))|\b(?:we|i) (?:lost|won) (?:the|our|my) hearing|"
           r"\bthey decided the case\b"),
    ),
    (
        "no_agreement_possible_in_writing",
        _p(rf"\b(?:sign\w*|agreed in writing|wrote|put in writing|paper|in writing)\b.{{0,60}}\b{_NO_DEAL}|"
           r"\b(?:no agreement|no deal)\b.{0,20}\bpossible\b.{0,40}\b(?:sign|writing)"),
    ),
    (
        "waived_in_writing",
        _p(rf"{_BOTH}.{{0,40}}\b(?:sign\w*|agreed in writing|in writing|waived|put in writing|wrote)\b.{{0,60}}?{_SKIP}|"
           r"\b(?:waiv+er|waver|waived the (?:meeting|session|resolution))\b.{0,40}\b(?:both|signed by|with the school|in writing|by them and me|by us and them|countersigned)\b|"
           r"\b(?:joint|mutual|written) (?:waiv+er|waver)\b.{0,40}\bsigned\b|"
           r"\b(?:we|both)\b.{0,15}\b(?:signed|agreed in writing|waived)\b.{0,30}\b(?:waiv+er|waver|waive|to skip|(?:the (?:resolution )?(?:meeting|session)|it|resolution) in writing)|"
           r"\bwaiver signed (?:by )?both\b|\bwaived\b[^?]{0,12}\bboth (?:of us )?signed\b|"
           rf"{_BOTH}(?: \w+)? waived\b|\bsigned (?:their|the) waiver\b.{{0,40}}\bcountersigned\b"),
    ),
    (
        "mediation_continued_then_withdrawn",
        _p(r"\b(?:continu\w+|kept|keep|extended|after (?:the )?(?:30|thirty)|past (?:day )?30|beyond (?:the )?(?:30|thirty)|went on after)\b.{0,60}\bmediat\w*.{0,60}\b(?:left|withdrew|quit|pulled out|stopped|ended|dropped out|walked(?: out)?|backed out|withdrawn)\b|"
           r"\bmediat\w*\b.{0,12}\b(?:continu\w+|went on|going)\b.{0,50}\b(?:left|withdrew|quit|pulled out|stopped|ended|dropped out|walked(?: out)?|backed out|withdrawn)\b|"
           r"\b(?:left|withdrew|quit|pulled out|stopped|dropped out|walked out)\b.{0,30}\bmediation\b.{0,60}\b(?:after (?:the )?(?:30|thirty)|continu\w+|we had agreed|kept)|"
           r"\b(?:left|withdrew from|quit|pulled out of|stopped|dropped out of) the (?:continued|extended) mediation\b"),
    ),
    (
        "mediation_withdrawn_before_day_30",
        _p(r"\b(?:left|withdrew|withdrawn|quit|pulled out|stopped|dropped out|walked out|ended|backed out)\b.{0,30}\bmediation\b|"
           r"\bmediation\b.{0,30}\b(?:ended|broke down|was stopped|fell apart|was over)\b|\btold the mediator (?:i|we) (?:was|were) done\b"),
    ),
    (
        "agreement_signed",
        _p(r"\b(?:signed|sign|executed|inked|singed|signing)\b(?! (?:for|that|off|up|in)\b).{0,40}\b(?:agreement|settlement|deal|contract|agrement)\b(?!.{0,20}\b(?:iep|consent|waiver|form for)\b)|"
           r"\b(?:signed|executed|inked|singed)\b(?: the)? (?:papers?|it)\b(?! (?:that|saying)\b)|"
           r"\b(?:agreement|settlement|deal)\b(?:(?!\b(?:saying|that|not)\b).){0,40}?\b(?:was |is |got )?signed\b|\bput (?:my|our) (?:name|signature)s? on the (?:settlement|agreement|deal)\b|"
           rf"\b(?:we|i) (?:both )?signed\b(?=\s+{_A_DAY})|\b(?:we|i) signed (?:at|in|after) (?:the |our )?(?:resolution )?(?:meeting|session|mediation)\b|"
           r"^\W*signed\b(?! (?:for|that|off|up|in|by)\b)"),
    ),
    (
        "mediation_started",
        _p(r"\b(?:mediation (?:agreement )?(?:form|paper\w*)|agreement to mediate)\b.{0,40}\bsigned\b|"
           r"\bsigned\b.{0,25}\b(?:mediation (?:agreement )?(?:form|paper\w*)|agreement to mediate)\b|"
           r"\b(?:all|both)\b.{0,12}\bagreed in writing to\b.{0,12}\bmediat\w+|"
           r"\bmediation\b.{0,15}\b(?:started|began|was|took place|happened)\b(?! (?:over|set|stopped|scheduled))|\b(?:started|began|had|did)\s+(?:a |our |the )?(?:first )?mediation\b(?! session (?:is|will))|"
           r"\bwent to (?:a )?mediat(?:ion|or)\b|\b(?:sat|met) (?:down )?with (?:the|a) mediator\b|\bmet the mediator\b|\bfirst (?:day|session) of mediation\b|\bfirst mediation session\b|\bmediation with the\b"),
    ),
    (
        "school_missed_meeting",
        _p(rf"(?:{_SCHOOL}|nobody|no one|noone|no body)(?:\s+from\s+(?:the\s+)?(?:school|district))?\s+(?:\w+\s+)?"
           r"(?:did(?:n'?t| not)\s+(?:show|come|hold|attend|have|schedule|set|appear|participate|take part)|never\s+(?:showed|came|held|scheduled|set|met|had|called|joined|appeared|connected|(?:logged|dialed|signed) (?:in|on))|missed|skipped|no[- ]show(?:ed)?|(?:was|were) a no[- ]show|refused to (?:meet|hold|come|attend)|has(?:n'?t| not) (?:scheduled|held|set)|have(?:n'?t| not) (?:scheduled|held|set)|cancell?ed)\b.{0,40}\b(?:meeting|session|up|resolution|it|day|deadline)?|"
           r"\b(?:nobody|no ?one)\b(?: from the (?:school|district))?\s(?:showed|came)\b(?=.{0,40}\b(?:meeting|session|resolution|mtg)\b|\s*(?:up)?\s*(?:on|$|\W))"),
    ),
    (
        "parent_did_not_participate",
        _p(rf"\b{_ME}\b\s+(?:\w+\s+){{0,3}}?(?:missed|did(?:n'?t| not)\s+(?:go|attend|show|come|make it|take part|participate)|couldn'?t\s+(?:go|make|attend)|couldn'?t come(?! to)|couldn'?t come to (?:the|that|our) (?:meeting|session|resolution)|could not\s+(?:go|make|attend)|never (?:went|showed|attended)|skipped|forgot|was(?:n'?t| not) (?:there|at))\b.{{0,40}}\b(?:meeting|session|resolution|it|there)\b|"
           r"\b(?:had to work|was sick|in the hospital)\b.{0,20}\b(?:missed|couldn'?t (?:attend|go|make)|did(?:n'?t| not) go)\b.{0,20}\b(?:meeting|session|resolution)\b"),
    ),
    (
        "meeting_held",
        _p(rf"\b(?:had|did|held|attended|sat in|went to|came out of)\b.{{0,20}}\b(?:resolution\s+)?(?:meeting|session|mtg)\b|\b(?:resolution\s+)?(?:meeting|session|mtg)\b.{{0,12}}\b(?:was (?:held )?{_A_DAY}|took place|happened|was held|held on|went)\b|"
           r"\bwas (?:the|our|my) resolution (?:meeting|session|mtg)\b|\bres(?:olution)? (?:mtg|meeting)(?= (?:was )?\d)|"
           r"\b(?:had|did|went to) resolution\b|\btalked at the (?:resolution )?(?:meeting|session)\b|"
           r"\bwe (?:already )?met\b|\b(?:school|district|they) met with (?:us|me)\b|\bmet with (?:the school|them|the district)\b|\bsat down with (?:the school|them|the district)\b"),
    ),
    (
        "hearing_scheduled",
        _p(r"\bh(?:ea|ee|a)r+ing\b(?! (?:officer|timeline|request|decision))(?:(?!\bofficer\b).){0,15}\b(?:is|'s|will be|set|scheduled|rescheduled|starts|begins|date|on|for|has been set|was (?:set|scheduled|moved)|got (?:pushed|rescheduled|moved|changed))\b|\b(?:scheduled|set|have)\b.{0,12}\b(?:a |my |our |the )?(?:due process )?hearing\b(?! officer)|"
           r"\bgo (?:to|before) (?:the )?hearing\b|\bfirst day of (?:the |our |my )?hearing\b"),
    ),
    (
        "written_notice_of_decision",
        _p(r"\b(?:prior )?written notice\b|\bpwn\b|\bnotice of (?:the |its |their )?decision\b|\bprior notice\b|\bnotice of (?:\w+ ){0,3}decision in writing\b"),
    ),
    (
        "knew_or_should_have_known",
        _p(rf"\b{_ME}\b.{{0,12}}\b(?:found out|learned|learnt|discovered|reali[sz]ed|knew|became aware|noticed|should have known)\b|"
           r"\bcame to light\b|\b(?:i|we) did(?:n'?t| not) (?:know|find out|learn) until\b|\bthat'?s (?:when|how) (?:i|we) (?:knew|found out)\b"),
    ),
    (
        "refusal_or_proposal",
        _p(rf"(?:{_SCHOOL}|team)\s+(?:\w+\s+)?(?:refused|denied|proposed|rejected|turned (?:\w+ )?down|said no|took away)\b|"
           r"^\W*(?:refused|denied|turned down)\b|\b(?:written|in writing)\s+(?:refusal|denial)\b|"
           r"\b(?:letter|paper|note|email|form)\s+(?:saying|that said|that says)\s+no\b|\b(?:refusal|denial|no) letter\b|"
           r"\b(?:refused|denied|turned down)\b.{0,40}\bin writing\b|\bwas (?:refused|denied)\b"),
    ),
    (
        "received",
        _p(rf"(?:{_SCHOOL}|secretary|office|superintendent(?:'?s office)?|teacher|director)\b.{{0,25}}\b(?:got|get|gets|gotten|received|recieved|recived|receive|receved|recieve|was served|were served|signed for|accepted|has had|have had|had it|logged|opened it|acknowledged|confirmed receipt|stamped (?:it|my|the|our))\b|"
           rf"\b{_COMPLAINT}\b.{{0,25}}\b(?:was |were |got )?(?:received|recieved|recived|delivered|served|arrived|reached|got there|got to|logged|stamped|landed|came in|showed up at)\b|"
           r"\b(?:was|were|got) (?:received|delivered|served)\b|\b(?:received|rec'?d|recieved|recived|delivered|got it|received it|date of receipt|receipt date|served|served them)\b|"
           r"\b(?:got|have) (?:my|our|the) (?:[\w']+ ){0,4}?(?:complaint|request|papers|paperwork)\b|\bhanded it to the principal\b|"
           r"\b(?:green card|return receipt|tracking|fax (?:page|confirmation)|certified mail receipt|stamped copy|(?:my|the) receipt (?:shows|says|is from))\b"),
    ),
    (
        "filed",
        _p(r"\b(?:filed|file|filled|sent|mailed|emailed|e-mailed|submitted|turned in|handed in|faxed|fedexed|put in|put it in the mail|dropped off|sended)\b|\b(?:asked for|requested)\b.{0,20}\b(?:due process|hearing)\b|\b(?:started|initiated) (?:the |a |my )?due process\b|\bdate on my (?:filing|complaint)\b"),
    ),
)  # fmt: skip

# Somebody else who sends, hands in or files: not the parent's filing.
THEY_SENT = _p(
    r"\b(?:they|he|she|school|district|lea|principal|teacher|director|mediator|secretary|lawyer for the (?:school|district)|their (?:lawyer|attorney)|"
    r"school'?s (?:lawyer|attorney)|hearing officer|judge|alj|state|insurance|noi|motion|challenge|notice|offer)\s+(?:(?!i\b|we\b|that\b)\w+\s+){0,2}?"
    r"(?:filed|file|files|sent|mailed|e-?mailed|submitted|turned in|handed in|faxed|put in|dropped off|requested|asked for)\b"
)
# What is withdrawn is a mediation kept up past day 30 where the message said so just before.
KEPT_MEDIATING = _p(
    r"\b(?:continu\w+|kept|keep|extended|went on|going)\b.{0,30}\bmediat\w+|\bmediat\w+\b.{0,15}\b(?:continu\w+|went on|past|after|beyond)\b.{0,25}\b(?:30|thirty|month|period)\b"
)
LEFT = _p(r"\b(?:left|withdrew|quit|pulled out|stopped|ended|dropped out|walked|backed out)\b")

SCHOOL_FILED = _p(
    rf"{_SCHOOL}(?:'s lawyer)?\s+(?:\w+\s+)?(?:filed|files|brought(?= (?:\w+ ){{0,3}}?(?:due process|complaint|cases?|hearing|claim|suit|action|us|me|this)\b)|started)\b(?![^.?!]{{0,15}}\b(?:answer|response|challenge|motion|notice of ins))|"
    rf"{_SCHOOL}\s+(?:\w+\s+)?(?:requested|asked for)\b.{{0,15}}\b(?:due process|(?:a|the) hearing)\b|"
    r"\bfiled (?:\w+\s+)?(?:\w+\s+)?against (?:me|us)\b|\bfiled\b.{0,40}\bnot (?:me|us|i)\b(?! filed)|\b(?:school|district)'?s (?:due process |hearing )?(?:complaint|request)\b|\bcomplaint (?:from|by) the (?:school|district)\b|\bwas the (?:school|district) (?:that|who) filed"
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
