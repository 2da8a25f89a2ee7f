"""The log channel: whatever is published or broken is told there, in its own time.

What a channel was told of is kept, so that nothing is left out by a restart, and a channel
that cannot be written to holds nobody up: it is told once it can.
"""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord
from discord import ButtonStyle

from bot.discord_app.base import GuideClient
from bot.discord_app.features.knowledge.history import about_revision
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.members import names_of
from bot.discord_app.features.knowledge.notices import log_channel
from bot.discord_app.features.knowledge.proposing import buttons
from bot.discord_app.features.knowledge.telling import tell
from bot.discord_app.features.knowledge.words import bullets, diff_lines, mend
from bot.discord_app.render import Shown, render
from bot.discord_app.respond import passing
from bot.guide.ports import StorageError
from bot.guide.reply import Kind, Reply, Section
from bot.knowledge.diff import Diff
from bot.knowledge.problems import Problem
from bot.publishing.desk import Desk
from bot.publishing.records import Revision

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Revisions told in one go; the rest follow at once."""
CHANGES = 2_400
PROBLEMS = 2_400
ASTRAY = 600
TRY_AGAIN = 300.0
"""Seconds after which a channel that could not be told is tried again."""
BROKEN = "Something is wrong with the guide's files. Members get the last text that was right."
LEAD_ASTRAY = "Pinned questions that lead elsewhere now"


class LogChannels:
    """Tells the log channels of the servers that this client is in."""

    def __init__(self, client: GuideClient, desk: Desk) -> None:
        self._client = client
        self._desk = desk
        self._due: set[int] = set()
        """Servers that may have something to be told."""
        self._broken: dict[int, tuple[Problem, ...]] = {}
        """What each server was told to be broken."""
        self._task: asyncio.Task[None] | None = None
        self._later: dict[int, asyncio.TimerHandle] = {}
        """When servers that could not be told are tried again."""
        self._forget = desk.listen(lambda event: self._wake(desk.server_of(event)))

    async def catch_up(self) -> None:
        """Tell what was published, and whose question was answered, while nobody was here."""
        await tell(self._client, self._desk)
        try:
            for server in await self._desk.logging():
                self._wake(server)
        except StorageError:
            log.exception("the log channels cannot be looked up; they are told the next time")

    def close(self) -> None:
        """Tell nobody any more."""
        self._forget()
        for timer in self._later.values():
            timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _wake(self, server: int) -> None:
        self._due.add(server)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._tell_all())

    async def _tell_all(self) -> None:
        while self._due:
            await self._tell(self._due.pop())

    async def _tell(self, server: int) -> None:
        """Tell a server all that it was not told. Never raises."""
        try:
            channel = await log_channel(self._client, self._desk, server)
            if channel is not None:
                await self._tell_problems(server, channel)
                await self._tell_revisions(server, channel)
        except StorageError:
            log.exception("a log channel could not be told; it is the next time")
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("a log channel could not be told: %s", type(error).__name__)
            if passing(error):
                self._try_again(server)

    def _try_again(self, server: int) -> None:
        if timer := self._later.pop(server, None):
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._later[server] = loop.call_later(TRY_AGAIN, self._wake, server)

    async def _tell_problems(self, server: int, channel: discord.TextChannel) -> None:
        problems = self._desk.problems(server)
        if problems and self._broken.get(server) != problems:
            text = bullets((mend(str(problem)) for problem in problems), PROBLEMS)
            shown = Shown(Reply(Kind.ERROR, BROKEN, (Section("", text),)))
            await channel.send(view=render(shown))
        self._broken[server] = problems

    async def _tell_revisions(self, server: int, channel: discord.TextChannel) -> None:
        while found := await self._desk.unlogged(server, AT_ONCE):
            astray = await self._astray(server)
            for revision, diff in found:
                names = await names_of(channel.guild, (revision.author, revision.approver))
                last = revision.id == found[-1][0].id
                shown = told(revision, diff, names, astray if last else "")
                await channel.send(view=render(shown))
                await self._desk.logged(server, revision.id)

    async def _astray(self, server: int) -> str:
        found = await self._desk.astray(server)
        return bullets((f"“{g.question}” (`{g.topic}`) {lead.words}" for g, lead in found), ASTRAY)


def told(revision: Revision, diff: Diff, names: dict[int, str], astray: str = "") -> Shown:
    """A revision as the log channel is told of it."""
    sections = (
        Section(f"Revision {revision.id}", about_revision(revision, names)),
        Section("", bullets(diff_lines(diff), CHANGES) or revision.words),
        *((Section(LEAD_ASTRAY, astray),) if astray else ()),
    )
    extra = buttons(
        ("Look at it", key("revision", revision.id)),
        ("Undo this", key("undo", revision.id), ButtonStyle.danger),
    )
    return Shown(Reply(Kind.ANSWER, sections=sections), extra=(*extra,))
