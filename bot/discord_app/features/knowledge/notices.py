"""What the bot says by itself: in a server's log channel, and to one member. Never raises."""

from __future__ import annotations

import logging

import aiohttp
import discord

from bot.discord_app.base import GuideClient
from bot.discord_app.render import Shown, render
from bot.discord_app.respond import passing
from bot.guide.ports import StorageError
from bot.publishing.desk import Desk

log = logging.getLogger(__name__)


async def log_channel(client: GuideClient, desk: Desk, server: int) -> discord.TextChannel | None:
    """A server's log channel, where this client is in that server and it has one."""
    guild = client.get_guild(server)
    if guild is None:
        return None
    wanted = (await desk.settings(server)).log_channel
    channel = guild.get_channel(wanted) if wanted else None
    return channel if isinstance(channel, discord.TextChannel) else None


async def to_log(client: GuideClient, desk: Desk, server: int, shown: Shown) -> bool:
    """Say something in a server's log channel; False when it could not be said."""
    try:
        channel = await log_channel(client, desk, server)
        if channel is None:
            return False
        await channel.send(view=render(shown))
    except (StorageError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("a log channel could not be told: %s", type(error).__name__)
        return False
    return True


async def to_member(client: GuideClient, member: int, shown: Shown) -> bool | None:
    """Say something to one member in a direct message.

    False when they cannot be written to; None when it may work later.
    """
    try:
        user = await client.fetch_user(member)
        await user.send(view=render(shown))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("a member could not be told: %s", type(error).__name__)
        return None if passing(error) else False
    return True
