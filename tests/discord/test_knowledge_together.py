"""Several moderators at the same topics: what each of them did is kept, and nobody is misled."""

from __future__ import annotations

from bot.discord_app.client import Bot
from tests.discord.knowledge_world import FOUR, VITALS, Clinic, filled, offered, press, said

MORE = "Height and weight come first."


async def test_different_fields_of_one_entry_are_joined(clinic: Clinic) -> None:
    forms = [
        await who.slash(clinic.channel, "knowledge edit", entry=VITALS)
        for who in (clinic.ann, clinic.ben)
    ]
    asked = f"{filled(forms[0])['questions']}\nwho counts the pulse"
    first = await clinic.ann.submit_modal(
        forms[0], {**filled(forms[0]), "details": MORE, "questions": asked}
    )
    await press(clinic.ann, first, "Publish")
    shown = await clinic.ben.submit_modal(forms[1], {**filled(forms[1]), "answer": FOUR})
    assert "Somebody else changed it too, elsewhere in it; that is kept." in said(shown)
    assert "removed" not in said(shown)
    await clinic.restart()
    again = await press(clinic.ben, shown, "Change")
    assert filled(again)["details"] == MORE
    await press(clinic.ben, shown, "Publish")
    entry = clinic.live.current.snapshot.entries[VITALS]
    assert (entry.answer, entry.details) == (FOUR, MORE)
    assert "who counts the pulse" in entry.questions


async def test_going_on_after_a_clash_keeps_the_rest_of_theirs(clinic: Clinic) -> None:
    mine = await clinic.edited(clinic.ben, answer=FOUR)
    theirs = await clinic.edited(clinic.ann, answer="They take five vital signs.", details=MORE)
    await press(clinic.ann, theirs, "Publish")
    shown = await press(clinic.ben, mine, "Publish")
    assert "Somebody else changed" in said(shown)
    assert "Details" not in said(shown)
    opened = await press(clinic.ben, shown, "Go on with mine")
    assert (filled(opened)["answer"], filled(opened)["details"]) == (FOUR, MORE)
    done = await clinic.ben.submit_modal(opened, filled(opened))
    await press(clinic.ben, done, "Publish")
    topic = clinic.live.current.snapshot.topics[VITALS]
    assert (topic.answer, topic.details) == (FOUR, MORE)


async def test_removing_a_topic_takes_the_links_to_it_along(clinic: Clinic) -> None:
    files = [name for name in clinic.publisher.state.common.texts if "rooming" in clinic.file(name)]
    before = {name: clinic.file(name) for name in files}
    shown = await clinic.ben.slash(
        clinic.channel, "knowledge remove", entry="Title of duties.rooming"
    )
    assert "This would remove **Title of duties.rooming**" in said(shown)
    assert "**related topic** removed" in said(shown)
    assert "As members will see it" not in said(shown)
    await press(clinic.ben, shown, "Publish")
    snapshot = clinic.live.current.snapshot
    assert "duties.rooming" not in snapshot.topics
    assert all("duties.rooming" not in topic.related for topic in snapshot.topics.values())
    undone = await clinic.ben.slash(clinic.channel, "knowledge undo", revision=1)
    await press(clinic.ben, undone, "Publish")
    assert {name: clinic.file(name) for name in files} == before


async def test_a_category_typed_out_and_one_that_is_not_there(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(
        clinic.channel, "knowledge add", title="Parking", category="Nonsense"
    )
    assert "There is no category **Nonsense**" in said(shown)
    assert "**Duties**" in said(shown)
    opened = await clinic.ben.slash(
        clinic.channel, "knowledge add", title="Parking", category="Duties"
    )
    await clinic.ben.submit_modal(
        opened, {"questions": "where do i park", "answer": "Behind the clinic.", "sources": ""}
    )
    again = await clinic.ben.slash(
        clinic.channel, "knowledge add", title="Parking", category="duties"
    )
    assert "You began to change **Parking**" in said(again)
    await clinic.restart()
    form = filled(await press(clinic.ben, again, "Continue my draft"))
    assert form["answer"] == "Behind the clinic."
    afresh = await press(clinic.ben, again, "Start afresh")
    assert filled(afresh)["answer"] == ""


async def test_a_topic_by_its_title_and_by_its_question(clinic: Clinic) -> None:
    opened = await clinic.ben.slash(
        clinic.channel, "knowledge edit", entry="title of DUTIES.vitals"
    )
    assert "breathing rate" in filled(opened)["answer"]
    wrong = await clinic.ben.slash(clinic.channel, "knowledge show", entry="duties vital")
    assert "The nearest are: " in said(wrong)
    bot = clinic.env.bot
    assert isinstance(bot, Bot)
    for typed in ("duties.vitals", "duties vit", "which vital signs do MAs take"):
        offered_topics = bot.guide.suggest_topics(typed)
        assert offered_topics[0].value == VITALS, typed


async def test_a_pin_says_what_the_question_leads_to_now(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(
        clinic.channel, "knowledge pin", question="how do i room a patient", entry=VITALS
    )
    assert "At the moment it would" in said(shown)
    shown = await clinic.ben.slash(
        clinic.channel, "knowledge pin", question="how do i room a patient", entry="duties.rooming"
    )
    assert "Until now it was pinned to `duties.vitals`." in said(shown)
    assert "At the moment" not in said(shown)


async def test_a_server_sees_what_it_changes_and_what_it_hides(clinic: Clinic) -> None:
    opened = await clinic.cat.slash(clinic.other, "knowledge edit", entry=VITALS)
    own = await clinic.cat.submit_modal(opened, {**filled(opened), "answer": FOUR})
    assert f"**answer**, now: {FOUR}" in said(own)
    assert "**question**" not in said(own)
    await press(clinic.cat, own, "Publish")
    hidden = await clinic.cat.slash(clinic.other, "knowledge remove", entry="duties.rooming")
    assert "This would hide **Title of duties.rooming** in this server" in said(hidden)
    await press(clinic.cat, hidden, "Publish")
    listed = await clinic.cat.slash(clinic.other, "knowledge unhide")
    assert "`duties.rooming`" in said(listed)
    assert "Publish" not in offered(listed)
    back = await clinic.cat.slash(clinic.other, "knowledge unhide", entry="duties.rooming")
    await press(clinic.cat, back, "Publish")
    none = await clinic.cat.slash(clinic.other, "knowledge unhide")
    assert "No common topic is hidden here" in said(none)
