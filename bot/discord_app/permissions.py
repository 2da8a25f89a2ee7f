"""Which permissions the guide lacks in a channel, by the names that Discord shows."""

from __future__ import annotations

import discord
from discord.abc import GuildChannel

_VIEW = ("view_channel", "View Channel")
_SEND = ("send_messages", "Send Messages")
_THREADS = ("send_messages_in_threads", "Send Messages in Threads")
_POSTS = ("send_messages_in_threads", "Send Messages in Posts")
_HISTORY = ("read_message_history", "Read Message History")

# No Embed Links and no Attach Files: answers are made of neither.
_TO_ANSWER = (_VIEW, _SEND, _THREADS, _HISTORY)
_TO_ANSWER_IN_FORUM = (_VIEW, _POSTS, _HISTORY)
_TO_LOG = (_VIEW, _SEND)


def lacks_to_answer(channel: GuildChannel | None, me: discord.Member) -> list[str]:
    """The permissions that are missing to answer in a channel and in its threads."""
    forum = isinstance(channel, discord.ForumChannel)
    return _lacks(channel, me, _TO_ANSWER_IN_FORUM if forum else _TO_ANSWER)


def lacks_to_log(channel: GuildChannel | None, me: discord.Member) -> list[str]:
    """The permissions that are missing to write a log into a channel."""
    return _lacks(channel, me, _TO_LOG)


def _lacks(
    channel: GuildChannel | None, me: discord.Member, needed: tuple[tuple[str, str], ...]
) -> list[str]:
    if channel is None:
        return [_VIEW[1]]
    granted = channel.permissions_for(me)
    return [name for key, name in needed if not getattr(granted, key)]
