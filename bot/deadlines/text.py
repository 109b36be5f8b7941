"""The text form: plain sentences, one fact a line, good to read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deadlines.model import Deadline
from bot.deadlines.wording import Wording, wording


def as_text(deadlines: Sequence[Deadline], notes: Sequence[str], language: str) -> str:
    """The deadlines and what to know beside them, in one language."""
    words = wording(language)
    text: dict[str, str] = words.sections["text"]
    heading = text["heading_one"] if len(deadlines) == 1 else text["heading"]
    blocks = [heading]
    blocks += [_block(deadline, text, words) for deadline in deadlines]
    if notes:
        blocks.append("\n".join([text["notes"], *notes]))
    return "\n\n".join(blocks) + "\n"


def _block(deadline: Deadline, text: dict[str, str], words: Wording) -> str:
    day, safe = deadline.date, deadline.earliest_safe
    if day is None:
        key = "undated" if safe is None else "undated_safe"
    else:
        key = "dated" if safe in (None, day) else "dated_safe"
    first = text[key].format(
        title=deadline.title,
        date=words.date(day) if day else "",
        safe=words.date(safe) if safe else "",
    )
    return "\n".join(
        (
            first,
            text["who"].format(who=deadline.who),
            text["why"].format(why=deadline.why),
            text["if_missed"].format(if_missed=deadline.if_missed),
            text["rule"].format(rule=deadline.rule),
        )
    )
