"""The words of Spanish dates, in plain small letters, and how people misspell them."""

from __future__ import annotations


def _numbered(lines: str, first: int) -> dict[str, int]:
    return {name: n for n, names in enumerate(lines.split("/"), first) for name in names.split()}


MONTH_NAMES = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
).split()
WEEKDAY_NAMES = "lunes martes miercoles jueves viernes sabado domingo".split()
# Short forms, and the English names: "el 3 de March", "el friday pasado".
MONTHS = _numbered(
    "enero ene january jan/febrero feb february/marzo mar march/abril abr april apr/mayo may/"
    "junio jun june/julio jul july/agosto ago agt august aug/"
    "septiembre setiembre sept sep set september/octubre oct october/noviembre nov november/"
    "diciembre dic december dec",
    1,
)
WEEKDAYS = _numbered(
    "lunes monday/martes tuesday/miercoles wednesday/jueves thursday/viernes friday/"
    "sabado saturday/domingo sunday",
    0,
)
# Only beside a date: "vie 6/11", "mar 24 de nov".
SHORT_WEEKDAYS = _numbered("lun/mar/mie mier/jue/vie vier/sab/dom", 0)

# Misspellings of the short names, and those far from the right one. Words that are Spanish for
# something else ("abrir", "entero", "partes", "marco") are no misspelling.
MISSPELT = {
    wrong: right
    for right, words in {
        "enero": "henero enro eneroo enerro heneros",
        "marzo": "marso marzzo marxo marzp mrazo",
        "abril": "avril habril abrill abirl arbil",
        "mayo": "maio mallo mayoo",
        "junio": "junnio jnuio juniio yunio jumio",
        "julio": "jullio julioo yulio juilo",
        "agosto": "agsto agossto agosot agoto hagosto",
        "septiembre": "septienvre setienvre septiembr setiembr",
        "octubre": "ocutbre octubr",
        "noviembre": "noviembr nobienbre",
        "diciembre": "diciembr disienbre dizienbre",
        "miercoles": "miercole miercolez mierkoles",
        "lunes": "lunez luness lune lunesz luens lnues",
        "martes": "martez marte martess matres",
        "jueves": "juebes jeves juevez juevs jueve juevess juves hueves",
        "viernes": "bierne birnes viernez biernez virnes",
        "sabado": "savado sabdo zabado sabadp sabaod sbado",
        "ayer": "aller ayre hayer aier ayerr",
        "antier": "antiayer antyer antir antiyer",
        "manana": "manna mnana mananna mananaa maniana",
        "hace": "hase asce hacee",
        "semana": "semna semnaa cemana",
        "semanas": "semnas cemanas",
        "anoche": "ahnoche hanoche",
    }.items()
    for wrong in words.split()
}

_UNITS = "uno dos tres cuatro cinco seis siete ocho nueve".split()
NUMBERS = {
    word: n
    for n, word in enumerate(
        (*_UNITS, *"diez once doce trece catorce quince dieciseis diecisiete dieciocho "
         "diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis "
         "veintisiete veintiocho veintinueve treinta".split()), 1,
    )
}  # fmt: skip
NUMBERS |= {f"diez y {unit}": 10 + n for n, unit in enumerate(_UNITS, 1) if n > 5}
NUMBERS |= {f"veinte y {unit}": 20 + n for n, unit in enumerate(_UNITS, 1)}
NUMBERS |= {f"veinti {unit}": 20 + n for n, unit in enumerate(_UNITS, 1)}
NUMBERS |= {"treinta y uno": 31, "treintaiuno": 31, "treinta y un": 31, "treinta uno": 31,
            "veintiun": 21, "veinte y un": 21, "dies": 10, "dose": 12, "trese": 13, "quinse": 15,
            "catorse": 14, "dos": 2, "beinte": 20, "onse": 11,
            "dieziseis": 16, "diesiseis": 16, "diesisiete": 17, "diesiocho": 18,
            "diesinueve": 19}  # fmt: skip
DAYS_IN_WORDS = NUMBERS | {"primero": 1, "primer": 1}
"""The days of a month in words."""
COUNTS = NUMBERS | {"un": 1, "una": 1, "cuarenta": 40, "cuarenta y cinco": 45, "sesenta": 60,
                    "noventa": 90, "cien": 100}  # fmt: skip
"""How many days or weeks."""
ORDINALS = _numbered("primer primera primero/segundo segunda/tercer tercera tercero/cuarto cuarta/"
                     "quinto quinta", 1)  # fmt: skip
