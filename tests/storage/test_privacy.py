"""Export and forget reach every table, those of later versions included."""

# ruff: noqa: ASYNC240 (nothing else waits for the loop of a test)

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Column, Connection, Float, Integer, Table, insert

from bot.storage.columns import ChannelId, MemberId, Moment, PlainText, ServerId
from bot.storage.database import open_database
from bot.storage.schema import metadata
from bot.storage.store import SqliteStore

from .samples import MEMBER, OTHER, START, asked, at, rows

MEMBER_TABLES = [
    table.name
    for table in metadata.sorted_tables
    if any(isinstance(column.type, MemberId) for column in table.columns)
]
NO_ID_OF_A_PERSON = {"log_marks.revision", "ratings.question"}
"""Whole numbers that were looked at and are neither a key nor a Discord id."""


def test_every_whole_number_says_what_it_is() -> None:
    """A new column with a member's id cannot slip by as a plain number."""
    unclear = [
        str(column)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Integer | BigInteger)
        and not (column.primary_key or column.foreign_keys)
        and str(column) not in NO_ID_OF_A_PERSON
    ]
    assert unclear == [], "give each the type MemberId or ServerId, or list it above"


def test_the_tables_of_today_are_found() -> None:
    assert set(MEMBER_TABLES) == {
        *("members", "milestones_done", "passed_on", "ratings"),
        *("drafts", "golden_questions", "knowledge_revisions", "proposals", "resolutions"),
    }


async def test_every_table_with_a_member_is_exported_and_forgotten(path: Path) -> None:
    def fill(connection: Connection) -> None:
        for number, member in ((1, MEMBER), (2, OTHER)):
            for table in metadata.sorted_tables:
                connection.execute(insert(table).values(_some_row(table, number, member)))

    async with open_database(path) as database:
        await database.write(fill)
        privacy = SqliteStore(database).privacy
        others = await privacy.export(OTHER)

        exported = await privacy.export(MEMBER)
        assert sorted(exported) == sorted(MEMBER_TABLES)
        assert json.loads(json.dumps(exported)) == exported
        assert str(OTHER) not in json.dumps(exported)

        assert await privacy.forget(MEMBER) == len(MEMBER_TABLES)
        assert await privacy.export(MEMBER) == {}
        assert await privacy.forget(MEMBER) == 0
        assert await privacy.export(OTHER) == others
        _assert_nowhere(path, MEMBER)


async def test_an_export_reads_as_what_was_done(store: SqliteStore) -> None:
    await store.members.choose(MEMBER, "new-to-it", START)
    await store.members.set_done(MEMBER, "school", True, at(1))
    number = await store.questions.record(asked())
    await store.questions.pass_on(number, MEMBER, at(2))
    await store.questions.rate(0, "salary", MEMBER, False, at(3))
    assert await store.privacy.export(MEMBER) == {
        "members": [
            {"member": MEMBER, "pathway": "new-to-it", "chosen_at": "2026-11-22T12:00:00+00:00"}
        ],
        "milestones_done": [
            {
                "id": 1,
                "member": MEMBER,
                "milestone": "school",
                "done_at": "2026-11-22T12:01:00+00:00",
            }
        ],
        "passed_on": [
            {
                "question": number,
                "member": MEMBER,
                "at": "2026-11-22T12:02:00+00:00",
                "question_text": asked().text,
            }
        ],
        "ratings": [
            {
                "id": 1,
                "question": 0,
                "topic": "salary",
                "member": MEMBER,
                "helpful": False,
                "at": "2026-11-22T12:03:00+00:00",
            }
        ],
    }


async def test_forgetting_counts_rows_and_leaves_the_question(
    store: SqliteStore, path: Path
) -> None:
    await store.members.choose(MEMBER, "new-to-it", START)
    for milestone in ("school", "exam"):
        await store.members.set_done(MEMBER, milestone, True, START)
    await store.questions.pass_on(await store.questions.record(asked()), MEMBER, START)
    assert await store.privacy.forget(MEMBER) == 4
    assert rows(path, "SELECT text, status FROM questions") == [(asked().text, "waiting")]


async def test_what_is_forgotten_is_overwritten(path: Path) -> None:
    async with open_database(path) as database:
        store = SqliteStore(database)
        await store.members.choose(MEMBER, "new-to-it", START)
        await store.privacy.forget(MEMBER)
    assert MEMBER.to_bytes(8, "big") not in path.read_bytes()


async def test_nothing_is_kept_of_somebody_new(store: SqliteStore) -> None:
    assert await store.privacy.export(MEMBER) == {}
    assert await store.privacy.forget(MEMBER) == 0


def _some_row(table: Table, number: int, member: int) -> dict[str, object]:
    return {column.name: _some_value(column, number, member) for column in table.columns}


def _some_value(column: Column[object], number: int, member: int) -> object:
    match column.type:
        case MemberId():
            return member
        case ServerId() | ChannelId() | Integer():
            return number
        case PlainText():
            return f"text {number}"
        case Moment():
            return at(number)
        case Boolean():
            return True
        case Float():
            return 0.5
        case JSON():
            return []
    pytest.fail(f"say what a value of {column} looks like")


def _assert_nowhere(path: Path, member: int) -> None:
    for (table,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in rows(path, f'SELECT * FROM "{table}"'):
            assert member not in row, f"table {table} still knows the member"
            assert not any(str(member) in str(value) for value in row)
