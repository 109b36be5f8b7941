"""The booklet for a lawyer holds every answer with its situation, source and check."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path

from bot.knowledge import knowledge
from bot.knowledge.__main__ import main
from bot.knowledge.booklet import booklet
from tests.knowledge.contents import Copy


def shown(page: str) -> str:
    """What a reader sees, as one line."""
    page = re.sub(r"</?(?:a|br|h\d|article)\b[^>]*>", "", page)
    return " ".join(unescape(re.sub(r"</?(?:p|dt|dd)>|\n", " ", page)).split())


def test_every_text_is_in_it_with_its_sources() -> None:
    known = knowledge()
    page = shown(booklet(known))
    for topic in known.topics.values():
        for text in (topic.text, topic.sms, topic.dated, topic.more, topic.simple, topic.why):
            assert " ".join(text.split()) in page, topic.id
        assert "; ".join(topic.sources) in page
    for notice in [*known.near_misses.values(), *known.notices.values()]:
        assert " ".join(notice.text.split()) in page and notice.sms in page


def test_it_says_when_a_text_is_said_and_who_checked_it(tmp_path: Path) -> None:
    copy = Copy.in_folder(tmp_path)
    copy.change(
        "answers/en/cost.md", "{by: null, on: 2026-11-28}", "{by: A. <Lawyer>, on: 2026-12-01}"
    )
    page = booklet(copy.inspect().languages["en"])
    cost = page[page.index('<h2 id="cost">') : page.index('<h2 id="day_counting">')]
    assert "The same by text message" in cost and "Asked why" in cost
    assert f"Checked by: {escape('A. <Lawyer>')}" in cost and "on: 2026-12-01" in cost
    assert page.count("Checked by: nobody yet") == page.count("Checked by:") - 1


def test_it_is_one_file_without_scripts(tmp_path: Path) -> None:
    file = tmp_path / "new" / "booklet.html"
    assert main(["review", str(file)]) == 0
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "<script" not in page
    assert not re.search(r"""(?:src|href)="(?!https://|#)""", page)


def test_it_tells_what_to_read_again_when_a_rule_changes() -> None:
    known = knowledge()
    index = booklet(known).split("By source")[1]
    for topic in known.topics.values():
        for source in topic.sources:
            entry = index[index.index(f"{escape(source)}</a></dt>") :].split("</dd>")[0]
            assert f"#{topic.id}" in entry, (topic.id, source)


def test_each_language_has_its_own(tmp_path: Path) -> None:
    file = tmp_path / "booklet.html"
    assert main(["review", str(file), "--language", "es"]) == 0
    page = file.read_text(encoding="utf-8")
    assert '<html lang="es">' in page and "data/answers/es" in page
    assert escape(knowledge("es").topics["cost"].title) in page
