from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine

from bot.guide.ports import StorageError
from bot.storage import migrate
from bot.storage.database import open_database
from bot.storage.schema import metadata
from bot.storage.store import SqliteStore

from .samples import MEMBER, START, rows


@contextmanager
def plain_database(path: Path) -> Iterator[sqlite3.Connection]:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


async def opened(path: Path) -> Path:
    async with open_database(path):
        return path


async def test_an_empty_database_becomes_ours(path: Path) -> None:
    await opened(path)
    assert rows(path, "SELECT version_num FROM alembic_version") == [
        (max(migrate.known_revisions()),)
    ]
    assert rows(path, "PRAGMA application_id") == [(migrate.APPLICATION_ID,)]


async def test_opening_again_changes_nothing(path: Path) -> None:
    async with open_database(path) as database:
        await SqliteStore(database).members.choose(MEMBER, "new-to-it", START)
    before = _dump(path)
    await opened(path)
    assert _dump(path) == before


async def test_the_migrations_make_the_tables_of_the_schema(path: Path, tmp_path: Path) -> None:
    """To add a table, write it in the schema and in a new migration; this compares the two."""
    await opened(path)
    planned = tmp_path / "planned.db"
    for place in (path, planned):
        engine = create_engine(f"sqlite:///{place}")
        with engine.begin() as connection:
            if place is planned:
                metadata.create_all(connection)
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
        engine.dispose()
    # Alembic compares no conditions of indexes and no actions of foreign keys.
    assert _shape(path) == _shape(planned)


async def test_a_newer_database_is_refused_and_left_alone(path: Path) -> None:
    with plain_database(await opened(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = _dump(path)
    with pytest.raises(StorageError) as caught:
        await opened(path)
    assert str(caught.value) == (
        f"{path} was made by a newer version of the bot (revision 9999). Update the bot, or "
        "restore a backup that this version made."
    )
    assert _dump(path) == before


async def test_the_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with plain_database(path) as connection:
        connection.execute("CREATE TABLE members (name)")
    before = _dump(path)
    with pytest.raises(StorageError, match="is a database of another program"):
        await opened(path)
    assert _dump(path) == before


async def test_a_migration_that_fails_half_way_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade

    def fails_late(*arguments: Any) -> None:
        upgrade(*arguments)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", fails_late)
        with pytest.raises(StorageError, match="No space left on device"):
            await opened(path)
    assert rows(path, "SELECT name FROM sqlite_master") == []
    await opened(path)


async def test_a_migration_must_leave_no_row_without_the_row_it_refers_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened(path)

    def careless(config: Any, _revision: str) -> None:
        connection: Connection = config.attributes["connection"]
        connection.exec_driver_sql("INSERT INTO milestones_done VALUES (1, 5, 'school', '')")

    monkeypatch.setattr(command, "upgrade", careless)
    with pytest.raises(StorageError, match="Nothing was changed"):
        await opened(path)
    assert rows(path, "SELECT * FROM milestones_done") == []


async def test_migrating_leaves_logging_alone(path: Path) -> None:
    root = logging.getLogger()
    ours = logging.getLogger("bot.anything")
    before = (root.level, root.handlers[:], ours.disabled)
    await opened(path)
    assert (root.level, root.handlers[:], ours.disabled) == before


async def test_a_table_can_be_made_anew_without_losing_what_refers_to_it(path: Path) -> None:
    """What `batch_alter_table` of a later migration does to the table `members`."""
    async with open_database(path) as database:
        store = SqliteStore(database)
        await store.members.choose(MEMBER, "new-to-it", START)
        await store.members.set_done(MEMBER, "school", True, START)

        def anew(connection: Connection) -> None:
            for statement in (
                "CREATE TABLE anew (member BIGINT PRIMARY KEY, pathway TEXT, chosen_at DATETIME)",
                "INSERT INTO anew SELECT * FROM members",
                "DROP TABLE members",
                "ALTER TABLE anew RENAME TO members",
            ):
                connection.exec_driver_sql(statement)

        await database._transaction(database._migrator, anew)
        progress = await store.members.progress(MEMBER)
        assert progress is not None
        assert progress.done == ("school",)


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def _shape(path: Path) -> dict[str, list[Any]]:
    """Columns, keys and indexes of each table, whatever the order they were added in."""
    shape: dict[str, list[Any]] = {}
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'alembic%'"
    for (table,) in rows(path, tables):
        columns = sorted(row[1:] for row in rows(path, f"PRAGMA table_xinfo({table})"))
        keys = sorted(row[2:] for row in rows(path, f"PRAGMA foreign_key_list({table})"))
        indexes = sorted(
            (unique, origin, partial, rows(path, f"PRAGMA index_info({name})"))
            for _, name, unique, origin, partial in rows(path, f"PRAGMA index_list({table})")
        )
        written = rows(
            path,
            f"SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' "
            "AND sql IS NOT NULL ORDER BY sql",
        )
        shape[table] = [columns, keys, indexes, written]
    return shape
