"""The Discord client: the guide, its commands, and everything a member can press."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands

from bot.discord_app.base import GuideClient, Interaction
from bot.discord_app.buttons import CONTROLS
from bot.discord_app.errors import explain
from bot.discord_app.features import messages, public
from bot.discord_app.features.answer_this import answer_this
from bot.discord_app.features.ask import ask
from bot.discord_app.features.certifications import certification, compare
from bot.discord_app.features.help import help_
from bot.discord_app.features.knowledge import MODERATION, DeskButton, LogChannels, submitted
from bot.discord_app.features.pathway import pathway
from bot.discord_app.features.privacy import privacy
from bot.discord_app.features.setup import SETUP_CONTROLS, setup
from bot.discord_app.features.topics import topics
from bot.discord_app.login import invitation, start_errors
from bot.discord_app.pacing import in_pace
from bot.discord_app.render import Shown
from bot.discord_app.respond import Manner, respond
from bot.discord_app.sync import CommandSync, SyncRecord
from bot.guide.guide import Guide
from bot.publishing.desk import Desk

log = logging.getLogger(__name__)

COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...] = (
    ask,
    topics,
    certification,
    compare,
    pathway,
    privacy,
    help_,
)
MENUS: tuple[app_commands.ContextMenu, ...] = (answer_this,)
SETUP: tuple[app_commands.Command[Any, ..., Any], ...] = (setup,)

EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
FOR_ALL = app_commands.AppInstallationType(guild=True, user=True)


class Tree(app_commands.CommandTree[GuideClient]):
    """The commands, with one answer to every error that gets this far."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        return await in_pace(interaction)

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        if interaction.type is not discord.InteractionType.autocomplete:
            await respond(interaction, _explained(error), Manner.PRIVATE)


async def _explained(error: Exception) -> Shown:
    return Shown(explain(error))


class Bot(GuideClient):
    """The client with all features, ready to be run.

    Args:
        guide: What answers.
        sync_record: Remembers which commands Discord was told of, for example a `SyncFile`.
        home_server: Id of the server that gets changed commands at once.
        message_content: Whether to ask for the privileged intent to read all messages.
        desk: Where moderators change the knowledge; None leaves their commands out.
        clock: Seconds that only grow, for whatever has to do with pace.
    """

    def __init__(
        self,
        guide: Guide,
        *,
        sync_record: SyncRecord,
        home_server: int | None = None,
        message_content: bool = False,
        desk: Desk | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(guide, intents=_intents(message_content), clock=clock)
        self.desk = desk
        self.tree = Tree(self, allowed_contexts=EVERYWHERE, allowed_installs=FOR_ALL)
        for command in (*COMMANDS, *MENUS, *(MODERATION if desk else ()), *(SETUP if desk else ())):
            self.tree.add_command(command)
        self._sync = CommandSync(self.tree, sync_record, home_server)
        self._syncing: asyncio.Task[None] | None = None
        self._log_channels: LogChannels | None = None

    async def setup_hook(self) -> None:
        self.add_dynamic_items(*CONTROLS, *SETUP_CONTROLS, DeskButton)
        # Beside the connection, not before it: nobody waits for an answer because of it.
        self._syncing = asyncio.create_task(self._sync.run())
        if self.desk is not None:
            self._log_channels = LogChannels(self, self.desk)

    async def on_ready(self) -> None:
        log.info("connected to Discord, in %d servers", len(self.guilds))
        if self.application_id is not None:
            log.info("invite it with %s", invitation(self.application_id))
        if self._log_channels:
            await self._log_channels.catch_up()

    async def on_message(self, message: discord.Message) -> None:
        await messages.on_message(self, message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        await public.on_edit(self, payload.message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await public.on_delete(self, payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        await public.on_delete(self, *payload.message_ids)

    async def on_interaction(self, interaction: Interaction) -> None:
        await submitted(interaction)

    async def close(self) -> None:
        if self._syncing:
            self._syncing.cancel()
        if self._log_channels:
            self._log_channels.close()
        await super().close()


async def run_client(client: GuideClient, token: str) -> None:
    """Run the client until it is closed. Raises `StartError` when it cannot run."""
    with start_errors():
        async with client:
            await client.start(token)


def _intents(message_content: bool) -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = message_content
    return intents
