"""The message menu "Answer this": the answer to somebody's message, for the clicker alone."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.render import Shown
from bot.discord_app.respond import Manner, respond
from bot.guide.question import Question


@app_commands.context_menu(name="Answer this")
async def answer_this(interaction: Interaction, message: discord.Message) -> None:
    """Answer what a message asks."""
    await respond(interaction, _answer(interaction, message.content), Manner.PRIVATE)


async def _answer(interaction: Interaction, text: str) -> Shown:
    return Shown(await interaction.client.guide.ask(Question(text, asker_of(interaction))))
