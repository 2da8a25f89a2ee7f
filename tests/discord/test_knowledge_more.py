"""The other commands of `/knowledge`: topics, checks, the inbox, files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.discord_app.client import Bot
from bot.guide.live import Served
from bot.guide.question import Asker, Question
from bot.guide.reply import Action, Choice
from bot.publishing.rights import Moderator
from bot.storage.moderation import ServerSettings
from tests.discord.knowledge_world import (
    HOME,
    NOW,
    VITALS,
    Clinic,
    filled,
    offered,
    open_clinic,
    press,
    said,
)
from tests.discord.reading import FILE, answer, of_type
from tests.discord.wire import command_problems

ODD = "can my dog sit in the waiting room while i work"
EASY = "how much is the ccma exam"


@pytest_asyncio.fixture
async def clinic(tmp_path: Path, served: Served) -> AsyncIterator[Clinic]:
    async with open_clinic(tmp_path, lambda snapshot, previous: served.index) as opened:
        yield opened


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
        "import": {"file": ("x.yaml", b"entries: []")},
    }
    for name, options in given.items():
        shown = await clinic.sam.slash(clinic.channel, f"knowledge {name}", **options)
        assert "the role **Curators**" in said(shown), name
        assert answer(shown).ephemeral


async def test_a_topic_with_all_that_can_be_done_to_it(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(clinic.channel, "knowledge show", entry=VITALS)
    assert "do MAs measure blood pressure" in said(shown)
    assert offered(shown) == ["Edit", "History", "Remove"]
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


async def test_insights_in_words(clinic: Clinic) -> None:
    await asked(clinic, EASY)
    shown = await clinic.ben.slash(clinic.channel, "knowledge insights", weeks=2)
    assert "1 questions in the last 2 weeks" in said(shown)


async def test_a_waiting_question_is_answered_once_and_its_asker_told(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    assert "Asked once, 1 wish to be told" in said(listed)
    await clinic.restart()
    shown = await press(clinic.ben, listed, "Deal with 1")
    opened = await press(clinic.ben, shown, "Answer once")
    await clinic.restart()
    done = await clinic.ben.submit_modal(opened, {"text": "Only service dogs may."})
    assert "1 question closed. 1 who wished to know was told." in said(done)
    assert any("Only service dogs may." in request for request in told(clinic))
    assert "No question waits" in said(await clinic.ben.slash(clinic.channel, "knowledge inbox"))


async def test_a_waiting_question_becomes_a_phrasing(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    shown = await press(clinic.ben, listed, "Deal with 1")
    label = next(label for label in offered(shown) if label.startswith("It asks for"))
    shown = await press(clinic.ben, shown, label)
    assert f"question** added: {ODD}" in said(shown)
    await press(clinic.ben, shown, "Publish")
    assert "No question waits" in said(await clinic.ben.slash(clinic.channel, "knowledge inbox"))
    assert any("You wished to know" in request for request in told(clinic))


async def test_a_waiting_question_is_dismissed(clinic: Clinic) -> None:
    await asked(clinic, ODD, wish=True)
    listed = await clinic.ben.slash(clinic.channel, "knowledge inbox")
    shown = await press(clinic.ben, listed, "Deal with 1")
    await clinic.settings.set(ServerSettings(HOME), NOW)
    assert "Manage Server" in said(await press(clinic.ben, shown, "Dismiss"))
    await clinic.wants()
    assert "1 question closed" in said(await press(clinic.ben, shown, "Dismiss"))
    assert "No question waits" in said(await clinic.cat.slash(clinic.other, "knowledge inbox"))


async def test_files_out_and_in_again(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(clinic.channel, "knowledge export")
    assert of_type(answer(shown), FILE)
    who = Moderator(clinic.ben.id, HOME, manages=True)
    content = await clinic.desk.export(who)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("duties/clinical.yaml").decode()
    new = text.replace("breathing rate", "breathing")
    shown = await clinic.ben.slash(
        clinic.channel, "knowledge import", file=("clinical.yaml", new.encode()), why="by hand"
    )
    assert "0 added, 1 changed, 0 removed" in said(shown)
    await clinic.restart()
    await press(clinic.ben, shown, "Publish")
    assert clinic.file() == new
    assert (await clinic.desk.history(who))[0].why == "by hand"


async def test_nothing_of_a_broken_file_is_taken_in(clinic: Clinic) -> None:
    before = clinic.file()
    shown = await clinic.ben.slash(
        clinic.channel,
        "knowledge import",
        file=("clinical.yaml", b"entries:\n  - id: [\n"),
        second=("../../evil.txt", b"x"),
    )
    assert "To be mended first" in said(shown)
    assert "it is no YAML file" in said(shown)
    assert "Publish" not in offered(shown)
    assert clinic.file() == before


async def asked(clinic: Clinic, question: str, wish: bool = False) -> None:
    """Let a member ask something."""
    bot = clinic.env.bot
    assert isinstance(bot, Bot)
    asker = Asker(clinic.sam.id, HOME, clinic.channel.id)
    reply = await bot.guide.ask(Question(question, asker))
    if wish:
        await bot.guide.take(Choice("", Action.PASS_ON), asker, reply.question_id)


def told(clinic: Clinic) -> list[str]:
    """What the bot posted as messages of its own."""
    return [str(r) for r in clinic.env.http_requests if "/messages" in str(r)]
