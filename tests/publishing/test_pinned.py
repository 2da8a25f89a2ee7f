"""Pinned questions, tried without a running bot."""

from __future__ import annotations

from pathlib import Path

from bot.guide.live import Served
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.indexing import make_index
from bot.publishing.pinned import report, try_pinned

from .house import ANN, CAT, open_house

COST = "how much is the ccma exam"
PHONES = "who answers the phones"


async def test_each_servers_pins_are_tried_on_its_own_guide(tmp_path: Path) -> None:
    async with open_house(tmp_path, make_index) as house:
        served = house.live.current
        await house.desk.pin(COST, "ccma.cost", ANN)
        await house.desk.pin(PHONES, "duties.phones", CAT)
        tried = await try_pinned(tmp_path / "x.db", house.folder, served)
        assert [one.right for one in tried] == [True, True]
        assert list(report(tried)) == ["pinned questions: 2 of 2 lead to what they are pinned to"]
        await house.change(Change(ChangeKind.HIDE, "duties.phones"), CAT)
        await house.desk.pin(PHONES, "duties.phones", ANN)
        tried = await try_pinned(tmp_path / "x.db", house.folder, served)
        assert [one.right for one in tried] == [True, False, True]
        told = list(report(tried))
        assert told[0] == "pinned questions: 2 of 3 lead to what they are pinned to"
        assert told[1] == f"astray: {PHONES!r} should lead to duties.phones"


async def test_without_a_database_nothing_is_pinned(tmp_path: Path, served: Served) -> None:
    assert await try_pinned(tmp_path / "none.db", tmp_path, served) == []
    assert list(report([])) == []
    assert not (tmp_path / "none.db").exists()
