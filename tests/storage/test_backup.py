# ruff: noqa: ASYNC240 (nothing else waits for the loop of a test)

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.guide.ports import StorageError
from bot.storage import backup as module
from bot.storage.backup import backup, restore
from bot.storage.store import open_store

from .samples import MEMBER, START, asked, rows


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "safe" / "copy.db"


async def keep(path: Path, *texts: str) -> Path:
    async with open_store(path) as store:
        for text in texts:
            await store.questions.record(asked(text))
    return path


def texts(path: Path) -> list[str]:
    return [text for (text,) in rows(path, "SELECT text FROM questions ORDER BY id")]


def files(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


async def test_a_backup_of_a_running_bot_has_all_that_was_acknowledged(
    path: Path, copy: Path
) -> None:
    async with open_store(path) as store:
        await store.questions.record(asked("before"))
        writing = [asyncio.create_task(store.questions.record(asked())) for _ in range(30)]
        await asyncio.to_thread(backup, path, copy)
        await asyncio.gather(*writing)
        await store.questions.record(asked("after"))
    assert texts(copy)[0] == "before"
    assert "after" not in texts(copy)
    assert files(copy) == [copy.name]
    assert rows(copy, "PRAGMA journal_mode") == [("delete",)]


async def test_a_backup_of_a_stopped_bot_leaves_the_database_as_it_was(
    path: Path, copy: Path
) -> None:
    before = (await keep(path, "one")).read_bytes()
    backup(path, copy)
    assert texts(copy) == ["one"]
    assert path.read_bytes() == before
    assert files(path) == [path.name]


async def test_a_backup_overwrites_nothing(path: Path, copy: Path) -> None:
    backup(await keep(path, "one"), copy)
    with pytest.raises(StorageError, match="exists already"):
        backup(path, copy)
    with pytest.raises(StorageError, match="exists already"):
        backup(path, path)
    assert texts(copy) == texts(path) == ["one"]


def test_there_must_be_something_to_back_up(path: Path, copy: Path) -> None:
    with pytest.raises(StorageError, match="There is no database at"):
        backup(path, copy)
    assert not path.parent.exists()
    assert not copy.exists()


async def test_a_backup_that_fails_leaves_nothing(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep(path, "one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(StorageError, match="No space left on device"):
        backup(path, copy)
    assert files(copy) == []


async def test_a_backup_needs_a_folder(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be used"):
        backup(await keep(path, "one"), tmp_path / "file" / "copy.db")


async def test_restoring_brings_back_and_keeps_the_old_beside(path: Path, copy: Path) -> None:
    backup(await keep(path, "one"), copy)
    await keep(path, "two")
    kept = restore(copy, path)
    assert kept is not None
    assert kept.parent == path.parent
    assert kept.name.startswith("ma-guide.db.before-2")
    assert files(path) == [path.name, kept.name]
    assert texts(path) == ["one"]
    assert texts(kept) == ["one", "two"]
    assert await keep(path, "three")
    assert texts(path) == ["one", "three"]


async def test_restoring_where_nothing_was(path: Path, copy: Path, tmp_path: Path) -> None:
    backup(await keep(path, "one"), copy)
    elsewhere = tmp_path / "new" / "x.db"
    assert restore(copy, elsewhere) is None
    assert files(elsewhere) == [elsewhere.name]
    async with open_store(elsewhere) as store:
        await store.members.choose(MEMBER, "new-to-it", START)
    assert texts(elsewhere) == ["one"]


async def test_a_running_bot_cannot_be_restored(path: Path, copy: Path) -> None:
    backup(await keep(path, "one"), copy)
    async with open_store(path) as store:
        await store.questions.record(asked("two"))
        with pytest.raises(StorageError, match="is in use"):
            await asyncio.to_thread(restore, copy, path)
        await store.questions.record(asked("three"))
    assert texts(path) == ["one", "two", "three"]
    assert files(path) == [path.name]


async def test_what_a_killed_bot_had_written_is_in_the_kept_file(
    path: Path, copy: Path, tmp_path: Path
) -> None:
    backup(await keep(path, "one"), copy)
    async with open_store(path) as store:
        await store.questions.record(asked("two"))
        left = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert set(left) == {path.name, f"{path.name}-wal", f"{path.name}-shm"}
    for name, content in left.items():
        (path.parent / name).write_bytes(content)
    kept = restore(copy, path)
    assert kept is not None
    assert texts(kept) == ["one", "two"]
    assert texts(path) == ["one"]


async def test_a_damaged_database_is_kept_and_replaced(path: Path, copy: Path) -> None:
    backup(await keep(path, "one"), copy)
    path.write_text("Dear diary, " * 1000)
    kept = restore(copy, path)
    assert kept is not None
    assert kept.read_text().startswith("Dear diary")
    assert texts(path) == ["one"]


async def test_what_a_damaged_database_left_behind_goes_with_it(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(await keep(path, "one"), copy)
    path.with_name(f"{path.name}-wal").write_text("Dear diary, ")
    # SQLite itself clears away what it can make nothing of.
    monkeypatch.setattr(module, "_settle", lambda _: None)
    kept = restore(copy, path)
    assert kept is not None
    assert files(path) == [path.name, kept.name, f"{kept.name}-wal"]


async def test_without_hard_links_the_old_is_copied(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(await keep(path, "one"), copy)

    def unsupported(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", unsupported)
    kept = restore(copy, path)
    assert kept is not None
    assert texts(kept) == ["one"]


async def test_only_a_sound_database_of_ours_is_restored(path: Path, tmp_path: Path) -> None:
    await keep(path, "one")
    before = path.read_bytes()
    garbage, foreign, empty, newer, damaged = (tmp_path / name for name in "gfend")
    garbage.write_text("Dear diary, " * 1000)
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE x (y)")
    empty.touch()
    backup(path, newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    damaged.write_bytes(before[:-4096] + b"\xff" * 4096)
    for source, sentence in (
        (tmp_path / "nowhere", "There is no database at"),
        (tmp_path, "There is no database at"),
        (garbage, "is not a database"),
        (foreign, "is a database of another program"),
        (empty, "is empty"),
        (newer, "was made by a newer version of the bot"),
        (damaged, "is damaged"),
        (path, "is the database itself"),
    ):
        with pytest.raises(StorageError, match=sentence):
            restore(source, path)
        assert files(path) == [path.name]
        assert path.read_bytes() == before


async def test_a_restore_that_fails_leaves_the_database_in_place(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(await keep(path, "one"), copy)
    await keep(path, "two")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refused)
    with pytest.raises(StorageError, match="Permission denied"):
        restore(copy, path)
    assert texts(path) == ["one", "two"]
    assert not path.with_name(f"{path.name}.partial").exists()
