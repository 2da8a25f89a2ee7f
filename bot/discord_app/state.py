"""What a button remembers, as text that fits into its custom id.

Nothing about a button is kept anywhere else, which is why it still works after a restart
and on a message of last year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.discord_app.limits import CUSTOM_ID, OPTION_VALUE
from bot.guide.reply import Action, Choice, Reply

PREFIX = "ma"
_JOIN = "+"
_PART = ":"


def custom_id(verb: str, *parts: object) -> str | None:
    """The custom id for a verb and its parts, or None when it does not fit."""
    text = _PART.join((PREFIX, verb, *map(str, parts)))
    return text if len(text) <= CUSTOM_ID else None


def choice_id(choice: Choice, question_id: int) -> str | None:
    """The custom id of a button for a choice."""
    return custom_id("take", choice.action.value, question_id, choice.value)


def option_value(choice: Choice) -> str | None:
    """A choice as the value of a menu's option, or None when it does not fit."""
    text = f"{choice.action.value}{_PART}{choice.value}"
    return text if len(text) <= OPTION_VALUE else None


def menu_id(question_id: int, number: int) -> str:
    """The custom id of the n-th menu of a message; what is chosen is in its options."""
    return _PART.join((PREFIX, "menu", str(question_id), str(number)))


def rate_id(reply: Reply, helpful: bool) -> str:
    """The custom id of a verdict on a reply, with as many of its topics as fit.

    The topics also tell what somebody talks about who replies to that message later.
    """
    topics = list(reply.topics)
    while True:
        parts = (int(helpful), reply.question_id, _JOIN.join(topics))
        if (fitting := custom_id("rate", *parts)) is not None:
            return fitting
        topics.pop()


def read_choice(action: str, value: str) -> Choice | None:
    """The choice behind an action and a value, or None when there is no such action."""
    try:
        return Choice("", Action(action), value)
    except ValueError:
        return None


def read_option(text: str) -> Choice | None:
    """The choice behind a menu's option."""
    action, _, value = text.partition(_PART)
    return read_choice(action, value)


def join(ids: Sequence[str]) -> str:
    """Ids as one value."""
    return _JOIN.join(ids)


def parted(value: str) -> tuple[str, ...]:
    """The ids in a value made by `join`."""
    return tuple(part for part in value.split(_JOIN) if part)


class Source(StrEnum):
    """What a reply can be made from again."""

    TOPICS = "topics"
    COMPARE = "compare"
    CERTIFICATION = "cert"
    BROWSE = "browse"
    PATHWAY = "plan"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Origin:
    """How to make a reply again, so that its next page can be shown."""

    source: Source
    names: tuple[str, ...] = ()
    aspect: str = ""

    def page_id(self, page: int) -> str | None:
        """The custom id of a button that shows a page, or None when it does not fit."""
        if any(sign in name for name in (*self.names, self.aspect) for sign in (_PART, _JOIN)):
            return None
        return custom_id("page", page, self.source.value, self.aspect, join(self.names))

    @classmethod
    def read(cls, source: str, aspect: str, names: str) -> Origin:
        """The origin in a custom id. Raises `ValueError` when there is no such source."""
        return cls(Source(source), parted(names), aspect)


def origin_of(reply: Reply) -> Origin | None:
    """The origin of a reply that consists of topics, which every topic can be shown from."""
    if reply.sections and all(section.topic for section in reply.sections):
        return Origin(Source.TOPICS, reply.topics)
    return None


def origin_of_choice(choice: Choice) -> Origin | None:
    """The origin of what taking a choice shows, if it can be shown again without effect."""
    match choice.action:
        case Action.SHOW:
            return Origin(Source.TOPICS, (choice.value,))
        case Action.COMPARE:
            names, _, aspect = choice.value.partition(_PART)
            return Origin(Source.COMPARE, parted(names), aspect)
        case Action.BROWSE:
            return Origin(Source.BROWSE, (choice.value,) if choice.value else ())
        case Action.SHOW_PATHWAY:
            return Origin(Source.PATHWAY, (choice.value,) if choice.value else ())
        case Action.CHOOSE_PATHWAY | Action.MILESTONE_DONE:
            return Origin(Source.PATHWAY)
        case _:
            return None


def topics_of_id(text: str) -> tuple[str, ...]:
    """The topics that a message shows, if this is the custom id of a verdict on it."""
    parts = text.split(_PART, 4)
    return parted(parts[4]) if len(parts) == 5 and parts[:2] == [PREFIX, "rate"] else ()
