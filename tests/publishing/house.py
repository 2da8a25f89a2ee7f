"""A guide with a folder, a database and a desk, which can be closed and opened again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.guide.live import Live, Served
from bot.knowledge.assembly import load
from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index
from bot.publishing.desk import Desk
from bot.publishing.outcomes import Outcome, Result
from bot.publishing.publisher import Publisher
from bot.publishing.rights import Moderator
from bot.storage.database import Database, open_database
from bot.storage.revisions import SqliteRevisions
from tests.samples import write_knowledge

HOME = 10
OTHER = 20
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANN = Moderator(member=1, server=HOME, manages=True)
BEN = Moderator(member=2, server=HOME, manages=True)
CAT = Moderator(member=3, server=OTHER, manages=True)
NOBODY = Moderator(member=4, server=HOME)
MakeIndex = Callable[[Snapshot, Served | None], Index]


@dataclass
class House:
    """What a test needs to change the knowledge and see what is served."""

    folder: Path
    database: Database
    publisher: Publisher
    desk: Desk
    live: Live

    def answer(self, topic: str, server: int = 0) -> str:
        return self.live.for_server(server).snapshot.topics[topic].answer

    def text(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    async def change(self, change: Change, who: Moderator = ANN, why: str = "") -> Outcome:
        """Propose and publish."""
        proposal = await self.desk.propose(change, who)
        if not proposal.sound:
            return Outcome(Result.REFUSED, proposal)
        return await self.desk.publish(proposal.id, who, why)

    async def edit(self, topic: str, who: Moderator = ANN, **fields: str) -> Outcome:
        return await self.change(Change(ChangeKind.EDIT, topic, fields), who)


@asynccontextmanager
async def open_house(folder: Path, make_index: MakeIndex) -> AsyncIterator[House]:
    """Open a house in a folder; its knowledge is made the first time."""
    knowledge = folder / "knowledge"
    if not knowledge.exists():
        write_knowledge(knowledge)
    async with open_database(folder / "x.db") as database:
        publisher = Publisher(knowledge, SqliteRevisions(database), lambda: NOW, make_index)
        live = await publisher.open()
        desk = Desk(publisher, database, HOME, lambda: NOW)
        try:
            yield House(knowledge, database, publisher, desk, live)
        finally:
            await publisher.settle()


def reads(folder: Path) -> Snapshot:
    """The knowledge as somebody without a database reads it; raises when it has errors."""
    return load(folder)[0]
