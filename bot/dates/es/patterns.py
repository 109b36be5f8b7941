"""The Spanish ways of writing a day, one pattern each, the most telling ones first."""

from __future__ import annotations

import re

from bot.dates.es import readings
from bot.dates.es.named_days import PATTERN as HOLIDAYS
from bot.dates.es.words import COUNTS, DAYS_IN_WORDS, MONTHS, ORDINALS, SHORT_WEEKDAYS, WEEKDAYS
from bot.dates.patterns import Reader


def _any(words: dict[str, int]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(word.replace(" ", r"\s+") for word in ordered)


def _p(pattern: str) -> re.Pattern[str]:
    """The texts are in small letters without accents."""
    return re.compile(pattern)


_MONTHS = rf"(?:{_any(MONTHS)})"
_M = rf"(?P<month>{_MONTHS})\b\.?"
_M2 = rf"(?P<month2>{_MONTHS})\b\.?"
_W = rf"(?:{_any(WEEKDAYS)})"
_WEEKDAY = rf"(?P<weekday>{_W})\b"
_ST = r"(?:(?:ero|er|ro|do|to|mo|vo|no|st|nd|rd|th)\b|°)?"
_D = rf"(?:\d{{1,2}}{_ST}(?!\d)|(?:{_any(DAYS_IN_WORDS)})\b)"
_DAY = rf"(?P<day>{_D})"
_DAY2 = rf"(?P<day2>{_D})"
_N = rf"(?P<number>\d{{1,3}}|{_any(COUNTS)})"
_UNIT = r"(?P<unit>dias?|semanas?|mes(?:es)?|anos?)\b"
_OF = r"(?:\s*(?:/|-)\s*|\s+(?:de\s+|del\s+)?(?:mes\s+de\s+)?)"
_THE = r"(?:\b(?:el|del|al|en|este)\s+)?(?:\bdia\s+)?"
_WHICH = r"(?:\b(?P<which>pasado|proximo|este|ultimo)\s+(?:dia\s+)?)?"
_YEAR = (
    r"(?:[\s,]*[(/-]?\s*(?:del?\s+)?(?:ano\s+|el\s+)?(?P<year>[12]\d{3}|20\d\d\d|'\d\d)\)?(?!\d)"
    rf"|[\s,]+del?\s+(?:ano\s+)?dos\s+mil\s+(?P<spoken_year>{_any(COUNTS)})\b"
    r"|[/-](?P<dashed>\d\d)(?![\w/-])"
    r"|\s*,?\s+del?\s+(?:ano\s+)?(?P<short>2\d|3[0-5])(?![\d/:.-]|\s*(?:de|dias|anos)\b)"
    r"|[\s,]+(?:del?|el)\s+(?:(?P<rel>presente|este|proximo|pasado)\s+ano"
    r"|ano\s+(?P<rel2>pasado|presente|proximo|que\s+viene|entrante|actual|en\s+curso))\b"
    r"|[\s,]+(?P<after>pasado|proximo|que\s+viene|entrante)\b)?"
)
_PART = (
    r"(?:\s+(?:en|por|a|de)\s+la\s+(?:manana|mananita|tarde|noche|madrugada)|\s+temprano|\s+mismo|"
    r"\s+al?\s+medio\s?dia)?"
)
_NTH = rf"(?P<nth>ultim[oa]|{_any(ORDINALS)})"
_MONTH_OF = (
    r"(?:del|de)\s+(?P<month_of>este\s+mes|mes\s+(?:pasado|anterior|que\s+viene|que\s+entra|proximo|"
    r"entrante|siguiente|en\s+curso|actual|corriente)|(?:pasado|proximo|presente|ultimo)\s+mes|"
    r"corriente)\b"
)
_WEEK = (
    r"(?:(?:de\s+)?la\s+(?:(?P<week>{one})\s+semana|semana\s+(?P<week2>{two}))|"
    r"(?:de\s+)?(?P<week3>esta)\s+semana|de\s+(?P<week4>hace)\s+(?:dos|2)\s+semanas)"
)
_PAST_WEEK = r"pasada|antepasada|anterior|que\s+viene|que\s+entra|proxima|entrante|siguiente"
_FIGURE = r"(?<![\w$.#/§-])(?<!\d:)"
_NO_MORE = r"(?![\w/-]|[.:]\d|-?%)"
_VAGUELY = (
    r"(?:como|unos|unas|casi|mas\s+(?:de|o\s+menos)|menos\s+de|alrededor\s+de|aproximadamente|"
    r"cerca\s+de|algo\s+(?:asi\s+)?como|aprox\.?|por\s+lo\s+menos|tal\s+vez|quizas?|"
    r"ya\s+como|ya\s+casi)"
)

PATTERNS: list[tuple[tuple[int, ...], re.Pattern[str], Reader]] = [
    ((), pattern, read)
    for pattern, read in (
        (
            _p(rf"{_FIGURE}(?P<year>\d{{4}})(?P<sep>[-/])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?![\w-])"),
            readings.iso,
        ),
        # Lunes a viernes, los martes: no day.
        (
            _p(rf"\b(?:de\s+|del\s+|entre\s+)?{_W}\s*(?:-|\ba\b|\bal\b|\bhasta\b)\s*(?:el\s+)?{_W}\b(?!\s*(?:el\s+)?\d)"),
            readings.nothing,
        ),
        (_p(rf"\b(?:los|todos\s+los|cada|algunos|ciertos)\s+(?:dias\s+)?{_W}s?\b(?:\s+y\s+{_W}s?\b)?"), readings.nothing),
        (_p(r"\b(?:sabados|domingos|mondays|fridays)\b"), readings.nothing),
        (
            _p(rf"\b(?:el\s+)?{_NTH}\s+{_WEEKDAY}\s+(?:de\s+{_M}{_YEAR}|{_MONTH_OF})"),
            readings.weekday_of_month,
        ),
        (
            _p(rf"\b(?:el\s+)?(?P<edge>ultimo|primer|primero)\s+(?:dia\s+)?(?:de(?:l\s+mes\s+de)?)\s+{_M}{_YEAR}"),
            readings.edge_of_month,
        ),
        (_p(rf"\b(?:la\s+)?{_NTH}\s+semana\s+(?:de|del\s+mes\s+de)\s+{_M}{_YEAR}"), readings.week_of_month),
        (_p(rf"\b(?:{HOLIDAYS})(?!\w){_YEAR}"), readings.holiday),
        # Del 3 al 5 de noviembre, entre el 3 de marzo y el 5 de abril, 3 o 4 de marzo.
        (
            _p(
                rf"\b(?:entre|del?|desde)\s+(?:el\s+)?(?:dia\s+)?{_DAY}{_OF}{_M}(?P<join>\s+(?:y|e|al?|hasta)\s+)"
                rf"(?:el\s+)?{_DAY2}{_OF}{_M2}{_YEAR}"
            ),
            readings.several_days,
        ),
        (
            _p(
                rf"\b(?:entre|del?|desde)\s+(?:el\s+)?(?:dia\s+)?{_DAY}(?P<join>\s+(?:y|e|al?|hasta)\s+)"
                rf"(?:el\s+)?{_DAY2}{_OF}{_M}{_YEAR}(?P<month2>(?!))?"
            ),
            readings.several_days,
        ),
        (
            _p(
                rf"(?<![\w/.-])(?:el\s+)?{_DAY}(?P<join>\s*-\s*|\s+(?:al?|o|u|o\s+el|o\s+fue\s+el)\s+){_DAY2}{_OF}{_M}{_YEAR}(?P<month2>(?!))?"
            ),
            readings.several_days,
        ),
        (
            _p(rf"\b{_M}\s+(?:del?\s+)?(?:el\s+)?{_DAY}(?P<join>\s*-\s*|\s+(?:al?|o|u|o\s+el)\s+){_DAY2}(?![\w/:-]){_YEAR}(?P<month2>(?!))?"),
            readings.several_days,
        ),
        # 3 de marzo de 2026, primero de octubre, 6 nov.
        (
            _p(rf"(?<![\w./-]){_THE}{_WHICH}(?<![\w./-]){_DAY}{_OF}{_M}{_YEAR}(?!\w|\s*\d{{1,2}}:)"),
            readings.named,
        ),
        # Marzo 3, 2026; noviembre el 6.
        (
            _p(
                rf"\b(?:el\s+)?{_M}\s*-?\s*(?:(?:el\s+)?(?:dia\s+)?){_DAY}(?![:/\d]|\s*(?:[ap]\.?m\b|personas|ninos|anos|dias\b|semanas|veces|"
                rf"hijos|horas|meses)){_YEAR}"
            ),
            readings.named,
        ),
        (_p(rf"{_THE}\b{_DAY}\s+{_MONTH_OF}"), readings.the_nth),
        (
            _p(
                rf"{_FIGURE}(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})(?:/\d{{2,4}})?(?P<join>\s*(?:-|\bal?\b|\by\s+el\b|\bo\b|\bo\s+el\b|\bhasta(?:\s+el)?\b)\s*)"
                rf"(?P<first2>\d{{1,2}})/(?P<second2>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d\d))?{_NO_MORE}"
            ),
            readings.figures_range,
        ),
        (
            _p(
                rf"{_FIGURE}(?:\b(?:el|del|al)\s+)?(?P<first>\d{{1,2}})(?P<sep>\s?[/.-]\s?)(?P<second>\d{{1,2}})(?:(?P=sep)'?(?P<year>\d{{2,5}}))?{_NO_MORE}"
            ),
            readings.numeric,
        ),
        (
            _p(rf"\b(?:del|de|entre|desde)\s+(?:el\s+)?(?:dia\s+)?{_DAY}(?P<join>\s+(?:al?|y|hasta)\s+)(?:el\s+)?{_DAY2}(?!\w|\s*[:/]|\s+(?:horas|anos|dias|semanas|grado|de\s+la))"),
            readings.days_of_a_month,
        ),
        (
            _p(rf"\b(?:el|dia)\s+(?:dia\s+)?{_DAY}(?P<join>\s+(?:o|o\s+el|o\s+fue\s+el)\s+){_DAY2}(?!\w|\s*[:/])"),
            readings.days_of_a_month,
        ),
        (
            _p(
                rf"\b(?:el\s+)?{_WEEKDAY},?\s+(?:de\s+)?(?:la\s+(?P<week>proxima|pasada|antepasada|otra|siguiente)\s+semana|la\s+semana\s+(?P<week2>{_PAST_WEEK}))\b|"
                rf"\b(?:el\s+)?(?P<weekday2>{_W})\s+de\s+(?P<week3>esta|hace)\s+(?:dos\s+|2\s+)?semanas?\b"
            ),
            readings.weekday_of_week,
        ),
        # Hace como dos semanas, hace 2 o 3 dias, semana y media: no day to count from.
        (
            _p(
                rf"\b(?:desde\s+)?hace\s+(?:ya\s+)?(?:{_VAGUELY}\s+)+(?:\d+|\w+)(?:\s+y\s+\w+)?\s+(?:dias?|semanas?|mes(?:es)?|anos?)\b|"
                rf"\bhace\s+(?:\d+|\w+)(?:\s+(?:o|a|u)\s+|\s*[-,]\s*)(?:\d+|\w+)\s+(?:dias?|semanas?|meses|anos)\b|"
                r"\bhace\s+(?:ya\s+)?(?:un\s+par\s+de|unos|unas|varios|varias|algunos|algunas|pocos|pocas|muchos|muchas|los\s+ultimos)\s+(?:\w+\s+)?(?:dias?|semanas?|meses|anos)\b|"
                r"\bhace\s+(?:(?:un|una)\s+)?(?:semana|mes|ano|dia)\s+y\s+(?:medi[oa]|pico)\b|\bhace\s+\w+\s+(?:semanas|dias|meses|anos)\s+y\s+(?:medi[oa]|pico)\b|"
                r"\bhace\s+(?:mucho|poco|poquito|un\s+rato|rato|tiempo|un\s+tiempo|dias|semanas|meses|anos|ratito|un\s+chorro|ya\s+tiempo)\b(?:\s+tiempo)?"
            ),
            readings.vague,
        ),
        (
            _p(rf"\b(?:desde\s+)?hace\s+(?:ya\s+|exactamente\s+|apenas\s+|solo\s+)?{_N}\s+{_UNIT}(?!\s+(?:y\s+(?:medi[oa]|pico)|mas\s+o\s+menos|habiles))(?:\s+atras)?"),
            readings.ago,
        ),
        (_p(rf"\bhace\s+{_N}\s+{_UNIT}"), readings.vague),
        (
            _p(rf"(?<![\w./-]){_N}\s+{_UNIT}\s+(?:atras|ago)\b"),
            readings.ago,
        ),
        (
            _p(rf"\b(?:del?|el)\s+(?P<base>hoy|manana|{_W})\s+en\s+(?P<number>ocho|8|quince|15)\b(?:\s+dias)?"),
            readings.in_eight,
        ),
        (_p(rf"\b(?:en|dentro\s+de)\s+(?:{_VAGUELY}|un\s+par\s+de|algunos|algunas|pocos|pocas)\s+(?:\d+|\w+)?\s*(?:dias?|semanas?|meses|mes|anos?)\b"), readings.nothing),
        (_p(rf"\b(?:en|dentro\s+de)\s+{_N}\s+{_UNIT}(?!\s+(?:habiles|escolares|calendario|seguidos|de\b))"), readings.ahead),
        (
            _p(rf"\b(?P<near>pasado\s?manana|esta\s+(?:manana|tarde|noche)|antes\s+de\s+(?:ayer|antier|anoche)|ante\s?ayer|antier|ante\s?antier|anoche|ante?\s?a?noche|ayer\s+noche|ayer|hoy|manana)\b{_PART}"),
            readings.near_day,
        ),
        (
            _p(rf"\b(?:al|el)\s+(?:otro\s+dia|dia\s+siguiente|siguiente\s+dia|mismo\s+dia|dia\s+despues)(?=\s+(?:de\s+)?(?:la|lo|me|nos|llego|recib\w+|mande|firm\w+|ya)\b|\s*$|\s*[.,;!?])|\bese\s+mismo\s+dia\b|\b{_N}\s+dias?\s+(?:despues|mas\s+tarde)\b(?!\s+de\b)"),
            readings.later,
        ),
        (
            _p(rf"\b(?:la|esta)\s+(?:(?P<week>proxima|pasada)\s+)?semana\s+(?:(?P<week2>{_PAST_WEEK})\s*)?,?\s*el\s+{_WEEKDAY}(?!\s+(?:\d|pasado|que|antes))"),
            readings.weekday_of_week,
        ),
        # El viernes pasado, el proximo martes, este lunes, el otro lunes.
        (
            _p(
                rf"\b(?:(?:el|del|al|en|este)\s+)?(?:dia\s+)?{_WEEKDAY}\.?,?\s+(?:el\s+)?(?:dia\s+)?{_DAY}(?![\w/:-]|\s*{_OF}{_MONTHS}\b)"
            ),
            readings.weekday_nth,
        ),
        (
            _p(
                rf"\b(?:(?:el|del|al)\s+)?(?:(?P<which>este\s+pasado|este\s+proximo|pasado|proximo|ultimo|este|otro|next|last|hoy)\s+)?(?:dia\s+)?{_WEEKDAY}"
                r"(?P<after>\s+(?:pasado|antepasado|anterior|proximo|que\s+viene|que\s+entra|que\s+paso|que\s+acaba\s+de\s+pasar|entrante|venidero))?(?!\w|-\w)"
                rf"{_PART}"
            ),
            readings.weekday,
        ),
        (_p(rf"\b(?P<short_weekday>{_any(SHORT_WEEKDAYS)})\b\.?,?(?=\s*(?:el\s+)?\d)"), readings.short_weekday),
        (
            _p(rf"\b(?:(?P<art>el|del|al|este)\s+)?(?P<dia>dia\s+)?{_DAY}(?![\w:/-]|[.,]\d|%)(?P<month_of>(?!))?"),
            readings.the_nth,
        ),
        # La semana pasada, fin de mes, a principios de octubre: no day.
        (
            _p(
                rf"\b(?:(?:a|para|por|en|desde)\s+)?(?:el\s+)?(?:principios?|inicios?|comienzos?|mediados|fin(?:es|al(?:es)?)?)\s+del?\s+(?:mes\s+de\s+)?(?:{_M}{_YEAR}|"
                r"(?:este\s+|proximo\s+)?(?:mes|ano|semana)(?:\s+pasad[oa])?)\b"
            ),
            readings.vague,
        ),
        (
            _p(
                r"\b(?:la|esta|el|este|del|al)\s+(?:(?:proxim[oa]|pasad[oa]|otr[oa]|ultim[oa]|misma?)\s+)?(?:semana|mes|ano|verano|otono|invierno|primavera|fin\s+de\s+semana)"
                r"(?:\s+(?:pasad[oa]|antepasad[oa]|anterior|que\s+viene|que\s+entra|proxim[oa]|entrante|siguiente))\b|"
                r"\b(?:la|el|este|esta)\s+(?:(?:proxim[oa]|pasad[oa]|otr[oa]|ultim[oa])\s+)(?:semana|mes|ano|verano|otono|invierno|primavera|fin\s+de\s+semana)\b|"
                r"\besta\s+semana\b|\bel\s+otro\s+dia\b|\b(?:el|este)\s+fin\s+de\s+semana\b|\brecientemente\b|\b(?:fines?|final)\s+de\s+(?:mes|semana|ano)\b"
            ),
            readings.vague,
        ),
        (
            _p(
                rf"\b(?:en|desde|durante|por|hasta|para|a\s+lo\s+largo\s+de|como\s+en|por\s+ahi\s+de|allá\s+por|alla\s+por)\s+(?:el\s+mes\s+de\s+)?{_M}{_YEAR}(?!\s*\d)"
                rf"|\b(?P<month3>{_MONTHS})\s+del?\s+(?:ano\s+)?(?:(?:19|20)\d\d|pasado)\b|\bmes\s+de\s+(?P<month4>{_MONTHS})\b"
            ),
            readings.month_only,
        ),
    )
]  # fmt: skip
