"""The column types of the tables.

What a column holds is said by its type, so that export, forget and their tests can find
every member id by walking the tables.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator


class MemberId(TypeDecorator[int]):
    """A Discord user id. A row that holds one is exported and forgotten with that member."""

    impl = BigInteger
    cache_ok = True


ANONYMISED = {"forget": "anonymise"}
"""Marks a `MemberId` column (nullable) of rows that stay, without the id, when it is forgotten."""


class ServerId(TypeDecorator[int]):
    """A Discord server id; 0 in direct messages and outside Discord."""

    impl = BigInteger
    cache_ok = True


class ChannelId(TypeDecorator[int]):
    """A Discord channel id."""

    impl = BigInteger
    cache_ok = True


class PlainText(TypeDecorator[str]):
    """Text from anywhere, made storable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        # JSON can carry half a surrogate pair, which no database takes, and PostgreSQL takes
        # no NUL. Losing one unreadable character beats refusing the question.
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


class Moment(TypeDecorator[datetime]):
    """A point in time: with a time zone in Python, UTC on disk."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite has no time zones and returns what was stored, which is UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
