"""`/privacy`: what is stored about a member, as a file, and its deletion."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sized

from discord import ButtonStyle, app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of
from bot.discord_app.render import Shown, button
from bot.discord_app.respond import for_member, respond
from bot.discord_app.state import custom_id
from bot.guide.reply import Kind, Reply, Section

FILE_NAME = "ma-guide-my-data.json"
KEPT_TITLE = "What I keep about you"
KEPT = (
    "- Your pathway and the steps you marked as done\n"
    "- Your verdicts on answers, and that you passed a question on\n"
    "Questions are kept without your name and with personal details taken out."
)
NOTHING = "At the moment: nothing."
HOW = "`/privacy export` gives you all of it as a file, `/privacy forget` deletes it."
EXPORTED = "Everything I keep about you, as a JSON file."
SURE = (
    "This deletes everything I keep about you: your pathway, its steps and your verdicts. "
    "It cannot be undone. Nothing happens unless you press the button."
)
CONFIRM = "Delete everything"

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
    sections = (Section(KEPT_TITLE, KEPT), Section("Right now", _counted(kept), details=HOW))
    return Shown(Reply(Kind.ANSWER, sections=sections))


def _counted(kept: Mapping[str, object]) -> str:
    """One line for each kind of record that there is."""
    counts = {name: len(rows) for name, rows in kept.items() if isinstance(rows, Sized)}
    lines = [f"- {name.replace('_', ' ').capitalize()}: {n}" for name, n in counts.items() if n]
    return "\n".join(lines) or NOTHING


async def _export(interaction: Interaction) -> Shown:
    kept = await interaction.client.guide.export(asker_of(interaction))
    content = json.dumps(kept, indent=2, ensure_ascii=False, default=str).encode()
    return Shown(Reply(Kind.ANSWER, lead=EXPORTED), file=(FILE_NAME, content))


async def _ask_to_forget(interaction: Interaction) -> Shown:
    key = custom_id("forget", interaction.user.id) or ""
    confirm = button(CONFIRM, key, ButtonStyle.danger)
    return Shown(Reply(Kind.CLARIFY, lead=SURE), extra=(confirm,))
