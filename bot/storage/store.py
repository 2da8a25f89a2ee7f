"""All of storage in one object."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.storage.database import Database, open_database
from bot.storage.members import SqliteMembers
from bot.storage.privacy import SqlitePrivacy
from bot.storage.questions import SqliteQuestions


class SqliteStore:
    """The `Store` of an open database."""

    def __init__(self, database: Database) -> None:
        self.members = SqliteMembers(database)
        self.questions = SqliteQuestions(database)
        self.privacy = SqlitePrivacy(database)


@asynccontextmanager
async def open_store(path: Path | str) -> AsyncIterator[SqliteStore]:
    """Open the database at `path` (see `open_database`) as a store."""
    async with open_database(path) as database:
        yield SqliteStore(database)
