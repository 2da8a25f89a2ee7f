"""Opening the database, and the two ways to use it: `read` and `write`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.guide.ports import StorageError
from bot.settings import IN_MEMORY
from bot.storage.errors import storage_errors
from bot.storage.migrate import migrate

T = TypeVar("T")

CONNECTIONS = 4
"""How many reads can go on at once, a write among them."""

_READ = ("BEGIN",)
# IMMEDIATE: a transaction that reads first and writes later could not wait for its turn.
_WRITE = ("PRAGMA foreign_keys = ON", "BEGIN IMMEDIATE")
_MIGRATE = ("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE")

_PRAGMAS = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA secure_delete = ON;
"""
# FULL: WAL alone may lose the last commits when the power fails; a member was told they are kept.
# fullfsync: the same on macOS. secure_delete: what a member had deleted is overwritten.

# Alembic keeps what it is doing in module globals, so one event loop migrates one at a time.
_migrating: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


class Database:
    """An open database. Made by `open_database`.

    Work is a plain function of a SQLAlchemy `Connection`. Each runs in a transaction of its
    own, to its end even when the task that asked for it is cancelled.
    """

    def __init__(self, engine: AsyncEngine, path: Path) -> None:
        self._path = path
        self._reader = engine.execution_options(begin=_READ)
        self._writer = engine.execution_options(begin=_WRITE)
        self._migrator = engine.execution_options(begin=_MIGRATE)
        self._one_writer = asyncio.Lock()
        self._running: set[asyncio.Task[Any]] = set()
        self._closed = False

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one consistent state of the data."""
        return await self._finish(lambda: self._transaction(self._reader, work))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work`; its changes are on disk when this returns, or none when it raises."""

        async def in_turn() -> T:
            # SQLite lets one write at a time and makes the others poll; a queue is fair.
            async with self._one_writer:
                return await self._transaction(self._writer, work)

        return await self._finish(in_turn)

    async def migrate(self) -> None:
        """Bring the tables up to date."""
        lock = _migrating.setdefault(asyncio.get_running_loop(), asyncio.Lock())

        async def one_at_a_time() -> None:
            async with lock:
                await self._transaction(self._migrator, lambda c: migrate(c, self._path))

        await self._finish(one_at_a_time)

    async def close(self) -> None:
        """Finish what is running, then let go of the file."""
        self._closed = True
        if self._running:
            await asyncio.wait(self._running)
        await self._reader.dispose()

    async def _transaction(self, engine: AsyncEngine, work: Callable[[Connection], T]) -> T:
        with storage_errors(self._path):
            async with engine.begin() as connection:
                return await connection.run_sync(work)

    async def _finish(self, start: Callable[[], Coroutine[Any, Any, T]]) -> T:
        if self._closed:
            raise StorageError(f"The database {self._path} is closed, because the bot is stopping.")
        # A cancelled statement costs its connection, and one in memory all that it holds.
        task = asyncio.create_task(start())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)


@asynccontextmanager
async def open_database(path: Path | str, *, patience: float = 5.0) -> AsyncIterator[Database]:
    """Open the database at `path` and bring it up to date; close it at the end.

    The file and its folder are made when they are missing. ":memory:" keeps everything only
    until the end.

    Args:
        path: Where the database is.
        patience: Seconds to wait for another program that is writing.

    Raises:
        StorageError: it cannot be opened, read or written, or is not for this version.
    """
    path = Path(path)
    if path != IN_MEMORY:
        _make_file(path)
    database = Database(_engine(path, patience), path)
    try:
        await database.migrate()
        yield database
    finally:
        await database.close()


def _make_file(path: Path) -> None:
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # A file that cannot be opened is met here, as after a failed attempt aiosqlite leaves a
        # thread behind that may outlive the event loop and then complains.
        sqlite3.connect(path).close()


def _engine(path: Path, patience: float) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        # None: the driver begins no transactions; `begin` below does.
        connect_args={"isolation_level": None, "timeout": patience},
        # Members' words and ids stay out of error messages, and so out of the log.
        hide_parameters=True,
        poolclass=AsyncAdaptedQueuePool,
        # A second connection to memory would see a database of its own.
        pool_size=1 if path == IN_MEMORY else CONNECTIONS,
        max_overflow=0,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _record: object) -> None:
        try:
            connection.run_async(lambda driver: driver.executescript(_PRAGMAS))
        except BaseException:
            # The pool knows nothing of the connection yet, so nobody else would close it.
            connection.close()
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        for statement in connection.get_execution_options().get("begin", _READ):
            connection.exec_driver_sql(statement)

    return engine
