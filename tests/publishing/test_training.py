"""What is published is served at once, and trained on in full behind the scenes."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.indexing import cached, make_index
from tests.publishing.house import open_house

NEW = "how are zorbs reimbursed in the fiscal tundra"


def phrased(topic: str) -> Change:
    return Change(ChangeKind.PHRASE, topic, phrasings=(NEW,))


async def test_a_new_phrasing_is_served_before_and_after_the_training(tmp_path: Path) -> None:
    async with open_house(tmp_path, make_index) as house:
        topic = next(iter(house.live.current.snapshot.entries))
        before = house.live.current.index
        await house.change(phrased(topic))
        served = house.live.current
        assert served.index is not before
        assert served.index.provisional
        assert served.index.match(NEW).candidates[0].entry == topic
        await house.publisher.serving.trained()
        trained = house.live.current
        assert not trained.index.provisional
        assert trained.snapshot is served.snapshot
        assert trained.index.match(NEW).candidates[0].entry == topic


async def test_a_restart_finds_what_was_trained(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    async with open_house(tmp_path, cached(folder)) as house:
        topic = next(iter(house.live.current.snapshot.entries))
        await house.change(phrased(topic))
        await house.publisher.serving.trained()
    files = {path: path.stat().st_size for path in folder.iterdir()}
    async with open_house(tmp_path, cached(folder)) as house:
        assert not house.live.current.index.provisional
        assert house.live.current.index.match(NEW).candidates[0].entry == topic
    assert {path: path.stat().st_size for path in folder.iterdir()} == files


async def test_what_is_published_during_a_training_is_not_undone_by_it(tmp_path: Path) -> None:
    async with open_house(tmp_path, make_index) as house:
        topic = next(iter(house.live.current.snapshot.entries))
        await house.change(phrased(topic))
        await house.edit(topic, answer="Something else is true by now.")
        await house.publisher.serving.trained()
        assert house.answer(topic) == "Something else is true by now."
        assert not house.live.current.index.provisional
