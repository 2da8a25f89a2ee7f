"""The log channel: everything published is told there, and nothing waits for it."""

from __future__ import annotations

import pytest_asyncio
import simcord

from bot.discord_app.features.knowledge.log import TRY_AGAIN
from bot.knowledge.changes import Change, ChangeKind
from bot.storage.servers import ServerSettings
from tests.discord.knowledge_world import HOME, NOW, VITALS, Clinic, press, said
from tests.discord.reading import answer, button_id, labels, text, wire
from tests.discord.wire import message_problems

FOUR = "They take four vital signs."
FIVE = "They take five vital signs."
SIX = "They take six vital signs."
OLD = "MAs measure blood pressure, pulse, temperature and breathing rate."


@pytest_asyncio.fixture
async def channel(clinic: Clinic) -> simcord.ChannelHandle:
    """The log channel of the home server."""
    made = clinic.ann.guild.create_text_channel("log")
    await clinic.wants(log_channel=made.id)
    return made


async def publish(clinic: Clinic, answer: str = FOUR, why: str = "shorter") -> None:
    shown = await clinic.edited(clinic.ben, answer=answer, why=why)
    await press(clinic.ben, shown, "Publish")


async def undone(clinic: Clinic, number: int) -> None:
    shown = await clinic.ann.slash(clinic.channel, "knowledge undo", revision=number)
    await press(clinic.ann, shown, "Publish")


async def test_who_why_and_what_are_told(clinic: Clinic, channel: simcord.ChannelHandle) -> None:
    await publish(clinic)
    [posted] = channel.history()
    assert "Revision 1" in text(posted)
    assert "ben. Why: shorter" in text(posted)
    assert f"answer**, before: {OLD}" in text(posted)
    assert f"answer**, now: {FOUR}" in text(posted)
    assert not message_problems(wire(posted))
    await undone(clinic, 1)
    assert "takes back revision 1" in text(channel.history()[-1])


async def test_its_buttons_are_for_moderators(
    clinic: Clinic, channel: simcord.ChannelHandle
) -> None:
    await publish(clinic)
    [posted] = channel.history()
    assert labels(posted) == ["Look at it", "Undo this"]
    for label in labels(posted):
        refused = await clinic.sam.click(posted, custom_id=button_id(posted, label))
        assert "the role **Curators**" in said(refused)
    await clinic.restart()
    look = await clinic.ann.click(posted, custom_id=button_id(posted, "Look at it"))
    assert f"answer**, now: {FOUR}" in said(look)
    undo = await clinic.ann.click(posted, custom_id=button_id(posted, "Undo this"))
    await press(clinic.ann, undo, "Publish")
    assert clinic.answer_of(VITALS) == OLD


async def test_no_failure_to_post_holds_up_a_publish_or_is_for_ever(
    clinic: Clinic, channel: simcord.ChannelHandle
) -> None:
    clinic.env.inject_error("POST", f"/channels/{channel.id}/messages", status=500)
    await publish(clinic)
    assert clinic.answer_of(VITALS) == FOUR
    assert channel.history() == []
    clinic.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013)
    await publish(clinic, FIVE)
    assert clinic.answer_of(VITALS) == FIVE
    assert channel.history() == []
    await publish(clinic, SIX)
    told = [text(posted) for posted in channel.history()]
    assert ["Revision 1" in told[0], "Revision 2" in told[1], "Revision 3" in told[2]] == [True] * 3


async def test_it_is_tried_again_by_itself(clinic: Clinic, channel: simcord.ChannelHandle) -> None:
    clinic.env.inject_error("POST", f"/channels/{channel.id}/messages", status=500, times=2)
    await publish(clinic)
    await publish(clinic, FIVE)
    assert channel.history() == []
    await clinic.env.advance_time(TRY_AGAIN + 1)
    assert len(channel.history()) == 2


async def test_a_restart_leaves_nothing_out_and_tells_nothing_twice(
    clinic: Clinic, channel: simcord.ChannelHandle
) -> None:
    clinic.env.inject_error("POST", f"/channels/{channel.id}/messages", status=500)
    await publish(clinic)
    await clinic.restart()
    assert len(channel.history()) == 1
    await clinic.restart()
    assert len(channel.history()) == 1


async def test_a_channel_that_is_gone_holds_nobody_up(
    clinic: Clinic, channel: simcord.ChannelHandle
) -> None:
    await clinic.wants(log_channel=12345)
    await publish(clinic)
    assert clinic.answer_of(VITALS) == FOUR
    assert channel.history() == []


async def test_edits_by_hand_are_told_and_so_are_broken_ones(
    clinic: Clinic, channel: simcord.ChannelHandle
) -> None:
    whole = clinic.file()
    await clinic.by_hand(whole.replace(OLD, FOUR))
    [posted] = channel.history()
    assert "by hand edit" in text(posted)
    assert f"answer**, now: {FOUR}" in text(posted)
    for _ in range(2):
        await clinic.by_hand(whole.replace("title:", "titel:", 1))
    posted = channel.history()[-1]
    assert len(channel.history()) == 2
    assert "Something is wrong with the guide's files" in text(posted)
    assert "duties/clinical.yaml" in text(posted)
    assert clinic.answer_of(VITALS) == FOUR


async def test_a_pinned_question_that_goes_astray_by_hand_is_told(
    clinic: Clinic, channel: simcord.ChannelHandle
) -> None:
    who = clinic.moderator(clinic.ann)
    await clinic.desk.pin("how much is the ccma exam", VITALS, who)
    await clinic.by_hand(clinic.file().replace(OLD, FOUR))
    [posted] = channel.history()
    assert "Pinned questions that lead elsewhere now" in text(posted)
    assert "“how much is the ccma exam”" in text(posted)


async def test_a_server_is_told_only_of_its_own(
    clinic: Clinic, channel: simcord.ChannelHandle
) -> None:
    other = clinic.cat.guild.create_text_channel("log")
    await clinic.settings.set(ServerSettings(clinic.cat.guild.id, log_channel=other.id), NOW)
    shown = await clinic.cat.slash(clinic.other, "knowledge remove", entry="duties.phones")
    await press(clinic.cat, shown, "Publish")
    assert channel.history() == []
    assert "Revision 1" in text(other.history()[0])
    await publish(clinic)
    assert len(other.history()) == 1
    assert "Revision 2" in text(channel.history()[0])


async def test_a_channel_is_told_from_when_it_is_chosen(clinic: Clinic) -> None:
    await publish(clinic)
    made = clinic.ann.guild.create_text_channel("log")
    panel = await clinic.ann.slash(clinic.channel, "setup")
    await clinic.ann.select(answer(panel), [made], custom_id="ms:log")
    assert (await clinic.desk.settings(HOME)).log_channel == made.id
    await publish(clinic, FIVE)
    assert ["Revision 2" in text(posted) for posted in made.history()] == [True]


async def test_more_than_one_message_holds_is_told_in_order(
    clinic: Clinic, channel: simcord.ChannelHandle
) -> None:
    who = clinic.moderator(clinic.ann)
    clinic.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, times=None)
    for n in range(23):
        change = Change(ChangeKind.EDIT, VITALS, {"answer": f"They take {n} vital signs."})
        proposal = await clinic.desk.propose(change, who)
        await clinic.desk.publish(proposal.id, who, "because <@1> " * 20)
    await clinic.idle()
    clinic.env.backend.faults.clear()
    await clinic.restart()
    told = [text(posted) for posted in channel.history()]
    assert [f"Revision {n}\n" in one for n, one in enumerate(told, 1)] == [True] * 23
    assert all(not message_problems(wire(posted)) for posted in channel.history())
