"""Export and forget, for every table that holds a member's id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    FromClause,
    RowMapping,
    Select,
    Table,
    Update,
    case,
    delete,
    null,
    or_,
    select,
    update,
)

from bot.storage.columns import ANONYMISED, MemberId
from bot.storage.database import Database
from bot.storage.schema import metadata, questions


class SqlitePrivacy:
    """The `Privacy` of the database. It knows the tables by walking them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def export(self, member: int) -> Mapping[str, object]:
        """Everything kept of a member, by table, as plain JSON values.

        Tables without a row of theirs are left out. A row that points to a question has the
        question's text with it.
        """

        def work(connection: Connection) -> dict[str, object]:
            kept = {
                table.name: [
                    _plain(row) for row in connection.execute(_rows(table, member)).mappings()
                ]
                for table in metadata.sorted_tables
                if _holds_members(table)
            }
            return {name: rows for name, rows in kept.items() if rows}

        return await self._database.read(work)

    async def forget(self, member: int) -> int:
        """Delete everything kept of a member; returns how many rows went or lost their id.

        Questions stay: they are kept without their asker, passed on or not. What a moderator
        published or decided stays too, without saying who it was.
        """

        def work(connection: Connection) -> int:
            # Referring tables first, so that every row is counted and none goes by cascade.
            return sum(
                connection.execute(_forgetting(table, member)).rowcount
                for table in reversed(metadata.sorted_tables)
                if _holds_members(table)
            )

        return await self._database.write(work)


def _holds_members(table: Table) -> bool:
    return any(isinstance(column.type, MemberId) for column in table.columns)


def _is(table: Table, member: int) -> ColumnElement[bool]:
    return or_(*(c == member for c in table.columns if isinstance(c.type, MemberId)))


def _forgetting(table: Table, member: int) -> Delete | Update:
    columns = [c for c in table.columns if isinstance(c.type, MemberId)]
    if not all(column.info == ANONYMISED for column in columns):
        return delete(table).where(_is(table, member))
    without = {c: case((c == member, null()), else_=c) for c in columns}
    return update(table).where(_is(table, member)).values(without)


def _rows(table: Table, member: int) -> Select[*tuple[object, ...]]:
    source: FromClause = table
    columns: list[ColumnElement[object]] = list(table.columns)
    if any(key.column.table is questions for key in table.foreign_keys):
        source = table.join(questions)
        columns.append(questions.c.text.label("question_text"))
    return (
        select(*columns).select_from(source).where(_is(table, member)).order_by(*table.primary_key)
    )


def _plain(row: RowMapping) -> dict[str, object]:
    return {
        str(name): value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
