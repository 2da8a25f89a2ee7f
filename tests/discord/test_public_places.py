"""In public: answered where it is switched on, kept in step with the question, never too many."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import discord
import pytest
import simcord

from bot.discord_app.client import Bot
from bot.discord_app.exchanges import EDITABLE_SECONDS, Exchanges
from bot.discord_app.features import public
from bot.discord_app.listening import asks
from bot.guide.guide import Guide
from bot.guide.ports import StorageError
from bot.guide.question import Asker, Question
from bot.publishing.desk import Desk
from bot.publishing.rights import Moderator
from tests.discord.conftest import Remembered, Seconds, World, no_permission
from tests.discord.reading import answer, labels, text

QUESTION = "how much is the ccma exam"
OTHER = "how do i renew my rma"
UNKNOWN = "how long is the moon awake"
CHAT = [
    "lol same",
    "thanks!",
    "anyone up for lunch?",
    "the ccma exam is on monday",
    "I passed my CCMA exam yesterday!",
    "hello everyone",
    "how was your weekend?",
    UNKNOWN,
]


@pytest.fixture
def simcord_bot(guide: Guide, record: Remembered, desk: Desk, clock: Seconds) -> Bot:
    return Bot(guide, sync_record=record, desk=desk, message_content=True, clock=clock)


async def switch_on(world: World, *channels: simcord.ChannelHandle, **settings: object) -> None:
    assert world.bot.desk is not None
    kept = await world.bot.desk.settings(world.server.id)
    # The settings are named by each test.
    kept = replace(kept, answer_channels=tuple(c.id for c in channels), **settings)  # type: ignore[arg-type]  # any
    await world.bot.desk.set_settings(kept, Moderator(1, world.server.id, manages=True))


def answers(channel: simcord.ChannelHandle) -> list[discord.Message]:
    return [message for message in channel.history() if message.author.bot]


async def test_a_question_is_answered_only_where_that_is_switched_on(world: World) -> None:
    elsewhere = world.server.create_text_channel("lounge")
    await switch_on(world, world.channel)
    asked = await world.maya.send(world.channel, QUESTION)
    await world.maya.send(elsewhere, QUESTION)
    (shown,) = answers(world.channel)
    assert "$165" in text(shown)
    assert shown.reference is not None
    assert shown.reference.message_id == asked.id
    assert not shown.mentions
    assert not answers(elsewhere)


@pytest.mark.parametrize("chat", CHAT)
async def test_small_talk_and_what_it_does_not_know_meet_silence(world: World, chat: str) -> None:
    await switch_on(world, world.channel)
    await world.maya.send(world.channel, chat)
    assert not answers(world.channel)


async def test_what_is_said_to_somebody_is_left_to_them(world: World) -> None:
    await switch_on(world, world.channel)
    first = await world.sam.send(world.channel, "good morning")
    await world.maya.send(world.channel, f"{world.sam.mention} {QUESTION}?")
    await world.maya.send(world.channel, f"{QUESTION}?", reply_to=first)
    await world.maya.send(world.channel, f"@everyone {QUESTION}?")
    assert not answers(world.channel)


async def test_bots_and_webhooks_are_never_answered(world: World) -> None:
    await switch_on(world, world.channel)
    other = world.server.add_member(world.env.create_user("otherbot", bot=True))
    await other.send(world.channel, QUESTION)
    await world.server.create_webhook(world.channel).send(QUESTION)
    assert len(world.channel.history()) == 2


async def test_without_permission_it_is_silent_and_whispers_to_nobody(world: World) -> None:
    quiet = no_permission("quiet", world, send_messages=False)
    await switch_on(world, quiet)
    await world.maya.send(quiet, QUESTION)
    assert not answers(quiet)
    assert not any("users/@me/channels" in r.path for r in world.env.http_requests)


async def test_a_broken_storage_means_silence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise StorageError("no disk")

    await switch_on(world, world.channel)
    monkeypatch.setattr(Desk, "settings", broken)
    await world.maya.send(world.channel, QUESTION)
    assert not answers(world.channel)


async def test_it_speaks_unasked_once_in_a_while(world: World, clock: Seconds) -> None:
    await switch_on(world, world.channel)
    await world.maya.send(world.channel, QUESTION)
    await world.sam.send(world.channel, OTHER)
    assert len(answers(world.channel)) == 1
    clock.now += 20
    await world.sam.send(world.channel, OTHER)
    assert len(answers(world.channel)) == 2


async def forum_thread(world: World) -> tuple[simcord.ChannelHandle, simcord.ChannelHandle]:
    handle = world.server.create_forum_channel("help")
    forum = world.bot.get_channel(handle.id)
    assert isinstance(forum, discord.ForumChannel)
    await forum.create_thread(name="How much is the CCMA exam?", content="It says it all")
    await world.env.settle()
    return handle, handle.threads[0]


async def test_a_thread_of_a_forum_follows_its_forum(world: World) -> None:
    forum, thread = await forum_thread(world)
    await world.maya.send(thread, QUESTION)
    assert len(answers(thread)) == 1
    await switch_on(world, forum)
    await world.maya.send(thread, QUESTION)
    assert "$165" in text(answers(thread)[-1])


async def test_the_title_of_a_post_counts(world: World) -> None:
    _, handle = await forum_thread(world)
    thread = world.bot.get_channel(handle.id)
    assert isinstance(thread, discord.Thread)
    author = SimpleNamespace(id=1)
    post = SimpleNamespace(
        id=thread.id, channel=thread, content="It says it all", author=author, guild=thread.guild
    )
    (found,) = public.overheard_in(cast(discord.Message, post))
    assert found.text == "How much is the CCMA exam?"


@pytest.mark.parametrize("addressed", [True, False])
async def test_the_answer_follows_an_edit(world: World, clock: Seconds, addressed: bool) -> None:
    await switch_on(world, world.channel)
    to = f"{world.mention} " if addressed else ""
    asked = await world.maya.send(world.channel, to + QUESTION)
    await world.maya.edit(asked, to + OTHER)
    (shown,) = answers(world.channel)
    assert "$165" not in text(shown)
    assert "form, the fee" in text(shown)
    clock.now += EDITABLE_SECONDS + 1
    await world.maya.edit(asked, to + QUESTION)
    assert "$165" not in text(answers(world.channel)[0])


async def test_an_edit_that_needs_no_answer_removes_it(world: World) -> None:
    await switch_on(world, world.channel)
    asked = await world.maya.send(world.channel, QUESTION)
    await world.maya.edit(asked, "never mind, all good")
    assert not answers(world.channel)
    await world.maya.edit(asked, OTHER)
    assert len(answers(world.channel)) == 1


async def test_an_edit_without_new_text_changes_nothing(world: World) -> None:
    asked = await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    before = len(world.env.http_requests)
    await world.maya.edit(asked, f"{world.mention}  {QUESTION}")
    await public.on_edit(world.bot, cast(discord.Message, SimpleNamespace(id=asked.id, content="")))
    assert not [r for r in world.env.http_requests[before:] if r.method == "PATCH"]


async def test_many_edits_end_with_the_last(
    world: World, monkeypatch: pytest.MonkeyPatch, clock: Seconds
) -> None:
    async def sleep(seconds: float) -> None:
        clock.now += seconds

    asked = await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    monkeypatch.setattr(
        "bot.discord_app.features.public.asyncio",
        SimpleNamespace(sleep=sleep, ensure_future=asyncio.ensure_future),
    )
    for n in range(10):
        await world.maya.edit(asked, f"{world.mention} {QUESTION if n % 2 else OTHER} {n}")
    assert "$165" in text(answers(world.channel)[0])


@pytest.mark.parametrize("addressed", [True, False])
async def test_the_answer_goes_with_its_question(world: World, addressed: bool) -> None:
    await switch_on(world, world.channel)
    to = f"{world.mention} " if addressed else ""
    asked = await world.maya.send(world.channel, to + QUESTION)
    assert len(answers(world.channel)) == 1
    await world.maya.delete(asked)
    assert not world.channel.history()


async def test_an_answer_that_a_moderator_removed_does_not_come_back(world: World) -> None:
    asked = await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(answers(world.channel)[0].id).delete()
    await world.maya.edit(asked, f"{world.mention} {OTHER}")
    await world.maya.delete(asked)
    assert not world.channel.history()


async def test_a_short_style_keeps_the_rest_behind_a_button(world: World) -> None:
    await switch_on(world, world.channel, reply_style="short")
    await world.maya.send(world.channel, "how do i set up a sterile field")
    (shown,) = answers(world.channel)
    assert "Step 3" not in text(shown)
    assert "More about this" in labels(shown)
    opened = await world.sam.click(shown, label="More about this")
    assert opened.ephemeral
    assert "Step 3" in text(answer(opened))


async def test_who_asks_too_much_is_told_once_and_then_waited_for(
    world: World, clock: Seconds
) -> None:
    for _ in range(8):
        await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    assert len(answers(world.channel)) == 8
    for _ in range(3):
        await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    assert len(answers(world.channel)) == 9
    assert "Slow down" in text(world.channel.history()[-3])
    assert "in 8 seconds" in text(world.channel.history()[-3])
    await world.sam.send(world.channel, f"{world.mention} {QUESTION}")
    assert len(answers(world.channel)) == 10
    clock.now += 8
    await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    assert "$165" in text(world.channel.last_message)


async def test_slash_commands_have_a_pace_too(world: World, clock: Seconds) -> None:
    for _ in range(20):
        await world.maya.slash(world.channel, "help")
    refused = await world.maya.slash(world.channel, "help")
    assert refused.ephemeral
    assert "again in 3 seconds" in text(answer(refused))
    clock.now += 3
    assert "again in" not in text(answer(await world.maya.slash(world.channel, "help")))


async def test_without_the_intent_nothing_is_overheard(
    world: World, guide: Guide, record: Remembered, desk: Desk
) -> None:
    await switch_on(world, world.channel)
    await world.env.restart_bot(Bot(guide, sync_record=record, desk=desk))
    await world.maya.send(world.channel, QUESTION)
    assert not answers(world.channel)
    await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    assert len(answers(world.channel)) == 1


def test_the_map_of_answers_is_bounded() -> None:
    exchanges = Exchanges(Seconds(), limit=3)
    for message in range(10):
        assert exchanges.open(message, Question("?", Asker(1)), "?")
        exchanges.keep()
    assert len(exchanges) == 3
    assert exchanges.open(9, Question("?", Asker(1)), "?") is None
    assert exchanges.find(0) is None


@pytest.mark.parametrize(
    "question",
    [
        "CCMA exam cost?",
        "hey all, how do i renew my rma",
        "does anyone know the ccma fee",
        "Started school. what is rooming",
        "I need to know what the exam costs",
        "good morning! is the RMA hard",
    ],
)
def test_questions_are_told_from_talk(question: str) -> None:
    assert asks(question)


@pytest.mark.parametrize(
    "talk", CHAT[:2] + CHAT[3:6] + ["", "phlebotomy is hard", "my rma expired"]
)
def test_talk_is_told_from_questions(talk: str) -> None:
    assert not asks(talk)
