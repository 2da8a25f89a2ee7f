"""A disk that refuses, and files that somebody else is at."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.events import PublishError
from bot.publishing.outcomes import Result
from tests.samples import DUTIES

from .house import ANN, House, reads

VITALS = "duties/clinical.yaml"


async def test_a_disk_that_refuses_leaves_everything_as_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", VITALS)

    change = Change(ChangeKind.EDIT, "duties.vitals", {"answer": "They take four signs."})
    proposal = await house.desk.propose(change, ANN)
    with monkeypatch.context() as patch:
        patch.setattr("bot.publishing.files.os.replace", full)
        with pytest.raises(PublishError, match=r"No space left on device\. Nothing was published"):
            await house.desk.publish(proposal.id, ANN)
    assert house.text(VITALS) == DUTIES
    assert await house.desk.history(ANN) == []
    await house.publisher.follow(look_at_disk=True)
    assert house.answer("duties.vitals").startswith("MAs measure")
    assert not list(house.folder.rglob(".*"))
    assert (await house.desk.publish(proposal.id, ANN)).result is Result.PUBLISHED


async def test_an_edit_by_hand_at_the_same_moment_is_not_overwritten(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = house.folder / VITALS
    by_hand = DUTIES.replace("MAs answer phones", "MAs pick up phones")
    commit = house.publisher.revisions.commit

    async def slow(*arguments: object, **options: object) -> int:
        path.write_text(by_hand)
        monkeypatch.undo()
        # Handed on as they come, whatever they are.
        return await commit(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(house.publisher.revisions, "commit", slow)
    outcome = await house.edit("duties.vitals", answer="They take four signs.")
    assert outcome.result is Result.PUBLISHED
    assert house.answer("duties.phones").startswith("MAs pick up")
    assert house.answer("duties.vitals") == "They take four signs."
    assert reads(house.folder).version == house.live.current.snapshot.version


async def test_a_file_that_leads_out_of_the_folder_is_not_written(
    house: House, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(DUTIES)
    (house.folder / VITALS).unlink()
    (house.folder / VITALS).symlink_to(outside)
    with pytest.raises(PublishError, match="cannot be written"):
        await house.edit("duties.vitals", answer="They take four signs.")
    assert outside.read_text() == DUTIES
