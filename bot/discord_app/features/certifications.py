"""`/certification` and `/compare`: one credential, or several side by side."""

from __future__ import annotations

from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.features import suggest
from bot.discord_app.render import Shown
from bot.discord_app.respond import for_everyone, respond
from bot.discord_app.state import Origin, Source


@app_commands.command(
    name="certification", description="One certification: all of it or one aspect"
)
@app_commands.describe(
    name="The certification, for example CCMA",
    aspect="One aspect only, for example the exam fee",
)
@app_commands.autocomplete(name=suggest.certifications, aspect=suggest.aspects)
async def certification(interaction: Interaction, name: str, aspect: str = "") -> None:
    """Show a credential, whole or one aspect of it."""
    await respond(interaction, _show(interaction, name, aspect), for_everyone(interaction))


async def _show(interaction: Interaction, name: str, aspect: str) -> Shown:
    reply = await interaction.client.guide.certification(name, aspect, asker_of(interaction))
    return Shown(reply, Origin(Source.CERTIFICATION, (name,), aspect))


@app_commands.command(name="compare", description="Compare certifications, differences first")
@app_commands.describe(
    first="A certification, for example CMA",
    second="Another one, for example RMA",
    third="One more, if you like",
    fourth="And one more",
    aspect="One aspect only, for example the exam fee",
)
@app_commands.autocomplete(
    first=suggest.certifications,
    second=suggest.certifications,
    third=suggest.certifications,
    fourth=suggest.certifications,
    aspect=suggest.aspects,
)
async def compare(
    interaction: Interaction,
    first: str,
    second: str,
    third: str = "",
    fourth: str = "",
    aspect: str = "",
) -> None:
    """Show credentials side by side."""
    names = tuple(name for name in (first, second, third, fourth) if name.strip())
    await respond(interaction, _compare(interaction, names, aspect), for_everyone(interaction))


async def _compare(interaction: Interaction, names: tuple[str, ...], aspect: str) -> Shown:
    reply = await interaction.client.guide.compare(names, aspect, asker_of(interaction))
    return Shown(reply, Origin(Source.COMPARE, names, aspect))
