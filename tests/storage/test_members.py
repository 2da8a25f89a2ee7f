from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.guide.ports import Progress, StorageError
from bot.storage.store import SqliteStore

from .samples import MEMBER, OTHER, START, at, rows


async def test_nobody_has_a_pathway_at_first(store: SqliteStore) -> None:
    assert await store.members.progress(MEMBER) is None


async def test_a_chosen_pathway_is_kept(store: SqliteStore) -> None:
    await store.members.choose(MEMBER, "new-to-it", START)
    assert await store.members.progress(MEMBER) == Progress("new-to-it", START)
    assert await store.members.progress(OTHER) is None


async def test_the_person_at_the_terminal_has_a_pathway_too(store: SqliteStore) -> None:
    await store.members.choose(0, "new-to-it", START)
    await store.members.set_done(0, "school", True, at(1))
    assert await store.members.progress(0) == Progress("new-to-it", START, ("school",))


async def test_milestones_come_in_order_of_doing(store: SqliteStore) -> None:
    await store.members.choose(MEMBER, "new-to-it", START)
    for minute, milestone in enumerate(("school", "exam", "job")):
        await store.members.set_done(MEMBER, milestone, True, at(minute))
    await store.members.set_done(MEMBER, "school", True, at(9))
    assert await _done(store) == ("school", "exam", "job")
    await store.members.set_done(MEMBER, "school", False, at(10))
    assert await _done(store) == ("exam", "job")
    await store.members.set_done(MEMBER, "school", True, at(11))
    assert await _done(store) == ("exam", "job", "school")


async def test_choosing_the_same_again_changes_nothing(store: SqliteStore) -> None:
    await store.members.choose(MEMBER, "new-to-it", START)
    await store.members.set_done(MEMBER, "school", True, at(1))
    await store.members.choose(MEMBER, "new-to-it", at(2))
    assert await store.members.progress(MEMBER) == Progress("new-to-it", START, ("school",))


async def test_choosing_another_begins_anew(store: SqliteStore) -> None:
    await store.members.choose(MEMBER, "new-to-it", START)
    await store.members.set_done(MEMBER, "school", True, at(1))
    await store.members.choose(MEMBER, "to-nursing", at(2))
    await store.members.choose(MEMBER, "new-to-it", at(3))
    assert await store.members.progress(MEMBER) == Progress("new-to-it", at(3))


async def test_leaving_takes_everything_along(store: SqliteStore, path: Path) -> None:
    await store.members.choose(MEMBER, "new-to-it", START)
    await store.members.set_done(MEMBER, "school", True, at(1))
    assert await store.members.leave(MEMBER)
    assert not await store.members.leave(MEMBER)
    assert await store.members.progress(MEMBER) is None
    assert rows(path, "SELECT * FROM milestones_done") == []


@pytest.mark.parametrize("done", [True, False])
async def test_a_milestone_needs_a_pathway(store: SqliteStore, done: bool) -> None:
    with pytest.raises(LookupError, match="has no pathway"):
        await store.members.set_done(MEMBER, "school", done, START)


async def test_times_are_kept_in_utc(store: SqliteStore, path: Path) -> None:
    here = timezone(timedelta(hours=-8))
    await store.members.choose(MEMBER, "new-to-it", datetime(2026, 11, 22, 20, 30, tzinfo=here))
    assert rows(path, "SELECT chosen_at FROM members") == [("2026-11-23 04:30:00.000000",)]
    progress = await store.members.progress(MEMBER)
    assert progress is not None
    assert progress.chosen_at.isoformat() == "2026-11-23T04:30:00+00:00"


async def test_a_time_without_a_zone_is_refused(store: SqliteStore) -> None:
    with pytest.raises(StorageError, match="without a time zone"):
        await store.members.choose(MEMBER, "new-to-it", START.replace(tzinfo=None))
    assert await store.members.progress(MEMBER) is None


async def _done(store: SqliteStore) -> tuple[str, ...]:
    progress = await store.members.progress(MEMBER)
    assert progress is not None
    return progress.done
