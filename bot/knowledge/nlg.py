"""Rasa's text generator for the guide: `endpoints.yml` names it under `nlg`.

Stock Rasa picks a response and sends it as written. Here the response of a topic becomes a
whole message: the channel's variant, what to ask next as buttons, and `custom` with topic,
sources and confidence. Works inside the Rasa server, so answers do not need the action server.
"""

from __future__ import annotations

from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.knowledge.render import runner_up, topic_message
from bot.knowledge.topics import Topic, topics_from_responses

FAMILIES = ("utter_faq/", "utter_deadline/")


class KnowledgeGenerator(TemplatedNaturalLanguageGenerator):
    """Words the `utter_...` actions from the responses of the trained domain."""

    def __init__(self, endpoint_config: EndpointConfig | None, domain: Domain) -> None:
        super().__init__(domain.responses)

    @property  # type: ignore[override]
    def responses(self) -> dict[str, list[dict[str, Any]]]:
        """Responses of the domain. Rasa sets them anew when it has loaded the model."""
        return self._responses

    @responses.setter
    def responses(self, responses: dict[str, list[dict[str, Any]]]) -> None:
        self._responses = responses
        self._topics: dict[str, Topic] = topics_from_responses(responses)

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """The message of a response, or None where there is none of that name."""
        confidence = _confidence(tracker)
        if utter_action.startswith(FAMILIES):
            name = utter_action.split("/", 1)[1]
            if name in self._topics:
                beside = runner_up(_ranking(tracker), [name])
                return topic_message(name, self._topics, output_channel, confidence, beside)
        variants = self._responses.get(utter_action)
        if not variants:
            return None
        general = next((v for v in variants if "channel" not in v), variants[0])
        chosen = next((v for v in variants if v.get("channel") == output_channel), general)
        custom = dict(general.get("custom") or {})
        follow_ups = custom.pop("follow_ups", [])
        custom.pop("title", None)
        return {
            "text": str(chosen.get("text", "")).strip(),
            "custom": {
                "topic": utter_action.removeprefix("utter_").split("/")[-1],
                "sources": [],
                "confidence": round(confidence, 2),
                **custom,
            },
            "buttons": [
                {"title": self._topics[name].title, "payload": self._topics[name].title}
                for name in follow_ups
                if name in self._topics
            ],
        }


def _confidence(tracker: DialogueStateTracker) -> float:
    message = tracker.latest_message
    intent = message.intent if message else None
    return float((intent or {}).get("confidence") or 0.0)


def _ranking(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    message = tracker.latest_message
    return list((message.parse_data if message else {}).get("intent_ranking") or [])
