"""`/knowledge edit` and `add`: forms, drafts, the preview, and what its buttons do."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.discord_app.respond import WORK_LIMIT
from bot.publishing.indexing import make_index
from bot.publishing.proposals import Proposal
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
)
from tests.discord.reading import answer, button_id

SOURCE = "CDC, Hand Hygiene | https://www.cdc.gov/hand | 2026-02 | official"


async def test_an_edit_from_the_form_to_what_members_read(clinic: Clinic) -> None:
    opened = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    form = filled(opened)
    assert form["answer"] == OLD
    assert form["questions"].splitlines()[1] == "do MAs measure blood pressure"
    assert form["sources"].startswith("BLS, Medical Assistants | https://www.bls.gov/")
    shown = await clinic.ben.submit_modal(opened, {**form, "answer": FOUR, "why": "shorter"})
    assert answer(shown).ephemeral
    assert f"answer**, before: {OLD}" in said(shown)
    assert f"answer**, now: {FOUR}" in said(shown)
    assert "As members will see it" in said(shown)
    assert clinic.answer_of(VITALS) == OLD
    published = await press(clinic.ben, shown, "Publish")
    assert "revision 1" in said(published)
    assert clinic.answer_of(VITALS) == FOUR
    assert FOUR in clinic.file()
    [revision] = await clinic.desk.history(clinic.moderator(clinic.ann))
    assert (revision.author, revision.why) == (clinic.ben.id, "shorter")


async def test_who_has_no_rights_is_told_what_is_needed(clinic: Clinic) -> None:
    shown = await clinic.sam.slash(clinic.channel, "knowledge edit", entry=VITALS)
    assert answer(shown).ephemeral
    assert "the role **Curators** or the permission **Manage Server**" in said(shown)
    shown = await clinic.sam.slash(
        clinic.channel, "knowledge add", title="Handwashing", category="duties"
    )
    assert "Curators" in said(shown)


async def test_rights_are_checked_again_at_submit_and_at_every_press(clinic: Clinic) -> None:
    opened = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    await clinic.settings.set(ServerSettings(HOME), NOW)
    refused = await clinic.ben.submit_modal(opened, {"answer": FOUR})
    assert "Manage Server" in said(refused)
    await clinic.wants()
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    await clinic.settings.set(ServerSettings(HOME), NOW)
    for label in ("Publish", "Change", "Discard", "See it whole"):
        assert "Manage Server" in said(await press(clinic.ben, shown, label)), label
    assert clinic.answer_of(VITALS) == OLD


async def test_everything_works_after_a_restart_in_the_middle(clinic: Clinic) -> None:
    opened = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    await clinic.restart()
    shown = await clinic.ben.submit_modal(opened, {**filled(opened), "answer": FOUR})
    assert "This would change **Title of duties.vitals**" in said(shown)
    await clinic.restart()
    again = await press(clinic.ben, shown, "Change")
    assert filled(again)["answer"] == FOUR
    await clinic.restart()
    shown = await clinic.ben.submit_modal(again, {**filled(again), "answer": FOUR + " Always."})
    await clinic.restart()
    await press(clinic.ben, shown, "Publish")
    assert clinic.answer_of(VITALS) == FOUR + " Always."


async def test_a_draft_can_be_taken_up_again(clinic: Clinic) -> None:
    await clinic.edited(clinic.ben, answer=FOUR)
    offer = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    assert "You began to change" in said(offer)
    assert filled(await press(clinic.ben, offer, "Continue my draft"))["answer"] == FOUR
    listed = await clinic.ben.slash(clinic.channel, "knowledge drafts")
    [label] = offered(listed)
    assert filled(await press(clinic.ben, listed, label))["answer"] == FOUR
    assert filled(await press(clinic.ben, offer, "Start afresh"))["answer"] == OLD
    listed = await clinic.ben.slash(clinic.channel, "knowledge drafts")
    assert "no drafts" in said(listed)
    assert "no drafts" in said(await clinic.ann.slash(clinic.channel, "knowledge drafts"))
    assert "no such draft" in said(await press(clinic.ben, offer, "Continue my draft"))


async def test_an_error_names_the_field_and_the_way_out(clinic: Clinic) -> None:
    shown = await clinic.edited(clinic.ben, answer="x" * 700)
    assert "**Answer**: 'answer' has 700 characters, 600 are allowed." in said(shown)
    assert "To be mended first" in said(shown)
    assert "Publish" not in offered(shown)
    again = await press(clinic.ben, shown, "Change")
    assert filled(again)["answer"] == "x" * 700
    shown = await clinic.ben.submit_modal(again, {**filled(again), "answer": FOUR})
    assert "Publish" in offered(shown)


async def test_discarding_leaves_everything_as_it_was(clinic: Clinic) -> None:
    before = clinic.file()
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    assert "Nothing has changed" in said(await press(clinic.ben, shown, "Discard"))
    assert clinic.file() == before
    assert filled(await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS))


async def test_the_other_fields_have_a_form_of_their_own(clinic: Clinic) -> None:
    opened = await clinic.ann.slash(
        clinic.channel, "knowledge edit", entry=VITALS, part="title and more"
    )
    assert filled(opened)["title"] == "Title of duties.vitals"
    shown = await clinic.ann.submit_modal(opened, {**filled(opened), "title": "Vital signs"})
    await press(clinic.ann, shown, "Publish")
    assert clinic.live.current.snapshot.topics[VITALS].title == "Vital signs"


async def test_a_new_entry(clinic: Clinic) -> None:
    opened = await clinic.ben.slash(
        clinic.channel, "knowledge add", title="Washing your hands", category="duties"
    )
    shown = await clinic.ben.submit_modal(
        opened,
        {
            "questions": "how do i wash my hands\nis handwashing part of the job",
            "answer": "Wash before and after every patient.",
            "sources": SOURCE,
        },
    )
    assert "This would add **Washing your hands**" in said(shown)
    more = await press(clinic.ben, shown, "Title and more")
    assert filled(more)["title"] == "Washing your hands"
    shown = await clinic.ben.submit_modal(more, {**filled(more), "title": "Handwashing"})
    assert "This would add **Handwashing**" in said(shown)
    await press(clinic.ben, shown, "Publish")
    entry = clinic.live.current.snapshot.entries["duties.washing-your-hands"]
    assert entry.questions[0] == "how do i wash my hands"
    assert entry.title == "Handwashing"
    again = await clinic.ben.slash(
        clinic.channel, "knowledge add", title="Washing your hands", category="duties"
    )
    assert again.modal is not None
    assert again.modal["custom_id"].endswith("duties.washing-your-hands-2")


async def test_two_moderators_at_the_same_entry(clinic: Clinic) -> None:
    first = await clinic.edited(clinic.ann, answer=FOUR)
    second = await clinic.edited(clinic.ben, answer="They take five vital signs.")
    await press(clinic.ann, first, "Publish")
    shown = await press(clinic.ben, second, "Publish")
    assert "Somebody else changed" in said(shown)
    assert f"Now in the guide:** {FOUR}" in said(shown)
    assert "Yours:** They take five vital signs." in said(shown)
    opened = await press(clinic.ben, shown, "Go on with mine")
    assert filled(opened)["answer"] == "They take five vital signs."
    shown = await clinic.ben.submit_modal(opened, filled(opened))
    await press(clinic.ben, shown, "Publish")
    assert clinic.answer_of(VITALS) == "They take five vital signs."
    assert len(await clinic.desk.history(clinic.moderator(clinic.ann))) == 2


async def test_two_moderators_add_an_entry_of_the_same_name(clinic: Clinic) -> None:
    shown = {}
    for who, question in ((clinic.ann, "how do i wash my hands"), (clinic.ben, "must i scrub in")):
        opened = await who.slash(
            clinic.channel, "knowledge add", title="Clean hands", category="duties"
        )
        fields = {"questions": question, "answer": "Wash them often.", "sources": SOURCE}
        shown[who] = await who.submit_modal(opened, fields)
    await press(clinic.ann, shown[clinic.ann], "Publish")
    late = await press(clinic.ben, shown[clinic.ben], "Publish")
    assert "the id 'duties.clean-hands' is in use" in said(late)
    opened = await press(clinic.ben, late, "Change")
    assert filled(opened)["questions"] == "must i scrub in"
    again = await clinic.ben.submit_modal(opened, filled(opened))
    await press(clinic.ben, again, "Publish")
    entries = clinic.live.current.snapshot.entries
    assert entries["duties.clean-hands"].questions == ("how do i wash my hands",)
    assert entries["duties.clean-hands-2"].questions == ("must i scrub in",)
    listed = await clinic.ben.slash(clinic.channel, "knowledge drafts")
    assert "no drafts" in said(listed)


async def test_pressing_twice_publishes_once(clinic: Clinic) -> None:
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    await clinic.ben.click(answer(shown), label="Publish")
    number = (await clinic.desk.history(clinic.moderator(clinic.ann)))[0].id
    outcome = await clinic.desk.publish(1, clinic.moderator(clinic.ann))
    assert outcome.result == "decided"
    assert (await clinic.desk.history(clinic.moderator(clinic.ann)))[0].id == number


async def test_discord_failing_loses_nothing(clinic: Clinic) -> None:
    clinic.env.inject_error("POST", "/interactions/*", status=500)
    opened = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    assert filled(opened)["answer"] == OLD
    clinic.env.inject_error("POST", "/interactions/*", status=400, code=50035, times=2)
    await clinic.ben.submit_modal(opened, {**filled(opened), "answer": FOUR})
    offer = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    assert filled(await press(clinic.ben, offer, "Continue my draft"))["answer"] == FOUR


async def test_publishing_while_discord_fails(clinic: Clinic) -> None:
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    clinic.env.inject_error("POST", "/interactions/*", status=500)
    assert "revision 1" in said(await press(clinic.ben, shown, "Publish"))
    assert clinic.answer_of(VITALS) == FOUR
    shown = await clinic.edited(clinic.ben, answer=OLD)
    clinic.env.inject_error("POST", "/interactions/*", status=500, times=2)
    message = answer(shown)
    await clinic.ben.click(message, custom_id=button_id(message, "Publish"))
    assert clinic.answer_of(VITALS) == OLD
    assert "discarded before" in said(await press(clinic.ben, shown, "Publish"))


async def test_the_file_changes_only_where_the_entry_stands(clinic: Clinic) -> None:
    before = clinic.file().splitlines()
    shown = await clinic.edited(clinic.ben, answer=FOUR)
    await press(clinic.ben, shown, "Publish")
    after = clinic.file().splitlines()
    assert [line for line in after if line not in before] == [f"    answer: {FOUR}"]


async def test_what_a_phrasing_would_take_over_is_said(tmp_path: Path) -> None:
    async with open_clinic(tmp_path, make_index) as clinic:
        await clinic.ben.slash(
            clinic.channel, "knowledge pin", question="exam price", entry="cert.cost"
        )
        shown = await clinic.ben.slash(
            clinic.channel, "knowledge phrase", entry="duties.phones", question="exam price"
        )
        assert "What it would take over" in said(shown)
        assert "this would take the pinned question “exam price” away from" in said(shown)
        assert "Publish" in offered(shown)


async def test_what_answers_a_new_phrasing_until_now_is_said(tmp_path: Path) -> None:
    async with open_clinic(tmp_path, make_index) as clinic:
        question = "how much is the ccma exam"
        shown = await clinic.ben.slash(
            clinic.channel, "knowledge phrase", entry="duties.phones", question=question
        )
        assert f"the new phrasing takes “{question}” over from **CCMA: exam fee**" in said(shown)
        assert "Publish" in offered(shown)


async def test_what_new_phrasings_take_from_another_entry_can_be_changed(tmp_path: Path) -> None:
    async with open_clinic(tmp_path, make_index) as clinic:
        opened = await clinic.ben.slash(clinic.channel, "knowledge edit", entry="duties.phones")
        form = filled(opened)
        taken = f"{form['questions']}\n" + "\n".join(
            f"{start} certification active" for start in ("keep my", "is my", "keeping", "active")
        )
        shown = await clinic.ben.submit_modal(opened, {**form, "questions": taken})
        effect = "this would take the question “keeping my certification active” away from"
        assert f"{effect} **Title of cert.renewal**" in said(shown)
        assert {"Publish", "Change", "Discard"} <= set(offered(shown))
        again = await press(clinic.ben, shown, "Change")
        assert filled(again)["questions"] == taken
        harmless = f"{form['questions']}\nwho takes the calls"
        shown = await clinic.ben.submit_modal(again, {**filled(again), "questions": harmless})
        assert "What it would take over" not in said(shown)
        await press(clinic.ben, shown, "Publish")
        served = clinic.live.current
        assert served.index.match("who takes the calls").candidates[0].entry == "duties.phones"


async def test_a_topic_that_is_not_there(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(clinic.channel, "knowledge edit", entry="no.such")
    assert "There is no topic **no.such**" in said(shown)


async def test_a_check_that_takes_long_is_waited_for(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change of phrasings the matcher learns anew, on a small machine for a minute."""
    opened = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    propose = clinic.desk.propose

    async def slow(*arguments: Any) -> Proposal:
        await asyncio.sleep(WORK_LIMIT + 30)
        return await propose(*arguments)

    monkeypatch.setattr(clinic.desk, "propose", slow)
    shown = await clinic.ben.submit_modal(opened, {**filled(opened), "answer": FOUR})
    assert shown.deferred
    await clinic.env.advance_time(WORK_LIMIT + 31)
    assert "As members will see it" in said(shown)
