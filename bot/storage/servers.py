"""What each server wants: its settings, and how far its log channel has come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from bot.storage.database import Database
from bot.storage.schema import knowledge_revisions, log_marks, server_settings


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How one server wants its guide."""

    server: int
    moderator_roles: tuple[int, ...] = ()
    log_channel: int | None = None
    second_approval: bool = False
    answer_channels: tuple[int, ...] = ()
    """Where the guide also answers without being addressed."""
    reply_style: str = "full"
    updated_at: datetime | None = None


class SqliteServerSettings:
    """The settings of every server that changed any."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, server: int) -> ServerSettings:
        """A server's settings; the usual ones when it has none."""
        query = select(server_settings).where(server_settings.c.server == server)
        found = await self._database.read(lambda c: c.execute(query).mappings().first())
        if found is None:
            return ServerSettings(server)
        lists = {name: tuple(found[name]) for name in ("moderator_roles", "answer_channels")}
        return ServerSettings(**{**found, **lists})

    async def logging(self) -> list[int]:
        """The servers that have a log channel."""
        query = select(server_settings.c.server).where(server_settings.c.log_channel.is_not(None))
        return await self._database.read(lambda c: list(c.scalars(query)))

    async def set(self, settings: ServerSettings, at: datetime) -> None:
        """Keep a server's settings."""
        kept = replace(settings, updated_at=at)
        row = {
            "server": kept.server,
            "moderator_roles": list(kept.moderator_roles),
            "log_channel": kept.log_channel,
            "second_approval": kept.second_approval,
            "answer_channels": list(kept.answer_channels),
            "reply_style": kept.reply_style,
            "updated_at": kept.updated_at,
        }

        def work(connection: Connection) -> None:
            connection.execute(
                delete(server_settings).where(server_settings.c.server == kept.server)
            )
            connection.execute(insert(server_settings).values(row))

        await self._database.write(work)


class SqliteLogMarks:
    """The newest revision that each server's log channel was told of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, server: int) -> int:
        """The revision up to which a server was told; 0 for none."""
        query = select(log_marks.c.revision).where(log_marks.c.server == server)
        return await self._database.read(lambda c: c.scalar(query) or 0)

    async def set(self, server: int, revision: int) -> None:
        """Note that a server was told of everything up to a revision."""
        await self._database.write(lambda c: _mark(c, server, revision))

    async def set_to_newest(self, server: int) -> None:
        """Note that a server need not be told of what is published so far."""
        newest = select(func.max(knowledge_revisions.c.id))
        await self._database.write(lambda c: _mark(c, server, c.scalar(newest) or 0))


def _mark(connection: Connection, server: int, revision: int) -> None:
    connection.execute(delete(log_marks).where(log_marks.c.server == server))
    connection.execute(insert(log_marks).values(server=server, revision=revision))
