"""`/privacy`: what is stored about a member, as a file, and its deletion."""

from __future__ import annotations

import json

from discord import ButtonStyle, app_commands

from bot.discord_app import texts
from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.render import Shown, button
from bot.discord_app.respond import for_member, respond
from bot.discord_app.state import custom_id
from bot.guide.kept import kept_reply
from bot.guide.reply import Kind, Reply

FILE_NAME = "ma-guide-my-data.json"

privacy = app_commands.Group(
    name="privacy", description="What is stored about you, and deleting it"
)


@privacy.command(name="show", description="Show what is stored about you")
async def show(interaction: Interaction) -> None:
    """Tell what is kept of the member."""
    await respond(interaction, _show(interaction), for_member(interaction))


@privacy.command(name="export", description="Get everything stored about you as a file")
async def export(interaction: Interaction) -> None:
    """Hand over what is kept of the member."""
    await respond(interaction, _export(interaction), for_member(interaction))


@privacy.command(name="forget", description="Delete everything stored about you")
async def forget(interaction: Interaction) -> None:
    """Ask whether everything kept of the member is to be deleted."""
    await respond(interaction, _ask_to_forget(interaction), for_member(interaction))


async def _show(interaction: Interaction) -> Shown:
    kept = await interaction.client.guide.export(asker_of(interaction))
    return Shown(kept_reply(kept, texts.PRIVACY_HOW))


async def _export(interaction: Interaction) -> Shown:
    kept = await interaction.client.guide.export(asker_of(interaction))
    content = json.dumps(kept, indent=2, ensure_ascii=False, default=str).encode()
    return Shown(Reply(Kind.ANSWER, lead=texts.EXPORTED), file=(FILE_NAME, content))


async def _ask_to_forget(interaction: Interaction) -> Shown:
    key = custom_id("forget", interaction.user.id) or ""
    confirm = button(texts.FORGET, key, ButtonStyle.danger)
    return Shown(Reply(Kind.CLARIFY, lead=texts.SURE_TO_FORGET), extra=(confirm,))
