"""What the words around a Spanish date say of it: its side of today, "about", corrections."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.dates.corrections import Cues
from bot.dates.es.words import COUNTS, WEEKDAYS
from bot.dates.found import Found, Lean, asking, shifted
from bot.dates.reader import Grammar
from bot.dates.together import (
    PERIODS,
    Joints,
    moved_by,
    same_week,
    told_by_others,
    with_each,
)
from bot.text.clauses import last_sentence


def _p(pattern: str) -> re.Pattern[str]:
    """The texts are in small letters without accents."""
    return re.compile(pattern)


# -- which side of today ------------------------------------------------------------------------

_DONE_WORDS = (
    r"(?:present(?:e|amos|o|aron)|mand(?:e|amos|o|aron)|envi(?:e|amos|o|aron)|entreg(?:ue|amos|o|aron)|"
    r"ped(?:i|imos)|pidi(?:o|eron)|solicit(?:e|amos|o)|firm(?:e|amos|o|aron)|"
    r"recib(?:i|imos|io|ieron)|resib(?:i|io|ieron)|"
    r"lleg(?:o|aron|amos)|fue|fui|fuimos|fueron|tuv(?:e|imos|o|ieron)|hub(?:o|ieron)|di(?:jo|jeron|o|eron|mos)|"
    r"hic(?:e|imos|ieron)|hizo|met(?:i|imos|io|ieron)|someti(?:o|eron)?|radique|radico|radicaron|"
    r"sali(?:o|eron)|tienen?\s+desde|desde|era|estaba|estuvo|estuv\w+|dej(?:e|amos|o)|avis(?:o|aron)|"
    r"llam(?:o|aron)|fech(?:a|ada|ado)\s+(?:del?|es)|vin(?:o|ieron)|puse|pusimos|fall(?:o|aron)|neg(?:o|aron)|"
    r"perd(?:i|imos)|gan(?:e|amos)|celebr(?:o|aron)|ayer|pasad[oa]|got|filed|received|sent|signed|met)"
)
_AHEAD_WORDS = (
    r"(?:(?:voy|vamos|va|van|iba|iban|ibamos)\s+a|quiero|queremos|quieren|pienso|pensamos|planeo|planeamos|espero|"
    r"esperamos|tengo\s+que|tenemos\s+que|tienen\s+que|me\s+toca|nos\s+toca|sera|seran|estara|estaran|"
    r"se\s+hara|programad[ao]|programaron|agendad[ao]|agendaron|citaron|citad[oa]s?|fijaron|fijad[ao]|"
    r"posp\w+|aplaz\w+|movieron|cambiaron|pasaron|quedo\s+para|pusieron|puso|"
    r"[a-z]{2,}(?:are|aremos|aran|ere|eremos|eran|ire|iremos|iran)|presentara|mandara|firmara|recibira|"
    r"si\s+(?:la|lo|me|nos|se|yo)?\s*\w+)"
)
_AHEAD = _p(rf"\b{_AHEAD_WORDS}\b[^.;!?]{{0,45}}$")
_DO = (
    r"(?:presentar|mandar|enviar|entregar|firmar|pedir|meter|poner|someter|radicar|enmendar|ir|tener|"
    r"hacer|renunciar|dejar|llevar|dar|reunir|juntar|recibir|llegar|ser|corregir|empezar|"
    r"solicitar|registrar|subir|file)\w*"
)
_PLAN = _p(
    r"\b(?:(?:voy|vamos|va|van)\s+a\s+(?:\w+\s+)?|(?:quiero|queremos|pienso|pensamos|planeo|planeamos|espero|"
    rf"esperamos|tengo\s+que|tenemos\s+que|tienen\s+que|quieren|me\s+toca|nos\s+toca)\s+){_DO}\b[^.,;!?]{{0,45}}$|"
    r"\b(?:[a-z]{3,}(?:aremos|eremos|iremos)|(?:presentar|mandar|enviar|entregar|firmar|pedir|meter)e|"
    r"sera|seran|estara|me\s+toca|nos\s+toca)\b[^.,;!?]{0,45}$"
)
_IF = _p(
    r"\bsi\s+(?:(?:yo|la|lo|me|se|nos|les|le|ellos|el|escuela|distrito)\s+)*\w+\b[^.;!?]{0,45}$"
)
_DONE = _p(rf"\b{_DONE_WORDS}\b[^.,;!?]*$")
_HEARING = _p(r"\b(?:audiencia|vista|hearing|juicio)\b[^.;!?]{0,40}$")
_NOT_AHEAD = _p(
    r"\b(?:decision|fallo|oficial|fue|era|tuv\w+|hubo|recib\w+|pedi|solicit\w+|present\w+|estaba|"
    r"pasada|termino|perd\w+|gan\w+|celebr\w+|hizo|hicieron|paso|realizo)\b"
)
_UNTIL = _p(
    r"\b(?:para|hasta|antes\s+del?|a\s+mas\s+tardar|vence|limite)\s*(?:el\s*)?(?:es\s*)?(?:dia\s*)?$"
)
# "No la recibieron hasta el 12".
_NOT_UNTIL = _p(r"\bno\s+(?:\w+\s+){1,4}hasta\s+(?:el\s+)?$")
_IS_ON = _p(
    r"\b(?:es|son|seria|queda|cae|toca)\s+(?:el\s+)?(?:dia\s+)?$|"
    r"\b(?:tengo|tenemos|hay|toca)\s+(?:(?!desde|del\s)\w+\s+){1,4}?(?:el\s+)?(?:dia\s+)?$"
)
_MEETING = _p(
    r"(?:^|[,;]|\b(?:y|pero|que|dice)\s)\W*(?:(?:la|mi|nuestra|el|tengo|tenemos|hay|una|ya)\s+)*"
    r"(?:junta|reunion|sesion|cita|mediacion|conferencia|meeting|resolution)"
    r"(?:\s+(?:de|del|con|resolucion|resolution|meeting|session|la|el|escuela|distrito|que|tenemos|es)){0,5}\s*"
    r"(?:para\s+|el\s+|es\s+)*$"
)


def _leaning(text: str, each: Found) -> Lean | None:
    """The side that the words before a day give it, if they do."""
    before = last_sentence(text[max(0, each.start - 70) : each.start], "es")
    if _IF.search(before):
        return "nearest"
    done, plan = _DONE.search(before), _PLAN.search(before)
    if plan and not (done and done.start() > plan.start()):
        return "future"
    if done and not (_SET_SINCE.search(before, done.start()) or _IT_IS.search(before)):
        return "past"
    hearing = _HEARING.search(before)
    if hearing and not _NOT_AHEAD.search(before):
        return "future"
    if _NOT_UNTIL.search(before):
        return "past"
    if _UNTIL.search(before) or _IS_ON.search(before):
        return "future" if each.form == "weekday" else "nearest"
    if _AHEAD.search(before):
        return "future" if each.form == "weekday" else "nearest"
    return "nearest" if _MEETING.search(before) else None


_IT_IS = _p(r"\b(?:es|sera)\s+$")
# "La pusieron para el lunes", "quedo para", "me dieron cita": set by somebody, the day is ahead.
_SET_SINCE = _p(
    r"\b(?:cita|para|programad[ao]|programaron|agendad[ao]|agendaron|citaron|hasta|que\s+es|que\s+sera|"
    r"audiencia|vence)\b"
)

# -- about ----------------------------------------------------------------------------------------

_ABOUT = _p(
    r"(?:\b(?:como|alrededor|aproximadamente|aprox\.?|tal\s+vez|quizas?|capaz|a\s+lo\s+mejor|"
    r"posiblemente|probablemente|cerca|por\s+ahi|ahi\s+por|por\s+alla|mas\s+o\s+menos|creo|"
    r"me\s+parece|puede\s+que|segun\s+yo|si\s+no\s+me\s+equivoco|poco\s+(?:antes|despues)|"
    r"justo\s+(?:antes|despues)|maybe|around|about|like)\b\s*(?:(?:que|fue|era|de|del|por|el|como|"
    r"en|a|ahi|eso|haya\s+sido)\s+)*|~)$"
)
_ABOUT_AFTER = _p(
    r",?\s*(?:mas\s+o\s+menos|o\s+algo\s+asi|o\s+por\s+ahi|aproximadamente|aprox|por\s+ahi|o\s+asi)\b|"
    r"[\s.,]*(?:creo|me\s+parece|no\s+estoy\s+segur[oa]|no\s+me\s+acuerdo\s+bien|si\s+no\s+me\s+equivoco|"
    r"tal\s+vez|quizas?|i\s+think)\s*(?:$|[.,;!?)]|pero\b)"
)


def _softened(each: Found, text: str) -> Found:
    """A certain day said with "about" is not certain; nor is a bare weekday that is today."""
    if each.kind != "date":
        return each
    before = text[max(0, each.start - 40) : each.start]
    near = each.form == "near_day"
    if (not near and _ABOUT.search(before)) or (not near and _ABOUT_AFTER.match(text, each.end)):
        return replace(each, kind="vague", reason="approximate", day=None, past=None, ahead=None)
    if each.form == "weekday" and each.past and each.ahead and each.day:
        today = shifted(each.past, 7)
        if today is not None and today != each.ahead and each.ahead == shifted(today, 7):
            return asking(each, (today, each.day))
    return each


# -- the day before Thanksgiving ------------------------------------------------------------------

_W = "|".join(WEEKDAYS)
_COUNT = "|".join(sorted((word.replace(" ", r"\s+") for word in COUNTS), key=len, reverse=True))
_BESIDE = _p(
    rf"(?:\b(?:el\s+)?(?P<one>{_W}|dia|noche)|\b(?:la\s+)?(?P<week>semana)|"
    rf"\b(?P<number>\d{{1,2}}|{_COUNT})\s+(?P<kind>(?:dias?|semanas?)(?:\s+\w+es)?))\s+"
    r"(?P<way>antes|despues|siguiente|anterior|previo)\s+(?:de\s*|a\s*)(?:el\s*|la\s*|los\s*|l\s*)?$"
)
_OF_WEEK = _p(
    rf"\b(?:el\s+)?(?P<weekday>{_W})\s+de\s+(?:la\s+)?semana\s+de\s+(?:la\s+)?$|\b(?P<week>semana)\s+del?\s+(?:la\s+|el\s+)?$"
)
_EVE = _p(r"\b(?:en\s+)?(?:la\s+)?vispera\s+de\s+(?:la\s+)?$")
_SOME_TIME = _p(
    r"\b(?:antes|despues|cerca|alrededor|hasta|para|por|durante|desde|entre|pasando)\s+(?:del?\s+)?"
    r"(?:el\s+|la\s+|las\s+)?$"
)
_BREAK_BEFORE = _p(
    r"\b(?:vacaciones|receso|fiestas?|descanso|fin\s+de\s+semana|temporada|semana|epoca)\s+del?\s+(?:la\s+|el\s+)?$"
)
_CLOSED = _p(
    r"\b(?:cierran?|cerrad[oa]|no\s+hay\s+(?:clases|escuela)|cuenta|cuentan|cae|feliz|feriado|festivo|habil)\b"
)
_HAPPENED_ON = _p(
    r"\b(?:en|el|este|fue|era|es|dia\s+de|recib\w+|llego|firm\w+|mande|presente|entregue|sera)\s+"
    r"(?:(?:el|la|en|mero|mismo)\s+)*$"
)


def _beside_others(found: list[Found], text: str, today: date) -> list[Found]:
    """The days told by another: each takes the place of the words it is told with."""
    return told_by_others(found, lambda anchor: _beside(anchor, text, today))


def _beside(anchor: Found, text: str, today: date) -> Found:
    before = text[max(0, anchor.start - 60) : anchor.start]
    offset = anchor.start - len(before)
    words = _BESIDE.search(before)
    if words and anchor.kind == "date":
        start = offset + words.start()
        sign = -1 if words["way"] in ("antes", "anterior", "previo") else 1
        if words["week"]:
            return same_week(anchor, anchor.start) if anchor.form == "holiday" else anchor
        if words["number"]:
            number = words["number"]
            count = int(number) if number.isdigit() else COUNTS[re.sub(r"\s+", " ", number)]
            plain = words["kind"] in ("dia", "dias")
            if not plain or count in PERIODS:
                return replace(anchor, weak=False) if anchor.form != "holiday" else anchor
            moved = with_each(anchor, start, lambda day: shifted(day, sign * count), today)
            first, other = anchor.day or anchor.past, moved.day or moved.past
            if anchor.form == "holiday" or count <= 2 or not (first and other):
                return moved
            return asking(moved, (first, other))
        return moved_by(anchor, start, sign, WEEKDAYS.get(words["one"]), 0, today)
    week = _OF_WEEK.search(before)
    if week and anchor.kind == "date" and anchor.form == "holiday":
        start = offset + week.start()
        if week["week"]:
            return same_week(anchor, start)
        weekday = WEEKDAYS[week["weekday"]]
        return with_each(anchor, start, lambda day: shifted(day, weekday - day.weekday()), today)
    eve = _EVE.search(before)
    if eve and anchor.form == "holiday" and anchor.kind == "date":
        return with_each(anchor, offset + eve.start(), lambda day: shifted(day, -1), today)
    if anchor.form == "holiday" and anchor.weak:
        return _bare_holiday(anchor, before, text)
    return anchor


def _bare_holiday(anchor: Found, before: str, text: str) -> Found:
    """A holiday alone is a day only where something happened on it: "el dia de Navidad"."""
    vague = replace(
        anchor, kind="vague", reason="approximate", day=None, past=None, ahead=None, weak=False
    )
    if _CLOSED.search(before) or _CLOSED.match(text[anchor.end : anchor.end + 30].lstrip()):
        return replace(anchor, form="nothing")
    if _BREAK_BEFORE.search(before):
        return replace(anchor, form="nothing")
    if _SOME_TIME.search(before):
        return vague
    if anchor.kind != "date":
        return vague
    named = text[anchor.start : anchor.end].startswith(("dia", "noche"))
    alone = not before.strip(" .,!¡¿") and not text[anchor.end :].strip(" .,!?")
    if alone or named or _HAPPENED_ON.search(before):
        return replace(anchor, weak=False)
    return anchor


# -- corrections ----------------------------------------------------------------------------------

_CUE_WORDS = (
    r"perdon(?:e|en)?|disculpe?n?|disculpa|digo|quise\s+decir|quiero\s+decir|mas\s+bien|mejor\s+dicho|"
    r"no\s+esper[ea]|esper[ea](?:\s+no)?|me\s+equivoque|correccion|corrijo|me\s+corrijo|error(?:\s+mio)?|"
    r"en\s+realidad|la\s+verdad|sino|ay\s+no|uy\s+no|ups|oops|sorry|i\s+mean|actually|fue\s+mi\s+error|"
    r"mal\s+escrito|no\s+es\s+cierto|dije\s+mal|escribi\s+mal|puse\s+mal"
)
_FILLER = (
    r"no|o|ay|eh|uy|fue|era|es|el|la|y|pero|dia|que|si|sea|ese|este|realmente|eso|al|del|en|de"
)
_SPANISH_CUES = Cues(
    replaced=_p(
        rf"\W*(?:(?:{_FILLER})\b\W*)*(?:(?:{_CUE_WORDS})\b\W*|\bno\b,\s*)(?:(?:{_CUE_WORDS}|{_FILLER})\b\W*)*"
    ),
    cue_before=_p(rf"(?:^|[.,;:!?¡)\s-])(?:(?:{_CUE_WORDS})\b\W*)+(?:(?:{_FILLER})\b\W*)*$"),
    strong_cue=_p(
        r"\b(?:perdon\w*|disculp\w+|digo|quise\s+decir|quiero\s+decir|mejor\s+dicho|me\s+equivoque|"
        r"correccion|corrijo|error|sorry|dije\s+mal|escribi\s+mal|puse\s+mal|ups|oops)\b"
    ),
    own_event=_p(
        r"\s+(?:fue\s+cuando|es\s+cuando|(?:lo|la|los|me|nos|le|se)\s+\w+(?:o|e|aron|ieron|amos|imos)\b|"
        r"(?:la\s+escuela|el\s+distrito|ellos|yo)\s+\w+)"
    ),
    denied=_p(r"\bno\s+(?:(?:es|era|fue|fueron|en|para)\s+)*(?:el\s+|del\s+)?(?:dia\s+)?$|\by\s+no\s+(?:el\s+)?$"),
    denial_start=_p(r"\W*(?:y\s+)?no\s+(?:(?:es|era|fue|en|para)\s+)*(?:el\s+)?(?:dia\s+)?"),
    short_break=_p(rf"\W*(?:(?:{_FILLER}|{_CUE_WORDS})\b\W*)*"),
    bare_denied=_p(r"\W*\b(?:y\s+)?no\s+(?:el\s+)?(?:dia\s+)?(?P<day>\d{1,2})\b(?![/:-]|\s*(?:dias|de\b))\)?"),
    bare_meant=_p(
        r"\W*(?:digo|quise\s+decir|perdon|mas\s+bien|mejor\s+dicho|me\s+equivoque,?)\W+(?:(?:el|fue|era|dia)\s+)*"
        r"(?P<day>\d{1,2})(?![\w/:-]|\s*(?:dias|semanas|de\b|\w{3,}))"
    ),
    year_corrected=_p(
        r"\b(?P<right>(?:19|20)\d\d)\W+(?:y\s+)?no\s+(?:(?:es|era|del?|fue)\s+)?(?P<wrong>(?:19|20)\d\d)\b|"
        r"\bno\s+(?:(?:es|era|del?|fue)\s+)?(?P<wrong2>(?:19|20)\d\d)\W+(?:(?:sino|es|era|fue|del?|el)\s+)*(?P<right2>(?:19|20)\d\d)\b|"
        r"\b(?:perdon|digo|quise\s+decir|me\s+equivoque|correccion|ups|error)\W+(?:(?:es|era|fue|el|del?|ano|en)\s+)*(?P<right3>(?:19|20)\d\d)\b(?![-/]\d)"
    ),
    moved=_p(
        r"\b(?:movieron|cambiaron|pospusieron|aplazaron|pasaron|reprogramaron|movio|cambio|paso|movid[ao]|"
        r"cambiad[ao]|pospuest[ao]|aplazad[ao]|recorrieron|moved|rescheduled)\b.{0,30}$"
    ),
    moved_to=_p(r"\W*(?:y\s+)?(?:ahora\s+es|ahora|al|para|a|hasta|to)\s+(?:el\s+)?(?:dia\s+)?"),
    said=_p(r"\b(?:dije|puse|escribi|les\s+dije|le\s+dije|habia\s+dicho)\s+(?:que\s+)?(?:fue\s+|era\s+)?(?:el\s+)?$"),
    said_but=_p(r"\W*pero\s+(?:fue|era|es|en\s+realidad\s+fue)\s+(?:el\s+)?"),
)  # fmt: skip

_SPANISH_JOINTS = Joints(
    touching=_p(
        r"[\s,(-]*(?:(?:el|dia|el\s+dia|que\s+fue|que\s+es|que\s+era|fue|o\s+sea|osea|es\s+decir|"
        r"que\s+cae|que\s+cayo|era|on|the|un|de)\b[\s,]*)*"
    ),
    close_by=_p(r"[\s,(-]*(?:el\s+)?(?:dia\s+)?"),
    either=_p(r"[\s,]*(?:o|u)(?:\s+(?:tal\s+vez|quizas?|fue|era|a\s+lo\s+mejor|el|or))*\s*"),
    still=_p(r"\s+(?:es|fue|era)\b"),
)
SPANISH = Grammar(_SPANISH_JOINTS, _SPANISH_CUES, _beside_others, _leaning, _softened)
