"""Files out of Discord and in again, through a form with an upload."""

from __future__ import annotations

import io
import zipfile

import aiohttp
import discord
import pytest

from bot.publishing.transfer import MAX_UPLOAD_BYTES
from bot.storage.servers import ServerSettings
from tests.discord.knowledge_world import HOME, NOW, VITALS, Clinic, offered, press, said
from tests.discord.reading import FILE, answer, button_id, of_type
from tests.samples import entry

NAME = "duties/clinical.yaml"


async def exported(clinic: Clinic) -> str:
    content = await clinic.desk.export(clinic.moderator(clinic.ben))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(NAME).decode()


async def test_files_out_and_in_again(clinic: Clinic) -> None:
    shown = await clinic.ben.slash(clinic.channel, "knowledge export")
    assert of_type(answer(shown), FILE)
    new = (await exported(clinic)).replace("breathing rate", "breathing")
    shown = await clinic.imported(("clinical.yaml", new.encode()), why="by hand")
    assert "0 added, 1 changed, 0 removed" in said(shown)
    await clinic.restart()
    await press(clinic.ben, shown, "Publish")
    assert clinic.file() == new
    assert (await clinic.desk.history(clinic.moderator(clinic.ben)))[0].why == "by hand"


async def test_several_files_and_a_zip_at_once(clinic: Clinic) -> None:
    new = (await exported(clinic)).replace("breathing rate", "breathing")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(NAME, new)
    added = "entries:\n" + entry("more.one", "do MAs weigh babies")
    shown = await clinic.imported(("guide.zip", packed.getvalue()), ("more.yaml", added.encode()))
    assert "1 added, 1 changed, 0 removed" in said(shown), said(shown)
    assert "Publish" in offered(shown), said(shown)
    await press(clinic.ben, shown, "Publish")
    assert clinic.file() == new
    assert clinic.file("more.yaml") == added


async def test_nothing_of_a_broken_file_is_taken_in(clinic: Clinic) -> None:
    before = clinic.file()
    shown = await clinic.imported(
        ("clinical.yaml", b"entries:\n  - id: [\n"), ("../../evil.txt", b"x")
    )
    assert "To be mended first" in said(shown)
    assert "it is no YAML file" in said(shown)
    assert "Publish" not in offered(shown)
    assert of_type(answer(shown), FILE)
    assert clinic.file() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: " + b"[" * 100_000, "nested too deeply"),
        (b"a: &a [1]\nb: [*a, *a]\n", "alias"),
        (b"x" * (MAX_UPLOAD_BYTES + 1), "more than 5,000,000 bytes"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
async def test_what_could_do_harm_is_refused(clinic: Clinic, content: bytes, words: str) -> None:
    shown = await clinic.imported(("clinical.yaml", content))
    assert words in said(shown), said(shown)
    assert "Publish" not in offered(shown)


async def test_a_form_is_still_good_after_a_restart(clinic: Clinic) -> None:
    new = (await exported(clinic)).replace("breathing rate", "breathing")
    opened = await clinic.ben.slash(clinic.channel, "knowledge import")
    await clinic.restart()
    shown = await clinic.ben.submit_modal(opened, {"files": ("clinical.yaml", new.encode())})
    assert "0 added, 1 changed, 0 removed" in said(shown)
    await clinic.edited(clinic.ann, answer="They take four.")


async def test_rights_are_checked_when_the_files_arrive(clinic: Clinic) -> None:
    opened = await clinic.ben.slash(clinic.channel, "knowledge import")
    await clinic.settings.set(ServerSettings(HOME), NOW)
    refused = await clinic.ben.submit_modal(opened, {"files": ("clinical.yaml", b"a: b")})
    assert "Manage Server" in said(refused)
    assert not [r for r in clinic.env.http_requests if r.method == "GET" and "clinical" in r.path]


async def test_files_that_discord_does_not_hand_over(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: discord.Attachment) -> bytes:
        raise aiohttp.ClientError

    monkeypatch.setattr(discord.Attachment, "read", broken)
    shown = await clinic.imported(("clinical.yaml", b"entries: []"))
    assert "Discord did not hand over **clinical.yaml**" in said(shown)


async def test_publishing_files_while_discord_fails(clinic: Clinic) -> None:
    new = (await exported(clinic)).replace("breathing rate", "breathing")
    shown = await clinic.imported(("clinical.yaml", new.encode()))
    clinic.env.inject_error("POST", "/interactions/*", status=500, times=2)
    message = answer(shown)
    await clinic.ben.click(message, custom_id=button_id(message, "Publish"))
    assert clinic.file() == new
    assert "discarded before" in said(await press(clinic.ben, shown, "Publish"))


async def test_what_changed_since_the_report_is_not_overwritten(clinic: Clinic) -> None:
    new = (await exported(clinic)).replace("MAs answer phones", "MAs pick up phones")
    shown = await clinic.imported(("clinical.yaml", new.encode()))
    edit = await clinic.edited(clinic.ann, answer="They take four vital signs.")
    await press(clinic.ann, edit, "Publish")
    again = await press(clinic.ben, shown, "Publish")
    assert "others changed the same files since" in said(again)
    assert clinic.answer_of(VITALS) == "They take four vital signs."


async def test_another_server_imports_into_its_own_layer(clinic: Clinic) -> None:
    before = clinic.file()
    opened = await clinic.cat.slash(clinic.other, "knowledge import")
    layer = b"hides:\n  - duties.phones\n"
    shown = await clinic.cat.submit_modal(opened, {"files": ("this-server.yaml", layer)})
    await press(clinic.cat, shown, "Publish")
    assert "duties.phones" not in clinic.live.for_server(clinic.cat.guild.id).snapshot.topics
    assert "duties.phones" in clinic.live.current.snapshot.topics
    assert clinic.file() == before
