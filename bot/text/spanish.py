"""How Spanish cuts and asks: the patterns of `bot.text.grammar.Grammar`, without accents."""

from __future__ import annotations

import re

from bot.text.grammar import Grammar

_ABBREVIATION = re.compile(
    r"\b(?:sra?s?|srta|dra?|lic|ing|prof|etc|ej|pag|num|art|tel|ene|feb|mar|abr|jun|jul|ago|sept?|"
    r"oct|nov|dic|lun|mart|mie|jue|vie|sab|dom|ee\.? ?uu|ud|uds|vs|st)\.$",
    re.IGNORECASE,
)
# "Por que" asks; "porque" answers. "Como" asks at the start, inside a sentence it mostly likens.
_WORD = (
    r"(?:(?:a|de|con|para|pa|por|en|desde|hasta|segun) )?(?:que|q|cual(?:es)?|quien(?:es)?|cuando|cuanto|cuantos?|"
    r"cuantas?|donde|adonde|como|xq|xque|x que)"
)
_AUXILIARY = (
    r"(?:puedo|puede|pueden|podemos|podria|podrian|debo|debe|deben|debemos|tengo que|tiene que|tienen que|tenemos que|"
    r"hay|es|son|esta|estan|fue|seria|sera|va|van|vamos|voy|necesito|necesita|hace falta|se puede|se vale|me toca|"
    r"tengo|tiene|tienen|me pueden|nos pueden|le puedo|les puedo|lo puedo|la puedo|sirve|cuenta|vale|conviene|"
    r"sabe|saben|existe|existen|habra|me (?:va|van)|nos (?:va|van)|(?:lo|la|los|las) (?:puedo|pueden))"
)
_QUESTION_START = rf"(?:{_WORD}|{_AUXILIARY}|si|sera que|es cierto|es verdad|es obligatorio|acaso)"
_FILLER = r"(?:(?:y|e|o|pero|entonces|pues|hola|buenas|oiga|oye|disculpe|perdon|bueno|ok|okay|mire|ahora|tambien|ademas|por favor|porfa|una pregunta|pregunta)\W+)*"
_JOINT = re.compile(
    rf"(?:\s*,)?\s+(?:y|e|tambien|ademas|o)\s+(?:tambien\s+|ademas\s+|luego\s+)?(?={_QUESTION_START}\b)"
    rf"|\s*,\s+(?=(?:{_WORD}|{_AUXILIARY})\b)|\s+(?=¿)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"[?¿]|^\W*{_FILLER}{_QUESTION_START}\b"
    r"|\b(?:quisiera saber|quiero saber|me gustaria saber|necesito saber|no se si|no se que|no se como|no se cuando|no entiendo|"
    r"me pregunto|tengo (?:una )?(?:duda|pregunta)|mi (?:duda|pregunta) es|digame|me (?:puede|podria) (?:decir|explicar)|"
    r"alguien sabe|estoy confundid[oa]|expliqueme)\b|\b(?:verdad|cierto|no)\W*\?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?<=[.?!;])\s+|\n+|,\s+(?=(?:y|pero|asi que|entonces|cuando|puedo|que|como|yo|nosotros|ellos|ella|el|la|los|las|"
    r"mi|mis|nuestro|nuestra|nadie|ya|me|nos|les?|se|es|fue|hoy|ayer|luego|despues|recibi\w*|firm\w+)\b)"
    r"|\s+(?=(?:y|pero|entonces|porque|pues)\s+(?:(?:entonces|ahora|luego|despues|tambien|ya|porque|asi)\s+)?"
    r"(?:yo|nosotros|ellos|el|la|los|las|mi|me|nos|les?|se|su|ya|hoy|ayer|nadie|cuando|puedo|que|como|"
    r"recibi\w*|firm(?:e|amos|aron|o)|tuv\w+|fui(?:mos)?|mand\w+|present\w+|meti\w*|puse|dij\w+|la escuela|el distrito)\b)",
    re.IGNORECASE,
)
_ASKS_INSIDE = re.compile(
    r"\b(?:que|cual|quien|cuando|cuanto|cuantos|cuantas|donde|como|por que|xq)\s+"
    r"(?:pasa|hago|hacemos|sigue|puedo|puede|pueden|debo|debe|deben|tengo|tiene|tienen|es|son|significa|va|van|"
    r"tiempo|dias|me|nos|se|lo|la|le|les|necesito|cuesta|paga|viene|vienen|empieza|termina|vence|dura)\b"
    r"|\b(?:puedo|podemos|pueden|puede|debo|tengo que|tenemos que|tienen que|es obligatorio|se puede)\s+\w+"
    r"|\b(?:esta bien eso|eso es legal|es normal eso|se vale|y ahora que)\b|\bcuando\W*$|\by si\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    rf"^\W*{_FILLER}(?:deme|dame|muestreme|digame|dime|mandeme|expliqueme|ayudeme|ayudame|ayuda)\b"
    r"|\b(?:quiero|queremos|necesito|necesitamos|quisiera|quisieramos|me gustaria|prefiero|ocupo)\b",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"\s*(?:,|\.\.\.|…|-|–)?\s+(?:y|e|tambien|ademas|o)\s+(?:tambien\s+)?(?=\S+\s+\S+\s+\S)"
    r"|\s*(?:\.\.\.|…)\s*|,\s+(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    rf"\s+(?={_AUXILIARY}\s+\S+|(?:por que|cuando|quien|quienes|cuanto|donde)\s+"
    r"(?:puedo|puede|pueden|debo|debe|deben|tengo|tiene|tienen|es|son|va|van|viene|vienen|paga|pasa|empieza|termina|me|nos|se)\b)",
    re.IGNORECASE,
)
# A verb that leans on a word before it ("que puedo", "no puedo", "me puede") begins no question.
_UNFINISHED = re.compile(
    r"\b(?:que|q|no|si|se|me|te|nos|le|les|lo|la|los|las|el|un|una|mi|su|de|en|con|para|pa|por|a|al|del|y|o|como|cuando|"
    r"donde|quien|quienes|cual|cuales|cuanto|cuantos|cuantas|cuanta|yo|ya|nosotros|ellos|uno|porque|xq|saber|"
    r"escuela|distrito|abogado|ellos|usted|ustedes|eso|esto|quiero|puedo|puede|tengo|tiene|dias|tiempo|muy|solo|tambien)$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    rf"^\W*(?:(?:y|e|tambien|pero|o|entonces)\s+)*(?:si|cuando)\b"
    rf"(?:(?!\b(?:{_AUXILIARY}|que pasa|que hago|que sigue|que puedo)\b)[^?])*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^\W*(?:o que|o no|o como|que|ok(?:ay)?|verdad|cierto|no|si|por favor|porfa|gracias)\W*$",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\s*(?:,|;|-|\.\.\.|…)?\s+(?:y\s+)?(?:tambien|ademas|otra cosa|otra pregunta)\s*,?\s+",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:y|e|o|tambien|ademas)\b|&|[,.?!;\n]\W*\w", re.IGNORECASE)
_LEANS = re.compile(
    r"\b(?:eso|esto|ese|esa|este|esta|lo|la|los|las|ello)\b|\w(?:lo|la|los|las)\b", re.IGNORECASE
)
_LEANS_ON_ANSWER = re.compile(
    r"\b(?:eso|esto|esos|esas|ese|esa|lo|los|ellos|ellas|el|ella|suyo|suya|suyos|de ellos|entonces|alli|ahi|"
    r"mismo|misma|tampoco|tambien|otro|otra|otros|otras)\b|\w{3,}(?:lo|la|los|las)\b"
    r"|^\W*(?:y|pero|entonces|o|ok|okay|bueno|pues|aunque)\b",
    re.IGNORECASE,
)
_EMPTY_WORDS = frozenset(
    "a al algo alguien ahi alla aqui asi aunque cada como con cosa cosas cual cuales cuando cuanto "
    "de del dijo dijeron donde el ella ellas ellos en entonces era eran es esa esas ese eso esos esta "
    "estan estas este esto estos estoy fue ha hay hace he la las le les lo los mas me mi mio mis muy "
    "nada ni no nos nosotros o otra otro para pero poco por porque pues que quien se ser si sin "
    "sobre son su sus tal tambien te tengo tiene todo toda todos tu un una uno unos usted ustedes va "
    "van voy y ya yo q pa xq".split()
)

_ASKED = r"(?= (?:si|que|quien|quienes|cuando|cuanto|cuantos|cuantas|donde|como|por que|cual|puedo|tengo|es|hay)\b)"
_COURTESY_BEFORE = re.compile(
    r"[\W]*(?:"
    r"(?:hola|buen dia|buenos dias|buenas(?: tardes| noches)?|saludos|que tal|oiga|oye|mire)(?: a todos| otra vez)?(?=[\s,.!:;-]|$)"
    r"|(?:disculpe|disculpa|perdon|perdone|con permiso)(?: (?:la molestia|la pregunta|que (?:le )?moleste))?(?=[\s,.!:;-])"
    r"|(?:tengo |solo )?(?:una |otra )(?:pregunta|pregunt(?:a|ita)|duda|consulta)(?: (?:rapida|para usted|por favor))?(?=[\s,.!:;-])|(?:mi )?(?:pregunta|duda)(?: es)?\s*[:,-]|(?:mi )(?:pregunta|duda) es"
    r"|(?:por favor|porfa|porfavor|pf)(?=[\s,.!:;-])|(?:este|pues|bueno|ok|okay|entonces)(?:,|\.\.\.|…) "
    r"|(?:me |nos )?(?:puede|podria|puedes|podrian|pueden)(?: usted)? (?:decirme|decir|explicarme|explicar|informar|informarme)(?: por favor)?"
    + _ASKED
    + r"|(?:digame|dime|expliqueme|me dice)(?: por favor)?(?:,|"
    + _ASKED
    + r")|(?:usted )?(?:sabe|sabra|saben)(?: usted)?"
    + _ASKED
    + r"|(?:solo |nomas |nada mas )?(?:quiero|queria|quisiera|me gustaria|necesito|ocupo) (?:saber|preguntar(?:le)?)"
    + _ASKED
    + r")[\s,.!:;-]*",
    re.IGNORECASE,
)
_COURTESY_AFTER = re.compile(
    r"[\s,.!?:;-]+(?:(?:muchas |mil )?gracias(?: (?:por su (?:ayuda|tiempo)|de antemano|otra vez))?|por favor|porfa(?:vor)?|"
    r"(?:se lo )?agradezco(?: su ayuda)?|(?:que )?dios (?:lo|la|le|los) bendiga|ayuda por favor|perdon)\W*$",
    re.IGNORECASE,
)
_SAME = (
    (
        re.compile(
            r"\b(?:junta|sesion|seccion) de (?:resolucion|resolusion)\b|(?<!de )\bjunta\b(?! (?:directiva|escolar|de gobierno|de educacion|del iep))",
            re.IGNORECASE,
        ),
        "reunion",
    ),
)

SPANISH = Grammar(
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
