"""Turns what a Spanish pattern matched into the day it says, one function a way of writing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.dates.es.named_days import named_day
from bot.dates.es.words import COUNTS, DAYS_IN_WORDS, MONTHS, ORDINALS, SHORT_WEEKDAYS, WEEKDAYS
from bot.dates.found import (
    FIRST_YEAR,
    LAST_YEAR,
    Form,
    Found,
    Lean,
    Yearly,
    asking,
    last_weekday,
    month_length,
    month_moved,
    next_weekday,
    safe,
    shifted,
    with_sides,
)
from bot.dates.named_days import nth_weekday

Match = re.Match[str]
_ANY_WEEKDAY = WEEKDAYS | SHORT_WEEKDAYS
# Figures of which the other order is so near, and the US one so far, that it is asked.
_FAR, _NEAR = timedelta(days=60), timedelta(days=45)


# "Al 11 de enero": the word before belongs to what it is moved from.
_BEFORE = re.compile(r"[ ,]*(?:(?:al|del?|en|desde)\s+(?!hoy|la\b))?")


def _found(match: Match, form: Form, **values: object) -> Found:
    start, end = match.span()
    text = match[0]
    start += len(_BEFORE.match(text)[0])  # type: ignore[index]
    end -= len(text) - len(text.rstrip(" ,."))
    return Found("", start, end, form, **values)  # type: ignore[arg-type]


def _on(match: Match, form: Form, day: date | None) -> Found:
    if day is None:
        return _found(match, form, kind="impossible", reason="no_such_day")
    return _found(match, form, day=day)


def vague(match: Match, today: date) -> Found:
    return _found(match, "other", kind="vague", reason="approximate")


def month_only(match: Match, today: date) -> Found:
    return _found(match, "other", kind="vague", reason="month_only")


def nothing(match: Match, today: date) -> Found:
    """Takes its words, so that no later pattern reads a day out of them."""
    return _found(match, "nothing")


def _group(match: Match, *names: str) -> str:
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), "")


def _told_year(match: Match, today: date) -> int | None:
    told = _group(match, "year", "dashed", "short")
    if told:
        year = int(told.lstrip("'"))
        return year if year > 99 else 2000 + year
    spoken = _group(match, "spoken_year")
    if spoken:
        return 2000 + _count(spoken)
    words = _group(match, "rel", "rel2", "rel3")
    if not words:
        return None
    return today.year + (-1 if words == "pasado" else 1 if re.match("prox|que|entr", words) else 0)


def _in_year(match: Match, form: Form, yearly: Yearly, today: date) -> Found:
    """A day of a year: the year told, or open with both sides of today."""
    year = _told_year(match, today)
    if year is not None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return _found(match, "other", kind="impossible", reason="out_of_range")
        return _on(match, form, yearly(year))
    found = with_sides(_found(match, form), yearly, today)
    which = _group(match, "which", "after")
    lean: Lean | None = None
    if which.startswith(("pasad", "ultim")):
        lean = "past"
    elif which.startswith(("prox", "que", "entr")):
        lean = "future"
    elif which.startswith("este"):
        lean = "nearest"
    return found if lean is None else found.leaning(lean)


def _month_day(match: Match, month: int, day: int, today: date) -> Found:
    if safe(2000, month, day) is None:
        return _on(match, "month_day", None)
    found = _in_year(match, "month_day", lambda year: safe(year, month, day), today)
    if (month, day) == (2, 29) and found.past and (today - found.past).days > 365:
        found = replace(found, past=None)
    return found


def _day(match: Match, name: str = "day") -> int:
    """The day of the month in figures or words: "12", "1ro", "treinta y uno"."""
    return _day_in(match[name])


def _day_in(written: str) -> int:
    figures = re.match(r"\d+", written)
    return int(figures[0]) if figures else DAYS_IN_WORDS[re.sub(r"[\s-]+", " ", written.strip())]


def iso(match: Match, today: date) -> Found:
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _found(match, "other", kind="impossible", reason="out_of_range")
    return _on(match, "month_day", safe(year, int(match["month"]), int(match["day"])))


def named(match: Match, today: date) -> Found | None:
    """3 de marzo, marzo 3, primero de octubre."""
    day = _day(match)
    if not 0 < day <= 31:
        return _on(match, "month_day", None) if _told_year(match, today) is not None else None
    return _month_day(match, MONTHS[match["month"]], day, today)


def several_days(match: Match, today: date) -> Found | None:
    """Del 3 al 5 de noviembre, 3 o 4 de marzo, entre el 3 de marzo y el 5 de abril."""
    if _IS_MOVED.search(match.string[: match.start()]):
        return None  # "la movieron del 3 al 5 de marzo"
    month = MONTHS[match["month"]]
    other = MONTHS[match["month2"]] if match["month2"] else month
    return _range(match, (month, _day(match)), (other, _day(match, "day2")), _joined(match), today)


_IS_MOVED = re.compile(
    r"\b(?:mov\w+|cambi\w+|pospusieron|aplaz\w+|pasaron|reprogram\w+|recorrieron)\b[^.;!?]{0,20}$"
)


def _joined(match: Match) -> str:
    join = match["join"].strip()
    return "or" if join in ("o", "u", "o el", "u el", "o fue el") else "to"


def _range(
    match: Match, first: tuple[int, int], last: tuple[int, int], join: str, today: date
) -> Found:
    year = _told_year(match, today)
    if year is None:
        sides = with_sides(_found(match, "month_day"), lambda year: safe(year, *first), today)
        start = sides.past or sides.ahead
    else:
        start = safe(year, *first)
    end = safe(start.year, *last) if start else None
    if start is None or end is None:
        return _on(match, "other", None)
    if end < start:
        end = safe(start.year + 1, *last) or end
    found = _found(match, "other", assumed=year is None)
    return asking(found, (start, end), "ambiguous" if join == "or" else "range")


def days_of_a_month(match: Match, today: date) -> Found | None:
    """Del 3 al 5, el 3 o el 4: of this month or the last one."""
    first, last = _day(match), _day(match, "day2")
    if _IS_MOVED.search(match.string[: match.start()]):
        return None
    days = [
        (start, end)
        for n in (0, -1)
        if (start := safe(*month_moved(today, n), first)) is not None
        and (end := safe(*month_moved(today, n), last)) is not None
        and start <= today
    ]
    if not days or not 0 < first < last:
        return None
    kind = "ambiguous" if _joined(match) == "or" else "range"
    return asking(_found(match, "other"), days[0], kind)  # type: ignore[arg-type]


def figures_range(match: Match, today: date) -> Found | None:
    """11/3 al 11/5, 11/3-11/5."""
    pair = (int(match["first"]), int(match["second"]))
    other = (int(match["first2"]), int(match["second2"]))
    if safe(2000, *pair) is None or safe(2000, *other) is None:
        return None
    return _range(match, pair, other, _joined(match), today)


# What names something else by numbers, before and after a pair.
_LABEL = re.compile(
    r"(?:\b(?:paginas?|pags?|salon|aula|cuarto|caso|expediente|numero|num|nos?|seccion|sec|"
    r"grados?|notas?|calificacion|apto|apartamento|edificio|ruta|bus|camion|articulo|art|capitulo|"
    r"punto|puntos|metas?|edad|edades|proporcion|ratio|nivel|tel|telefono|clase|regla|parte|linea|"
    r"score|room|case|page|section|grade|usc|cfr|preguntas?|saco|percentil)\.?|#|§|\$)[\s:#(]*"
    r"(?:(?:es|de|fue|son)\s+)?$"
)
_COUNTED = re.compile(
    r"\s*(?:%|por\s?ciento|horas?\b|dias?\b|anos?\b|meses\b|veces\b|partes\b|alumnos|ninos|"
    r"estudiantes|personas|maestr|[ap]\.?\s?m\b|puntos|tazas?|millas?|minutos|"
    r"de\s+(?!19|20|21)(?:la|las|los|el|sus?|mis?|una?|cada|hora|clase|tiempo|dia)\b(?!\s+tarde))"
)
_EVIDENCE = re.compile(
    r"(?:\b(?:el|dia|fecha|desde|recib\w+|presente|presentamos|mande|envie|entregue|firm\w+|"
    r"llego|fechad[ao]|del|al|para\s+el|lunes|martes|miercoles|jueves|viernes|sabado|domingo)|:|\()"
    r"\s*$"
)
_BARE = re.compile(r"\W*(?:(?:fue|era|es|el|dia|creo|que|la|fecha)\b\W*)*")
_WEEKDAY_BEFORE = re.compile(
    rf"\b(?P<weekday>{'|'.join(_ANY_WEEKDAY)})\b\.?,?\s*(?:el\s+)?(?:dia\s+)?\(?$"
)


def numeric(match: Match, today: date) -> Found:
    """Figures in the US order; the day first where it is above 12 or a weekday proves it."""
    first, second, sep = int(match["first"]), int(match["second"]), match["sep"].strip()
    before = match.string[max(0, match.start() - 40) : match.start()]
    after = match.string[match.end() : match.end() + 40]
    if _LABEL.search(before):
        return nothing(match, today)
    year = match["year"]
    if year is None:
        if not _is_pair(match, first, second, sep, before, after):
            return nothing(match, today)
    elif len(year) in (3, 5):
        if sep == "/":
            return _found(match, "other", kind="impossible", reason="out_of_range")
        return nothing(match, today)
    month, day = (second, first) if first > 12 >= second else (first, second)
    if month > 12:
        return _on(match, "month_day", None)
    found = _figures(match, month, day, today)
    if first > 12 or second > 12 or first == second:
        return found
    turned = _figures(match, second, first, today)
    hint = _WEEKDAY_BEFORE.search(before)
    if hint:
        weekday = _ANY_WEEKDAY[hint["weekday"]]
        away, other = (_nearest_on(each, weekday, today) for each in (found, turned))
        return turned if other < away else found
    return _in_either_order(found, turned, today)


def _is_pair(match: Match, first: int, second: int, sep: str, before: str, after: str) -> bool:
    """Whether two figures without a year stand for a day: not "3/4 de la clase", "9-5"."""
    if sep == "." or match["sep"] != sep or _COUNTED.match(after) or (first, second) == (24, 7):
        return False
    if not first or not second or max(first, second) > 31 or min(first, second) > 12:
        return False
    if sep == "/":
        return not re.search(r"\d\s+$|\b(?:un|una)\s+$", before)
    whole = _BARE.fullmatch(match.string[: match.start()])
    alone = whole and not after.strip(" .!?)")
    return first <= 12 and bool(alone or _EVIDENCE.search(before))


def _figures(match: Match, month: int, day: int, today: date) -> Found:
    year = match["year"]
    if year is None:
        return _month_day(match, month, day, today)
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if not FIRST_YEAR <= full <= LAST_YEAR:
        return _found(match, "other", kind="impossible", reason="out_of_range")
    return _on(match, "month_day", safe(full, month, day))


def _days(found: Found) -> list[date]:
    return [day for day in (found.day, found.past, found.ahead) if day is not None]


def _nearest_on(found: Found, weekday: int, today: date) -> timedelta:
    """How far off the nearest of its days is that falls on a weekday."""
    fitting = [abs(day - today) for day in _days(found) if day.weekday() == weekday]
    return min(fitting, default=timedelta.max)


def _in_either_order(found: Found, turned: Found, today: date) -> Found:
    """Asks where the US order means a day far off, and the day first one close by: "6/11"."""
    usual, other = _days(found), _days(turned)
    if not usual or not other or min(abs(day - today) for day in usual) <= _FAR:
        return found
    near = min(other, key=lambda day: abs(day - today))
    if abs(near - today) > _NEAR:
        return found
    return asking(found, (min(usual, key=lambda day: abs(day - today)), near))


# What makes a number after "el" no day: "el 5 grado", "el 8 por ciento".
_COUNTS_SOMETHING = re.compile(
    r"\s*(?:%|°|por\s?ciento|avo\b|anos?\b|dias?\b|semanas?\b|meses\b|horas?\b|minutos?\b|grado|piso|"
    r"capitulo|puntos?\b|veces\b|alumn|nin[oa]s?\b|hij[oa]s?\b|personas?\b|parrafo|pagina|articulo|"
    r"nivel|periodo|bloque|bus\b|salon|aula|cuarto|preguntas?\b|de\s+cada|grade|[ap]\.?\s?m\b|"
    r"de\s+la\s+(?:manana|tarde|noche|lista|clase)|veces|pesos|dolares|cosas|primer)"
)
# "El uno dice ..., el dos ...": too small words to be a day without more.
_SMALL_WORDS = frozenset("uno dos tres".split())
_A_COUNT = re.compile(
    r"\b(?:plazo|periodo|conta\w*|cuent\w*|mediacion|reloj|resolucion)\b.{0,40}$|\b(?:hasta|despues|pasado|pasados|del)\s+(?:del?\s+)?$"
)


def the_nth(match: Match, today: date) -> Found | None:
    """El 15, el doce, el dia 10; of this month, or of the one before or after it."""
    day = _day(match)
    if not 1 <= day <= 31:
        return None
    which = _group(match, "month_of")
    if which:
        months = -1 if which.startswith(("mes pasado", "pasado", "mes anterior", "ultimo")) else 1
        if which.startswith(("este", "mes en", "corriente", "presente", "mes actual", "mes corr")):
            months = 0
        return _on(match, "nth", safe(*month_moved(today, months), day))
    before, after = match.string[: match.start()], match.string[match.end() :]
    if _COUNTS_SOMETHING.match(after):
        return None
    word = match["day"]
    if not match["dia"] and (
        word.startswith("primer") or (word in _SMALL_WORDS and after.strip(" .,;!?"))
    ):
        return None
    if match["dia"] and day in (10, 15, 30) and _A_COUNT.search(before[-60:]):
        return None  # "hasta el dia 30" counts days
    if match["art"] is None and not match["dia"]:
        return None
    return _nth(_found(match, "nth", assumed=True), day, None, today)


def _nth(found: Found, day: int, weekday: int | None, today: date) -> Found:
    months = range(-2, 3) if weekday is not None else range(-3, 4)
    days = [d for n in months if (d := safe(*month_moved(today, n), day)) is not None]
    if weekday is not None:
        fitting = [d for d in days if d.weekday() == weekday]
        near = [d for d in days if abs(d - today) <= timedelta(days=31)]
        if not fitting and near:
            closest = min(near, key=lambda d: abs(d - today))
            other = closest + timedelta(days=(weekday - closest.weekday() + 3) % 7 - 3)
            return asking(found, (closest, other))
        days = fitting
    past = max((d for d in days if d <= today), default=None)
    ahead = min((d for d in days if d >= today), default=None)
    return replace(found, past=past, ahead=ahead, weekday=weekday)


def weekday_nth(match: Match, today: date) -> Found | None:
    """El miercoles 18: the day of the month that is such a weekday."""
    day = _day(match)
    if not 1 <= day <= 31 or _COUNTS_SOMETHING.match(match.string[match.end() :]):
        return None
    weekday = _ANY_WEEKDAY[match["weekday"]]
    return _nth(_found(match, "nth", assumed=True), day, weekday, today)


def weekday_of_month(match: Match, today: date) -> Found | None:
    """El segundo martes de octubre, el ultimo viernes del mes pasado."""
    weekday = WEEKDAYS[match["weekday"]]
    nth = -1 if match["nth"].startswith("ultim") else ORDINALS[match["nth"]]
    which = _group(match, "month_of")
    if which:
        months = -1 if "pasado" in which else 0 if which.startswith("este") else 1
        return _on(match, "nth_weekday", nth_weekday(*month_moved(today, months), weekday, nth))
    if match["month"] is None:
        return vague(match, today)
    month = MONTHS[match["month"]]
    return _in_year(
        match, "nth_weekday", lambda year: nth_weekday(year, month, weekday, nth), today
    )


def edge_of_month(match: Match, today: date) -> Found:
    """El ultimo dia de octubre, el primer dia de octubre."""
    month = MONTHS[match["month"]]
    if not match["edge"].startswith("ultim"):
        return _in_year(match, "month_day", lambda year: safe(year, month, 1), today)
    return _in_year(
        match, "month_day", lambda year: safe(year, month, month_length(year, month)), today
    )


def week_of_month(match: Match, today: date) -> Found:
    """La primera semana de octubre: which day of it?"""
    month = MONTHS[match["month"]]
    start = _in_year(match, "month_day", lambda year: safe(year, month, 1), today)
    first = start.day or start.past
    if first is None:
        return start
    begin = (
        month_length(first.year, month) - 7
        if match["nth"].startswith("ultim")
        else 7 * (ORDINALS[match["nth"]] - 1)
    )
    return asking(start, (first + timedelta(begin), first + timedelta(begin + 6)), "range")


def holiday(match: Match, today: date) -> Found:
    yearly = named_day(match)
    if yearly is None:
        return replace(vague(match, today), form="holiday", weak=True)
    found = _in_year(match, "holiday", yearly, today)
    told = found.day is not None or found.lean is not None or found.kind != "date"
    return replace(found, weak=not told)


def near_day(match: Match, today: date) -> Found | None:
    word = re.sub(r"\s+", "", match["near"])
    if word == "manana":
        if _A_MORNING.search(match.string[: match.start()]):
            return None
        return _on(match, "near_day", shifted(today, 1))
    return _on(match, "near_day", shifted(today, _NEAR_DAYS[word]))


_NEAR_DAYS = {
    "hoy": 0, "estamanana": 0, "estatarde": 0, "estanoche": 0, "ayer": -1, "anoche": -1,
    "ayernoche": -1, "antier": -2, "anteayer": -2, "antesdeayer": -2, "antesdeantier": -3,
    "antenoche": -2, "anteanoche": -2, "antesdeanoche": -2, "pasadomanana": 2, "anteantier": -3,
    "trasanteayer": -3,
}  # fmt: skip
_A_MORNING = re.compile(
    r"\b(?:la|las|una|cada|toda|media|otra|misma|siguiente|buena|esa|aquella)\s+$|"
    r"\d\s+(?:de|en|por)\s+$|\b(?:muy|temprano)\s+(?:de|en|por)\s+$"
)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS[re.sub(r"[\s-]+", " ", word)]


def _days_in(unit: str) -> int | None:
    return 1 if unit.startswith("dia") else 7 if unit.startswith("sem") else None


# "Hace ocho dias" is a week to most, eight days to some; "quince dias" two weeks.
_FORTNIGHT = {8: 7, 15: 14}


def ago(match: Match, today: date) -> Found:
    """Hace tres dias, dos semanas atras; "hace ocho dias" is asked."""
    number = _count(match["number"])
    unit = _days_in(match["unit"])
    if unit is None:
        if number != 1 or not match["unit"].startswith("mes"):
            return vague(match, today)  # "hace dos meses" is hardly a day
        year, month = month_moved(today, -1)
        return _on(match, "counted", safe(year, month, min(today.day, month_length(year, month))))
    if unit == 1 and number in _FORTNIGHT:
        days = (shifted(today, -number), shifted(today, -_FORTNIGHT[number]))
        return asking(_found(match, "other"), tuple(day for day in days if day))
    return _on(match, "counted", shifted(today, -unit * number))


_PERIODS = frozenset({5, 7, 10, 14, 15, 20, 21, 28, 30, 35, 45, 60, 75, 90, 100, 180})
# "Tienen que hacer la junta en 15 dias" is a time allowed, not a day.
_A_TIME_ALLOWED = re.compile(
    r"\b(?:tien\w+|deb\w+|hay|plazo|puedo|puede|pueden|podemos|respond\w+|contest\w+|maximo|"
    r"dice|dicen|dijo|dijeron|tengo\s+que|cuando|cuanto|me\s+dan|dan|dieron)\b[^.;!?]*$"
)
_A_DAY_SET = re.compile(
    r"(?:^|[,.;:]|\b(?:es|sera|seria|va\s+a\s+ser|queda|quedo|toca|cita|audiencia|junta|reunion|"
    r"sesion|reunimos|vemos|pusieron|programaron|agendaron|presento|presentar|presentarla|mando|"
    r"mandar|mandarla|firmo|firmar|firmamos|voy|vamos))\s*(?:por\s+ahi\s+)?$"
)


def ahead(match: Match, today: date) -> Found:
    """En dos semanas, dentro de 10 dias, where a day is meant and no time allowed."""
    number, unit = _count(match["number"]), _days_in(match["unit"])
    before = match.string[max(0, match.start() - 80) : match.start()]
    set_for = _A_DAY_SET.search(before)
    allowed = _A_TIME_ALLOWED.search(before)
    lawful = unit == 1 and number in _PERIODS
    question = "?" in match.string[match.end() : match.end() + 3]
    if (not set_for and (allowed or lawful or question)) or (set_for and lawful and allowed):
        return nothing(match, today)
    if unit is None:
        return vague(match, today)
    if unit == 1 and number in _FORTNIGHT:
        days = (shifted(today, number), shifted(today, _FORTNIGHT[number]))
        return asking(_found(match, "other"), tuple(day for day in days if day))
    return _on(match, "counted", shifted(today, unit * number))


def in_eight(match: Match, today: date) -> Found:
    """De hoy en ocho: a week from today; de manana en quince: two weeks from tomorrow."""
    weeks = 1 if match["number"] in ("8", "ocho") else 2
    word = match["base"]
    if word in WEEKDAYS:
        start = next_weekday(today, WEEKDAYS[word])
    else:
        start = today + timedelta(days=int(word == "manana"))
    return _on(match, "counted", shifted(start, 7 * weeks))


def weekday_of_week(match: Match, today: date) -> Found:
    """El martes de la semana pasada. Where the week begins matters: two readings."""
    weekday = WEEKDAYS[_group(match, "weekday", "weekday2")]
    week = _group(match, "week", "week2", "week3")
    if week.startswith("esta"):
        weeks = 0
    elif week.startswith(("antepasada", "hace")):
        weeks = -2
    else:
        weeks = -1 if re.match("pasada|anterior|ultima", week) else 1
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks + weekday)
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    other = sunday + timedelta(days=7 * weeks + (weekday + 1) % 7)
    if monday == other:
        return _on(match, "counted", monday)
    return asking(_found(match, "other"), (monday, other))


def later(match: Match, today: date) -> Found:
    """ "Al dia siguiente": counted from the day before it."""
    number = _group(match, "number")
    return _found(match, "later", shift=_count(number) if number else int("mism" not in match[0]))


_OF_THE_STORY = re.compile(r"\b(?:ese|aquel|el\s+mismo|mismo|al)\s+$")
_BESIDE_SOMETHING = re.compile(r"\s+(?:siguiente\b|antes\s+de|despues\s+de|anterior\b)")
_MANY = re.compile(
    r"\b(?:un|unos|una|algun|algunos|cada|todos\s+los|los|cualquier|ningun|otro\s+dia|dias|"
    r"vari[oa]s|entre)\s+$"
)
_HAPPENED = re.compile(
    r"\b(?:recib(?:i|io|ieron|imos)|lleg(?:o|aron)|firm(?:e|o|amos|aron)|mand(?:e|o|amos|aron)|"
    r"envi(?:e|o|amos)|entregu?(?:e|o|amos)|present(?:e|o|amos|aron)|fue|fui|fuimos|tuv\w+|hubo|"
    r"hic\w+|dij\w+|salio|avisaron|dieron|pas(?:o|aron)|termino|empezo)\b"
)


def weekday(match: Match, today: date) -> Found | None:
    weekday = WEEKDAYS[match["weekday"]]
    which = re.sub(r"\s+", " ", _group(match, "which")).strip()
    after = re.sub(r"\s+", " ", _group(match, "after")).strip()
    day = _found(
        match, "weekday", weekday=weekday,
        past=last_weekday(today, weekday), ahead=next_weekday(today, weekday),
    )  # fmt: skip
    past, ahead = day.past, day.ahead
    assert past is not None and ahead is not None
    before = match.string[: match.start()]
    if _MANY.search(before):
        return replace(day, form="nothing")
    said = f"{which} {after}"
    if "antepasado" in said:
        return _on(match, "weekday", past - timedelta(weeks=1))
    if "otro" in said:
        lately = _HAPPENED.search(before[-60:]) or "pasado" in said
        days = (past - timedelta(weeks=1), past) if lately else (ahead, ahead + timedelta(weeks=1))
        return asking(day, days)
    if re.search(r"pasado|ultimo|anterior|que (?:acaba|paso)", said):
        return _fixed(day, past)
    if re.search(r"proximo|que viene|que entra|entrante|siguiente|venidero|next|coming", said):
        return _fixed(day, ahead)
    if _OF_THE_STORY.search(before) or _BESIDE_SOMETHING.match(match.string[match.end() :]):
        return replace(day, weak=True, reason="approximate")
    if "hoy" in said:
        return _fixed(day, today) if today.weekday() == weekday else day
    return day


def short_weekday(match: Match, today: date) -> Found:
    """Vie 6/11: a day only beside a date."""
    weekday = SHORT_WEEKDAYS[match["short_weekday"]]
    return _found(
        match, "weekday", weekday=weekday, weak=True,
        past=last_weekday(today, weekday), ahead=next_weekday(today, weekday),
    )  # fmt: skip


def _fixed(found: Found, day: date) -> Found:
    return replace(found, day=day, past=None, ahead=None)
