"""What two editors make of one topic at the same time: whether it was overtaken, and by what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.changes import Change, ChangeKind, ClashError
from bot.knowledge.forms import form_of
from bot.knowledge.library import topic_version
from bot.knowledge.units import Block
from bot.publishing.states import State


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the topic since the editor took it up."""

    topic: str
    theirs: Mapping[str, str]
    """The form as it is now; empty when the topic was removed."""
    yours: Mapping[str, str]
    """The form as the editor wants it, with all of theirs that does not clash."""
    fields: tuple[str, ...]
    """The fields that both changed, each in another way."""
    version: str
    """The `base` with which the editor can go on, having seen theirs."""


def current(state: State, scope: int, topic: str) -> Block | None:
    """A topic as a guide has it: its own, or the common one."""
    own = state.library(scope).find(topic)
    found = own or state.common.find(topic)
    return found[1] if found is not None else None


def overtaken(change: Change, state: State, scope: int) -> bool:
    """Whether others changed the topic of a change since its editor took it up."""
    if change.base is None or change.kind not in (ChangeKind.EDIT, ChangeKind.REMOVE):
        return False
    return topic_version(current(state, scope, change.topic)) != change.base


def conflict_of(change: Change, state: State, scope: int, started: Block | None) -> Conflict | None:
    """Both versions, where a change was overtaken and cannot be joined with what is there."""
    if not overtaken(change, state, scope):
        return None
    block = current(state, scope, change.topic)
    if block is not None and change.kind is ChangeKind.EDIT and started is not None:
        return None
    theirs = form_of(block) if block is not None else {}
    yours = {**theirs, **change.fields} if change.kind is ChangeKind.EDIT else {}
    fields = tuple(name for name in yours if theirs.get(name, "") != yours[name])
    return Conflict(change.topic, theirs, yours, fields, topic_version(block))


def clash_of(change: Change, state: State, scope: int, clash: ClashError) -> Conflict:
    """Both versions, where both changed the same fields."""
    block = current(state, scope, change.topic)
    theirs = form_of(block) if block is not None else {}
    fields = tuple(problem.field for problem in clash.problems)
    return Conflict(change.topic, theirs, form_of(clash.block), fields, topic_version(block))
