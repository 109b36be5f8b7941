"""Rasa's policies for rules and stories, reading no more of a conversation than they can look at.

Stock `RulePolicy` and `MemoizationPolicy` replay the whole tracker for every prediction, each time
copying every slot at every action. Our rules and stories look back a few actions at most and at one
slot, so the same states are computed from the end of the conversation alone. What is predicted
stays the same: `tests/rasa/test_policy.py` compares each with Rasa's own over whole conversations.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

_BEGINS_ANEW = (Restarted, SessionStarted, AllSlotsReset)
_CHANGES_THE_PAST = (*_BEGINS_ANEW, ActionReverted, UserUtteranceReverted, ActiveLoop)

_Last = tuple[Any, Any]
"""Intent and previous action of a state: most rules ask for both."""


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class LatestTurnsRulePolicy(RulePolicy):
    """`RulePolicy` at a price that does not grow with the conversation."""

    _index: dict[_Last, dict[str, str]] | None = None
    """The rules by the last state they ask for; None while they are still being learned."""
    _longest = 0
    _asks_for_text = True

    @classmethod
    def load(cls, *arguments: Any, **more: Any) -> LatestTurnsRulePolicy:
        """Loads what was learned and looks through the rules once."""
        policy: LatestTurnsRulePolicy = super().load(*arguments, **more)
        policy._look_through()
        return policy

    def _look_through(self) -> None:
        index: dict[_Last, dict[str, str]] = {}
        self._asks_for_text = False
        for key, action in self.lookup.get(RULES, {}).items():
            states = self._rule_key_to_state(key)
            self._longest = max(self._longest, len(states))
            last = _last(states[-1])
            index.setdefault(last, {})[key] = action
            if last[0] is None and last[1] in (None, ACTION_LISTEN_NAME):
                self._asks_for_text = True
        self._index = index

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and self._index is not None and not self._asks_for_text:
            return None, None, False  # no rule is about the words themselves
        return super()._find_action_from_rules(  # type: ignore[no-any-return]
            tracker, domain, use_text_for_last_user_input
        )

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        end = None
        if self._index is not None and tracker.active_loop_name is None:
            end = latest(tracker, domain, self._longest)
        states: list[State] = super()._prediction_states(
            end or tracker, domain, use_text_for_last_user_input, rule_only_data
        )
        # The first state of a shortened tracker is from before its first action: not a real one.
        return states[1:] if end is not None else states

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        if self._index is not None and lookup is self.lookup[RULES] and states:
            intent, action = _last(states[-1])
            if action is not None:
                kinds = ((intent, action), (None, action), (intent, None), (None, None))
                lookup = {
                    key: value for kind in kinds for key, value in self._index.get(kind, {}).items()
                }
        return super()._get_possible_keys(lookup, states)  # type: ignore[no-any-return]


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class LatestTurnsMemoizationPolicy(MemoizationPolicy):
    """`MemoizationPolicy` at a price that does not grow with the conversation."""

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        # One state more than is looked at: the first of a shortened tracker is not a real one.
        end = latest(tracker, domain, int(self.config["max_history"]) + 1)
        states: list[State] = super()._prediction_states(
            end or tracker, domain, use_text_for_last_user_input, rule_only_data
        )
        return states


def latest(
    tracker: DialogueStateTracker, domain: Domain, states: int
) -> DialogueStateTracker | None:
    """A tracker with the end of a conversation: at least its last `states` states.

    It begins with the `action_listen` before a message and knows only the slots that rules see.
    None where the whole conversation is needed: it is short, or its end changes what was before.
    """
    events = list(tracker.events)
    begin = _begin(events, states)
    if begin is None:
        return None
    seen = {slot.name: slot for slot in domain.slots if slot.has_features()}
    end = DialogueStateTracker(tracker.sender_id, seen.values())
    for name, value in _values_before(events[:begin], seen).items():
        end.update(SlotSet(name, value))
    for event in events[begin:]:
        if isinstance(event, BotUttered) or (isinstance(event, SlotSet) and event.key not in seen):
            continue
        end.update(event)
    end.followup_action = tracker.followup_action
    return end


def _begin(events: list[Event], states: int) -> int | None:
    """Where the end of a conversation begins, counted from its start."""
    found, message = 1, False  # the present state is one
    for number in range(len(events) - 1, -1, -1):
        event = events[number]
        if isinstance(event, _CHANGES_THE_PAST):
            return None
        if isinstance(event, UserUttered):
            message = True
        elif isinstance(event, ActionExecuted):
            if message and found >= states and event.action_name == ACTION_LISTEN_NAME:
                return number
            found, message = found + 1, False
    return None


def _values_before(events: list[Event], seen: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for event in reversed(events):
        if isinstance(event, _BEGINS_ANEW) or len(values) == len(seen):
            break
        if isinstance(event, SlotSet) and event.key in seen:
            values.setdefault(event.key, event.value)
    return values


def _last(state: State) -> _Last:
    return state.get(USER, {}).get(INTENT), state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
