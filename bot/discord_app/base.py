"""The client as every feature sees it, and the names they share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands, ui

from bot.discord_app.exchanges import Exchanges
from bot.guide.guide import Guide
from bot.guide.pace import Pace
from bot.publishing.desk import Desk


class GuideClient(discord.Client):
    """A Discord client that carries the guide."""

    tree: app_commands.CommandTree[GuideClient]
    desk: Desk | None = None
    """Where moderators change the knowledge, if this client may."""

    def __init__(
        self,
        guide: Guide,
        *,
        intents: discord.Intents,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        # discord.py warns at start that voice would not work; nothing here speaks.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.Activity(type=discord.ActivityType.listening, name="/ask"),
            # Nothing is read back from these caches, and they hold members' messages.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.guide = guide
        self.pace = Pace(clock)
        self.exchanges = Exchanges(clock)
        self.setting_up = asyncio.Lock()
        """Held while somebody changes a server's settings, so that no change undoes another."""
        self.telling = asyncio.Lock()
        """Held while members are told that their questions are answered, each of them once."""


if TYPE_CHECKING:
    Interaction: TypeAlias = discord.Interaction[GuideClient]
    AnyItem: TypeAlias = ui.Item[ui.LayoutView]
    Button: TypeAlias = ui.Button[ui.LayoutView]
    Select: TypeAlias = ui.Select[ui.LayoutView]
else:
    # At run time discord.py's own classes: it reads these annotations.
    Interaction = discord.Interaction
    AnyItem = ui.Item
    Button = ui.Button
    Select = ui.Select


class Layout(ui.LayoutView):
    """A message's components, all of whose buttons carry their state themselves.

    discord.py keeps a view that it sent in memory until it times out. Ours need no keeping,
    so they say from the start that they are finished.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        return True
