"""`/knowledge history`, `undo`, `waiting` and `why`, and the message menu "Teach the guide"."""

from __future__ import annotations

from pathlib import Path

import simcord

from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.indexing import make_index
from bot.publishing.rights import Moderator
from bot.storage.servers import ServerSettings
from tests.discord.knowledge_world import (
    FOUR,
    HOME,
    NOW,
    OLD,
    VITALS,
    Clinic,
    filled,
    offered,
    open_clinic,
    press,
    said,
    told,
)
from tests.discord.reading import answer, button_id, wire
from tests.discord.wire import message_problems

ASKED = "who takes the pulse around here, call me at 555-123-4567"


async def test_history_shows_who_and_why_and_takes_back(clinic: Clinic) -> None:
    assert "Nothing was published" in said(
        await clinic.ben.slash(clinic.channel, "knowledge history")
    )
    before = clinic.file()
    shown = await clinic.edited(clinic.ben, answer=FOUR, why="shorter")
    await press(clinic.ben, shown, "Publish")
    listed = await clinic.ann.slash(clinic.channel, "knowledge history", entry=VITALS)
    assert "22 Nov 2026, 12:00 UTC, ben. Why: shorter" in said(listed)
    assert "duties.vitals: answer changed" in said(listed)
    await clinic.restart()
    look = await press(clinic.ann, listed, "Look at 1")
    assert f"answer**, now: {FOUR}" in said(look)
    shown = await press(clinic.ann, look, "Undo this")
    assert "This would undo revision 1" in said(shown)
    assert clinic.answer_of(VITALS) == FOUR
    await clinic.restart()
    await press(clinic.ann, shown, "Publish")
    assert clinic.answer_of(VITALS) == OLD
    assert clinic.file() == before
    listed = await clinic.ann.slash(clinic.channel, "knowledge history")
    assert "takes back revision 1" in said(listed)


async def test_a_long_history_fits_one_message(clinic: Clinic) -> None:
    for n in range(9):
        fields = {"answer": f"{FOUR} {n}", "title": f"Title {n}", "details": "x" * 100}
        proposal = await clinic.desk.propose(
            Change(ChangeKind.EDIT, VITALS, fields), clinic.moderator(clinic.ann)
        )
        await clinic.desk.publish(
            proposal.id, clinic.moderator(clinic.ann), "because <of> that " * 20
        )
    shown = await clinic.ben.slash(clinic.channel, "knowledge history")
    assert offered(shown) == [*(f"Look at {n}" for n in range(9, 1, -1)), "Older ones"]
    assert "Part 1" not in said(shown)
    assert not message_problems(wire(answer(shown)))
    await clinic.restart()
    shown = await press(clinic.ben, shown, "Older ones")
    assert offered(shown) == ["Look at 1"]


async def test_undo_by_number(clinic: Clinic) -> None:
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    await press(clinic.ben, shown, "Publish")
    shown = await clinic.ben.slash(clinic.channel, "knowledge undo", revision=1, why="it was right")
    await press(clinic.ben, shown, "Publish")
    assert clinic.answer_of(VITALS) == OLD
    assert (await clinic.desk.history(clinic.moderator(clinic.ann)))[0].why == "it was right"
    shown = await clinic.ben.slash(clinic.channel, "knowledge undo", revision=99)
    assert "There is no revision 99 here" in said(shown)


async def test_history_is_not_for_everybody(clinic: Clinic) -> None:
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    await press(clinic.ben, shown, "Publish")
    for name, options in (
        ("history", {}),
        ("undo", {"revision": 1}),
        ("waiting", {}),
        ("why", {"question": "how much is the exam"}),
        ("phrase", {"entry": VITALS, "question": "who takes the pulse"}),
    ):
        refused = await clinic.sam.slash(clinic.channel, f"knowledge {name}", **options)
        assert "the role **Curators**" in said(refused), name
        assert answer(refused).ephemeral
    elsewhere = await clinic.cat.slash(clinic.other, "knowledge history")
    assert "Nothing was published" in said(elsewhere)
    elsewhere = await clinic.cat.slash(clinic.other, "knowledge undo", revision=1)
    assert "There is no revision 1 here" in said(elsewhere)


async def test_a_second_moderator_agrees(clinic: Clinic) -> None:
    await clinic.wants(second_approval=True)
    shown = await clinic.edited(clinic.ben, answer=FOUR, why="shorter")
    assert "second moderator" in said(await press(clinic.ben, shown, "Publish"))
    assert clinic.answer_of(VITALS) == OLD
    own = await clinic.ben.slash(clinic.channel, "knowledge waiting")
    shown = await press(clinic.ben, own, "Look at 1")
    assert "somebody else has to agree" in said(shown)
    assert offered(shown) == ["Take it back"]
    await clinic.restart()
    listed = await clinic.ann.slash(clinic.channel, "knowledge waiting")
    assert "Why: shorter" in said(listed)
    shown = await press(clinic.ann, listed, "Look at 1")
    assert FOUR in said(shown)
    assert "revision 1" in said(await press(clinic.ann, shown, "Agree and publish"))
    assert clinic.answer_of(VITALS) == FOUR
    assert any("agreed to and published as revision 1" in post for post in told(clinic))
    assert "decided before" in said(await press(clinic.ann, listed, "Look at 1"))


async def test_why_says_the_scores_the_rival_and_the_margin(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(
        clinic.channel, "knowledge why", question="how much is the ccma exam"
    )
    assert answer(shown).ephemeral
    assert "It would lead to **CCMA: exam fee**" in said(shown)
    for words in ("First: ", "Second: ", "leads by", "is the certification ccma"):
        assert words in said(shown)


async def test_a_message_becomes_a_phrasing(clinic: Clinic) -> None:
    message = await clinic.sam.send(clinic.channel, "do MAs measure the pulse and temperature")
    shown = await clinic.ben.context_menu(clinic.channel, "Teach the guide", message)
    assert answer(shown).ephemeral
    await clinic.restart()
    shown = await press(clinic.ben, shown, "It asks for: Title of duties.vitals")
    assert "question** added: do MAs measure the pulse and temperature" in said(shown)
    await clinic.restart()
    again = await press(clinic.ben, shown, "Change")
    shown = await clinic.ben.submit_modal(again, {"questions": "who measures the pulse"})
    await press(clinic.ben, shown, "Publish")
    entry = clinic.live.current.snapshot.entries[VITALS]
    assert entry.questions[-1] == "who measures the pulse"


async def test_a_message_becomes_a_new_entry_without_personal_data(clinic: Clinic) -> None:
    message = await clinic.sam.send(clinic.channel, ASKED)
    shown = await clinic.ben.context_menu(clinic.channel, "Teach the guide", message)
    assert "555-123" not in said(shown)
    assert 1 <= len([label for label in offered(shown) if "It asks for" in label]) <= 3
    await clinic.restart()
    opened = await press(clinic.ben, shown, "New entry")
    assert filled(opened)["questions"].startswith("who takes the pulse around here")
    await clinic.restart()
    shown = await clinic.ben.submit_modal(
        opened,
        {
            "title": "Taking a pulse",
            "questions": "who takes the pulse around here",
            "answer": "Medical assistants take it for one minute.",
            "sources": "CDC | https://www.cdc.gov/pulse | 2026-02 | official",
        },
    )
    assert "This would add **Taking a pulse**" in said(shown)
    await press(clinic.ben, shown, "Publish")
    assert any("taking-a-pulse" in name for name in clinic.live.current.snapshot.entries)


async def test_teaching_is_for_moderators(clinic: Clinic) -> None:
    message = await clinic.sam.send(clinic.channel, "who takes the pulse")
    shown = await clinic.sam.context_menu(clinic.channel, "Teach the guide", message)
    assert "Curators" in said(shown)
    shown = await clinic.ben.context_menu(clinic.channel, "Teach the guide", message)
    await clinic.settings.set(ServerSettings(HOME), NOW)
    for label in offered(shown):
        assert "Manage Server" in said(await press(clinic.ben, shown, label))


async def test_a_phrasing_leaves_a_begun_form_alone(clinic: Clinic) -> None:
    await clinic.edited(clinic.ben, answer=FOUR)
    shown = await clinic.ben.slash(
        clinic.channel, "knowledge phrase", entry=VITALS, question="who takes the pulse"
    )
    await press(clinic.ben, shown, "Publish")
    draft = await clinic.desk.draft(VITALS, Moderator(clinic.ben.id, HOME, manages=True))
    assert draft is not None
    assert draft.fields["answer"] == FOUR


async def test_a_question_that_nothing_knows_is_explained_too(tmp_path: Path) -> None:
    async with open_clinic(tmp_path, make_index) as clinic:
        shown = await clinic.ben.slash(
            clinic.channel, "knowledge why", question="zzyzx qwertz brmpf"
        )
        assert "It leads to nothing the guide knows" in said(shown)
        assert "Members are told that I do not know" in said(shown)
        assert "Unknown words: zzyzx, qwertz, brmpf." in said(shown)
        shown = await clinic.ben.slash(clinic.channel, "knowledge why", question="hello there")
        assert "Members get small talk instead" in said(shown)


async def test_what_changed_while_it_waited_cannot_be_agreed_to(clinic: Clinic) -> None:
    await clinic.wants(second_approval=True)
    shown = await clinic.edited(clinic.ben, answer=FOUR, why="shorter")
    await press(clinic.ben, shown, "Publish")
    listed = await clinic.ann.slash(clinic.channel, "knowledge waiting")
    assert "Change `duties.vitals`, ben" in said(listed)
    look = await press(clinic.ann, listed, "Look at 1")
    await clinic.by_hand(clinic.file().replace(OLD, "They take five vital signs."))
    late = await press(clinic.ann, look, "Agree and publish")
    assert "It cannot be published any more" in said(late)
    assert f"Yours:** {FOUR}" in said(late)
    assert offered(late) == ["Turn down"]
    await clinic.restart()
    assert "Turned down" in said(await turned_down(clinic.ann, late, "Ben, look at it again."))
    assert any("Why: Ben, look at it again." in post for post in told(clinic))
    assert clinic.answer_of(VITALS) == "They take five vital signs."
    again = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    assert filled(await press(clinic.ben, again, "Continue my draft"))["answer"] == FOUR


async def turned_down(
    who: simcord.MemberActor, shown: simcord.InteractionResult, why: str = ""
) -> simcord.InteractionResult:
    """What somebody is shown who turns a proposal down."""
    return await who.submit_modal(await press(who, shown, "Turn down"), {"why": why})


async def test_a_proposal_is_announced_and_can_be_taken_back(clinic: Clinic) -> None:
    await clinic.wants(second_approval=True, log_channel=clinic.channel.id)
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    assert "The log channel was told" in said(await press(clinic.ben, shown, "Publish"))
    assert any("waits for a second moderator" in post for post in told(clinic))
    listed = await clinic.ben.slash(clinic.channel, "knowledge waiting")
    look = await press(clinic.ben, listed, "Look at 1")
    await press(clinic.ben, look, "Take it back")
    assert "No proposal waits" in said(await clinic.ann.slash(clinic.channel, "knowledge waiting"))
    opened = await clinic.ann.slash(clinic.channel, "knowledge edit", entry=VITALS)
    shown = await clinic.ann.submit_modal(opened, {**filled(opened), "answer": FOUR})
    clinic.env.inject_error("POST", "/channels/*/messages", status=403)
    waits = said(await press(clinic.ann, shown, "Publish"))
    assert "second moderator" in waits
    assert "log channel" not in waits


async def test_an_old_revision_is_undone_where_others_changed_something_else(
    clinic: Clinic,
) -> None:
    await press(clinic.ben, await clinic.edited(clinic.ben, answer=FOUR), "Publish")
    later = await clinic.edited(clinic.ann, details="Height and weight come first.")
    await press(clinic.ann, later, "Publish")
    undone = await clinic.ben.slash(clinic.channel, "knowledge undo", revision=1)
    await press(clinic.ben, undone, "Publish")
    topic = clinic.live.current.snapshot.topics[VITALS]
    assert (topic.answer, topic.details) == (OLD, "Height and weight come first.")
    await press(clinic.ben, await clinic.edited(clinic.ben, answer=FOUR), "Publish")
    five = await clinic.edited(clinic.ann, answer="They take five vital signs.")
    await press(clinic.ann, five, "Publish")
    refused = await clinic.ben.slash(clinic.channel, "knowledge undo", revision=4)
    assert "the answer of 'duties.vitals' was changed again since" in said(refused)
    assert "Revision 5" in said(await press(clinic.ben, refused, "History"))


async def test_two_moderators_decide_at_once(clinic: Clinic) -> None:
    await clinic.wants(second_approval=True)
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    await press(clinic.ben, shown, "Publish")
    listed = await clinic.ann.slash(clinic.channel, "knowledge waiting")
    looks = [await press(clinic.ann, listed, "Look at 1") for _ in range(3)]
    await turned_down(clinic.ann, looks[0])
    assert "discarded before" in said(await press(clinic.ann, looks[1], "Agree and publish"))
    assert "decided before" in said(await turned_down(clinic.ann, looks[2]))
    assert clinic.answer_of(VITALS) == OLD


async def test_rights_are_checked_at_every_press_of_history_and_approval(clinic: Clinic) -> None:
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    await press(clinic.ben, shown, "Publish")
    listed = await clinic.ben.slash(clinic.channel, "knowledge history")
    look = await press(clinic.ben, listed, "Look at 1")
    undo = await press(clinic.ben, look, "Undo this")
    await clinic.wants(second_approval=True)
    shown = await clinic.edited(clinic.ann, answer="They take five vital signs.")
    await press(clinic.ann, shown, "Publish")
    waiting = await clinic.ben.slash(clinic.channel, "knowledge waiting")
    number = offered(waiting)[0].split()[-1]
    review = await press(clinic.ben, waiting, f"Look at {number}")
    await clinic.settings.set(ServerSettings(HOME), NOW)
    for message, labels in (
        (listed, ["Look at 1"]),
        (look, ["Undo this"]),
        (undo, ["Publish", "Discard"]),
        (waiting, [f"Look at {number}"]),
        (review, ["Agree and publish", "Turn down"]),
    ):
        for label in labels:
            assert "Manage Server" in said(await press(clinic.ben, message, label)), label
    assert clinic.answer_of(VITALS) == FOUR


async def test_undo_and_agreement_while_discord_fails(clinic: Clinic) -> None:
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    await press(clinic.ben, shown, "Publish")
    await clinic.wants(second_approval=True)
    shown = await clinic.ben.slash(clinic.channel, "knowledge undo", revision=1)
    clinic.env.inject_error("POST", "/interactions/*", status=500)
    assert "second moderator" in said(await press(clinic.ben, shown, "Publish"))
    listed = await clinic.ann.slash(clinic.channel, "knowledge waiting")
    assert "Undo revision 1" in said(listed)
    look = await press(clinic.ann, listed, offered(listed)[0])
    clinic.env.inject_error("POST", "/interactions/*", status=500, times=2)
    message = answer(look)
    await clinic.ann.click(message, custom_id=button_id(message, "Agree and publish"))
    assert clinic.answer_of(VITALS) == OLD
    clinic.env.inject_error("GET", "/guilds/*/members/*", status=500, times=None)
    listed = await clinic.ann.slash(clinic.channel, "knowledge history")
    assert "takes back revision 1" in said(listed)
    assert f"member {clinic.ben.id}" in said(listed)
