"""Keeping as little as possible, for as short as possible."""
