"""Everything that extends or replaces a part of Rasa; README.md says what and why."""
