"""Reads the dates that people write in Spanish: "el viernes pasado", "antier", "hace dos semanas".

Only what is Spanish stands here; the arithmetic, the year, and corrections are those of the other
languages. Import `read_dates` of `bot.dates`, which reads this where Spanish is spoken.
"""
