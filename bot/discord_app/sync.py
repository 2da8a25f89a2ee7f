"""Telling Discord which commands there are: once when they changed, not at every start.

Discord limits how often commands may be registered, and a registration that did not arrive
leaves members without commands. So a fingerprint of what was registered is kept on disk, and
at each start Discord is asked whether it still has everything.

A home server gets its own copy of changed commands, which it shows at once, while clients
take up to an hour to notice changes of global ones. The copy is taken away after that hour,
because Discord shows both and every command would stand there twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import discord
from discord import app_commands
from discord.utils import utcnow

from bot.discord_app.base import GuideClient

log = logging.getLogger(__name__)

COPY_LIFE = timedelta(hours=1)
_GLOBAL = "global"
_COPIED_AT = "home_copied_at"


class SyncRecord(Protocol):
    """Remembers from one start to the next what Discord was told."""

    def read(self) -> dict[str, str]: ...

    def write(self, record: dict[str, str]) -> None: ...


class NoRecord:
    """Remembers nothing: for a Discord that is not the real one."""

    def read(self) -> dict[str, str]:
        return {}

    def write(self, record: dict[str, str]) -> None:
        pass


class SyncFile:
    """A record in a small file. Losing it costs one registration, so it never raises."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, str]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def write(self, record: dict[str, str]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(record, indent=1), encoding="utf-8")
        except OSError as error:
            log.warning("%s cannot be written (%s): commands are synced again", self._path, error)


class CommandSync:
    """Keeps Discord's commands equal to the tree's."""

    def __init__(
        self,
        tree: app_commands.CommandTree[GuideClient],
        record: SyncRecord,
        home_server: int | None = None,
    ) -> None:
        self._tree = tree
        self._record = record
        self._home = discord.Object(home_server) if home_server else None

    async def run(self) -> None:
        """Bring Discord up to date. A failure is logged; the next start tries again."""
        try:
            await self._sync()
        except discord.HTTPException as error:
            log.error(
                "Discord did not take the commands (status %d, code %d); they are sent again at "
                "the next start. Questions by mention and direct message work meanwhile.",
                error.status,
                error.code,
            )
        except (aiohttp.ClientError, OSError) as error:
            log.error("the commands could not be sent to Discord: %s", type(error).__name__)

    async def _sync(self) -> None:
        fingerprint = self.fingerprint()
        told = self._record.read()
        if told.get(_GLOBAL) != fingerprint or await self._missing():
            if self._home:
                told[_COPIED_AT] = await self._copy_home(self._home)
            await self._tree.sync()
            self._record.write(told | {_GLOBAL: fingerprint})
            log.info("slash commands synced")
        if self._home and _COPIED_AT in told:
            await self._end_copy(self._home, datetime.fromisoformat(told[_COPIED_AT]))

    def fingerprint(self) -> str:
        """Changes when anything about any command does, and with the application."""
        payload: list[Any] = [command.to_dict(self._tree) for command in self._tree.get_commands()]
        home = self._home.id if self._home else None
        text = json.dumps([self._tree.client.application_id, home, payload], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    async def _missing(self) -> bool:
        """Whether Discord lacks a command that it was told of."""
        known = {(c.name, c.type.value) for c in await self._tree.fetch_commands()}
        wanted = {_key(command) for command in self._tree.get_commands()}
        return not wanted <= known

    async def _copy_home(self, home: discord.Object) -> str:
        self._tree.copy_global_to(guild=home)
        try:
            await self._tree.sync(guild=home)
        except discord.Forbidden:
            log.warning("the home server does not have the guide yet, or not its commands")
        return utcnow().isoformat()

    async def _end_copy(self, home: discord.Object, copied_at: datetime) -> None:
        await asyncio.sleep(max(0.0, (copied_at + COPY_LIFE - utcnow()).total_seconds()))
        for command in self._tree.get_commands():
            kind = discord.AppCommandType(_key(command)[1])
            self._tree.remove_command(command.name, guild=home, type=kind)
        try:
            await self._tree.sync(guild=home)
        except discord.Forbidden:
            log.warning("the home server does not have the guide")
        told = self._record.read()
        told.pop(_COPIED_AT, None)
        self._record.write(told)


def _key(
    command: app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu,
) -> tuple[str, int]:
    kind = command.type if isinstance(command, app_commands.ContextMenu) else None
    return command.name, (kind or discord.AppCommandType.chat_input).value
