"""The topic that a moderator means by an id or a title typed out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.features.knowledge.access import NoTopicError

OFFERED = 3
T = TypeVar("T")


def find_topic(interaction: Interaction, typed: str) -> str:
    """The id of the topic with this id or title. Raises `NoTopicError` with the nearest ones."""
    guide, server = interaction.client.guide, asker_of(interaction).server
    found = guide.find_topic(typed, server)
    if not found:
        near = guide.suggest_topics(typed, OFFERED, server)
        raise NoTopicError(typed, [(choice.label, choice.value) for choice in near])
    return found


async def about(interaction: Interaction, typed: str, work: Callable[[str], Awaitable[T]]) -> T:
    """What comes of work on the topic that was typed."""
    return await work(find_topic(interaction, typed))
