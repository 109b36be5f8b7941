"""`action_answer`: everything that depends on the case or on what was said before."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.calendars import Calendars, begins_new_case
from actions.tracker import now_utc, turn_from
from bot.dialogue import respond
from bot.knowledge import knowledge

logger = logging.getLogger("guide.action")


class ActionAnswer(Action):
    """Answers from the facts of the case."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Sends the reply and sets the slots it changes.

        A failure is logged without content and leaves `answered` false, so that Rasa says
        something true instead.
        """
        try:
            now = now_utc()
            turn = turn_from(tracker, now, knowledge().topics)
            topics = knowledge(turn.language).topics
            calendars = Calendars(tracker.slots, now, turn.language)
            reply = respond(turn, topics, calendars.ask)
            new_case = begins_new_case(tracker.slots, reply, turn)
            calendars.settle(reply, new_case=new_case)
        except Exception as problem:  # a parent must get an answer whatever breaks here
            logger.error("action_answer failed: %s", type(problem).__name__, exc_info=True)
            return []
        for message in reply.messages:
            dispatcher.utter_message(
                text=message.text,
                json_message={"language": turn.language, **message.custom},
                buttons=message.buttons,
            )
        changes = [SlotSet(name, value) for name, value in reply.slots.items()]
        # Nothing is left to decide: Rasa need not ask its rules what comes after an answer.
        return [SlotSet("answered", True), *changes, FollowupAction("action_listen")]
