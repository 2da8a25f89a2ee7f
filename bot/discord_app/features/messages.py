"""Messages to the guide: a mention, a reply to one of its answers, or a direct message.

None of these needs the privileged intent: Discord hands the text of exactly these messages
to every bot.
"""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.discord_app.base import GuideClient
from bot.discord_app.context import author_of, words_of
from bot.discord_app.features import public
from bot.discord_app.state import topics_of_id
from bot.guide.question import Question

_KINDS = {discord.MessageType.default, discord.MessageType.reply}


async def on_message(client: GuideClient, message: discord.Message) -> None:
    """Answer the message if it is to the guide."""
    if message.author.bot or message.webhook_id or message.type not in _KINDS:
        return
    if is_addressed(client, message):
        await public.answer(client, message, question_in(client, message))
    else:
        await public.overhear(client, message)


def is_addressed(client: GuideClient, message: discord.Message) -> bool:
    """Whether somebody speaks to the guide: in a direct message or by name."""
    if message.guild is None:
        return True
    if client.user in message.mentions:
        return True
    # Discord offers the bot's own role beside the bot, and people pick either.
    role = message.guild.self_role
    return role is not None and role in message.role_mentions


def question_in(client: GuideClient, message: discord.Message) -> Question:
    """The question that a message to the guide asks."""
    text = words_of(message.content)
    answered = _replied_to(message)
    if answered is None:
        return Question(text, author_of(message))
    if client.user and answered.author.id == client.user.id:
        return Question(text, author_of(message), replies_to=topics_shown(answered))
    # A reply to somebody else that says nothing but the guide's name: answer that message.
    return Question(text or words_of(answered.content), author_of(message))


def topics_shown(message: discord.Message) -> tuple[str, ...]:
    """The topics of one of the guide's messages, read from its buttons."""
    found = (topics_of_id(custom_id) for custom_id in _custom_ids(message.components))
    return tuple(dict.fromkeys(topic for topics in found for topic in topics))


def _custom_ids(components: object) -> Iterator[str]:
    for component in components if isinstance(components, list | tuple) else ():
        custom_id = getattr(component, "custom_id", None)
        if isinstance(custom_id, str):
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))


def _replied_to(message: discord.Message) -> discord.Message | None:
    resolved = message.reference.resolved if message.reference else None
    return resolved if isinstance(resolved, discord.Message) else None
