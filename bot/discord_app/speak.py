"""Answering a message in its channel, or saying by direct message why that is not possible."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp
import discord

from bot.discord_app import texts
from bot.discord_app.base import Layout
from bot.discord_app.render import Shown, render
from bot.discord_app.respond import PATIENCE, RETRY_PAUSE, Work, outcome, passing
from bot.guide.reply import Kind, Reply

log = logging.getLogger(__name__)

_CANNOT_REPLY = 160002
"""Discord's code for quoting a message without Read Message History."""


async def answer_message(message: discord.Message, work: Work) -> discord.Message | None:
    """Do the work and answer the message with what comes of it. Never raises.

    Returns the answer, if it stands in the message's channel.
    """
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        await _show_typing(message)
    shown = await outcome(task)
    missing = missing_permissions(message)
    if not missing:
        try:
            return await _send(message, render(shown))
        except discord.Forbidden:
            missing = ["Send Messages"]
    await _whisper(message, missing, shown)
    return None


async def answer_unasked(message: discord.Message, shown: Shown) -> discord.Message | None:
    """Answer a message that was not to the guide: where it may not write, it says nothing."""
    if missing_permissions(message):
        return None
    try:
        return await _send(message, render(shown))
    except discord.Forbidden:
        return None


async def change_answer(answer: discord.Message, shown: Shown) -> bool:
    """Show something else in an answer; False when the answer is no longer there."""
    return await _still_there(lambda: answer.edit(view=render(shown)))


async def remove_answer(answer: discord.Message) -> None:
    """Delete an answer, unless somebody did."""
    await _still_there(answer.delete)


async def _still_there(call: Callable[[], Awaitable[object]]) -> bool:
    """Do something with a message, once more if Discord failed; False when it is gone."""
    for last in (False, True):
        try:
            await call()
        except discord.NotFound:
            return False
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if passing(error) and not last:
                await asyncio.sleep(RETRY_PAUSE)
                continue
            log.error("an answer could not be changed: %s", _summary(error))
        return True
    return True


def missing_permissions(message: discord.Message) -> list[str]:
    """The permissions that the guide lacks to answer where the message stands, by name."""
    channel, guild = message.channel, message.guild
    if guild is None or isinstance(channel, discord.DMChannel | discord.GroupChannel):
        return []
    if isinstance(channel, discord.PartialMessageable):
        return []
    granted = channel.permissions_for(guild.me)
    in_thread = isinstance(channel, discord.Thread)
    needed = {
        "View Channel": granted.view_channel,
        "Send Messages in Threads" if in_thread else "Send Messages": (
            granted.send_messages_in_threads if in_thread else granted.send_messages
        ),
    }
    return [name for name, has in needed.items() if not has]


async def _send(message: discord.Message, view: Layout) -> discord.Message | None:
    """Send to the message's channel. Raises `discord.Forbidden` when that is not allowed."""
    reference = message.to_reference(fail_if_not_exists=False)
    for last in (False, True):
        try:
            return await message.channel.send(view=view, reference=reference, mention_author=False)
        except discord.Forbidden as error:
            if error.code != _CANNOT_REPLY or last:
                raise
            return await message.channel.send(view=view)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if passing(error) and not last:
                await asyncio.sleep(RETRY_PAUSE)
                continue
            log.error("a reply could not be sent: %s", _summary(error))
            return None
    return None


async def _whisper(message: discord.Message, missing: list[str], shown: Shown) -> None:
    """Answer by direct message, first telling why."""
    log.warning("no permission to answer in a channel: %s", ", ".join(missing))
    # By name: a mention is text like any other to the guide, and would be shown as it is typed.
    channel = getattr(message.channel, "name", "a channel")
    why = texts.NO_VOICE.format(channel=channel, names=", ".join(missing))
    try:
        await message.author.send(view=render(Shown(Reply(Kind.ERROR, lead=why))))
        await message.author.send(view=render(shown))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("the asker could not be told either: %s", _summary(error))


async def _show_typing(message: discord.Message) -> None:
    try:
        await message.channel.typing()
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        log.debug("typing could not be shown")


def _summary(error: Exception) -> str:
    """An error without what it may quote of a message."""
    if isinstance(error, discord.HTTPException):
        return f"status {error.status}, code {error.code}"
    return type(error).__name__
