"""`/setup`: where the guide answers, who moderates it, and how. For who manages the server.

One panel that only its opener sees. Every choice is saved at once, and every use of a menu
is checked anew: the panel may be older than the rights of whoever holds it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.buttons import Control, outdated
from bot.discord_app.context import owns_message
from bot.discord_app.features import setup_panel as panel
from bot.discord_app.features.knowledge.access import at_desk, failed, guarded
from bot.discord_app.render import Shown
from bot.discord_app.respond import Manner, Work, respond
from bot.publishing.desk import Desk
from bot.publishing.rights import Moderator

NEEDED = "You need the permission **Manage Server** for this."


@app_commands.command(name="setup", description="Where I answer, who moderates me, and how")
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def setup(interaction: Interaction) -> None:
    """Show how the guide works in this server, to be changed."""
    await respond(interaction, guarded(interaction, _show(interaction)), Manner.PRIVATE)


class SetupMenu(Control, template=rf"{panel.PREFIX}:(?P<setting>[a-z]+)"):
    """Any menu of the panel."""

    def manner(self, interaction: Interaction) -> Manner:
        return Manner.IN_PLACE if owns_message(interaction) else Manner.PRIVATE

    def work(self, interaction: Interaction) -> Work:
        data: Any = interaction.data
        values = [str(value) for value in data.get("values", ())]
        return guarded(interaction, _change(interaction, self.parts["setting"], values))


SETUP_CONTROLS: tuple[type[Control], ...] = (SetupMenu,)


def _manager(interaction: Interaction) -> tuple[Desk, Moderator, discord.Guild] | None:
    """The desk, who is at it now, and the server; None for who may not set it up."""
    desk, who = at_desk(interaction)
    guild = interaction.guild
    return (desk, who, guild) if guild is not None and who.server and who.manages else None


async def _show(interaction: Interaction) -> Shown:
    found = _manager(interaction)
    if found is None:
        return failed(NEEDED)
    desk, who, guild = found
    return panel.panel(await desk.settings(who.server), guild, _reads(interaction))


async def _change(interaction: Interaction, setting: str, values: list[str]) -> Shown:
    found = _manager(interaction)
    if found is None:
        return failed(NEEDED)
    change = panel.CHANGES.get(setting)
    if change is None:
        return outdated()
    desk, who, guild = found
    async with interaction.client.setting_up:
        settings = await desk.settings(who.server)
        changed, refused = change(settings, guild, values)
        settings = replace(settings, **changed)
        await desk.set_settings(settings, who)
    return panel.panel(settings, guild, _reads(interaction), refused)


def _reads(interaction: Interaction) -> bool:
    """Whether the guide is given the text of messages that are not to it."""
    return interaction.client.intents.message_content
