"""`/help`: what can be asked and how."""

from __future__ import annotations

from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.render import Shown
from bot.discord_app.respond import for_member, respond
from bot.discord_app.state import Origin, Source


@app_commands.command(name="help", description="What you can ask me, and how")
async def help_(interaction: Interaction) -> None:
    """Explain the guide."""
    await respond(interaction, _help(interaction), for_member(interaction))


async def _help(interaction: Interaction) -> Shown:
    return Shown(interaction.client.guide.help(asker_of(interaction).server), Origin(Source.HELP))
