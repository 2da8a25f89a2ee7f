"""Training in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.index_cache import load
from bot.knowledge.assembly import load as load_knowledge
from bot.publishing.apart import TrainingApart, TrainingStoppedError
from tests.samples import write_knowledge


def test_the_other_process_leaves_what_it_trained_in_the_cache(tmp_path: Path) -> None:
    write_knowledge(tmp_path / "knowledge")
    snapshot, _ = load_knowledge(tmp_path / "knowledge")
    train = TrainingApart(tmp_path / "cache")
    index = train(snapshot)
    kept = load(snapshot, tmp_path / "cache")
    assert kept is not None
    assert index.version == kept.version
    asked = next(iter(snapshot.entries.values())).questions[0]
    assert index.match(asked) == kept.match(asked)


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    write_knowledge(tmp_path / "knowledge")
    snapshot, _ = load_knowledge(tmp_path / "knowledge")
    (tmp_path / "cache").write_text("a file where a folder should be")
    index = TrainingApart(tmp_path / "cache")(snapshot)
    assert not index.provisional


def test_nothing_is_begun_once_it_is_stopped(tmp_path: Path) -> None:
    write_knowledge(tmp_path / "knowledge")
    snapshot, _ = load_knowledge(tmp_path / "knowledge")
    train = TrainingApart(tmp_path / "cache")
    train.stop()
    with pytest.raises(TrainingStoppedError):
        train(snapshot)
