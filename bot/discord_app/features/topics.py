"""`/topics`: browse what the guide knows."""

from __future__ import annotations

from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.features import suggest
from bot.discord_app.render import Shown
from bot.discord_app.respond import for_everyone, respond
from bot.discord_app.state import Origin, Source


@app_commands.command(name="topics", description="Browse everything the guide knows")
@app_commands.describe(category="One area only; leave it empty to see all areas")
@app_commands.autocomplete(category=suggest.categories)
async def topics(interaction: Interaction, category: str = "") -> None:
    """Show the categories, or the topics of one."""
    await respond(interaction, _browse(interaction, category), for_everyone(interaction))


async def _browse(interaction: Interaction, category: str) -> Shown:
    origin = Origin(Source.BROWSE, (category,) if category else ())
    return Shown(interaction.client.guide.browse(category, asker_of(interaction).server), origin)
