"""Doors to the guide, one per channel: verify, limit, scrub, name the conversation, send."""
