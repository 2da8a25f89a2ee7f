"""A crash at each step of publishing, and real processes that are killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.knowledge.changes import Change, ChangeKind
from tests.samples import KNOWLEDGE

from .crashing import FILE, STEPS, Crash, crash_at, same_index
from .house import ANN, open_house, reads


@pytest.mark.parametrize("step", STEPS)
async def test_a_crash_at_each_step_of_two_files(tmp_path: Path, step: str) -> None:
    """An import of two files is on disk whole or not at all once somebody has looked."""
    change = Change(
        ChangeKind.IMPORT,
        files={
            FILE: KNOWLEDGE[FILE].replace("duties.rooming", "duties.room"),
            "scope/licence.yaml": KNOWLEDGE["scope/licence.yaml"].replace("Most", "Nearly all"),
        },
    )
    async with open_house(tmp_path, same_index) as house:
        proposal = await house.desk.propose(change, ANN)
        with crash_at(step), pytest.raises(Crash):
            await house.desk.publish(proposal.id, ANN)
    async with open_house(tmp_path, same_index) as house:
        snapshot = reads(house.folder)
        changed = "duties.room" in snapshot.topics
        assert snapshot.topics["licence.states"].answer.startswith("Nearly all") == changed
        assert changed == (step != "before commit")
        assert house.live.current.snapshot.version == snapshot.version


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_few_rounds_of_kill_9() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill", "--rounds", "5"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "nothing lost" in ended.stdout
