"""The watcher and the poll: a running guide keeps up by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from bot.publishing.following import following
from tests.samples import DUTIES

from .house import House, MakeIndex, open_house


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 (what is waited for tells nobody)
            await asyncio.sleep(0.05)


async def test_an_edit_by_hand_is_picked_up_live(house: House) -> None:
    async with following(house.publisher):
        await asyncio.sleep(0.3)
        new = DUTIES.replace("MAs answer phones", "MAs pick up phones")
        (house.folder / "duties/clinical.yaml").write_text(new)
        await until(lambda: house.answer("duties.phones").startswith("MAs pick up"))


async def test_another_process_is_followed(tmp_path: Path, same_index: MakeIndex) -> None:
    async with (
        open_house(tmp_path, same_index) as one,
        open_house(tmp_path, same_index) as two,
        following(two.publisher, poll=0.1),
    ):
        await one.edit("duties.vitals", answer="They take four signs, says one.")
        await until(lambda: two.answer("duties.vitals").endswith("says one."))
