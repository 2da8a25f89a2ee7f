"""`/setup`: only for who manages the server, checked each time, kept, and honest about rights."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord

from bot.discord_app.client import Bot
from bot.guide.guide import Guide
from bot.guide.ports import StorageError
from bot.publishing.desk import Desk
from bot.publishing.rights import Moderator
from tests.discord.conftest import Remembered, Seconds, World, no_permission
from tests.discord.reading import answer, text, wire
from tests.discord.wire import command_problems, message_problems


@pytest.fixture
def simcord_bot(guide: Guide, record: Remembered, desk: Desk, clock: Seconds) -> Bot:
    return Bot(guide, sync_record=record, desk=desk, clock=clock)


@pytest.fixture
def boss(world: World) -> simcord.MemberActor:
    manages = world.server.create_role("Boss", permissions=discord.Permissions(manage_guild=True))
    return world.server.add_member(world.env.create_user("boss"), roles=[manages])


async def open_panel(world: World, who: simcord.MemberActor) -> simcord.ResponseMessage:
    result = await who.slash(world.channel, "setup")
    assert result.ephemeral
    shown = answer(result)
    assert not message_problems(wire(shown))
    return shown


async def choose(
    who: simcord.MemberActor, panel: simcord.ResponseMessage, menu: str, *values: object
) -> str:
    result = await who.select(panel, values, custom_id=f"ms:{menu}")
    shown = answer(result) if result.response or result.followups else panel
    assert not message_problems(wire(shown))
    return text(shown)


async def kept(world: World, desk: Desk) -> tuple[object, ...]:
    found = await desk.settings(world.server.id)
    return (
        found.answer_channels,
        found.moderator_roles,
        found.log_channel,
        found.second_approval,
        found.reply_style,
    )


async def test_the_command_is_for_servers_and_their_managers(simcord_bot: Bot) -> None:
    found = simcord_bot.tree.get_command("setup")
    assert found is not None
    payload = found.to_dict(simcord_bot.tree)
    assert not command_problems([payload])
    assert payload["default_member_permissions"] == discord.Permissions(manage_guild=True).value
    assert payload["contexts"] == [0]
    assert payload["integration_types"] == [0]


async def test_a_guide_without_a_desk_does_not_offer_it(guide: Guide, record: Remembered) -> None:
    assert Bot(guide, sync_record=record).tree.get_command("setup") is None


async def test_who_may_not_manage_the_server_is_refused(world: World) -> None:
    command = next(c for c in await world.bot.tree.fetch_commands() if c.name == "setup")
    # A server's own settings can let somebody see the command who has not the permission.
    world.server.set_command_permissions(command.id, {world.maya: True})
    refused = await world.maya.slash(world.channel, "setup")
    assert refused.ephemeral
    assert "**Manage Server**" in text(answer(refused))


async def test_a_panel_is_of_no_use_once_the_right_is_gone(
    world: World, boss: simcord.MemberActor, desk: Desk
) -> None:
    panel = await open_panel(world, boss)
    world.env.backend.edit_member(world.server.id, boss.id, {"role_ids": []})
    told = await choose(boss, panel, "channels", world.channel)
    assert "**Manage Server**" in told
    assert await kept(world, desk) == ((), (), None, False, "full")


async def test_everything_is_saved_and_shown_again_after_a_restart(
    world: World, boss: simcord.MemberActor, desk: Desk, guide: Guide, record: Remembered
) -> None:
    forum = world.server.create_forum_channel("help")
    log = world.server.create_text_channel("log")
    role = world.server.create_role("Curators")
    panel = await open_panel(world, boss)
    await choose(boss, panel, "channels", world.channel, forum)
    await world.env.restart_bot(Bot(guide, sync_record=record, desk=desk))
    await choose(boss, panel, "roles", role)
    await choose(boss, panel, "log", log)
    await choose(boss, panel, "approval", "on")
    await choose(boss, panel, "style", "short")
    expected = ((world.channel.id, forum.id), (role.id,), log.id, True, "short")
    assert await kept(world, desk) == expected
    shown = await open_panel(world, boss)
    assert "#questions" in text(shown)
    raw = str(wire(shown))
    assert all(str(i) in raw for i in (world.channel.id, forum.id, role.id, log.id))
    await choose(boss, shown, "channels")
    await choose(boss, shown, "log")
    assert (await kept(world, desk))[0] == ()
    assert (await kept(world, desk))[2] is None


@pytest.mark.parametrize(
    ("denied", "name"),
    [
        ({"view_channel": False}, "View Channel"),
        ({"send_messages": False}, "Send Messages"),
        ({"send_messages_in_threads": False}, "Send Messages in Threads"),
        ({"read_message_history": False}, "Read Message History"),
    ],
)
async def test_a_channel_without_permissions_is_not_switched_on(
    world: World, boss: simcord.MemberActor, desk: Desk, denied: dict[str, bool], name: str
) -> None:
    quiet = no_permission("quiet", world, **denied)
    told = await choose(boss, await open_panel(world, boss), "channels", quiet, world.channel)
    assert f"**{name}**" in told
    assert "**#quiet**" in told
    assert "To mend it" in told
    assert (await kept(world, desk))[0] == (world.channel.id,)


async def test_a_channel_that_lost_a_permission_later_is_named(
    world: World, boss: simcord.MemberActor, desk: Desk
) -> None:
    quiet = no_permission("quiet", world, send_messages=False, read_message_history=False)
    settings = replace(await desk.settings(world.server.id), answer_channels=(quiet.id,))
    await desk.set_settings(settings, Moderator(boss.id, world.server.id, manages=True))
    told = text(await open_panel(world, boss))
    assert "**#quiet**: I lack **Send Messages**, **Read Message History**" in told


async def test_a_log_channel_needs_permissions_too(
    world: World, boss: simcord.MemberActor, desk: Desk
) -> None:
    quiet = no_permission("quiet", world, send_messages=False)
    told = await choose(boss, await open_panel(world, boss), "log", quiet)
    assert "**#quiet**: I lack **Send Messages**" in told
    assert (await kept(world, desk))[2] is None


async def test_a_log_channel_that_lost_a_permission_later_is_named(
    world: World, boss: simcord.MemberActor, desk: Desk
) -> None:
    quiet = no_permission("quiet", world, send_messages=False)
    settings = replace(await desk.settings(world.server.id), log_channel=quiet.id)
    await desk.set_settings(settings, Moderator(boss.id, world.server.id, manages=True))
    told = text(await open_panel(world, boss))
    assert "There is a log channel, but I cannot write there" in told
    assert "**#quiet**: I lack **Send Messages**" in told


async def test_everyone_cannot_be_moderators(
    world: World, boss: simcord.MemberActor, desk: Desk
) -> None:
    told = await choose(boss, await open_panel(world, boss), "roles", world.server.default_role)
    assert "cannot be moderators" in told
    assert (await kept(world, desk))[1] == ()


@pytest.mark.parametrize("reads", [False, True])
async def test_it_says_when_it_cannot_read_along(
    world: World,
    boss: simcord.MemberActor,
    guide: Guide,
    record: Remembered,
    desk: Desk,
    reads: bool,
) -> None:
    client = Bot(guide, sync_record=record, desk=desk, message_content=reads)
    await world.env.restart_bot(client)
    told = text(await open_panel(world, boss))
    assert ("MESSAGE_CONTENT=true" in told) is not reads
    assert ("Message Content Intent" in told) is not reads


async def test_a_failing_storage_is_told_and_changes_nothing(
    world: World, boss: simcord.MemberActor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise StorageError("no disk")

    panel = await open_panel(world, boss)
    with monkeypatch.context() as patch:
        patch.setattr(Desk, "set_settings", broken)
        result = await boss.select(panel, ["on"], custom_id="ms:approval")
        assert answer(result).id != panel.id
    assert not (await desk.settings(world.server.id)).second_approval


async def test_the_fullest_panel_fits_a_message(
    world: World, boss: simcord.MemberActor, desk: Desk
) -> None:
    denied = {
        "view_channel": False,
        "send_messages": False,
        "send_messages_in_threads": False,
        "read_message_history": False,
    }
    bad = [no_permission(f"{n}{'x' * 97}", world, **denied) for n in range(25)]
    who = Moderator(boss.id, world.server.id, manages=True)
    settings = replace(await desk.settings(world.server.id), log_channel=bad[0].id)
    await desk.set_settings(settings, who)
    told = await choose(boss, await open_panel(world, boss), "channels", *bad)
    assert "and 19 more" in told
    assert "I cannot write there" in told
