"""Mentions, replies and direct messages, without any privileged intent."""

from __future__ import annotations

import discord
import pytest

from tests.discord.conftest import World, no_permission
from tests.discord.reading import text

QUESTION = "how much is the ccma exam"


async def ask_by_mention(world: World, question: str = QUESTION) -> discord.Message:
    await world.maya.send(world.channel, f"{world.mention} {question}")
    assert world.channel.last_message is not None
    return world.channel.last_message


async def test_no_privileged_intent_is_asked_for(world: World) -> None:
    asked_for = {name for name, on in world.bot.intents if on}
    assert asked_for == {"guilds", "guild_messages", "dm_messages"}


@pytest.mark.simcord(approved_intents=discord.Intents.none())
async def test_it_runs_where_no_privileged_intent_is_approved(world: World) -> None:
    assert "$165" in text(await ask_by_mention(world))


async def test_a_mention_is_answered_as_a_reply(world: World) -> None:
    shown = await ask_by_mention(world)
    assert "The CCMA exam costs $165." in text(shown)
    assert shown.reference is not None
    assert not shown.mentions


async def test_a_mention_of_the_bots_role_counts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = world.server.create_role("MA Guide")
    # The simulated server gives bots no role of their own, as Discord does.
    monkeypatch.setattr(discord.Guild, "self_role", property(lambda g: g.get_role(handle.id)))
    await world.maya.send(world.channel, f"{handle.mention} {QUESTION}")
    assert len(world.channel.history()) == 2


async def test_other_messages_are_left_alone(world: World) -> None:
    await world.maya.send(world.channel, QUESTION)
    await world.maya.send(world.channel, f"@everyone {QUESTION}")
    await world.maya.send(world.channel, f"{world.sam.mention} {QUESTION}")
    assert len(world.channel.history()) == 3


async def test_bots_and_webhooks_are_never_answered(world: World) -> None:
    other = world.server.add_member(world.env.create_user("otherbot", bot=True))
    await other.send(world.channel, f"{world.mention} {QUESTION}")
    hook = world.server.create_webhook(world.channel)
    await hook.send(f"{world.mention} {QUESTION}")
    await other.user.send_dm(QUESTION)
    assert len(world.channel.history()) == 2


async def test_a_direct_message_is_answered(world: World) -> None:
    await world.maya.send_dm("how do i renew my rma")
    assert "form, the fee" in text(world.maya.user.dm_channel.last_message)


async def test_a_reply_goes_on_from_the_message_replied_to(world: World) -> None:
    first = await ask_by_mention(world)
    await ask_by_mention(world, "what vital signs do medical assistants take")
    await world.maya.send(world.channel, f"{world.mention} what about the rma?", reply_to=first)
    assert "The RMA exam costs $150." in text(world.channel.last_message)


async def test_a_reply_by_somebody_else_goes_on_too(world: World) -> None:
    first = await ask_by_mention(world)
    await world.sam.send(world.channel, f"{world.mention} and the rma?", reply_to=first)
    assert "The RMA exam costs $150." in text(world.channel.last_message)


async def test_a_reply_that_notifies_the_guide_needs_no_mention(world: World) -> None:
    first = await ask_by_mention(world)
    await world.sam.send(world.channel, "and the rma?", reply_to=first)
    assert "The RMA exam costs $150." in text(world.channel.last_message)


async def test_naming_the_guide_under_a_readable_message_answers_that(world: World) -> None:
    asked = await world.sam.send(world.channel, f"{world.mention} {QUESTION}")
    await world.maya.send(world.channel, world.mention, reply_to=asked)
    assert "$165" in text(world.channel.last_message)


async def test_two_members_share_nothing(world: World) -> None:
    await ask_by_mention(world)
    await world.sam.send(world.channel, f"{world.mention} and the rma?")
    alone = text(world.channel.last_message)
    assert "The RMA exam costs $150." not in alone


@pytest.mark.parametrize("words", ["", "\U0001f600", "<:wave:1234567890>", "...", "\u200b"])
async def test_only_a_mention_gets_a_hint(world: World, words: str) -> None:
    assert "Ask me in a few words" in text(await ask_by_mention(world, words))


@pytest.mark.parametrize(
    "echo",
    [
        "@everyone",
        "@here",
        "<@&{role}>",
        "<@{sam}>",
        "[click](https://evil.example)",
        "# shout",
        "||hidden||",
    ],
)
async def test_nothing_that_was_typed_pings_or_formats(world: World, echo: str) -> None:
    role = world.server.create_role("Nurses")
    typed = echo.format(role=role.id, sam=world.sam.id)
    for call in (
        world.maya.slash(world.channel, "certification", name=typed),
        world.maya.slash(world.channel, "compare", first="ccma", second=typed),
        world.maya.slash(world.channel, "topics", category=typed),
        world.maya.slash(world.channel, "pathway choose", pathway=typed),
        world.maya.send(world.channel, f"{world.mention} {typed} qwerty asdfgh"),
    ):
        await call
    for request in world.env.http_requests:
        body = request.json if isinstance(request.json, dict) else {}
        body = body.get("data") or body
        if body.get("components"):
            assert body["allowed_mentions"]["parse"] == []
    for message in world.channel.history():
        if message.author.bot:
            shown = text(message)
            assert not message.mentions
            assert not message.role_mentions
            assert "@everyone" not in shown
            assert "](https://evil" not in shown.replace("\\]", "").replace("\\[", "")


async def test_without_the_right_to_write_the_asker_is_told_by_direct_message(
    world: World,
) -> None:
    silent = no_permission("quiet", world, send_messages=False)
    await world.maya.send(silent, f"{world.mention} {QUESTION}")
    told = [text(m) for m in world.maya.user.dm_channel.history()]
    assert "**Send Messages**" in told[0]
    assert "**#quiet**" in told[0]
    assert "$165" in told[1]
    assert len(silent.history()) == 1


async def test_a_thread_has_a_permission_of_its_own(world: World) -> None:
    parent = no_permission("forum-like", world, send_messages_in_threads=False)
    channel = world.bot.get_channel(parent.id)
    assert isinstance(channel, discord.TextChannel)
    start = await channel.send("start")
    await start.create_thread(name="a question")
    await world.maya.send(parent.threads[0], f"{world.mention} {QUESTION}")
    told = [text(m) for m in world.maya.user.dm_channel.history()]
    assert "**Send Messages in Threads**" in told[0]


async def test_slash_commands_work_where_the_bot_may_not_write(world: World) -> None:
    silent = no_permission("quiet", world, send_messages=False)
    result = await world.maya.slash(silent, "ask", question=QUESTION)
    assert result.response is not None
    assert "$165" in text(result.response)


async def test_without_the_right_to_read_history_it_answers_unquoted(world: World) -> None:
    channel = no_permission("amnesia", world, read_message_history=False)
    await world.maya.send(channel, f"{world.mention} {QUESTION}")
    assert "$165" in text(channel.last_message)


async def test_a_closed_inbox_does_not_break_anything(world: World) -> None:
    silent = no_permission("quiet", world, send_messages=False)
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    await world.maya.send(silent, f"{world.mention} {QUESTION}")
    assert "$165" in text(await ask_by_mention(world))


@pytest.mark.parametrize(
    ("status", "times", "answered"), [(500, 1, True), (429, 1, True), (500, 2, False)]
)
async def test_sending_is_tried_once_more(
    world: World, status: int, times: int, answered: bool
) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=status, times=times)
    await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    assert (len(world.channel.history()) == 2) is answered
