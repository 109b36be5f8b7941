"""Rasa's text generator for the guide: `endpoints.yml` names it under `nlg`.

Stock Rasa picks a response and sends it as written. Here the response of a topic becomes a
whole message: the channel's variant, what to ask next as buttons, and `custom` with topic,
sources and confidence. Works inside the Rasa server, so answers do not need the action server.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.clock import now_utc
from bot.dialogue.case import Case
from bot.dialogue.own_state import (
    ASKED,
    Before,
    added,
    greeting,
    not_understood,
    somebody,
    unclear_place,
)
from bot.dialogue.phrases import phrases
from bot.dialogue.situations import situations
from bot.knowledge.load import knowledge
from bot.knowledge.model import FAMILIES
from bot.knowledge.render import buttons_of, runner_up, said_in, text_of, topic_message
from bot.language import language_of
from bot.pages.letters_in_chat import beside_answer
from bot.states import states
from bot.states.organisation import organisation


class KnowledgeGenerator(TemplatedNaturalLanguageGenerator):
    """Words the `utter_...` actions from data/answers, as it is when the server starts.

    The texts that the model was trained with are not used: an answer that was changed since is
    said as it is now, without training.
    """

    def __init__(self, endpoint_config: EndpointConfig | None, domain: Domain) -> None:
        super().__init__(domain.responses)
        # Read now, so that the first parent does not wait for it, and a mistake stops the start.
        knowledge()
        states()
        organisation()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """The message of a response, or None where there is none of that name.

        Like every reply it shows the case, in which nothing was told or changed by it.
        """
        case = Case.from_slots(tracker.current_slot_values())
        message = self._message(utter_action, tracker, output_channel, case)
        if message is not None:
            message["custom"] = {**message["custom"], "facts": case.contract(), "noted": []}
        return message

    def _message(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, case: Case
    ) -> dict[str, Any] | None:
        language = language_of_tracker(tracker)
        known = knowledge(language)
        confidence = _confidence(tracker)
        family, _, name = utter_action.removeprefix("utter_").rpartition("/")
        if family in FAMILIES and name in known.topics:
            beside = runner_up(_ranking(tracker), [name])
            today = case.today(_metadata(tracker).get("tz"), now_utc())
            message = topic_message(
                name,
                known.topics,
                output_channel,
                confidence,
                beside,
                language,
                question=_question(tracker),
                holding=situations(case, today),
            )
            custom, buttons = beside_answer(
                name, message["buttons"], case, today, now_utc(), language, output_channel
            )
            message["custom"] |= custom
            message["buttons"] = buttons
            return _with_own_state(message, tracker, output_channel, case, language)
        near = family == "near_miss"
        notice = (known.near_misses if near else known.notices).get(name)
        if notice is None:
            return None
        custom = {
            "topic": name,
            "sources": list(notice.sources),
            "confidence": round(confidence, 2),
            **said_in(notice, language),
        }
        if near:
            custom |= {"topic": "out_of_scope", "redirect": name}
        text = text_of(notice, output_channel)
        if name == "greet" and (ours := greeting(phrases(language))):
            text = f"{text}\n\n{ours}"
        if name == "out_of_scope":
            waits = bool(_last_custom(tracker).get(ASKED)) and "state" not in case
            if place := unclear_place(_told(tracker), phrases(language), waits=waits):
                text, custom = place, {**custom, "topic": "fallback"}
        if not_understood(custom) and not_understood(_last_custom(tracker)):
            text = f"{text}\n\n{somebody(case, phrases(language))}"
        return {
            "text": text,
            "custom": custom,
            "buttons": buttons_of(notice, known.topics),
        }


def language_of_tracker(tracker: DialogueStateTracker) -> str:
    """The language of the answer: that of the message, else what the client or the slot says."""
    return language_of(
        _parsed(tracker).get("language"),
        _metadata(tracker).get("language"),
        tracker.get_slot("language"),
    )


def _with_own_state(
    message: dict[str, Any],
    tracker: DialogueStateTracker,
    channel: str,
    case: Case,
    language: str,
) -> dict[str, Any]:
    """The answer with the line of the parent's own state, or the question for it."""
    customs = _customs(tracker)
    text, asks = added(
        message["text"],
        message["custom"]["question"],
        case,
        phrases(language),
        channel,
        Before(
            asked=any(custom.get(ASKED) for custom in customs),
            after_danger=bool(customs) and customs[-1].get("topic") == "crisis",
            told=_told(tracker),
        ),
    )
    custom = {**message["custom"], ASKED: True} if asks else message["custom"]
    return {**message, "text": text, "custom": custom}


def _told(tracker: DialogueStateTracker) -> str:
    """The parent's message."""
    return str((tracker.latest_message and tracker.latest_message.text) or "")


def _customs(tracker: DialogueStateTracker) -> list[Mapping[str, Any]]:
    """What each message of ours in this conversation says beside its text."""
    said = [event for event in tracker.events if isinstance(event, BotUttered)]
    return [(event.data or {}).get("custom") or {} for event in said]


def _last_custom(tracker: DialogueStateTracker) -> Mapping[str, Any]:
    customs = _customs(tracker)
    return customs[-1] if customs else {}


def _confidence(tracker: DialogueStateTracker) -> float:
    message = tracker.latest_message
    intent = message.intent if message else None
    return float((intent or {}).get("confidence") or 0.0)


def _question(tracker: DialogueStateTracker) -> str | None:
    """The question inside the topic that the message is about, where that was found."""
    found = _parsed(tracker).get("topics")
    return str(found[0]["question"]) if found and found[0].get("question") else None


def _ranking(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    return list(_parsed(tracker).get("intent_ranking") or [])


def _metadata(tracker: DialogueStateTracker) -> Mapping[str, Any]:
    return (tracker.latest_message.metadata if tracker.latest_message else None) or {}


def _parsed(tracker: DialogueStateTracker) -> Mapping[str, Any]:
    return tracker.latest_message.parse_data if tracker.latest_message else {}
