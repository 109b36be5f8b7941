"""Which day it is where the parent is."""

from __future__ import annotations

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

# Of two days that it may be, the earlier one gives the earlier deadlines. It is the earlier day
# latest in Hawaii.
EARLIEST = "Pacific/Honolulu"
# A server's clock or a browser that hides its zone says this; nobody in the US lives by it.
_NO_ZONE = frozenset({"UTC", "GMT", "UCT", "Zulu", "Universal", "Greenwich"})

# The zone most people of a state live in.
_CENTRAL = "AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI"
_MOUNTAIN = "CO ID MT NM UT WY"
_EASTERN = "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV"
ZONES = {
    **dict.fromkeys(_EASTERN.split(), "America/New_York"),
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
    """Today's date at `now` in an IANA zone, else in the state's main zone.

    UTC is taken for no zone at all, and so is a zone that does not exist. With neither zone nor
    state it is the earlier of the days it may be in the US, so that what is counted from "today"
    is never late. A `now` without a zone is taken as UTC.
    """
    moment = now if now.tzinfo else now.replace(tzinfo=timezone.utc)
    for name in (zone, ZONES.get((state or "").upper()), EARLIEST):
        if not isinstance(name, str) or not name or len(name) > 64:
            continue
        if name in _NO_ZONE or name.startswith("Etc/"):
            continue
        try:
            return moment.astimezone(ZoneInfo(name)).date()
        except (KeyError, ValueError, OSError):
            continue
    return moment.date()
