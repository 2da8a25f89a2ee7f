"""The other commands of `/knowledge`: topics, checks, pinned questions, insights, layers."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.indexing import make_index
from tests.discord.knowledge_world import (
    VITALS,
    Clinic,
    asked,
    filled,
    offered,
    open_clinic,
    press,
    said,
)
from tests.discord.reading import GALLERY, answer, of_type, wire
from tests.discord.wire import command_problems, message_problems

SOURCE = "CDC | https://www.cdc.gov/x | 2026-02 | official"
EASY = "how much is the ccma exam"


async def test_every_command_is_acceptable_and_only_for_servers(clinic: Clinic) -> None:
    tree = clinic.make_bot().tree
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    assert not command_problems(payload)
    for name in ("knowledge", "Teach the guide"):
        [found] = [command for command in payload if command["name"] == name]
        assert found["contexts"] == [0]
        assert found["integration_types"] == [0]


async def test_nobody_else_may_use_any_of_it(clinic: Clinic) -> None:
    given: dict[str, dict[str, object]] = {
        "show": {"entry": VITALS},
        "remove": {"entry": VITALS},
        "unhide": {"entry": VITALS},
        "check": {},
        "pin": {"question": EASY, "entry": VITALS},
        "unpin": {"question": EASY},
        "inbox": {},
        "insights": {},
        "export": {},
        "import": {},
    }
    for name, options in given.items():
        shown = await clinic.sam.slash(clinic.channel, f"knowledge {name}", **options)
        assert "the role **Curators**" in said(shown), name
        assert answer(shown).ephemeral


async def test_a_topic_with_all_that_can_be_done_to_it(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(clinic.channel, "knowledge show", entry=VITALS)
    assert "do MAs measure blood pressure" in said(shown)
    assert offered(shown) == ["Edit", "Title and more", "Phrasings", "History", "Remove"]
    await clinic.restart()
    assert "breathing rate" in filled(await press(clinic.ben, shown, "Edit"))["answer"]
    assert "about `duties.vitals` yet" in said(await press(clinic.ben, shown, "History"))
    assert "This would remove" in said(await press(clinic.ben, shown, "Remove"))


async def test_removing_and_taking_it_back(clinic: Clinic) -> None:
    before = clinic.file()
    shown = await clinic.ben.slash(
        clinic.channel, "knowledge remove", entry="duties.phones", why="outdated"
    )
    assert "This would remove **Title of duties.phones**" in said(shown)
    published = await press(clinic.ben, shown, "Publish")
    assert "duties.phones" not in clinic.live.current.snapshot.topics
    shown = await press(clinic.ben, published, "Undo")
    await press(clinic.ben, shown, "Publish")
    assert clinic.file() == before


async def test_one_removes_what_another_changes(clinic: Clinic) -> None:
    removal = await clinic.ben.slash(clinic.channel, "knowledge remove", entry="duties.phones")
    twice = await clinic.ann.slash(clinic.channel, "knowledge remove", entry="duties.phones")
    change = Change(ChangeKind.EDIT, "duties.phones", {"answer": "They do, all day long."})
    edit = await clinic.desk.propose(change, clinic.moderator(clinic.ann))
    await clinic.desk.publish(edit.id, clinic.moderator(clinic.ann))
    late = await press(clinic.ben, removal, "Publish")
    assert "Somebody else changed **Title of duties.phones** after you wanted" in said(late)
    assert "They do, all day long." in said(late)
    assert "duties.phones" in clinic.live.current.snapshot.topics
    await clinic.restart()
    again = await press(clinic.ben, late, "Remove it all the same")
    clinic.env.inject_error("POST", "/interactions/*", status=500)
    await press(clinic.ben, again, "Publish")
    assert "duties.phones" not in clinic.live.current.snapshot.topics
    assert "Somebody else removed" in said(await press(clinic.ann, twice, "Publish"))


async def test_what_others_need_is_not_removed(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(clinic.channel, "knowledge remove", entry=VITALS)
    assert "To be mended first" in said(shown)
    assert "Publish" not in offered(shown)


async def test_another_server_hides_a_topic_for_itself_alone(clinic: Clinic) -> None:
    server = clinic.cat.guild.id
    shown = await clinic.cat.slash(clinic.other, "knowledge remove", entry="duties.phones")
    await press(clinic.cat, shown, "Publish")
    assert "duties.phones" not in clinic.live.for_server(server).snapshot.topics
    assert "duties.phones" in clinic.live.current.snapshot.topics
    shown = await clinic.cat.slash(clinic.other, "knowledge unhide", entry="duties.phones")
    await press(clinic.cat, shown, "Publish")
    assert "duties.phones" in clinic.live.for_server(server).snapshot.topics


async def test_pinned_questions_are_tried(clinic: Clinic) -> None:
    assert "No question is pinned" in said(
        await clinic.ben.slash(clinic.channel, "knowledge check")
    )
    await clinic.ben.slash(clinic.channel, "knowledge pin", question=EASY, entry="ccma.cost")
    shown = await clinic.ben.slash(clinic.channel, "knowledge check")
    assert "All 1 pinned questions lead" in said(shown)
    await clinic.ben.slash(clinic.channel, "knowledge pin", question=EASY, entry=VITALS)
    shown = await clinic.ben.slash(clinic.channel, "knowledge check")
    assert "1 of 1 pinned questions lead elsewhere" in said(shown)
    await clinic.ben.slash(clinic.channel, "knowledge unpin", question=EASY)
    assert "No question is pinned" in said(
        await clinic.ben.slash(clinic.channel, "knowledge check")
    )


async def test_insights_in_words_and_as_a_picture(clinic: Clinic) -> None:
    await asked(clinic, EASY)
    shown = await clinic.ben.slash(clinic.channel, "knowledge insights", weeks=2)
    assert "1 question in the last 2 weeks" in said(shown)
    [gallery] = of_type(answer(shown), GALLERY)
    [item] = gallery["items"]
    assert item["media"]["url"].endswith("insights.png")
    assert item["description"].startswith("Bars: 1 question")
    assert not message_problems(wire(answer(shown)))


async def test_a_publish_tries_what_was_pinned_since_it_was_shown(tmp_path: Path) -> None:
    async with open_clinic(tmp_path, make_index) as clinic:
        shown = await clinic.ben.slash(
            clinic.channel, "knowledge phrase", entry="duties.phones", question="exam price"
        )
        assert "pinned question" not in said(shown)
        await clinic.ann.slash(
            clinic.channel, "knowledge pin", question="exam price", entry="cert.cost"
        )
        await press(clinic.ben, shown, "See it whole")
        again = await press(clinic.ben, shown, "Publish")
        assert "Not published yet" in said(again)
        assert "this would take the pinned question “exam price” away from" in said(again)
        assert await clinic.desk.history(clinic.moderator(clinic.ann)) == []
        await clinic.restart()
        assert "revision 1" in said(await press(clinic.ben, again, "Publish"))
        checked = await clinic.ann.slash(clinic.channel, "knowledge check")
        assert "1 of 1 pinned questions lead elsewhere" in said(checked)


async def test_so_does_an_agreement(tmp_path: Path) -> None:
    async with open_clinic(tmp_path, make_index) as clinic:
        await clinic.wants(second_approval=True)
        shown = await clinic.ben.slash(
            clinic.channel, "knowledge phrase", entry="duties.phones", question="exam price"
        )
        await press(clinic.ben, shown, "Publish")
        listed = await clinic.ann.slash(clinic.channel, "knowledge waiting")
        look = await press(clinic.ann, listed, "Look at 1")
        await clinic.ann.slash(
            clinic.channel, "knowledge pin", question="exam price", entry="cert.cost"
        )
        again = await press(clinic.ann, look, "Agree and publish")
        assert "Not published yet" in said(again)
        assert "revision 1" in said(await press(clinic.ann, again, "Agree and publish"))


async def test_pinning_and_unpinning_does_not_mind_spaces(clinic: Clinic) -> None:
    await clinic.ben.slash(clinic.channel, "knowledge pin", question="  a  b ", entry=VITALS)
    shown = await clinic.ben.slash(clinic.channel, "knowledge unpin", question="a   b")
    assert "is no longer pinned" in said(shown)
    shown = await clinic.ben.slash(clinic.channel, "knowledge pin", question="a b", entry="no.such")
    assert "There is no topic **no.such**" in said(shown)


async def test_what_a_server_has_of_its_own_is_only_offered_there(clinic: Clinic) -> None:
    opened = await clinic.cat.slash(
        clinic.other, "knowledge add", title="Our study group", category="duties"
    )
    shown = await clinic.cat.submit_modal(
        opened,
        {"questions": "is there a study group", "answer": "On Mondays.", "sources": SOURCE},
    )
    await press(clinic.cat, shown, "Publish")
    for who, channel, here in (
        (clinic.cat, clinic.other, True),
        (clinic.sam, clinic.channel, False),
    ):
        found = await who.autocomplete(channel, "ask", "question", "study group")
        assert ("Our study group" in [choice["name"] for choice in found]) is here
        listed = await who.slash(channel, "topics", category="duties")
        assert ("Our study group" in str(wire(answer(listed)))) is here


async def test_one_server_never_sees_anothers(clinic: Clinic) -> None:
    opened = await clinic.cat.slash(clinic.other, "knowledge edit", entry=VITALS)
    shown = await clinic.cat.submit_modal(opened, {**filled(opened), "answer": "They take four."})
    await press(clinic.cat, shown, "Publish")
    assert clinic.answer_of(VITALS, clinic.cat.guild.id) == "They take four."
    assert clinic.answer_of(VITALS).startswith("MAs measure")


async def test_topics_are_offered_while_typing(clinic: Clinic) -> None:
    found = await clinic.ben.autocomplete(clinic.channel, "knowledge edit", "entry", "vital")
    assert VITALS in [choice["value"] for choice in found]
