"""Publishing: what is acknowledged is on disk, served and kept."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.problems import KnowledgeError
from bot.publishing.events import Event, PublishError
from bot.publishing.outcomes import Result
from bot.storage.revision_model import Origin
from tests.samples import DUTIES, KNOWLEDGE, entry

from .house import ANN, BEN, House, MakeIndex, open_house, reads

VITALS = "duties/clinical.yaml"


async def test_an_edit_is_on_disk_served_and_kept(house: House) -> None:
    outcome = await house.edit("duties.vitals", answer="They take four signs, all at rest.")
    assert outcome.result is Result.PUBLISHED
    assert house.answer("duties.vitals") == "They take four signs, all at rest."
    assert house.text(VITALS) == DUTIES.replace(
        "MAs measure blood pressure, pulse, temperature and breathing rate.",
        "They take four signs, all at rest.",
    )
    [revision] = await house.desk.history(ANN, "duties.vitals")
    assert (revision.author, revision.words) == (1, "duties.vitals: answer changed.")
    assert [str(x) for x in (await house.desk.revision(revision.id, ANN))[1].units[0].lines] == [
        "- answer: MAs measure blood pressure, pulse, temperature and breathing rate.",
        "+ answer: They take four signs, all at rest.",
    ]
    assert not list(house.folder.rglob(".*"))


async def test_a_restart_changes_nothing(tmp_path: Path, same_index: MakeIndex) -> None:
    async with open_house(tmp_path, same_index) as house:
        await house.edit("duties.vitals", answer="They take four signs, all at rest.")
        version = house.live.current.snapshot.version
    async with open_house(tmp_path, same_index) as house:
        assert house.live.current.snapshot.version == version
        assert len(await house.desk.history(ANN)) == 1


async def test_undo_gives_back_every_byte(house: House) -> None:
    outcome = await house.change(Change(ChangeKind.REMOVE, "duties.phones"))
    assert "duties.phones" not in house.live.current.snapshot.topics
    undone = await house.desk.undo(outcome.revision, BEN, "needed after all")
    assert undone.result is Result.PUBLISHED
    assert house.text(VITALS) == DUTIES
    newest = (await house.desk.history(ANN))[0]
    assert (newest.undoes, newest.author, newest.why) == (outcome.revision, 2, "needed after all")
    again = await house.desk.undo(outcome.revision, BEN)
    assert again.result is Result.REFUSED
    assert again.proposal is not None
    assert "undone already" in str(again.proposal.problems[0])


async def test_an_old_revision_is_undone_beneath_newer_ones(house: House) -> None:
    first = await house.edit("duties.vitals", answer="They take four signs, all at rest.")
    await house.edit("duties.phones", answer="They do answer phones, every day.")
    assert (await house.desk.undo(first.revision, ANN)).result is Result.PUBLISHED
    assert house.text(VITALS) == DUTIES.replace(
        "MAs answer phones and pass on messages.", "They do answer phones, every day."
    )


async def test_what_was_changed_again_is_not_undone(house: House) -> None:
    first = await house.edit("duties.vitals", answer="They take four signs, all at rest.")
    await house.edit("duties.vitals", answer="They take five signs, all at rest.")
    outcome = await house.desk.undo(first.revision, ANN)
    assert outcome.result is Result.REFUSED
    assert outcome.proposal is not None
    assert "'duties.vitals' was changed again since" in str(outcome.proposal.problems[0])


async def test_the_later_of_two_editors_is_shown_both(house: House) -> None:
    ann = await house.desk.form("duties.vitals", ANN)
    ben = await house.desk.form("duties.vitals", BEN)
    edits = {
        who.member: Change(ChangeKind.EDIT, "duties.vitals", {"answer": text}, base=form.version)
        for who, form, text in (
            (ANN, ann, "Ann's answer about vital signs."),
            (BEN, ben, "Ben's answer about vital signs."),
        )
    }
    bens = await house.desk.propose(edits[2], BEN)
    assert (await house.change(edits[1])).result is Result.PUBLISHED
    outcome = await house.desk.publish(bens.id, BEN)
    assert outcome.result is Result.REFUSED
    assert outcome.proposal is not None
    conflict = outcome.proposal.conflict
    assert conflict is not None
    assert conflict.theirs["answer"].startswith("Ann's")
    assert conflict.yours["answer"].startswith("Ben's")
    seen = Change(ChangeKind.EDIT, "duties.vitals", edits[2].fields, base=conflict.version)
    assert (await house.change(seen, BEN)).result is Result.PUBLISHED


async def test_two_edits_of_one_file_at_once_both_count(house: House) -> None:
    topics = ("duties.vitals", "duties.phones", "duties.rooming")
    proposals = [
        await house.desk.propose(
            Change(ChangeKind.EDIT, topic, {"answer": f"A new answer of {topic}."}), ANN
        )
        for topic in topics
    ]
    outcomes = await asyncio.gather(*(house.desk.publish(p.id, ANN) for p in proposals))
    assert {outcome.result for outcome in outcomes} == {Result.PUBLISHED}
    for topic in topics:
        assert house.answer(topic) == f"A new answer of {topic}."


async def test_a_second_click_publishes_nothing(house: House) -> None:
    change = Change(ChangeKind.EDIT, "duties.vitals", {"answer": "They take four signs."})
    proposal = await house.desk.propose(change, ANN)
    outcomes = await asyncio.gather(*(house.desk.publish(proposal.id, ANN) for _ in range(4)))
    assert sorted(o.result for o in outcomes).count(Result.PUBLISHED) == 1
    assert len(await house.desk.history(ANN)) == 1


# --- by hand ------------------------------------------------------------------------------


async def test_an_edit_by_hand_becomes_a_revision(house: House) -> None:
    (house.folder / VITALS).write_text(DUTIES.replace("MAs answer phones", "MAs pick up phones"))
    await house.publisher.follow(look_at_disk=True)
    assert house.answer("duties.phones").startswith("MAs pick up")
    [revision] = await house.desk.history(ANN, "duties.phones")
    assert (revision.origin, revision.author) == (Origin.HAND, None)
    assert (await house.desk.undo(revision.id, ANN)).result is Result.PUBLISHED
    assert house.text(VITALS) == DUTIES


async def test_a_broken_edit_by_hand_is_not_served_and_reported(house: House) -> None:
    told: list[Event] = []
    house.publisher.listeners.append(told.append)
    broken = DUTIES.replace("title:", "titel:", 1)
    (house.folder / VITALS).write_text(broken)
    (house.folder / "scope/licence.yaml").write_text(
        KNOWLEDGE["scope/licence.yaml"].replace("Most states do not license", "Few states license")
    )
    await house.publisher.follow(look_at_disk=True)
    assert house.answer("licence.states").startswith("Few states")
    assert house.answer("duties.vitals").startswith("MAs measure")
    assert house.publisher.problems[0].file == VITALS
    assert any("'titel'" in problem.message for problem in told[0].problems)
    with pytest.raises(PublishError, match=r"clinical.yaml was changed by hand and has an error"):
        await house.edit("duties.vitals", answer="They take four signs.")
    assert house.text(VITALS) == broken
    (house.folder / VITALS).write_text(DUTIES.replace("MAs answer phones", "MAs pick up phones"))
    assert (await house.edit("duties.vitals", answer="They take four signs.")).revision
    assert house.publisher.problems == ()
    assert "MAs pick up phones" in house.text(VITALS)


async def test_a_broken_file_is_not_served_after_a_restart_either(
    tmp_path: Path, same_index: MakeIndex
) -> None:
    async with open_house(tmp_path, same_index) as house:
        await house.edit("duties.vitals", answer="They take four signs, all at rest.")
    (tmp_path / "knowledge" / VITALS).write_bytes(b"entries: [\xff")
    async with open_house(tmp_path, same_index) as house:
        assert house.answer("duties.vitals").startswith("They take four")
        assert "not UTF-8" in house.publisher.problems[0].message
    assert (tmp_path / "knowledge" / VITALS).read_bytes() == b"entries: [\xff"


async def test_an_older_file_is_brought_up_to_date(tmp_path: Path, same_index: MakeIndex) -> None:
    async with open_house(tmp_path, same_index) as house:
        await house.edit("duties.vitals", answer="They take four signs, all at rest.")
        newest = house.text(VITALS)
    (tmp_path / "knowledge" / VITALS).write_text(DUTIES)
    async with open_house(tmp_path, same_index) as house:
        assert house.text(VITALS) == newest
        assert len(await house.desk.history(ANN)) == 1
        (house.folder / VITALS).unlink()
        await house.publisher.follow(look_at_disk=True)
        assert "duties.vitals" in house.live.current.snapshot.topics
        assert house.publisher.problems, "pathways still lead to it"


async def test_who_edits_by_hand_may_take_it_back_by_hand(house: House) -> None:
    for text in ("MAs pick up phones", "MAs answer phones"):
        (house.folder / VITALS).write_text(DUTIES.replace("MAs answer phones", text))
        await house.publisher.follow(look_at_disk=True)
        assert house.answer("duties.phones").startswith(text)
    assert len(await house.desk.history(ANN)) == 2


async def test_new_and_removed_files(house: House) -> None:
    (house.folder / "more").mkdir()
    (house.folder / "more/new.yaml").write_text("entries:\n" + entry("more.new", "is it new"))
    await house.publisher.follow(look_at_disk=True)
    assert "more.new" in house.live.current.snapshot.topics
    (house.folder / "more/new.yaml").unlink()
    await house.publisher.follow(look_at_disk=True)
    assert "more.new" not in house.live.current.snapshot.topics
    assert {r.words for r in await house.desk.history(ANN, "more.new")} == {
        "more.new: added.", "more.new: removed."
    }  # fmt: skip


async def test_line_ends_and_marks_of_a_file_stay(tmp_path: Path, same_index: MakeIndex) -> None:
    async with open_house(tmp_path, same_index):
        pass
    path = tmp_path / "knowledge" / VITALS
    path.write_bytes(b"\xef\xbb\xbf" + DUTIES.replace("\n", "\r\n").encode())
    async with open_house(tmp_path, same_index) as house:
        await house.edit("duties.vitals", answer="They take four signs.")
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbfentries:\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")


async def test_a_first_start_on_broken_knowledge_is_refused(
    tmp_path: Path, same_index: MakeIndex
) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge/a.yaml").write_text("entries: 3")
    with pytest.raises(KnowledgeError, match="must be a list"):
        async with open_house(tmp_path, same_index):
            pass


# --- several processes, a disk that refuses ------------------------------------------------


async def test_other_processes_follow(tmp_path: Path, same_index: MakeIndex) -> None:
    async with open_house(tmp_path, same_index) as one, open_house(tmp_path, same_index) as two:
        await one.edit("duties.vitals", answer="They take four signs, says one.")
        await two.publisher.follow()
        assert two.answer("duties.vitals").endswith("says one.")
        await asyncio.gather(
            one.edit("duties.vitals", answer="They take five signs, says one."),
            two.edit("duties.phones", answer="They answer phones, says two."),
            one.edit("duties.rooming", answer="They room patients, says one."),
        )
        for house in (one, two):
            await house.publisher.follow(look_at_disk=True)
            assert house.answer("duties.vitals") == "They take five signs, says one."
            assert house.answer("duties.phones") == "They answer phones, says two."
        assert len(await two.desk.history(ANN)) == 4
        assert one.live.current.snapshot.version == reads(one.folder).version


async def test_a_link_cannot_be_cut_from_two_sides(tmp_path: Path, same_index: MakeIndex) -> None:
    """Each change is sound by itself; together they would leave a link to nothing."""
    async with open_house(tmp_path, same_index) as one, open_house(tmp_path, same_index) as two:
        link = Change(ChangeKind.EDIT, "licence.states", {"related": "duties.phones"})
        first = await one.desk.propose(link, ANN)
        second = await two.desk.propose(Change(ChangeKind.REMOVE, "duties.phones"), BEN)
        assert (await two.desk.publish(second.id, BEN)).result is Result.PUBLISHED
        outcome = await one.desk.publish(first.id, ANN)
        assert outcome.result is Result.REFUSED
        assert "there is no topic 'duties.phones'" in str(outcome.proposal)
