"""Rasa's own validation of domain, rules and training data, with one readable line as result.

python -m bot.serve.validation
"""

from __future__ import annotations

import io
import logging
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Exit code 0 when everything fits together."""
    noise = io.StringIO()
    with warnings.catch_warnings(), redirect_stdout(noise), redirect_stderr(noise):
        warnings.simplefilter("ignore")
        from rasa.shared.importers.importer import TrainingDataImporter
        from rasa.validator import Validator

        logging.disable(logging.INFO)
        importer = TrainingDataImporter.load_from_config(
            str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
        )
        validator = Validator.from_importer(importer)
        checks = {
            "domain": validator.verify_domain_validity(),
            "intents and examples": validator.verify_nlu(ignore_warnings=True),
            "rules and stories": validator.verify_story_structure(ignore_warnings=False),
            "form slots": validator.verify_forms_in_stories_rules(),
            "actions": validator.verify_actions_in_stories_rules(),
        }
    failed = [name for name, passed in checks.items() if not passed]
    if failed:
        print(f"Training data are invalid: {', '.join(failed)}.", file=sys.stderr)
        print(noise.getvalue()[-3000:], file=sys.stderr)
        return 1
    print("Training data are valid.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
