"""Which day it is where the parent is."""

from __future__ import annotations

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

DEFAULT = "America/New_York"

# The zone most people of a state live in.
_CENTRAL = "AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI"
_MOUNTAIN = "CO ID MT NM UT WY"
ZONES = {
    **dict.fromkeys(_CENTRAL.split(), "America/Chicago"),
    **dict.fromkeys(_MOUNTAIN.split(), "America/Denver"),
    **dict.fromkeys(["CA", "NV", "OR", "WA"], "America/Los_Angeles"),
    "AZ": "America/Phoenix",
    "AK": "America/Anchorage",
    "HI": "Pacific/Honolulu",
    "PR": "America/Puerto_Rico",
    "VI": "America/St_Thomas",
    "GU": "Pacific/Guam",
    "MP": "Pacific/Guam",
    "AS": "Pacific/Pago_Pago",
}


def today_in(zone: str | None, state: str | None, now: datetime) -> date:
    """Today's date at `now` in an IANA zone, else the state's main zone, else US Eastern.

    A zone that does not exist is ignored; a `now` without a zone is taken as UTC.
    """
    moment = now if now.tzinfo else now.replace(tzinfo=timezone.utc)
    for name in (zone, ZONES.get((state or "").upper()), DEFAULT):
        if not name or not isinstance(name, str) or len(name) > 64:
            continue
        try:
            return moment.astimezone(ZoneInfo(name)).date()
        except (KeyError, ValueError, OSError):
            continue
    return moment.date()
