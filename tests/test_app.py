"""What is built together, and that a trial leaves no trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import AppError, Exit, open_trial
from bot.guide.live import Served
from bot.guide.question import Asker, Question
from bot.matching.index import Index
from bot.settings import Settings
from tests.samples import write_knowledge


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_a_trial_has_everything_and_keeps_nothing(
    tmp_path: Path, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Index, "build", lambda snapshot: served.index)
    knowledge = write_knowledge(tmp_path / "knowledge")
    before = tree(knowledge)
    settings = Settings(
        knowledge_dir=knowledge, database=tmp_path / "data" / "x.db", cache_dir=tmp_path / "cache"
    )
    async with open_trial(settings) as client:
        assert client.desk is not None
        assert client.tree.get_command("knowledge") is not None
        reply = await client.guide.ask(Question("renew rma", Asker()))
        assert reply.topics == ("rma.renewal",)
        assert reply.question_id > 0, "it is kept as long as the trial goes on"
    assert tree(knowledge) == before
    assert not settings.database.parent.exists()


async def test_a_trial_of_broken_knowledge_names_the_real_folder(tmp_path: Path) -> None:
    knowledge = write_knowledge(tmp_path / "knowledge")
    (knowledge / "bad.yaml").write_text("entries: [")
    settings = Settings(knowledge_dir=knowledge, cache_dir=tmp_path / "cache")
    with pytest.raises(AppError, match=str(knowledge / "bad.yaml")) as caught:
        async with open_trial(settings):
            pass
    assert caught.value.code is Exit.KNOWLEDGE
