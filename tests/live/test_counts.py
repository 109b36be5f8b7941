"""The page of the counts on the running server: closed without the token, and what was asked."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

from tests.live.guide import Guide, until

TOKEN = "a word that is long enough"


def asked(guide: Guide, path: str, token: str | None = None) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(guide.url + path, headers=headers)) as r:
            return r.status, r.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_the_counts_open_with_the_token_only_and_hold_no_words(tmp_path: Path) -> None:
    guide = Guide(tmp_path, environment={"GUIDE_COUNTS_TOKEN": TOKEN}).start()
    try:
        guide.say("Can I record the meeting about velociraptors? I live in Ohio.")
        until(lambda: "state,OH" in asked(guide, "/counts.csv", TOKEN)[1])
        for path in ("/counts", "/counts.csv"):
            assert asked(guide, path)[0] == 401
            assert asked(guide, path, "another word, also long")[0] == 401
            status, text = asked(guide, path, TOKEN)
            assert status == 200 and "recording" in text and "velociraptor" not in text
    finally:
        guide.stop()


def test_without_a_token_there_is_no_such_page(guide: Guide) -> None:
    assert asked(guide, "/counts", TOKEN)[0] == 404
