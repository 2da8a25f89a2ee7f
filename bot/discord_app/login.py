"""Getting into Discord: why that fails, and what can be said of it before the bot runs.

StartError            the bot cannot run; the text is one sentence for the operator
    WrongTokenError        Discord does not know the token
    MissingIntentError     an intent is wanted that is not switched on for the application
    NoConnectionError      Discord cannot be reached
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import aiohttp
import discord

PATIENCE = 10.0
"""Seconds that an attempt to log in may take."""
PORTAL = "https://discord.com/developers/applications"
_TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}", re.ASCII)
_NEEDED = {
    "view_channel": "View Channels",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}


NOT_A_TOKEN = (
    "DISCORD_TOKEN does not look like a bot's token, which has three parts joined by dots and no "
    f"spaces: copy it from the Bot page of your application at {PORTAL} (Reset Token); the "
    "application's ID, its public key and its client secret are something else"
)
NO_INTENT = (
    "The Message Content Intent is not switched on: switch it on on the Bot page of your "
    f"application at {PORTAL}, or set MESSAGE_CONTENT to false in .env."
)


class StartError(Exception):
    """The bot cannot run. The text is one sentence that says what to do."""


class WrongTokenError(StartError):
    """Discord does not know the token."""


class MissingIntentError(StartError):
    """An intent is wanted that is not switched on for the application."""


class NoConnectionError(StartError):
    """Discord cannot be reached."""


@contextmanager
def start_errors() -> Iterator[None]:
    """Inside, what keeps the bot from running is raised as `StartError`."""
    try:
        yield
    except discord.LoginFailure as error:
        raise WrongTokenError(
            "Discord does not know this token: copy it again from the Bot page of your application "
            f"at {PORTAL} into DISCORD_TOKEN in .env."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise MissingIntentError(NO_INTENT) from error
    except (aiohttp.ClientConnectionError, discord.GatewayNotFound, OSError) as error:
        raise NoConnectionError(
            "Discord cannot be reached: check the internet connection and "
            "https://discordstatus.com, then start again."
        ) from error


def looks_like_token(token: str) -> bool:
    """Whether this has the shape of a bot's token: three parts, the first being its id."""
    if not _TOKEN.fullmatch(token):
        return False
    first = token.partition(".")[0]
    try:
        return base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).isdigit()
    except binascii.Error:
        return False


def invitation(application: int) -> str:
    """The address with which the bot is invited, with the permissions it answers with."""
    permissions = discord.Permissions(**dict.fromkeys(_NEEDED, True))
    return discord.utils.oauth_url(application, permissions=permissions)


@dataclass(frozen=True, slots=True)
class Account:
    """What Discord says of the bot."""

    name: str
    servers: int
    """About how many servers it is in."""
    message_content: bool
    """Whether the intent is switched on."""
    invite: str
    """The address with which it is invited."""
    home_lacks: tuple[str, ...] | None
    """Permissions missing in the home server; None when it is not there."""


async def look_up(token: str, home_server: int | None, patience: float = PATIENCE) -> Account:
    """Log in without connecting, look, and leave. Raises `StartError`."""
    client = discord.Client(intents=discord.Intents(guilds=True))
    with start_errors():
        try:
            async with asyncio.timeout(patience), client:
                await client.login(token)
                return await _account(client, home_server)
        except discord.HTTPException as error:
            if isinstance(error, discord.LoginFailure):
                raise
            raise NoConnectionError(
                f"Discord answers with error {error.status}: look at https://discordstatus.com "
                "and try again later."
            ) from error


async def _account(client: discord.Client, home_server: int | None) -> Account:
    about = await client.application_info()
    flags = about.flags
    return Account(
        str(client.user),
        about.approximate_guild_count,
        flags.gateway_message_content or flags.gateway_message_content_limited,
        invitation(about.id),
        await _lacks(client, home_server) if home_server is not None else (),
    )


async def _lacks(client: discord.Client, server: int) -> tuple[str, ...] | None:
    assert client.user is not None, "logged in"
    try:
        guild = await client.fetch_guild(server)
        member = await guild.fetch_member(client.user.id)
    except (discord.NotFound, discord.Forbidden):
        return None
    granted = member.guild_permissions
    return tuple(name for key, name in _NEEDED.items() if not getattr(granted, key))
