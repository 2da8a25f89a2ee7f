"""Answering an interaction: acknowledged in time, always, and delivered late if need be.

Discord drops an interaction that is not acknowledged within three seconds, however long
storage or anything else takes. So the work is given a moment; if it is not done by then the
interaction is deferred, and the reply follows when it is there.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable, Coroutine
from enum import Enum, auto
from typing import Any

import aiohttp
import discord

from bot.discord_app import texts
from bot.discord_app.base import Interaction
from bot.discord_app.context import in_own_messages, is_personal
from bot.discord_app.errors import explain
from bot.discord_app.limits import ACKNOWLEDGE_SECONDS
from bot.discord_app.render import Shown, render
from bot.guide.reply import Kind, Reply

log = logging.getLogger(__name__)

PATIENCE = ACKNOWLEDGE_SECONDS / 2
"""Seconds before the interaction is deferred: half of what Discord grants, for slow networks."""
WORK_LIMIT = 60.0
"""Seconds after which the member is told that it did not work."""
DESK_LIMIT = 300.0
"""The same for moderators: the matcher may have to learn anew before they can be told."""
RETRY_PAUSE = 0.5

_EXPIRED = {10062, 10015, 50027}
"""Discord's codes for an interaction that is too old to be answered."""
_ALREADY_ACKNOWLEDGED = 40060
_PRIVATE_KINDS = {Kind.SAFETY, Kind.ERROR}
"""Nobody else needs to see these, whoever asked in public."""

Work = Coroutine[Any, Any, Shown]


class Manner(Enum):
    """How a reply is shown."""

    OPEN = auto()
    """To everyone who sees the channel."""
    PRIVATE = auto()
    """To the member alone."""
    IN_PLACE = auto()
    """Instead of the message that the clicked button is on."""


def for_everyone(interaction: Interaction, private: bool = False) -> Manner:
    """Open, unless the member wants it private or the server does not have the guide."""
    return Manner.PRIVATE if private or is_personal(interaction) else Manner.OPEN


def for_member(interaction: Interaction) -> Manner:
    """For the member alone; in direct messages nobody else is there anyway."""
    return Manner.OPEN if in_own_messages(interaction) else Manner.PRIVATE


async def respond(
    interaction: Interaction, work: Work, manner: Manner, limit: float = WORK_LIMIT
) -> None:
    """Do the work and show what comes of it. Never raises."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        await _attempt(lambda: _defer(interaction, manner))
    shown = await outcome(task, limit)
    if not await _attempt(lambda: _deliver(interaction, shown, manner)):
        broken = Shown(explain(RuntimeError("the reply could not be delivered")))
        await _attempt(lambda: _deliver(interaction, broken, manner))


async def outcome(task: asyncio.Task[Shown], limit: float = WORK_LIMIT) -> Shown:
    """What comes of the work: a reply in any case."""
    await asyncio.wait({task}, timeout=limit)
    if not task.done():
        task.cancel()
        return Shown(explain(TimeoutError()))
    error = task.exception()
    return task.result() if error is None else Shown(explain(error))


async def _defer(interaction: Interaction, manner: Manner) -> None:
    if not interaction.response.is_done():
        in_place = manner is Manner.IN_PLACE
        await interaction.response.defer(thinking=not in_place, ephemeral=manner is Manner.PRIVATE)


async def _deliver(interaction: Interaction, shown: Shown, manner: Manner) -> None:
    failed = shown.reply.kind is Kind.ERROR
    private = manner is Manner.PRIVATE or shown.reply.kind in _PRIVATE_KINDS
    view = render(shown)
    response = interaction.response
    if manner is Manner.IN_PLACE and not failed:
        # An error must not wipe out the message that the member was working with.
        if response.is_done():
            await interaction.edit_original_response(view=view)
        else:
            await response.edit_message(view=view)
    elif not response.is_done():
        await response.send_message(
            view=view, ephemeral=private or manner is Manner.IN_PLACE, files=_files(shown)
        )
    elif manner is Manner.IN_PLACE:
        await interaction.followup.send(view=view, ephemeral=True)
    elif manner is Manner.OPEN and private:
        # Deferred in the open, so the first message is open; only what follows it can be private.
        await interaction.edit_original_response(
            view=render(Shown(Reply(Kind.SMALL_TALK, texts.TOLD_PRIVATELY)))
        )
        await interaction.followup.send(view=view, ephemeral=True)
        await interaction.delete_original_response()
    else:
        await interaction.edit_original_response(view=view, attachments=_files(shown))


def _files(shown: Shown) -> list[discord.File]:
    picture = shown.picture
    wanted = [(picture.name, picture.content)] if picture else []
    wanted += [shown.file] if shown.file else []
    return [discord.File(io.BytesIO(content), name) for name, content in wanted]


async def _attempt(call: Callable[[], Awaitable[object]]) -> bool:
    """Ask something of Discord, once more if Discord or the network failed.

    Returns False when Discord refused it and something simpler might be accepted.
    """
    try:
        try:
            await call()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if not passing(error):
                raise
            await asyncio.sleep(RETRY_PAUSE)
            await call()
    except discord.HTTPException as error:
        if error.code == _ALREADY_ACKNOWLEDGED:
            return True
        if error.code in _EXPIRED:
            log.warning("an interaction expired before it was answered")
            return True
        log.error("Discord refused a reply: status %d, code %d", error.status, error.code)
        return passing(error)
    except (aiohttp.ClientError, OSError) as error:
        log.error("a reply could not be sent: %s", type(error).__name__)
        return True
    except Exception:  # Whatever it was, the member still has to be answered.
        log.exception("a reply could not be made")
        return False
    return True


def passing(error: Exception) -> bool:
    """Whether the same may work in a moment."""
    if isinstance(error, discord.HTTPException):
        return error.status == 429 or error.status >= 500
    return True
