"""Commands are registered once, again when they changed, and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord
from discord import app_commands

from bot.discord_app.client import Bot
from bot.discord_app.sync import SyncFile
from bot.guide.guide import Guide
from tests.discord.conftest import Remembered, World

HOME = 424242


def syncs(env: simcord.Env, where: str = "/applications/{}/commands") -> int:
    path = where.format(env.bot.application_id)
    return sum(r.method == "PUT" and r.path == path for r in env.http_requests)


async def test_the_first_start_registers_everything(world: World) -> None:
    assert syncs(world.env) == 1
    names = {command.name for command in await world.bot.tree.fetch_commands()}
    assert names == {
        "ask",
        "topics",
        "certification",
        "compare",
        "pathway",
        "privacy",
        "help",
        "Answer this",
    }


async def test_a_restart_registers_nothing(world: World, guide: Guide, record: Remembered) -> None:
    await world.env.restart_bot(Bot(guide, sync_record=record))
    await world.env.settle()
    assert syncs(world.env) == 1


async def test_a_change_is_registered(world: World, guide: Guide, record: Remembered) -> None:
    changed = Bot(guide, sync_record=record)
    changed.tree.remove_command("help")
    await world.env.restart_bot(changed)
    await world.env.settle()
    assert syncs(world.env) == 2
    assert "help" not in {command.name for command in await changed.tree.fetch_commands()}


async def test_commands_that_discord_lost_are_registered_again(
    world: World, guide: Guide, record: Remembered
) -> None:
    world.env.backend.register_commands(None, [])
    await world.env.restart_bot(Bot(guide, sync_record=record))
    await world.env.settle()
    assert syncs(world.env) == 2
    assert await world.bot.tree.fetch_commands()


async def test_a_refused_registration_is_tried_at_the_next_start(
    world: World, guide: Guide, record: Remembered, caplog: pytest.LogCaptureFixture
) -> None:
    record.told.clear()
    world.env.inject_error("PUT", "/applications/*/commands", status=429, times=None)
    await world.env.restart_bot(Bot(guide, sync_record=record))
    await world.env.settle()
    assert "did not take the commands" in caplog.text
    assert not record.told
    world.env.backend.faults.clear()
    await world.env.restart_bot(Bot(guide, sync_record=record))
    await world.env.settle()
    assert record.told


async def test_a_home_server_has_changes_at_once_and_no_command_twice_later(
    simcord_env: simcord.Env, guide: Guide
) -> None:
    record = Remembered()
    home = simcord_env.create_guild("Home", id=HOME)
    await simcord_env.restart_bot(Bot(guide, sync_record=record, home_server=HOME))
    await simcord_env.settle()
    assert len(simcord_env.backend.commands[home.id]) == 8
    await simcord_env.advance_time(3600)
    assert not simcord_env.backend.commands[home.id]
    assert len(simcord_env.backend.commands[None]) == 8


async def test_the_copy_is_taken_away_after_a_restart_too(
    simcord_env: simcord.Env, guide: Guide
) -> None:
    record = Remembered()
    simcord_env.create_guild("Home", id=HOME)
    for _ in range(2):
        await simcord_env.restart_bot(Bot(guide, sync_record=record, home_server=HOME))
        await simcord_env.advance_time(1800)
    assert not simcord_env.backend.commands[HOME]
    assert syncs(simcord_env) <= 2


async def test_a_home_server_without_the_bot_is_no_reason_to_fail(
    simcord_env: simcord.Env, guide: Guide, caplog: pytest.LogCaptureFixture
) -> None:
    record = Remembered()
    simcord_env.inject_error("PUT", "/applications/*/guilds/*", status=403, code=50001, times=None)
    await simcord_env.restart_bot(Bot(guide, sync_record=record, home_server=HOME))
    await simcord_env.settle()
    assert "home server" in caplog.text
    assert record.told


def test_the_fingerprint_knows_every_change(simcord_bot: Bot) -> None:
    sync = simcord_bot._sync
    before = sync.fingerprint()
    assert sync.fingerprint() == before

    @app_commands.command(name="more", description="More")
    async def more(interaction: object) -> None: ...

    simcord_bot.tree.add_command(more)
    assert sync.fingerprint() != before


def test_the_file_keeps_the_record(tmp_path: Path) -> None:
    kept = SyncFile(tmp_path / "cache" / "commands.json")
    assert kept.read() == {}
    kept.write({"global": "abc"})
    assert SyncFile(tmp_path / "cache" / "commands.json").read() == {"global": "abc"}


@pytest.mark.parametrize("content", ["", "[]", "{", "\x00", '{"global": 3}'])
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "commands.json"
    path.write_text(content)
    assert SyncFile(path).read() in ({}, {"global": "3"})


def test_a_folder_that_cannot_be_written_is_only_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    SyncFile(tmp_path / "file" / "commands.json").write({"global": "abc"})
    assert "cannot be written" in caplog.text
