"""The inbox: what members asked in vain, every way to deal with it, and telling them."""

from __future__ import annotations

from bot.storage.servers import ServerSettings
from tests.discord.knowledge_world import (
    HOME,
    NOW,
    VITALS,
    Clinic,
    asked,
    filled,
    offered,
    press,
    said,
    told,
)

ODD = "can my dog sit in the waiting room while i work"
SOURCE = "CDC | https://www.cdc.gov/x | 2026-02 | official"
EMPTY = "No question waits"


async def inbox(clinic: Clinic) -> str:
    return said(await clinic.ben.slash(clinic.channel, "knowledge inbox"))


async def test_it_is_answered_once_and_its_asker_told(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    assert "Asked once, 1 wishes to be told" in said(listed)
    await clinic.restart()
    shown = await press(clinic.ben, listed, "Deal with 1")
    opened = await press(clinic.ben, shown, "Answer once")
    await clinic.restart()
    done = await clinic.ben.submit_modal(opened, {"text": "Only service dogs may."})
    assert "1 question closed. 1 who wished to know was told." in said(done)
    assert any("Only service dogs may." in request for request in told(clinic))
    assert EMPTY in await inbox(clinic)


async def test_it_becomes_a_phrasing(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    shown = await press(clinic.ben, listed, "Deal with 1")
    label = next(label for label in offered(shown) if label.startswith("It asks for"))
    shown = await press(clinic.ben, shown, label)
    assert f"question** added: {ODD}" in said(shown)
    await clinic.restart()
    published = await press(clinic.ben, shown, "Publish")
    assert "1 who wished to know was told" in said(published)
    assert EMPTY in await inbox(clinic)
    await clinic.restart()
    assert "Pinned the question" in said(await press(clinic.ben, published, "Pin this question"))
    [(golden, _)] = await clinic.desk.golden(clinic.moderator(clinic.ann))
    assert golden.question == ODD
    assert any("You wished to know" in request for request in told(clinic))


async def test_it_becomes_a_phrasing_in_other_words(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    shown = await press(clinic.ben, listed, "Deal with 1")
    label = next(label for label in offered(shown) if label.startswith("It asks for"))
    opened = await press(clinic.ben, await press(clinic.ben, shown, label), "Change")
    shown = await clinic.ben.submit_modal(opened, {"questions": "may my dog come along"})
    await press(clinic.ben, shown, "Publish")
    assert EMPTY in await inbox(clinic)


async def test_it_becomes_a_phrasing_of_an_entry_that_was_not_guessed(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    shown = await press(clinic.ben, listed, "Deal with 1")
    await clinic.restart()
    opened = await press(clinic.ben, shown, "Another entry")
    assert filled(opened)["questions"] == ODD
    wrong = await clinic.ben.submit_modal(opened, {**filled(opened), "entry": "zzz qqq"})
    assert "I know no entry like **zzz qqq**" in said(wrong)
    opened = await press(clinic.ben, shown, "Another entry")
    await clinic.restart()
    right = await clinic.ben.submit_modal(opened, {**filled(opened), "entry": VITALS})
    assert "This would add a phrasing to **Title of duties.vitals**" in said(right)
    await press(clinic.ben, right, "Publish")
    assert clinic.live.current.snapshot.entries[VITALS].questions[-1] == ODD
    assert EMPTY in await inbox(clinic)


async def test_it_becomes_a_new_entry(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    opened = await press(clinic.ben, await press(clinic.ben, listed, "Deal with 1"), "New entry")
    given = {"title": "Dogs at work", "answer": "Only service dogs.", "sources": SOURCE}
    shown = await clinic.ben.submit_modal(opened, {**filled(opened), **given})
    more = await press(clinic.ben, shown, "Title and more")
    shown = await clinic.ben.submit_modal(more, {**filled(more), "title": "Dogs"})
    await press(clinic.ben, shown, "Publish")
    assert EMPTY in await inbox(clinic)
    assert any("Only service dogs." in request for request in told(clinic))


async def test_it_is_closed_when_the_second_moderator_agrees(clinic: Clinic) -> None:
    await clinic.wants(second_approval=True)
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    shown = await press(clinic.ben, listed, "Deal with 1")
    label = next(label for label in offered(shown) if label.startswith("It asks for"))
    shown = await press(clinic.ben, await press(clinic.ben, shown, label), "Publish")
    assert "second moderator" in said(shown)
    assert EMPTY not in await inbox(clinic)
    assert not any("You wished to know" in request for request in told(clinic))
    await clinic.restart()
    waiting = await clinic.ann.slash(clinic.channel, "knowledge waiting")
    assert "Add a phrasing to `" in said(waiting)
    look = await press(clinic.ann, waiting, "Look at 1")
    agreed = await press(clinic.ann, look, "Agree and publish")
    assert "1 who wished to know was told" in said(agreed)
    assert EMPTY in await inbox(clinic)


async def test_it_is_dismissed(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    shown = await press(clinic.ben, listed, "Deal with 1")
    await clinic.settings.set(ServerSettings(HOME), NOW)
    for label in ("Dismiss", "Answer once", "New entry", "Another entry", "Back"):
        assert "Manage Server" in said(await press(clinic.ben, shown, label)), label
    await clinic.wants()
    assert "1 question closed" in said(await press(clinic.ben, shown, "Dismiss"))
    assert EMPTY in said(await clinic.cat.slash(clinic.other, "knowledge inbox"))
    assert not any("You wished to know" in request for request in told(clinic))


async def test_two_moderators_at_the_same_question(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    shown = {
        who: await press(who, await who.slash(clinic.channel, "knowledge inbox"), "Deal with 1")
        for who in (clinic.ann, clinic.ben)
    }
    forms = {who: await press(who, one, "Answer once") for who, one in shown.items()}
    await clinic.ann.submit_modal(forms[clinic.ann], {"text": "Only service dogs may."})
    late = await clinic.ben.submit_modal(forms[clinic.ben], {"text": "No."})
    assert "Somebody has dealt with this question already" in said(late)
    assert not any("No." in request for request in told(clinic))


async def test_who_cannot_be_told_now_is_told_after_a_restart(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    opened = await press(clinic.ben, await press(clinic.ben, listed, "Deal with 1"), "Answer once")
    clinic.env.inject_error("POST", "/channels/*/messages", status=500)
    done = await clinic.ben.submit_modal(opened, {"text": "Only service dogs may."})
    assert "1 question closed." in said(done)
    assert "told" not in said(done)
    assert len(await clinic.desk.to_tell()) == 1
    await clinic.restart()
    assert await clinic.desk.to_tell() == []
    assert any("Only service dogs may." in request for request in told(clinic))


async def test_who_takes_no_messages_is_not_tried_for_ever(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    opened = await press(clinic.ben, await press(clinic.ben, listed, "Deal with 1"), "Answer once")
    clinic.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    done = await clinic.ben.submit_modal(opened, {"text": "Yes."})
    assert "1 could not be told" in said(done)
    assert await clinic.desk.to_tell() == []
