"""What the four actions have in common: the tracker goes in, what `bot.dialogue` says comes out."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.calendars import Calendars, begins_new_case
from actions.tracker import turn_from
from bot.clock import now_utc
from bot.dialogue import respond
from bot.dialogue.general import general_response
from bot.knowledge import knowledge
from bot.knowledge.render import SHORT_CHANNELS
from bot.pages.letters_in_chat import with_letters, without_letter

logger = logging.getLogger("guide.action")


class ReplyAction(Action, ABC):
    """Replies to the latest message from the facts of the case."""

    @abstractmethod
    def name(self) -> str:
        """Name in the domain."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Sends the reply and sets the slots it changes.

        A failure is logged without content; the parent then gets the answer in general.
        """
        # Nothing is left to decide: Rasa need not ask its policies what comes after an answer.
        listen = FollowupAction("action_listen")
        try:
            now = now_utc()
            turn = turn_from(tracker, now, knowledge().topics)
            topics = knowledge(turn.language).topics
            calendars = Calendars(tracker.slots, now, turn.language)
            plain = replace(turn, slots=without_letter(turn.slots))
            reply = with_letters(respond(plain, topics, calendars.ask), turn, now)
            new_case = begins_new_case(tracker.slots, reply, turn)
            calendars.settle(reply, new_case=new_case)
        except Exception as problem:  # a parent must get an answer whatever breaks here
            logger.error("%s failed: %s", self.name(), type(problem).__name__, exc_info=True)
            dispatcher.utter_message(response=general_response(tracker.latest_message or {}))
            return [listen]
        for message in reply.messages[:1]:
            message.custom |= {"facts": reply.facts, "noted": list(reply.noted)}
            if reply.change and turn.channel not in SHORT_CHANNELS:
                message.buttons = [*message.buttons, reply.change]
        for message in reply.messages:
            dispatcher.utter_message(
                text=message.text,
                json_message={"language": turn.language, **message.custom},
                buttons=message.buttons,
            )
        return [*(SlotSet(name, value) for name, value in reply.slots.items()), listen]
