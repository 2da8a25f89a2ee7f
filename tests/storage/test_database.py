# ruff: noqa: ASYNC240 (nothing else waits for the loop of a test)

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Connection

from bot.guide.ports import StorageError, Store
from bot.storage.database import open_database
from bot.storage.store import SqliteStore, open_store

from .samples import MEMBER, START, asked, rows


def _may_write_everywhere() -> bool:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o500)
        return os.access(folder, os.W_OK)


needs_rights = pytest.mark.skipif(_may_write_everywhere(), reason="rights do not bind this user")


async def refusal(path: Path, patience: float = 0.05) -> str:
    with pytest.raises(StorageError) as caught:
        async with open_database(path, patience=patience):
            pass
    return str(caught.value)


async def test_the_store_is_what_the_guide_asks_for(store: SqliteStore) -> None:
    # mypy holds the methods against the protocols here.
    as_the_guide_sees_it: Store = store
    assert await as_the_guide_sees_it.members.progress(MEMBER) is None


async def test_folder_and_file_are_made(path: Path) -> None:
    async with open_database(path):
        assert path.is_file()


async def test_what_was_written_is_there_after_reopening(path: Path) -> None:
    async with open_store(path) as store:
        await store.members.choose(MEMBER, "new-to-it", START)
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]
    async with open_store(path) as store:
        assert await store.members.progress(MEMBER) is not None


async def test_a_write_is_seen_by_others_when_it_returns(store: SqliteStore, path: Path) -> None:
    for number in range(1, 4):
        assert await store.questions.record(asked()) == number
        assert rows(path, "SELECT max(id) FROM questions") == [(number,)]


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_write_survives_the_death_of_the_process(path: Path) -> None:
    script = f"""
import asyncio, os, signal
from bot.storage.store import open_store
from tests_storage_samples import asked
async def main():
    async with open_store({str(path)!r}) as store:
        await store.questions.record(asked())
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""
    samples = path.parent / "tests_storage_samples.py"
    samples.parent.mkdir()
    samples.write_text(Path(__file__).with_name("samples.py").read_text(encoding="utf-8"))
    search = os.pathsep.join([str(samples.parent), *sys.path])
    ended = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": search}, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    assert rows(path, "SELECT text FROM questions") == [(asked().text,)]


async def test_the_pragmas_hold_where_it_matters(path: Path) -> None:
    def pragmas(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    async with open_database(path) as database:
        assert await database.write(pragmas) == ["wal", 2, 1, 5000, 1]


async def test_fifty_writers_at_once(store: SqliteStore, path: Path) -> None:
    async def one(member: int) -> None:
        await store.members.choose(member, "new-to-it", START)
        await store.members.set_done(member, "school", True, START)
        assert await store.members.progress(member) is not None
        number = await store.questions.record(asked())
        assert await store.questions.pass_on(number, member, START)
        await store.questions.rate(number, "salary", member, True, START)

    await asyncio.gather(*(one(member) for member in range(50)))
    for table in ("members", "milestones_done", "questions", "passed_on", "ratings"):
        assert rows(path, f"SELECT count(*) FROM {table}") == [(50,)]


async def test_the_same_click_many_times_counts_once(store: SqliteStore, path: Path) -> None:
    number = await store.questions.record(asked())
    clicks = (store.questions.pass_on(number, MEMBER, START) for _ in range(20))
    assert sorted(await asyncio.gather(*clicks)) == [False] * 19 + [True]


async def test_two_programs_may_write_by_turns(path: Path) -> None:
    async with open_store(path) as first, open_store(path) as second:
        await asyncio.gather(*(s.questions.record(asked()) for s in (first, second) * 20))
    assert rows(path, "SELECT count(*) FROM questions") == [(40,)]


async def test_several_databases_can_be_opened_at_once(tmp_path: Path) -> None:
    async def use(path: Path) -> None:
        async with open_store(path) as store:
            await store.members.choose(MEMBER, path.stem, START)

    paths = [tmp_path / f"{number}.db" for number in range(5)]
    await asyncio.gather(*map(use, paths))
    for path in paths:
        assert rows(path, "SELECT pathway FROM members") == [(path.stem,)]


async def test_memory_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_store(":memory:") as store:
        await asyncio.gather(*(store.questions.record(asked()) for _ in range(20)))
        await store.members.choose(MEMBER, "new-to-it", START)
        assert await store.members.progress(MEMBER) is not None
    async with open_store(Path(":memory:")) as store:
        assert await store.members.progress(MEMBER) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["file", ":memory:"])
async def test_a_cancelled_caller_leaves_the_database_whole(path: Path, where: str) -> None:
    async with open_store(path if where == "file" else where) as store:
        tasks = [asyncio.create_task(store.questions.record(asked())) for _ in range(30)]
        await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(end, asyncio.CancelledError) for end in ended] == [True, False] * 15
        # What was begun is done to its end, whether or not anybody waits for it.
        assert await store.questions.record(asked()) == 31


async def test_closing_waits_for_what_was_begun(path: Path) -> None:
    async with open_store(path) as store:
        begun = [asyncio.create_task(store.questions.record(asked())) for _ in range(5)]
        await asyncio.sleep(0)
    await asyncio.gather(*begun)
    assert rows(path, "SELECT count(*) FROM questions") == [(5,)]


async def test_a_closed_database_says_so(path: Path) -> None:
    async with open_store(path) as store:
        pass
    with pytest.raises(StorageError, match="is closed, because the bot is stopping"):
        await store.questions.record(asked())


async def test_a_failure_undoes_the_whole_write(path: Path) -> None:
    def half(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO members VALUES (1, 'x', '2026-11-22')")
        raise LookupError("no")

    async with open_database(path) as database:
        with pytest.raises(LookupError):
            await database.write(half)
        assert rows(path, "SELECT * FROM members") == []


async def test_a_refused_row_is_a_storage_error_that_tells_no_values(path: Path) -> None:
    def twice(connection: Connection) -> None:
        for _ in range(2):
            connection.exec_driver_sql("INSERT INTO members VALUES (?, 'x', '')", (MEMBER,))

    async with open_database(path) as database:
        with pytest.raises(StorageError, match="UNIQUE constraint failed") as caught:
            await database.write(twice)
    assert str(MEMBER) not in f"{caught.value} {caught.value.__cause__}"


# --- databases that cannot be opened -----------------------------------------------------


async def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert (await refusal(tmp_path / "data" / "x.db")).startswith(
        f"{tmp_path / 'data'} cannot be used: "
    )


async def test_a_folder_where_the_file_should_be(path: Path) -> None:
    path.mkdir(parents=True)
    assert await refusal(path) == (f"{path} is a folder, not a database. Let DATABASE name a file.")


@needs_rights
async def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    sentence = await refusal(folder / "x.db")
    assert sentence.startswith(f"{folder / 'x.db'} cannot be opened. Check that the folder")
    assert "cannot be used: Permission denied" in await refusal(folder / "deeper" / "x.db")


@needs_rights
async def test_a_file_that_can_only_be_read(path: Path) -> None:
    async with open_database(path):
        pass
    path.chmod(0o400)
    assert await refusal(path) == (
        f"{path} can only be read. Give the bot's user the right to write to the file and to "
        "its folder."
    )


@needs_rights
async def test_a_file_in_a_folder_that_can_only_be_read(path: Path) -> None:
    async with open_database(path):
        pass
    path.parent.chmod(0o500)
    try:
        assert "the bot's user" in await refusal(path)
    finally:
        path.parent.chmod(0o700)


async def test_a_file_that_is_no_database(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, " * 1000)
    assert (await refusal(path)).startswith(f"{path} is not a database. Move the file away")
    assert path.read_text().startswith("Dear diary")


async def test_a_damaged_database(path: Path) -> None:
    async with open_store(path) as store:
        for _ in range(200):
            await store.questions.record(asked())
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert (await refusal(path)).startswith(f"{path} is damaged. Restore a sound backup: ")


async def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    async with open_store(path) as store:
        assert await store.questions.record(asked()) == 1


async def test_a_database_that_another_program_holds(path: Path) -> None:
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert (await refusal(path)).startswith(f"{path} is locked by another program. Stop ")
        other.execute("ROLLBACK")
    async with open_database(path):
        pass


async def test_a_lock_in_passing_fails_the_write_and_no_more(path: Path) -> None:
    async with open_database(path, patience=0.05) as database:
        store = SqliteStore(database)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="is locked by another program"):
                await store.questions.record(asked())
            assert await store.members.progress(MEMBER) is None
        assert await store.questions.record(asked()) == 1


async def test_nothing_is_left_open_by_a_refusal(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, " * 1000)
    await refusal(path)
    # Here a connection that nobody closed would warn, and warnings are errors.
    gc.collect()
