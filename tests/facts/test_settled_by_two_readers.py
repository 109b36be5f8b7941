"""What becomes of each day of a message once the second reader has its say, branch by branch.

A row is a message, what the model makes of its spans in order, and all that is then settled.
"""

from __future__ import annotations

from datetime import date

import pytest

from bot.facts import Reading, read_facts
from bot.facts.agree import Thresholds, agreed
from bot.facts.roles import RoleGuess, spans_of

TODAY = date(2026, 11, 28)


def guesses(text: str, rankings: tuple[dict[str, float], ...], language: str) -> list[RoleGuess]:
    places = spans_of(text, read_facts(text, TODAY, language=language))
    return [
        RoleGuess(place.start, place.end, tuple(ranking.items()), place.dated)
        for place, ranking in zip(places, rankings, strict=True)
    ]


def lines(reading: Reading) -> list[str]:
    said = []
    for c in reading.changes:
        day = f" @{c.date.text}" if c.date else ""
        supposed = " supposed" if c.supposed else ""
        said.append(f"{c.tense} {c.fact}={c.value}{supposed} <{c.text}>{day}")
    said += [f"unclear {f}: {m.text} ({m.reason})" for f, m in reading.unclear]
    said += [f"asked {' '.join(d.facts)}: {d.date.date} <{d.text}>" for d in reading.doubts]
    said += [f"loose {m.text}" for m in reading.loose_dates]
    if reading.bare_day:
        said.append(f"bare {reading.bare_day.text}")
    return [*said, "what_if"] if reading.what_if else said


ROWS = [
    ("en", "they got it on November 9", ({"received": 0.3, "none": 0.7},),
     ["asked received: 2026-11-09 <they got it on November 9>"]),
    ("en", "they got it on November 9", ({"received": 0.29, "none": 0.71},),
     ["asked received: 2026-11-09 <they got it on November 9>"]),
    ("en", "they got it on November 9", ({"none": 0.5, "received": 0.5},),
     ["told received=2026-11-09 <they got it on November 9> @November 9"]),
    ("en", "they got it on November 9", ({"none": 0.51, "received": 0.49},),
     ["asked received: 2026-11-09 <they got it on November 9>"]),
    ("en", "they got it on November 9", ({"none": 0.9, "received": 0.1},),
     []),
    ("en", "they got it on November 9", ({"none": 0.89, "received": 0.11},),
     ["asked received: 2026-11-09 <they got it on November 9>"]),
    ("en", "they got it on November 9", ({"filed": 0.5, "received": 0.4, "amended_complaint": 0.05, "none": 0.05},),
     ["asked received filed amended_complaint: 2026-11-09 <they got it on November 9>"]),
    ("en", "they got it on November 9", ({"filed": 0.4, "meeting_held": 0.3, "amended_complaint": 0.2, "none": 0.1},),
     ["asked received filed meeting_held: 2026-11-09 <they got it on November 9>"]),
    ("en", "they got it on November 9", ({"received~": 0.8, "received": 0.2},),
     ["told received=2026-11-09 <they got it on November 9> @November 9"]),
    ("en", "they got it on November 9", ({"received~": 0.3, "received": 0.2, "none": 0.5},),
     ["told received=2026-11-09 <they got it on November 9> @November 9"]),
    ("en", "the decision came on November 9", ({"decision_issued": 0.9, "none": 0.1},),
     ["told decision_received=2026-11-09 <the decision came on November 9> @November 9"]),
    ("en", "we both signed on November 10 that we won't meet", ({"none": 0.99, "waived_in_writing": 0.01},),
     ["told waived_in_writing=2026-11-10 <we both signed on November 10 that we won't meet> @November 10"]),
    ("en", "we both signed the waiver", ({"none": 0.5, "waived_in_writing": 0.4},),
     []),
    ("en", "we both signed the waiver", ({"none": 0.49, "filed": 0.51},),
     ["told waived_in_writing=None <we both signed the waiver>"]),
    ("en", "we both signed the waiver", ({"waived_in_writing": 0.5, "none": 0.5},),
     ["told waived_in_writing=None <we both signed the waiver>"]),
    ("en", "they got it in October", ({"none": 0.7, "received": 0.3},),
     []),
    ("en", "they got it in October", ({"none": 0.69, "received": 0.31},),
     ["unclear received: in October (month_only)"]),
    ("en", "they got it in October", ({"received": 0.8, "none": 0.2},),
     ["unclear received: in October (month_only)"]),
    ("en", "November 31", ({"received": 0.8, "none": 0.2},),
     ["unclear received: November 31 (no_such_day)"]),
    ("en", "November 31", ({"none": 0.6, "received": 0.4},),
     ["unclear None: November 31 (no_such_day)"]),
    ("en", "they got my mail on December 3, 2026", ({"received~": 0.8, "none": 0.2},),
     ["planned received=2026-12-03 <December 3, 2026> @December 3, 2026"]),
    ("en", "they got my mail on December 3, 2026", ({"received": 0.8, "none": 0.2},),
     ["unclear received: December 3, 2026 (ahead)"]),
    ("en", "they got my mail on December 3, 2026", ({"filed~": 0.8, "none": 0.2},),
     ["unclear received: December 3, 2026 (ahead)"]),
    ("en", "they got my mail on December 3, 2026", ({"none": 0.6, "received~": 0.4},),
     ["unclear received: December 3, 2026 (ahead)"]),
    ("en", "I walked it over on November 5", ({"received": 0.9, "filed": 0.1},),
     ["told received=2026-11-05 <November 5> @November 5"]),
    ("en", "I walked it over on November 5", ({"received": 0.89, "filed": 0.11},),
     ["asked received filed: 2026-11-05 <November 5>"]),
    ("en", "I walked it over on November 5", ({"none": 0.7, "received": 0.29},),
     []),
    ("en", "I walked it over on November 5", ({"none": 0.7, "received": 0.3},),
     ["asked received: 2026-11-05 <November 5>"]),
    ("en", "I walked it over on November 5", ({"none": 0.69, "received": 0.29},),
     ["loose November 5"]),
    ("en", "I walk it over to file on December 5", ({"filed~": 0.9, "none": 0.1},),
     ["unclear filed: December 5 (two_readings)"]),
    ("en", "I walk it over to file on December 5", ({"filed~": 0.8, "none": 0.2},),
     ["unclear filed: December 5 (two_readings)"]),
    ("en", "I walk it over to file on December 5", ({"filed~": 0.79, "none": 0.21},),
     ["unclear filed: December 5 (two_readings)"]),
    ("en", "I walk it over to file on December 5", ({"filed": 0.95, "none": 0.05},),
     ["unclear filed: December 5 (two_readings)"]),
    ("en", "I walked it over to file on December 5, 2026", ({"filed": 0.95, "none": 0.05},),
     ["unclear filed: December 5, 2026 (ahead)"]),
    ("en", "the paper says November 5, 2026 and December 9, 2026", ({"meeting_held": 0.95, "none": 0.05}, {"meeting_held": 0.95, "none": 0.05},),
     ["told meeting_held=2026-11-05 <November 5, 2026> @November 5, 2026", "planned meeting_held=2026-12-09 <December 9, 2026> @December 9, 2026"]),
    ("en", "the paper says December 9, 2026", ({"decision_issued": 0.95, "none": 0.05},),
     ["loose December 9, 2026", "bare December 9, 2026"]),
    ("en", "the paper says December 9", ({"hearing_scheduled": 0.95, "none": 0.05},),
     ["told hearing_scheduled=2026-12-09 <December 9> @December 9"]),
    ("en", "the paper says December 9", ({"hearing_scheduled~": 0.85, "none": 0.15},),
     ["told hearing_scheduled=2026-12-09 <December 9> @December 9"]),
    ("en", "the paper says December 9", ({"hearing_scheduled": 0.5, "none": 0.5},),
     ["asked hearing_scheduled: 2026-12-09 <December 9>"]),
    ("en", "the paper says June 9", ({"hearing_scheduled": 0.5, "none": 0.4},),
     ["asked hearing_scheduled: 2027-06-09 <June 9>"]),
    ("en", "the paper says June 9", ({"filed~": 0.5, "none": 0.4},),
     ["asked filed: 2027-06-09 <June 9>"]),
    ("en", "the paper says June 9", ({"filed": 0.5, "none": 0.4},),
     ["asked filed: 2026-06-09 <June 9>"]),
    ("en", "November 9", ({"none": 0.99, "filed": 0.01},),
     []),
    ("en", "they set the meeting for December 8", ({"meeting_held~": 0.3, "meeting_held": 0.2, "none": 0.5},),
     ["asked meeting_held: 2026-12-08 <December 8>"]),
    ("en", "they set the meeting for December 8", ({"meeting_held": 0.79, "meeting_held~": 0.1, "none": 0.11},),
     ["asked meeting_held: 2026-12-08 <December 8>"]),
    ("en", "they set the meeting for December 8", ({"meeting_held": 0.8, "none": 0.2},),
     ["asked meeting_held: 2026-12-08 <December 8>"]),
    ("en", "they set the meeting for December 8", ({"filed~": 0.85, "none": 0.15},),
     ["asked filed: 2026-12-08 <December 8>"]),
    ("en", "they set the meeting for December 8", ({"none": 0.9, "meeting_held~": 0.1},),
     []),
    ("en", "I am filing on December 2", ({"filed": 0.79, "filed~": 0.2},),
     ["planned filed=2026-12-02 <December 2> @December 2"]),
    ("en", "I am filing on December 2", ({"filed": 0.8, "filed~": 0.2},),
     ["planned filed=2026-12-02 <December 2> @December 2"]),
    ("en", "I am filing on December 2", ({"received~": 0.6, "none": 0.4},),
     ["asked received: 2026-12-02 <December 2>"]),
    ("en", "I am filing on December 2", ({"received~": 0.59, "none": 0.41},),
     ["asked received: 2026-12-02 <December 2>"]),
    ("en", "I am filing on December 2", ({"received": 0.7, "none": 0.3},),
     ["asked received: 2026-12-02 <December 2>"]),
    ("en", "I am filing on December 2", ({"none": 0.6, "filed~": 0.4},),
     ["asked filed: 2026-12-02 <December 2>"]),
    ("en", "they did not get it on November 9", ({"received": 0.6, "none": 0.4},),
     ["asked received: 2026-11-09 <November 9>"]),
    ("en", "they did not get it on November 9", ({"received": 0.59, "none": 0.41},),
     []),
    ("en", "they did not get it in October", ({"received": 0.9, "none": 0.1},),
     []),
    ("en", "the school filed against us on November 9", ({"filed": 0.9, "none": 0.1},),
     ["told filed_by=school <the school filed>"]),
    ("en", "the school filed against us on November 9", ({"received": 0.9, "none": 0.1},),
     ["told filed_by=school <the school filed>", "asked received: 2026-11-09 <November 9>"]),
    ("en", "the district filed a complaint on November 9, not me", ({"filed": 0.6, "none": 0.4},),
     ["told filed_by=school <the district filed>"]),
    ("en", "they got it on November 9. It was November 12", ({"received": 0.9, "none": 0.1}, {"filed": 0.5, "none": 0.5},),
     ["told received=2026-11-09 <they got it on November 9.> @November 9", "asked filed: 2026-11-12 <November 12>"]),
    ("en", "they got it on November 9. It was November 12", ({"received": 0.9, "none": 0.1}, {"received": 0.5, "none": 0.4},),
     ["told received=2026-11-09 <they got it on November 9.> @November 9"]),
    ("en", "the decision came on November 9. It was November 12", ({"decision_issued": 0.9}, {"decision_issued": 0.5, "none": 0.4},),
     ["told decision_received=2026-11-09 <the decision came on November 9.> @November 9"]),
    ("en", "their lawyer emailed. if i sign December 2 is it over?", ({"agreement_signed": 0.95, "none": 0.05},),
     ["told agreement_signed=2026-12-02 supposed <December 2> @December 2", "what_if"]),
    ("en", "their lawyer emailed. if i sign December 2 is it over?", ({"agreement_signed~": 0.95, "none": 0.05},),
     ["planned agreement_signed=2026-12-02 supposed <December 2> @December 2", "what_if"]),
    ("en", "we sign on November 28", ({"agreement_signed~": 0.95, "none": 0.05},),
     ["planned agreement_signed=2026-11-28 <November 28> @November 28"]),
    ("en", "we sign on November 28, 2026", ({"agreement_signed~": 0.95, "none": 0.05},),
     ["planned agreement_signed=2026-11-28 <November 28, 2026> @November 28, 2026"]),
    ("en", "ok November 9 then. they got my complaint", ({"received": 0.5, "none": 0.5},),
     ["asked received: 2026-11-09 <November 9>"]),
    ("es", "la recibieron el 12", ({"none": 0.89, "received": 0.11},),
     ["told received=2026-11-12 <la recibieron el 12> @el 12"]),
    ("es", "la recibieron el 12", ({"none": 0.9, "received": 0.1},),
     ["asked received: 2026-11-12 <la recibieron el 12>"]),
    ("es", "la recibieron el 12", ({"none": 0.95, "received": 0.05},),
     []),
    ("es", "la recibieron el 12", ({"none": 0.94, "filed": 0.06},),
     ["asked received filed: 2026-11-12 <la recibieron el 12>"]),
    ("es", "la recibieron el 12", ({"filed": 0.34, "none": 0.3, "received": 0.2},),
     ["told received=2026-11-12 <la recibieron el 12> @el 12"]),
    ("es", "la recibieron el 12", ({"filed": 0.35, "none": 0.3, "received": 0.2},),
     ["asked received filed: 2026-11-12 <la recibieron el 12>"]),
    ("es", "la recibieron el 12", ({"none": 0.69, "filed": 0.31},),
     ["told received=2026-11-12 <la recibieron el 12> @el 12"]),
    ("es", "la recibieron el 12", ({"none": 0.7, "filed": 0.3},),
     ["asked received filed: 2026-11-12 <la recibieron el 12>"]),
    ("es", "los dos firmamos el 6 que no queremos la junta", ({"none": 0.99, "waived_in_writing": 0.01},),
     ["told waived_in_writing=2026-11-06 <los dos firmamos el 6 que no queremos la junta> @el 6"]),
    ("es", "la escuela y yo renunciamos por escrito a la junta", ({"none": 0.79, "waived_in_writing": 0.21},),
     ["told waived_in_writing=None <la escuela y yo renunciamos por escrito a la junta>"]),
    ("es", "la escuela y yo renunciamos por escrito a la junta", ({"none": 0.8, "waived_in_writing": 0.2},),
     []),
    ("es", "pusieron la junta para el 9 de diciembre", ({"none": 0.89, "meeting_held~": 0.11},),
     ["planned meeting_held=2026-12-09 <pusieron la junta para el 9 de diciembre> @el 9 de diciembre"]),
    ("es", "pusieron la junta para el 9 de diciembre", ({"none": 0.9, "meeting_held~": 0.1},),
     []),
    ("es", "voy a presentar la queja el lunes", ({"none": 0.6, "filed~": 0.4},),
     []),
    ("es", "voy a presentar la queja el lunes", ({"filed~": 0.4, "none": 0.3},),
     ["planned filed=2026-11-30 <voy a presentar la queja el lunes> @el lunes"]),
    ("es", "voy a presentar la queja el lunes", ({"meeting_held~": 0.7, "none": 0.3},),
     ["asked meeting_held: 2026-11-30 <el lunes>"]),
    ("es", "no la recibieron el 12 de diciembre", ({"received~": 0.7, "none": 0.3},),
     []),
    ("es", "La escuela presentó la queja el 9 y me llegaron los papeles el 12", ({"filed": 0.9}, {"received": 0.9},),
     ["told filed_by=school <La escuela presentó la queja>", "told received=2026-11-12 <y me llegaron los papeles el 12> @el 12"]),
    ("es", "tenemos todo para el martes", ({"received~": 0.9, "none": 0.1},),
     []),
    ("es", "lo llevo todo el martes", ({"received~": 0.9, "none": 0.1},),
     ["planned received=2026-12-01 <el martes> @el martes"]),
    ("en", "they got it on December 3, 2026", ({"received~": 0.8, "none": 0.2},),
     ["unclear received: December 3, 2026 (ahead)"]),
    ("en", "they got my mail on December 3", ({"received~": 0.9, "none": 0.1},),
     ["unclear received: December 3 (two_readings)"]),
    ("en", "I walked it to the office to file on December 5, 2026", ({"decision_issued~": 0.85, "none": 0.15},),
     ["unclear filed: December 5, 2026 (ahead)"]),
    ("en", "the paper says December 9", ({"none": 0.7, "filed~": 0.3},),
     ["asked filed: 2026-12-09 <December 9>"]),
    ("en", "the paper says Friday", ({"filed": 0.5, "none": 0.4},),
     ["asked filed: 2026-11-27 <Friday>"]),
    ("en", "the paper says Friday", ({"hearing_scheduled": 0.5, "none": 0.4},),
     ["asked hearing_scheduled: 2026-12-04 <Friday>"]),
    ("en", "the paper says Friday", ({"meeting_held~": 0.5, "none": 0.4},),
     ["asked meeting_held: 2026-12-04 <Friday>"]),
    ("en", "the paper says November 9, 2026", ({"hearing_scheduled": 0.95, "none": 0.05},),
     ["loose November 9, 2026", "bare November 9, 2026"]),
    ("en", "the paper says November 9, 2026", ({"meeting_held~": 0.85, "none": 0.15},),
     ["loose November 9, 2026", "bare November 9, 2026"]),
    ("es", "el papel dice el 31 de noviembre", ({"received": 0.6, "none": 0.4},),
     ["unclear received: el 31 de noviembre (no_such_day)"]),
    ("es", "mañana presento la queja y la mando el lunes", ({"filed~": 0.9}, {"filed": 0.7, "none": 0.3},),
     ["planned filed=2026-11-29 <mañana presento la queja> @mañana"]),
    ("es", "la mando el lunes", ({"filed": 0.79, "none": 0.21},),
     []),
    ("es", "la mando el lunes", ({"filed": 0.81, "none": 0.19},),
     ["asked filed: 2026-11-23 <el lunes>"]),
    ("es", "pusieron la junta para el 9 de diciembre", ({"meeting_held~": 0.5, "none": 0.5},),
     ["planned meeting_held=2026-12-09 <pusieron la junta para el 9 de diciembre> @el 9 de diciembre"]),
    ("es", "pusieron la junta para el 9 de diciembre", ({"meeting_held": 0.8, "none": 0.2},),
     ["asked meeting_held: 2026-12-09 <el 9 de diciembre>"]),
    ("es", "pusieron la junta para el 9 de diciembre", ({"meeting_held": 0.79, "none": 0.21},),
     ["planned meeting_held=2026-12-09 <pusieron la junta para el 9 de diciembre> @el 9 de diciembre"]),
    ("es", "pusieron la junta para el 9 de diciembre", ({"filed~": 0.5, "none": 0.4},),
     ["asked filed: 2026-12-09 <el 9 de diciembre>"]),
    ("es", "pusieron la junta para el 9 de diciembre", ({"filed": 0.5, "none": 0.4},),
     ["asked filed: 2026-12-09 <el 9 de diciembre>"]),
    ("en", "the paper says December 9", ({"meeting_held~": 0.8, "none": 0.2},),
     ["planned meeting_held=2026-12-09 <December 9> @December 9"]),
    ("en", "the paper says December 9", ({"meeting_held~": 0.79, "none": 0.21},),
     ["asked meeting_held: 2026-12-09 <December 9>"]),
    ("es", "no la recibieron el 12 de diciembre de 2026", ({"received~": 0.7, "none": 0.3},),
     ["planned received=2026-12-12 <el 12 de diciembre de 2026> @el 12 de diciembre de 2026"]),
    ("es", "yo presenté la queja, no la escuela. no la presenté el 12", ({"filed": 0.7, "none": 0.3},),
     ["told filed_by=parent <yo presenté la queja, no la escuela>", "asked filed: 2026-11-12 <el 12>"]),
    ("es", "es un caso de la escuela. no la presenté el 12", ({"filed": 0.7, "none": 0.3},),
     ["asked filed: 2026-11-12 <el 12>"]),
    ("en", "the paper says December 3", ({"received": 0.95, "none": 0.05},),
     ["unclear received: December 3 (two_readings)"]),
    ("en", "the paper says December 9, 2026", ({"decision_issued~": 0.85, "none": 0.15},),
     ["loose December 9, 2026", "bare December 9, 2026"]),
    ("en", "the paper says December 9", ({"received~": 0.85, "none": 0.15},),
     ["asked received: 2026-12-09 <December 9>"]),
    ("en", "the hearing is December 14", ({"hearing_scheduled~": 0.95, "none": 0.05},),
     ["told hearing_scheduled=2026-12-14 <the hearing is December 14> @December 14"]),
    ("en", "we signed the agreement on Monday", ({"agreement_signed~": 0.8, "none": 0.2},),
     ["planned agreement_signed=2026-11-30 <we signed the agreement on Monday> @on Monday"]),
    ("en", "the school got it on Monday", ({"received~": 0.8, "none": 0.2},),
     ["told received=2026-11-23 <the school got it on Monday> @on Monday"]),
    ("en", "we signed the agreement Monday to get it done", ({"agreement_signed~": 0.79, "none": 0.21},),
     ["told agreement_signed=2026-11-23 <we signed the agreement Monday to get it done> @Monday"]),
    ("en", "they got it on November 9", ({"received": 0.3, "filed": 0.29, "none": 0.28},),
     ["told received=2026-11-09 <they got it on November 9> @November 9"]),
    ("en", "they got it on November 9", ({"received": 0.29, "filed": 0.28, "none": 0.27},),
     ["asked received filed: 2026-11-09 <they got it on November 9>"]),
    ("es", "la recibieron el 12", ({"received": 0.29, "filed": 0.2},),
     ["told received=2026-11-12 <la recibieron el 12> @el 12"]),
    ("es", "la recibieron el 12", ({"none": 0.69},),
     ["told received=2026-11-12 <la recibieron el 12> @el 12"]),
    ("es", "la recibieron el 12", ({"none": 0.75},),
     ["asked received: 2026-11-12 <la recibieron el 12>"]),
    ("en", "they got it on November 9. It was November 12", ({"received": 0.9, "none": 0.1}, {"received": 0.5, "filed": 0.4},),
     ["told received=2026-11-09 <they got it on November 9.> @November 9"]),
    ("en", "the long letter that came with the package says December 9, 2026", ({"decision_issued~": 0.85, "none": 0.15},),
     ["asked decision_issued: 2026-12-09 <December 9, 2026>"]),
    ("en", "the long letter that came with the package says December 9, 2026", ({"meeting_held~": 0.85, "none": 0.15},),
     ["planned meeting_held=2026-12-09 <December 9, 2026> @December 9, 2026"]),
    # What the other side claims is asked, though only the model saw the receipt.
    ("en", "the school claims November 12, my mail slip says November 9", ({"none": 0.9, "received": 0.1}, {"received": 0.96, "none": 0.04},),
     ["unclear received: November 9 / November 12 (disputed)"]),
    ("en", "the school says November 12, they got it November 9", ({"filed": 0.7, "none": 0.3}, {"received": 0.96, "none": 0.04},),
     ["unclear received: November 9 / November 12 (disputed)"]),
    # Days without school are no role of the model's.
    ("en", "the school is closed November 23 to 27", ({"meeting_held": 0.5, "none": 0.5},),
     ["told no_school=None <the school is closed November 23 to 27> @November 23 to 27"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "rankings", "settled"), ROWS)
def test_a_message_is_settled(
    language: str, text: str, rankings: tuple[dict[str, float], ...], settled: list[str]
) -> None:
    reading = read_facts(text, TODAY, language=language)
    found = agreed(reading, guesses(text, rankings, language), TODAY)
    assert lines(found) == settled
    assert {change.kind for change in found.changes} <= {"give"}


def test_other_limits_settle_otherwise() -> None:
    text = "they got it on November 9"
    reading = read_facts(text, TODAY)
    guess = guesses(text, ({"none": 0.6, "filed": 0.4},), "en")
    assert lines(agreed(reading, guess, TODAY, Thresholds(none=0.5))) == []
    assert lines(agreed(reading, guess, TODAY, Thresholds(unsure=0.5))) == [
        "told received=2026-11-09 <they got it on November 9> @November 9"
    ]


def test_what_the_model_was_not_asked_is_kept_as_the_patterns_read_it() -> None:
    text = "we both signed the waiver. they got it on November 9. October 5."
    reading = read_facts(text, TODAY)
    place = text.index("October 5")
    guess = RoleGuess(place, place + len("October 5"), (("none", 0.98), ("filed", 0.01)))
    assert agreed(reading, [guess], TODAY).changes == reading.changes
    assert [change.fact for change in reading.changes] == ["waived_in_writing", "received"]
