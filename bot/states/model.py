"""What is known of a state's own people: who helps, who runs the hearings, who may record.

An item that may not be shown is not among them: what is in a `State` may be said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("pti", "cprc", "other")
"""A state's parent center, a community center in a part of it, and any other line for parents."""
FILE_WITH = (
    "office", "office_and_school", "school_and_office", "school_sends_on", "hearing_body",
    "hearing_body_and_school",
)  # fmt: skip
"""Where a parent's complaint goes; `office` is the state's, `hearing_body` who hears the case."""
RULES = ("one_party", "all_party", "all_must_know", "open_recording", "unclear")
"""Who must agree to, or know of, a recording of a talk in one room."""
MEETINGS = ("meeting", "session")
LANGUAGES = ("en", "es", "hmn", "so", "tl")
"""Languages that a center speaks; `languages` of the phrases names each."""
FACILITATES = ("resolution_meeting", "team_meetings")


@dataclass(frozen=True)
class Seen:
    """Where an item was read, and when that page is from (`2026-06`); `undated` where unknown."""

    source: str
    seen: str


@dataclass(frozen=True)
class Contact:
    """Somebody to call or to visit on the web; either may be missing."""

    name: str
    url: str
    phone: str
    seen: Seen


@dataclass(frozen=True)
class Center(Contact):
    """A center for parents. `area` is what it serves by language, empty where that was not read."""

    kind: str
    area: Mapping[str, str] = field(default_factory=dict)
    whole_state: bool = False
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Office(Contact):
    """The state's office for disputes. `hears` is the body that holds the hearings, if another."""

    email: str = ""
    filing_email: str = ""
    hears: str = ""
    file_with: str = ""
    filing_source: str = ""
    helpline: str = ""
    helpline_phone: str = ""


@dataclass(frozen=True)
class Facilitator(Contact):
    """Who sends a free facilitator, and to which meetings."""

    meetings: str


@dataclass(frozen=True)
class Recording:
    """Who must agree to a recording, by which law."""

    rule: str
    law: str
    seen: Seen


@dataclass(frozen=True)
class Unsure:
    """What stands in a file but is never said: a value to check, or a whole item not to show."""

    item: str
    values: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class State:
    """One of the 56 jurisdictions. What is None or empty is not known, or may not be said."""

    code: str
    name: str
    centers: tuple[Center, ...] = ()
    protection: Contact | None = None
    office: Office | None = None
    legal_aid: Contact | None = None
    facilitator: Facilitator | None = None
    recording: Recording | None = None
    meeting: str = ""
    unsure: tuple[Unsure, ...] = ()
    dated: tuple[tuple[str, str], ...] = ()
    """Every item that is said, with the day its page is from."""
