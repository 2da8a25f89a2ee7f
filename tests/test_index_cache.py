"""What is trained is kept on disk, named by what it was made from, and only a few of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import index_cache
from bot.guide.live import Served
from bot.index_cache import KEPT, load_or_build, load_or_build_triage
from bot.matching.index import Index
from bot.matching.triage import Triage


@pytest.fixture
def built(served: Served, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was trained rather than loaded; training itself takes no time here."""
    made: list[str] = []

    def index(snapshot: object) -> Index:
        made.append("index")
        return served.index

    def triage(snapshot: object) -> Triage:
        made.append("triage")
        return served.triage

    monkeypatch.setattr(Index, "build", index)
    monkeypatch.setattr(Triage, "build", triage)
    return made


def load(served: Served, folder: Path) -> Index:
    load_or_build_triage(served.snapshot, folder)
    return load_or_build(served.snapshot, folder)


def test_the_second_time_nothing_is_trained(
    served: Served, built: list[str], tmp_path: Path
) -> None:
    load(served, tmp_path)
    again = load(served, tmp_path)
    assert built == ["triage", "index"]
    assert again is not served.index
    assert again.match("renew rma").candidates == served.index.match("renew rma").candidates


def test_other_code_trains_anew(
    served: Served, built: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(served, tmp_path)
    monkeypatch.setattr(index_cache, "_code", lambda: "other")
    load(served, tmp_path)
    assert built == ["triage", "index"] * 2


def test_the_code_is_that_of_the_matcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "matching"
    package.mkdir()
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "phrasing.py").write_text("")
    (package / "index.py").write_text("")
    monkeypatch.setattr("bot.matching.index.__file__", str(package / "index.py"))
    one = index_cache._code.__wrapped__()
    assert one == index_cache._code.__wrapped__()
    (package / "weights.py").write_text("X = 1")
    two = index_cache._code.__wrapped__()
    (package / "weights.bin").write_bytes(b"1")
    assert len({one, two, index_cache._code.__wrapped__()}) == 3


def test_a_damaged_file_is_made_anew(served: Served, built: list[str], tmp_path: Path) -> None:
    load(served, tmp_path)
    for path in tmp_path.glob("*.bin"):
        path.write_bytes(path.read_bytes()[:20])
    load(served, tmp_path)
    load(served, tmp_path)
    assert built == ["triage", "index"] * 2


def test_only_those_used_last_are_kept(served: Served, built: list[str], tmp_path: Path) -> None:
    load(served, tmp_path)
    (mine,) = tmp_path.glob("index-*.bin")
    for age in range(KEPT + 2):
        other = tmp_path / f"index-{age}.bin"
        other.write_bytes(b"")
        os.utime(other, (age, age))
    (broken_off := tmp_path / "index-x.tmp").write_bytes(b"")
    os.utime(broken_off, (1, 1))
    (being_written := tmp_path / "index-y.tmp").write_bytes(b"")
    os.utime(mine, (0, 0))
    load(served, tmp_path)
    assert mine.stat().st_mtime > 1_000, "it was used"
    mine.unlink()
    load(served, tmp_path)
    assert len(list(tmp_path.glob("index-*.bin"))) == KEPT
    assert mine.exists()
    assert not (tmp_path / "index-0.bin").exists()
    assert not broken_off.exists()
    assert being_written.exists()


def test_a_folder_that_cannot_be_written_only_costs_time(
    served: Served, built: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    load(served, tmp_path / "file")
    assert built == ["triage", "index"]
