"""What somebody reads who is too fast."""

from __future__ import annotations

from bot.discord_app import texts
from bot.discord_app.base import Interaction
from bot.discord_app.render import Shown
from bot.discord_app.respond import Manner, respond
from bot.guide.reply import Kind, Reply


def slow_down(seconds: int) -> Shown:
    """The one sentence before the silence."""
    unit = "second" if seconds == 1 else "seconds"
    return Shown(Reply(Kind.ERROR, lead=texts.SLOW_DOWN.format(seconds=seconds, unit=unit)))


async def in_pace(interaction: Interaction) -> bool:
    """Whether somebody may use a command now; if not, says so.

    A command always has to be answered, so every refusal is told, to that person alone.
    """
    passed = interaction.client.pace.command(interaction.user.id)
    if not passed.granted:
        await respond(interaction, too_fast(passed.wait), Manner.PRIVATE)
    return passed.granted


async def too_fast(seconds: int) -> Shown:
    """What is said to every command that comes too soon."""
    return Shown(Reply(Kind.ERROR, lead=texts.COOLDOWN.format(seconds=seconds)))
