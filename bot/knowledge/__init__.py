"""What the guide knows: one topic, one file, each with its source."""

from bot.knowledge.topics import Topic, load_topics, topics_from_responses

__all__ = ["Topic", "load_topics", "topics_from_responses"]
