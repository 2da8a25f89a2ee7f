"""A server whose guide has a desk: real files, real database, and people with various rights."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.discord_app.client import Bot
from bot.guide.guide import Guide
from bot.guide.live import Live
from bot.guide.question import Asker, Question
from bot.guide.reply import Action, Choice
from bot.matching.triage import NO_TRIAGE
from bot.publishing.desk import Desk
from bot.publishing.indexing import IndexMaker
from bot.publishing.publisher import Publisher
from bot.publishing.rights import Moderator
from bot.storage.database import open_database
from bot.storage.revisions import SqliteRevisions
from bot.storage.servers import ServerSettings, SqliteServerSettings
from bot.storage.store import SqliteStore
from tests.discord.conftest import Remembered
from tests.discord.reading import answer, button_id, labels, text
from tests.samples import write_knowledge

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOME = 810000000000000000
VITALS = "duties.vitals"
OLD = "MAs measure blood pressure, pulse, temperature and breathing rate."
FOUR = "They take four vital signs."
"""What `VITALS` answers, and what moderators here make of it."""


@dataclass
class Clinic:
    """A home server, another one, and people with and without rights."""

    env: simcord.Env
    folder: Path
    publisher: Publisher
    live: Live
    desk: Desk
    settings: SqliteServerSettings
    make_bot: Callable[[], Bot]
    channel: simcord.ChannelHandle
    role: simcord.RoleHandle
    ann: simcord.MemberActor
    """Manages the server."""
    ben: simcord.MemberActor
    """Has the moderators' role."""
    sam: simcord.MemberActor
    """Has nothing."""
    other: simcord.ChannelHandle
    """In another server."""
    cat: simcord.MemberActor
    """Manages that other server."""

    async def restart(self) -> None:
        await self.env.restart_bot(self.make_bot())

    async def by_hand(self, text: str, name: str = "duties/clinical.yaml") -> None:
        """Change a file with an editor, and let the bot do what it then does by itself."""
        (self.folder / name).write_text(text, encoding="utf-8")
        await self.publisher.follow(look_at_disk=True)
        await self.idle()

    async def idle(self) -> None:
        """Wait for what the bot does by itself: SimCord waits only for what it began."""
        for _ in range(40):
            await asyncio.sleep(0.01)
        await self.env.settle()

    def moderator(self, who: simcord.MemberActor) -> Moderator:
        """Somebody at the desk of the home server, whatever their rights are there."""
        return Moderator(who.id, HOME, manages=True)

    def answer_of(self, topic: str, server: int = 0) -> str:
        return self.live.for_server(server).snapshot.topics[topic].answer

    def file(self, name: str = "duties/clinical.yaml") -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    async def wants(self, **settings: Any) -> None:
        """Set the home server's settings beside its moderators' role."""
        kept = ServerSettings(HOME, moderator_roles=(self.role.id,), **settings)
        await self.settings.set(kept, NOW)

    async def edited(self, who: simcord.MemberActor, **fields: str) -> simcord.InteractionResult:
        """What somebody is shown who sends off the form of the vital signs."""
        opened = await who.slash(self.channel, "knowledge edit", entry=VITALS)
        return await who.submit_modal(opened, {**filled(opened), **fields})

    async def imported(
        self, *uploads: tuple[str, bytes], why: str = ""
    ) -> simcord.InteractionResult:
        """What Ben is shown who uploads files."""
        opened = await self.ben.slash(self.channel, "knowledge import")
        return await self.ben.submit_modal(opened, {"files": uploads, "why": why})


@asynccontextmanager
async def open_clinic(path: Path, make_index: IndexMaker) -> AsyncIterator[Clinic]:
    """Open everything, and close it again."""
    folder = write_knowledge(path / "knowledge")
    async with open_database(path / "ma-guide.db") as database:
        publisher = Publisher(
            folder, SqliteRevisions(database), lambda: NOW, make_index, lambda *_: NO_TRIAGE
        )
        live = await publisher.open()
        desk = Desk(publisher, database, HOME, lambda: NOW)
        guide = Guide(live, SqliteStore(database), lambda: NOW)
        record = Remembered()

        def make_bot() -> Bot:
            return Bot(guide, sync_record=record, desk=desk)

        env = simcord.Env(make_bot())
        await env.start()
        try:
            clinic = _furnish(
                env, folder, publisher, live, desk, SqliteServerSettings(database), make_bot
            )
            await clinic.wants()
            yield clinic
        finally:
            await env.shutdown()
            await publisher.settle()


def _furnish(
    env: simcord.Env,
    folder: Path,
    publisher: Publisher,
    live: Live,
    desk: Desk,
    settings: SqliteServerSettings,
    make_bot: Callable[[], Bot],
) -> Clinic:
    server, other = env.create_guild("Clinic", id=HOME), env.create_guild("Other clinic")
    manage = discord.Permissions(manage_guild=True)
    role = server.create_role("Curators")
    boss, other_boss = (g.create_role("Boss", permissions=manage) for g in (server, other))
    return Clinic(
        env=env,
        folder=folder,
        publisher=publisher,
        live=live,
        desk=desk,
        settings=settings,
        make_bot=make_bot,
        channel=server.create_text_channel("questions"),
        role=role,
        ann=server.add_member(env.create_user("ann"), roles=[boss]),
        ben=server.add_member(env.create_user("ben"), roles=[role]),
        sam=server.add_member(env.create_user("sam")),
        other=other.create_text_channel("questions"),
        cat=other.add_member(env.create_user("cat"), roles=[other_boss]),
    )


async def asked(clinic: Clinic, question: str, wish: bool = False) -> int:
    """Let a member ask something, and perhaps wish to be told; returns the question's id."""
    bot = clinic.env.bot
    assert isinstance(bot, Bot)
    asker = Asker(clinic.sam.id, HOME, clinic.channel.id)
    reply = await bot.guide.ask(Question(question, asker))
    if wish:
        await bot.guide.take(Choice("", Action.PASS_ON), asker, reply.question_id)
    return reply.question_id


def told(clinic: Clinic) -> list[str]:
    """What the bot posted as messages of its own."""
    return [str(r) for r in clinic.env.http_requests if "/messages" in str(r)]


async def press(
    who: simcord.MemberActor, shown: simcord.InteractionResult, label: str
) -> simcord.InteractionResult:
    """Press a button of what somebody was shown."""
    message = answer(shown)
    return await who.click(message, custom_id=button_id(message, label))


def said(shown: simcord.InteractionResult) -> str:
    """All text that somebody was shown."""
    return text(answer(shown))


def offered(shown: simcord.InteractionResult) -> list[str]:
    """The buttons that somebody was shown."""
    return labels(answer(shown))


def filled(shown: simcord.InteractionResult) -> dict[str, str]:
    """What a form has in its fields."""
    assert shown.modal is not None, "there is no form"
    inputs = [label["component"] for label in shown.modal["components"] if "component" in label]
    return {one["custom_id"]: one.get("value") or "" for one in inputs}
