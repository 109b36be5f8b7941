"""For whoever writes and checks the answers.

python -m bot.knowledge check            tells what is wrong in data/, and what is not translated
python -m bot.knowledge review [FILE] [--language es]
                                         the booklet for a lawyer, to print (FILE `-`: stdout)
python -m bot.knowledge stamp LANGUAGE [FILE [NAME ...]]
                                         notes that these texts translate the present English ones
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.knowledge.booklet import booklet
from bot.knowledge.load import DATA, Content, inspect
from bot.knowledge.translations import stamp
from bot.language import ORIGINAL, language_of

BOOKLET = Path("results") / "booklet.html"


def main(arguments: list[str] | None = None, root: Path = DATA) -> int:
    """Runs the command; exit code 1 where the content is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m bot.knowledge")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="what is wrong in data/, and what is not translated yet")
    review = commands.add_parser("review", help="the booklet for a lawyer, to print")
    review.add_argument("file", nargs="?", default=str(BOOKLET), help=f"default: {BOOKLET}")
    review.add_argument("--language", default=ORIGINAL, help="of the answers; default: English")
    stamped = commands.add_parser(
        "stamp", help="notes of which English texts these are translations"
    )
    stamped.add_argument("language")
    stamped.add_argument("file", nargs="?", help="default: all of them")
    stamped.add_argument("names", nargs="*", help="default: every text of the file")
    options = parser.parse_args(arguments)
    if options.command == "stamp":
        files = (options.file,) if options.file else ()
        print(f"{stamp(root, options.language, files, tuple(options.names))} texts are noted.")
        return 0
    content = inspect(root)
    if content.problems:
        print("\n".join(map(str, content.problems)), file=sys.stderr)
        return 1
    if options.command == "check":
        print("\n".join(summary(content)))
        return 0
    page = booklet(content.languages[language_of(options.language)])
    if options.file == "-":
        print(page)
        return 0
    path = Path(options.file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    print(path)
    return 0


def summary(content: Content) -> list[str]:
    """What there is, and what each other language lacks, in lines."""
    english = content.languages["en"]
    checked = [topic.checked for topic in english.topics.values()]
    checked += [notice.checked for notice in english.near_misses.values()]
    unsigned = sum(not check.by for check in checked)
    lines = [
        f"The answers are as they must be: {len(english.topics)} topics,"
        f" {len(english.near_misses)} near misses, {len(english.notices)} notices.",
        f"Nobody has signed for {unsigned} of them yet (`checked`).",
    ]
    for language, names in sorted(content.missing.items()):
        texts = sum(": " in name for name in names)
        counted = [f"{len(names) - texts} files"] if len(names) > texts else []
        counted += [f"{texts} texts"] if texts else []
        said = " and ".join(counted)
        lines.append(
            f"{language}: {said} are not translated yet"
            if said
            else f"{language}: everything is translated"
        )
        lines += [f"  {name}" for name in names]
    if not content.missing:
        lines.append("No other language than English is begun.")
    return lines


if __name__ == "__main__":
    sys.exit(main())
