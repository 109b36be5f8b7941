"""A phone in the terminal: the SMS experience without an account.

    make run       in one terminal
    make sms       in another

It talks to the REST channel as a phone would see it: short texts, numbered choices, MORE,
and the number of text messages each answer costs.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import urllib.error
import urllib.request
from typing import Any

from bot.channels.texting import Texting, reply_more, segments, sms_limit
from bot.language import ORIGINAL


def ask(base: str, sender: str, text: str) -> list[dict[str, Any]]:
    """The guide's messages to one text.

    Raises:
        OSError: the guide does not run there.
    """
    request = urllib.request.Request(
        f"{base}/webhooks/rest/webhook",
        json.dumps({"sender": sender, "message": text, "metadata": {"as": "sms"}}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        content: list[dict[str, Any]] = json.load(answer)
        return content


def main() -> int:
    """Reads lines and shows what the phone would."""
    parser = argparse.ArgumentParser(prog="python -m bot.channels.simulate")
    parser.add_argument("--url", default="http://127.0.0.1:5005")
    options = parser.parse_args()
    sender, texting = secrets.token_hex(8), Texting()
    more = reply_more(ORIGINAL)
    print("This plays a phone. Write a text message; an empty line ends.")
    while True:
        try:
            line = input("you> ").strip()
        except (EOFError, KeyboardInterrupt):
            return 0
        if not line:
            return 0
        rest = texting.rest(sender, line)
        if rest is not None:
            shown = [rest + ("\n" + more if texting.has_rest(sender) else "")]
        else:
            try:
                messages = ask(options.url, sender, texting.meant(sender, line))
            except (OSError, urllib.error.URLError):
                print(f"The guide does not answer at {options.url}. Start it with: make run")
                return 1
            said: dict[str, Any] = next((m["custom"] for m in messages if m.get("custom")), {})
            more = reply_more(str(said.get("language") or ORIGINAL))
            shown = texting.compose(sender, messages, limit=sms_limit, more=more)
        for text in shown:
            count = segments(text)
            print(f"--- {len(text)} characters, {count} text message{'s' if count > 1 else ''}")
            print(text)


if __name__ == "__main__":
    sys.exit(main())
