"""Who asks and where, read from what Discord tells."""

from __future__ import annotations

import re

import discord

from bot.discord_app.base import Interaction
from bot.guide.question import Asker

_MENTION = re.compile(r"<@[!&]?\d+>")
_CUSTOM_EMOJI = re.compile(r"<a?:\w+:\d+>")


def asker_of(interaction: Interaction) -> Asker:
    """The asker behind an interaction."""
    server = 0 if is_personal(interaction) else interaction.guild_id or 0
    return Asker(member=interaction.user.id, server=server, channel=interaction.channel_id or 0)


def author_of(message: discord.Message) -> Asker:
    """The asker behind a message."""
    return Asker(
        member=message.author.id,
        server=message.guild.id if message.guild else 0,
        channel=message.channel.id,
    )


def words_of(text: str) -> str:
    """What somebody wrote, without whom they addressed and without their server's emoji."""
    return _CUSTOM_EMOJI.sub("", _MENTION.sub("", text)).strip()


def is_personal(interaction: Interaction) -> bool:
    """Whether the member brought the guide along, rather than the server having it.

    Such a server has not agreed to the guide, so what it says there is for the member alone.
    """
    if in_own_messages(interaction):
        return False
    return interaction.is_user_integration() and not interaction.is_guild_integration()


def in_own_messages(interaction: Interaction) -> bool:
    """Whether this happens in the member's direct messages with the guide."""
    return interaction.context.dm_channel


def owns_message(interaction: Interaction) -> bool:
    """Whether nobody but the clicker sees the message that the clicked button is on."""
    message = interaction.message
    return message is not None and (message.flags.ephemeral or in_own_messages(interaction))
