"""For whoever writes and checks the letters.

python -m bot.letters check              what is wrong in data/letters, and what is not translated
python -m bot.letters list               every letter with its situation, source and last day
python -m bot.letters stamp LANGUAGE     notes that these letters translate the present English ones
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from bot.knowledge.pages import read_page
from bot.knowledge.translations import hash_of
from bot.language import ORIGINAL
from bot.letters.load import DATA, inspect, missing


def main(arguments: list[str] | None = None, root: Path = DATA) -> int:
    """Runs the command; exit code 1 where a letter is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m bot.letters")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="what is wrong, and what is not translated yet")
    commands.add_parser("list", help="every letter with its situation, source and last day")
    stamped = commands.add_parser("stamp", help="notes of which English letters these are")
    stamped.add_argument("language")
    options = parser.parse_args(arguments)
    if options.command == "stamp":
        print(f"{stamp(root, options.language)} letters are noted.")
        return 0
    found, problems = inspect(root)
    if problems:
        print("\n".join(map(str, problems)), file=sys.stderr)
        return 1
    if options.command == "list":
        for letter in found[ORIGINAL].values():
            print(f"{letter.id}: {letter.title}")
            print(f"  fits: {letter.fits}")
            print(
                f"  until: {', '.join(letter.until) or '-'}; sources: {'; '.join(letter.sources)}"
            )
        return 0
    print(f"The letters are as they must be: {len(found[ORIGINAL])}.")
    for language, names in missing(root).items():
        print(f"{language}: {', '.join(names) if names else 'everything is translated'}")
    return 0


def stamp(root: Path, language: str) -> int:
    """Writes into each letter of a language the sign of the English text it is of; how many.

    To be run when the words are right.
    """
    count = 0
    for path in sorted((root / "letters" / language).glob("*.md")):
        english = root / "letters" / ORIGINAL / path.name
        if not english.is_file():
            continue
        sign = hash_of(read_page(english.name, english.read_text(encoding="utf-8")))
        text = path.read_text(encoding="utf-8")
        noted = re.sub(r"(?m)^of:.*$", f"of: {sign}", text, count=1)
        path.write_text(noted, encoding="utf-8")
        count += 1
    return count


if __name__ == "__main__":
    sys.exit(main())
