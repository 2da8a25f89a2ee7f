"""The real bot on a simulated Discord, with the real guide and the real storage."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import pytest
import pytest_asyncio
import simcord

from bot.discord_app.client import Bot
from bot.guide.guide import Guide, utc_now
from bot.guide.live import Live, Served
from bot.knowledge.assembly import load
from bot.matching.index import Index
from bot.matching.triage import NO_TRIAGE
from bot.publishing.desk import Desk
from bot.publishing.publisher import Publisher
from bot.storage.database import Database, open_database
from bot.storage.revisions import SqliteRevisions
from bot.storage.store import SqliteStore, open_store
from tests.discord.extra_knowledge import FILES
from tests.samples import write_knowledge

if TYPE_CHECKING:
    from tests.discord.knowledge_world import Clinic


class Remembered:
    """A sync record in memory."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}

    def read(self) -> dict[str, str]:
        return dict(self.told)

    def write(self, record: dict[str, str]) -> None:
        self.told = dict(record)


@dataclass
class World:
    """A server with the bot and two members."""

    env: simcord.Env
    bot: Bot
    server: simcord.GuildHandle
    channel: simcord.ChannelHandle
    maya: simcord.MemberActor
    sam: simcord.MemberActor

    @property
    def mention(self) -> str:
        assert self.bot.user is not None
        return self.bot.user.mention


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    snapshot, _ = load(write_knowledge(tmp_path_factory.mktemp("knowledge"), FILES))
    return Served(snapshot, Index.build(snapshot))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables: making them is slower than copying it."""
    path = tmp_path_factory.mktemp("database") / "ma-guide.db"

    async def make() -> None:
        async with open_store(path):
            pass

    asyncio.run(make())
    return path


@pytest_asyncio.fixture
async def database(tmp_path: Path, empty_database: Path) -> AsyncIterator[Database]:
    path = tmp_path / "ma-guide.db"
    shutil.copyfile(empty_database, path)
    async with open_database(path) as opened:
        yield opened


@pytest.fixture
def store(database: Database) -> SqliteStore:
    return SqliteStore(database)


@pytest_asyncio.fixture
async def desk(tmp_path: Path, database: Database, served: Served) -> AsyncIterator[Desk]:
    folder = write_knowledge(tmp_path / "knowledge", FILES)
    publisher = Publisher(
        folder,
        SqliteRevisions(database),
        utc_now,
        lambda *_: served.index,
        lambda *_: NO_TRIAGE,
    )
    await publisher.open()
    yield Desk(publisher, database, None, utc_now)
    await publisher.settle()


class Seconds:
    """A clock for pace, which moves when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def guide(served: Served, store: SqliteStore) -> Guide:
    return Guide(Live(served), store)


@pytest.fixture
def record() -> Remembered:
    return Remembered()


@pytest_asyncio.fixture
async def clinic(tmp_path: Path, served: Served) -> AsyncIterator[Clinic]:
    """A server whose guide has a desk, with an index that never changes."""
    from tests.discord.knowledge_world import open_clinic  # It imports from here.

    async with open_clinic(tmp_path, lambda snapshot, previous: served.index) as opened:
        yield opened


@pytest.fixture
def simcord_bot(guide: Guide, record: Remembered) -> Bot:
    return Bot(guide, sync_record=record)


@pytest.fixture
def world(simcord_env: simcord.Env, simcord_bot: Bot) -> World:
    server = simcord_env.create_guild("Clinic")
    return World(
        env=simcord_env,
        bot=simcord_bot,
        server=server,
        channel=server.create_text_channel("questions"),
        maya=server.add_member(simcord_env.create_user("maya")),
        sam=server.add_member(simcord_env.create_user("sam")),
    )


def no_permission(channel_name: str, world: World, **denied: bool) -> simcord.ChannelHandle:
    """A channel in which the bot is denied something."""
    assert world.bot.user is not None
    overwrite = discord.PermissionOverwrite(**denied)
    return world.server.create_text_channel(channel_name, overwrites={world.bot.user: overwrite})
