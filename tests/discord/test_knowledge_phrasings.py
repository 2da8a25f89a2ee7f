"""The phrasings of an entry: a form of their own, page by page, and nothing that gets lost."""

from __future__ import annotations

from tests.discord.knowledge_world import (
    VITALS,
    Clinic,
    filled,
    offered,
    press,
    said,
)

MANY = [f"question number {n} about taking somebody's vital signs in room {n}" for n in range(99)]
FEW = 4
"""Phrasings that the entry has in the sample."""


def questions(clinic: Clinic, server: int = 0) -> tuple[str, ...]:
    return clinic.live.for_server(server).snapshot.entries[VITALS].questions


async def many(clinic: Clinic) -> None:
    """Give the entry more phrasings than a form holds."""
    place = next(line for line in clinic.file().splitlines() if "do MAs measure" in line)
    lines = [place.replace("do MAs measure blood pressure", question) for question in MANY]
    await clinic.by_hand(clinic.file().replace(place, "\n".join([place, *lines])))
    assert len(questions(clinic)) > len(MANY)


async def test_a_phrasing_is_reworded_taken_out_and_added(clinic: Clinic) -> None:
    before = questions(clinic)
    opened = await clinic.ben.slash(
        clinic.channel, "knowledge edit", entry=VITALS, part="phrasings"
    )
    lines = filled(opened)["questions"].splitlines()
    assert tuple(lines) == before
    typed = [lines[0], "is taking a pulse my job", *lines[2:], "who takes the temperature"]
    shown = await clinic.ben.submit_modal(opened, {"questions": "\n".join(typed), "why": "clearer"})
    assert "This would change the phrasings of **Title of duties.vitals**" in said(shown)
    assert f"removed: {lines[1]}" in said(shown)
    await clinic.restart()
    await press(clinic.ben, shown, "Publish")
    assert set(questions(clinic)) == set(typed)
    [revision] = await clinic.desk.history(clinic.moderator(clinic.ann))
    assert (revision.author, revision.why) == (clinic.ben.id, "clearer")
    listed = await clinic.ben.slash(clinic.channel, "knowledge drafts")
    assert "no drafts" in said(listed)


async def test_an_entry_with_more_phrasings_than_a_form_holds(clinic: Clinic) -> None:
    await many(clinic)
    texts = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS)
    assert "questions" not in filled(texts)
    assert "`part: phrasings`" in str(texts.modal)
    shown = await clinic.ben.slash(clinic.channel, "knowledge show", entry=VITALS)
    listed = await press(clinic.ben, shown, "Phrasings")
    assert f"has {len(questions(clinic))} phrasings. Which of them?" in said(listed)
    await clinic.restart()
    every: list[str] = []
    for label in offered(listed):
        every += filled(await press(clinic.ben, listed, label))["questions"].splitlines()
    assert tuple(every) == questions(clinic)
    opened = await press(clinic.ben, listed, offered(listed)[-1])
    kept = filled(opened)["questions"].splitlines()[:-1]
    done = await clinic.ben.submit_modal(opened, {"questions": "\n".join(kept)})
    await press(clinic.ben, done, "Publish")
    assert questions(clinic) == tuple(every[:-1])


async def test_only_the_phrasings_with_some_words(clinic: Clinic) -> None:
    await many(clinic)
    opened = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS, find="Room 77")
    assert filled(opened)["questions"] == MANY[77]
    await press(clinic.ben, await clinic.ben.submit_modal(opened, {"questions": ""}), "Publish")
    assert MANY[77] not in questions(clinic)
    assert len(questions(clinic)) == len(MANY) + FEW - 1
    nothing = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS, find="zebra")
    assert "No phrasing of **Title of duties.vitals** has “zebra” in it" in said(nothing)


async def test_what_was_refused_is_not_typed_again(clinic: Clinic) -> None:
    opened = await clinic.ben.slash(
        clinic.channel, "knowledge edit", entry=VITALS, part="phrasings"
    )
    typed = f"{filled(opened)['questions']}\nhow do i room a patient\nwho counts the pulse"
    shown = await clinic.ben.submit_modal(opened, {"questions": typed})
    assert "already leads to 'Title of duties.rooming' (duties.rooming)" in said(shown)
    assert "Publish" not in offered(shown)
    await clinic.restart()
    again = await press(clinic.ben, shown, "Change")
    assert filled(again)["questions"] == typed
    listed = await clinic.ben.slash(clinic.channel, "knowledge drafts")
    assert "phrasings of duties.vitals" in said(listed)
    [label] = offered(listed)
    assert filled(await press(clinic.ben, listed, label))["questions"] == typed
    mended = typed.replace("\nhow do i room a patient", "")
    good = await clinic.ben.submit_modal(again, {"questions": mended})
    await press(clinic.ben, good, "Publish")
    assert "who counts the pulse" in questions(clinic)


async def test_two_moderators_change_the_phrasings_at_once(clinic: Clinic) -> None:
    forms = [
        await who.slash(clinic.channel, "knowledge edit", entry=VITALS, part="phrasings")
        for who in (clinic.ann, clinic.ben)
    ]
    lines = filled(forms[0])["questions"].splitlines()
    less = await clinic.ann.submit_modal(forms[0], {"questions": "\n".join(lines[1:])})
    more = await clinic.ben.submit_modal(forms[1], {"questions": "\n".join([*lines, "pulse, who"])})
    await press(clinic.ann, less, "Publish")
    await press(clinic.ben, more, "Publish")
    assert set(questions(clinic)) == {*lines[1:], "pulse, who"}


async def test_nothing_changed_is_said_so(clinic: Clinic) -> None:
    for part in ("phrasings", "texts", "title and more"):
        opened = await clinic.ben.slash(clinic.channel, "knowledge edit", entry=VITALS, part=part)
        shown = await clinic.ben.submit_modal(opened, filled(opened))
        assert "You changed nothing" in said(shown)
    assert "no drafts" in said(await clinic.ben.slash(clinic.channel, "knowledge drafts"))


async def test_another_server_has_phrasings_of_its_own(clinic: Clinic) -> None:
    common = questions(clinic)
    opened = await clinic.cat.slash(clinic.other, "knowledge edit", entry=VITALS, part="phrasings")
    typed = f"{filled(opened)['questions']}\nwho does the obs"
    shown = await clinic.cat.submit_modal(opened, {"questions": typed})
    await press(clinic.cat, shown, "Publish")
    server = clinic.cat.guild.id
    assert questions(clinic, server) == (*common, "who does the obs")
    assert questions(clinic) == common
    opened = await clinic.cat.slash(clinic.other, "knowledge edit", entry=VITALS, part="phrasings")
    shown = await clinic.cat.submit_modal(opened, {"questions": "\n".join(common[1:])})
    assert "belongs to the common guide" in said(shown)
    shown = await clinic.cat.submit_modal(
        await press(clinic.cat, shown, "Change"), {"questions": "\n".join(common)}
    )
    await press(clinic.cat, shown, "Publish")
    assert questions(clinic, server) == common
