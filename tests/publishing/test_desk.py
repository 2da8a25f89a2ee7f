"""The desk: rights, drafts, proposals, approval, effects, pinned questions, settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.guide.effects import Tried
from bot.guide.text import as_text
from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.lint import MIN_QUESTIONS
from bot.publishing.indexing import make_index
from bot.publishing.outcomes import Result
from bot.publishing.rights import Moderator, NotAllowedError
from bot.storage.privacy import SqlitePrivacy
from bot.storage.servers import ServerSettings

from .house import ANN, BEN, CAT, HOME, NOBODY, OTHER, House, MakeIndex, open_house

EDIT = Change(ChangeKind.EDIT, "duties.vitals", {"answer": "They take four vital signs."})
NEW = {
    "title": "Handwashing",
    "questions": "- how do i wash my hands\n- is handwashing part of the job\n\n",
    "answer": "Wash before and after every patient.",
    "sources": "CDC, Hand Hygiene | https://www.cdc.gov/hand | 2026-02 | official | Wash: always.",
}


async def test_only_moderators_may(house: House) -> None:
    desk = house.desk
    for who in (NOBODY, Moderator(1, 0, manages=True)):
        with pytest.raises(NotAllowedError):
            await desk.propose(EDIT, who)
        with pytest.raises(NotAllowedError):
            await desk.history(who)
        assert not await desk.may_edit(who)
    with pytest.raises(NotAllowedError, match="manage the server"):
        await desk.set_settings(ServerSettings(HOME, moderator_roles=(77,)), NOBODY)
    with pytest.raises(NotAllowedError, match="another server"):
        await desk.set_settings(ServerSettings(HOME), CAT)
    await desk.set_settings(ServerSettings(HOME, moderator_roles=(77,)), ANN)
    allowed = Moderator(NOBODY.member, HOME, frozenset({77}))
    proposal = await desk.propose(EDIT, allowed)
    with pytest.raises(NotAllowedError):
        await desk.publish(proposal.id, NOBODY)  # the role was taken away meanwhile
    assert (await desk.publish(proposal.id, CAT)).result is Result.DECIDED  # not hers to see
    assert (await desk.publish(proposal.id, allowed)).result is Result.PUBLISHED


async def test_a_draft_survives_until_it_is_published(
    tmp_path: Path, same_index: MakeIndex
) -> None:
    async with open_house(tmp_path, same_index) as house:
        form = await house.desk.form("duties.vitals", ANN)
        fields = {**form.fields, "answer": "They take four vital signs."}
        await house.desk.save_draft("duties.vitals", fields, form.version, ANN)
        assert await house.desk.draft("duties.vitals", BEN) is None
    async with open_house(tmp_path, same_index) as house:
        [draft] = await house.desk.drafts(ANN)
        change = Change(ChangeKind.EDIT, draft.topic, draft.fields, base=draft.base)
        proposal = await house.desk.propose(change, ANN)
        assert "4 vital" not in str(proposal.problems)
    async with open_house(tmp_path, same_index) as house:
        again = await house.desk.proposal(proposal.id, ANN)
        assert again is not None
        assert again.diff.words == "duties.vitals: answer changed."
        assert (await house.desk.publish(proposal.id, ANN)).result is Result.PUBLISHED
        assert await house.desk.drafts(ANN) == []
        assert await house.desk.proposal(proposal.id, ANN) is None


async def test_a_new_entry_from_plain_fields(house: House) -> None:
    change = Change(ChangeKind.ADD, "duties.hands", NEW)
    proposal = await house.desk.propose(change, ANN)
    assert list(proposal.files) == ["duties/clinical.yaml"]
    assert any(f"up to {MIN_QUESTIONS}" in warning.fix for warning in proposal.warnings)
    preview = house.desk.preview(proposal)
    assert preview is not None
    assert "Wash before and after every patient." in as_text(preview)
    assert "duties.hands" not in house.live.current.snapshot.topics
    await house.desk.publish(proposal.id, ANN)
    entry = house.live.current.snapshot.entries["duties.hands"]
    assert entry.questions == ("how do i wash my hands", "is handwashing part of the job")
    assert entry.sources[0].primary
    assert entry.sources[0].says == "Wash: always."
    assert str(entry.reviewed) == "2026-11-22"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"answer": "x" * 700}, "answer: 'answer' has 700 characters, 600 are allowed"),
        ({"answer": ""}, "answer: 'answer' is missing -> fill it in"),
        ({"sources": "CDC | cdc.gov | 2026"}, "sources: line 1: there is no address in it"),
        ({"volatile": "yes"}, "review_by: what changes often needs it"),
        ({"kind": "rumour"}, "kind: 'kind' cannot be 'rumour'"),
        ({"related": "duties.phone"}, "related: there is no topic 'duties.phone' -> did you mean"),
        ({"questions": "how do i room a patient"}, "'how do i room a patient' already leads to"),
        ({"colour": "red"}, "colour: there is no such field"),
        ({}, "topic: nothing would change"),
    ],
)
async def test_errors_name_the_field(house: House, fields: dict[str, str], said: str) -> None:
    proposal = await house.desk.propose(Change(ChangeKind.EDIT, "duties.vitals", fields), ANN)
    assert not proposal.sound
    assert proposal.id == 0
    assert any(said in str(problem) for problem in proposal.problems), proposal.problems


async def test_an_edited_answer_counts_as_reviewed(house: House) -> None:
    await house.edit("duties.vitals", reviewed="2025-01-01")
    await house.edit("duties.vitals", title="Vital signs")
    assert str(house.live.current.snapshot.entries["duties.vitals"].reviewed) == "2025-01-01"
    await house.change(EDIT)
    assert str(house.live.current.snapshot.entries["duties.vitals"].reviewed) == "2026-11-22"


async def test_a_second_person_has_to_agree_where_the_server_wants_it(house: House) -> None:
    desk = house.desk
    await desk.set_settings(ServerSettings(HOME, second_approval=True), ANN)
    proposal = await desk.propose(EDIT, ANN)
    assert (await desk.publish(proposal.id, ANN, "fewer words")).result is Result.WAITING
    assert (await desk.publish(proposal.id, ANN)).result is Result.DECIDED
    assert [p.why for p in await desk.waiting(BEN)] == ["fewer words"]
    assert await desk.waiting(CAT) == []
    with pytest.raises(NotAllowedError, match="Somebody else"):
        await desk.approve(proposal.id, ANN)
    assert (await desk.approve(proposal.id, BEN)).result is Result.PUBLISHED
    [revision] = await desk.history(ANN)
    assert (revision.author, revision.approver, revision.why) == (1, 2, "fewer words")
    assert (await desk.approve(proposal.id, BEN)).result is Result.DECIDED

    other = await desk.propose(Change(ChangeKind.REMOVE, "duties.phones"), ANN)
    await desk.publish(other.id, ANN)
    assert await desk.reject(other.id, BEN)
    assert not await desk.reject(other.id, BEN)
    assert (await desk.approve(other.id, BEN)).result is Result.DECIDED
    assert await desk.waiting(BEN) == []


async def test_a_forgotten_moderator_leaves_the_revision(house: House) -> None:
    await house.change(EDIT)
    privacy = SqlitePrivacy(house.database)
    assert "knowledge_revisions" in await privacy.export(ANN.member)
    assert await privacy.forget(ANN.member) == 2  # the revision and its proposal
    [revision] = await house.desk.history(BEN)
    assert revision.author is None
    assert (await house.desk.undo(revision.id, BEN)).result is Result.PUBLISHED


async def test_what_a_phrasing_takes_away_is_said(tmp_path: Path) -> None:
    async with open_house(tmp_path, make_index) as house:
        await house.desk.pin("how much is the  CCMA exam", "ccma.cost", ANN)
        [(golden, found)] = await house.desk.golden(ANN)
        assert golden.question == "how much is the CCMA exam"
        assert found.topic == "ccma.cost"
        await house.desk.pin("exam price", "cert.cost", ANN)
        change = Change(
            ChangeKind.PHRASE, "duties.phones", phrasings=("exam price", "the price of an exam")
        )
        proposal = await house.desk.propose(change, ANN)
        assert proposal.sound
        [effect] = [e for e in proposal.effects if e.tried is Tried.GOLDEN]
        assert effect.sentence.startswith(
            "this would take the pinned question *exam price* away from **Title of cert.cost**: "
        )
        assert "**Title of duties.phones** (" in effect.sentence
        why = await house.desk.why("how much is the CCMA exam", ANN)
        assert why.lead.topic == "ccma.cost"
        assert len(why.sentences) > 2
        harmless = await house.desk.propose(
            Change(ChangeKind.PHRASE, "duties.phones", phrasings=("who picks up the phone",)), ANN
        )
        assert [e for e in harmless.effects if e.tried is not Tried.OWN] == []
        assert await house.desk.unpin("how much is the CCMA exam", ANN)


async def test_what_cannot_be_pinned(house: House) -> None:
    with pytest.raises(LookupError, match=r"no topic 'x\.y'"):
        await house.desk.pin("who", "x.y", ANN)
    with pytest.raises(ValueError, match="2 to 300"):
        await house.desk.pin("  ", "ccma.cost", ANN)


async def test_settings_are_as_usual_until_they_are_set(house: House) -> None:
    assert await house.desk.settings(OTHER) == ServerSettings(OTHER)
    wanted = ServerSettings(OTHER, (5, 6), 7, True, (8,), "short")
    await house.desk.set_settings(wanted, CAT)
    kept = await house.desk.settings(OTHER)
    assert (kept.moderator_roles, kept.log_channel, kept.answer_channels) == ((5, 6), 7, (8,))
    assert kept.second_approval
    assert kept.reply_style == "short"
