"""Settings of servers, how far their log channels have come, and the revisions after that."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from bot.storage import migrate
from bot.storage.database import Database, open_database
from bot.storage.moderation import SqliteProposals
from bot.storage.revision_model import FileChange, NewRevision, Origin
from bot.storage.revisions import SqliteRevisions
from bot.storage.servers import ServerSettings, SqliteLogMarks, SqliteServerSettings

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def publish(database: Database, server: int, text: str, before: str | None = None) -> int:
    revisions = SqliteRevisions(database)
    new = NewRevision(
        server=server,
        files={"x.yaml": FileChange(before, text)},
        topics=("x",),
        words="x: changed.",
        why="",
        origin=Origin.DISCORD,
        at=NOW,
    )
    return await revisions.commit(new, await revisions.marker())


async def test_marks_are_kept_for_each_server(path: Path) -> None:
    async with open_database(path) as database:
        marks = SqliteLogMarks(database)
        assert await marks.get(5) == 0
        number = await publish(database, 5, "a: 1")
        await marks.set_to_newest(6)
        await marks.set(5, number - 1)
    async with open_database(path) as database:
        marks = SqliteLogMarks(database)
        assert (await marks.get(5), await marks.get(6)) == (number - 1, number)


async def test_revisions_since_one_are_its_servers_and_written(path: Path) -> None:
    async with open_database(path) as database:
        revisions = SqliteRevisions(database)
        first = await publish(database, 0, "a: 1")
        other = await publish(database, 5, "a: 1")
        second = await publish(database, 0, "a: 2", "a: 1")
        assert await revisions.since(0, 0, 10) == []
        await revisions.done(first)
        assert [r.id for r in await revisions.since(0, 0, 10)] == [first]
        await revisions.done(second)
        found = await revisions.since(0, 0, 10)
        assert [r.id for r in found] == [first, second]
        assert found[1].files["x.yaml"] == FileChange("a: 1", "a: 2")
        assert [r.id for r in await revisions.since(0, 0, 1)] == [first]
        assert [r.id for r in await revisions.since(0, first, 10)] == [second]
        assert [r.id for r in await revisions.since(5, 0, 10)] == [other]


async def test_servers_with_a_log_channel(path: Path) -> None:
    async with open_database(path) as database:
        settings = SqliteServerSettings(database)
        await settings.set(ServerSettings(5, log_channel=7), NOW)
        await settings.set(ServerSettings(6), NOW)
        assert await settings.logging() == [5]


async def test_a_log_channel_from_before_is_not_told_what_was_published_before(path: Path) -> None:
    """What migration 0003 does to a database of the version before it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql(f"PRAGMA application_id = {migrate.APPLICATION_ID}")
        for statement in (
            "INSERT INTO knowledge_revisions (id, server, at, why, origin, words, status) "
            "VALUES (41, 0, '2026-11-22 12:00:00.000000', '', 'discord', 'x', 'done')",
            "INSERT INTO server_settings VALUES (5, '[]', 7, 0, '[]', 'full', "
            "'2026-11-22 12:00:00.000000')",
            "INSERT INTO server_settings VALUES (6, '[]', NULL, 0, '[]', 'full', "
            "'2026-11-22 12:00:00.000000')",
            "INSERT INTO proposals (server, at, why, change, status) "
            "VALUES (5, '2026-11-22 12:00:00.000000', '', '{\"kind\": \"show\"}', 'open')",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    async with open_database(path) as database:
        marks = SqliteLogMarks(database)
        assert (await marks.get(5), await marks.get(6)) == (41, 0)
        proposal = await SqliteProposals(database).get(1)
        assert proposal is not None
        assert (proposal.answers, proposal.seen) == ((), ())
