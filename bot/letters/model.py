"""A letter, or a card to print, and for which cases it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.knowledge.model import SITUATIONS, Checked

Kind = Literal["letter", "card"]
TO = ("school", "hearing_officer", "school_and_hearing_officer", "state")
SIGNED = ("parent", "both")
AMENDED = "amended"
HOLDING = (*SITUATIONS, AMENDED)
"""What may hold in a case, so that another text of the letter stands in place of the first."""
UNKNOWN = "unknown"
SECTIONS = ("subject", "letter", "when", "next", "late")


@dataclass(frozen=True)
class Fits:
    """For which cases a letter is; an empty field asks for nothing.

    `any` are situations, or names of facts, of which one must hold; `none` those that must not.
    `agreement_from` lists where the agreement may come from (`unknown`: not told).
    """

    filed_by: str = ""
    expedited: bool | None = None
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    agreement_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter in one language.

    `choice` marks what nobody must send, such as a waiver: it is never put first.
    `needs` is the fact without whose day the letter says little. `opens_after` is the date of the
    engine after which it may be sent, unless the situation `opens_or` holds. `until` are the dates
    of the engine of which the first that the case has is the last day on which it makes sense.
    `instead` is the letter that takes its place in a case that rules it out.
    `texts` are the sections by name, and `letter/expedited` where another text holds then.
    """

    id: str
    title: str
    kind: Kind
    choice: bool
    order: int
    to: str
    signed: str
    answers: tuple[str, ...]
    asked: tuple[str, ...]
    fits: Fits
    needs: str
    opens_after: str
    opens_or: str
    until: tuple[str, ...]
    instead: str
    sources: tuple[str, ...]
    checked: Checked
    language: str
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, section: str, holding: Iterable[str] = ()) -> str:
        """A section in the situations that hold; empty where the letter has none of that name."""
        held = set(holding)
        for name, text in self.texts.items():
            above, _, situation = name.partition("/")
            if above == section and situation in held:
                return text
        return self.texts.get(section, "")
