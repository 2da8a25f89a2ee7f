"""Buttons: for everyone who sees them, after any restart, pressed any number of times."""

from __future__ import annotations

import discord
import simcord
from discord import ui

from bot.discord_app.base import Layout
from bot.discord_app.render import Shown, render
from bot.discord_app.state import Origin, Source
from bot.guide.question import Asker
from bot.guide.reply import Action, Choice, Kind, Reply, Section
from tests.discord.conftest import World
from tests.discord.reading import BUTTON, answer, button_id, labels, of_type, text

QUESTION = "how much is the ccma exam"
RELATED = "CCMA: renewal"


async def asked(world: World, question: str = QUESTION) -> discord.Message:
    await world.maya.send(world.channel, f"{world.mention} {question}")
    assert world.channel.last_message is not None
    return world.channel.last_message


async def press(
    who: simcord.MemberActor, message: discord.Message, label: str
) -> simcord.InteractionResult:
    return await who.click(message, custom_id=button_id(message, label))


async def test_anyone_may_press_and_only_they_see_it(world: World) -> None:
    message = await asked(world)
    before = text(message)
    result = await press(world.sam, message, RELATED)
    assert "10 CE credits" in text(answer(result))
    assert answer(result).ephemeral
    assert text(world.channel.last_message) == before
    assert len(world.channel.history(viewer=world.maya)) == 2


async def test_a_verdict_is_kept_once_however_often_pressed(world: World) -> None:
    message = await asked(world)
    for _ in range(3):
        assert "Thank you" in text(answer(await press(world.sam, message, "Helpful")))
    shown = answer(await press(world.sam, message, "Not what I asked"))
    assert "moderators" in text(shown)
    kept = await world.bot.guide.export(Asker(world.sam.id))
    # An export is plain JSON, typed as such.
    assert [row["helpful"] for row in kept["ratings"]] == [False]  # type: ignore[attr-defined]  # JSON


async def test_a_question_is_passed_on_once(world: World) -> None:
    answered = await asked(world)
    question = int(button_id(answered, "Helpful").split(":")[3])
    offer = Choice("Pass it on", Action.PASS_ON)
    reply = Reply(Kind.ABSTAIN, "I don't know.", choices=(offer,), question_id=question)
    message = await said(world, render(Shown(reply)))
    assert "with the moderators now" in text(answer(await press(world.maya, message, "Pass it on")))
    assert "already" in text(answer(await press(world.maya, message, "Pass it on")))


async def test_did_you_mean_shows_what_was_meant(world: World) -> None:
    meant = Choice("CCMA: exam fee", Action.SHOW, "ccma.cost", hint="What NHA charges.")
    none = Choice("None of these", Action.NONE_OF_THESE)
    reply = Reply(Kind.CLARIFY, "Did you mean:", choices=(meant, none), question_id=3)
    message = await said(world, render(Shown(reply)))
    assert "**CCMA: exam fee**: What NHA charges." in text(message)
    assert "$165" in text(answer(await press(world.maya, message, meant.label)))
    shown = answer(await press(world.maya, message, none.label))
    assert "none of those" in text(shown)
    assert any("ma:take:pass_on:3:" in c["custom_id"] for c in of_type(shown, BUTTON))


async def test_everything_works_after_a_restart(world: World) -> None:
    message = await asked(world)
    await world.env.restart_bot()
    assert "10 CE credits" in text(answer(await press(world.sam, message, RELATED)))
    assert "Thank you" in text(answer(await press(world.sam, message, "Helpful")))


async def test_everything_works_on_an_old_message(world: World) -> None:
    message = await asked(world)
    await world.env.advance_time(400 * 24 * 3600)
    assert "10 CE credits" in text(answer(await press(world.sam, message, RELATED)))


async def test_buttons_of_a_private_answer_outlive_fifteen_minutes(world: World) -> None:
    result = await world.maya.slash(world.channel, "ask", question=QUESTION, private=True)
    await world.env.advance_time(1000)
    again = await world.maya.click(answer(result), label=RELATED)
    assert "10 CE credits" in text(answer(again))


async def test_a_long_answer_is_read_on_by_anyone(world: World) -> None:
    origin = Origin(Source.TOPICS, tuple(f"practical.item-{n}" for n in range(3)))
    reply = Reply(Kind.ANSWER, sections=tuple(Section("x", "word " * 500) for _ in range(3)))
    message = await said(world, render(Shown(reply, origin)))
    (more,) = [label for label in labels(message) if label.startswith("Read on")]
    shown = answer(await press(world.sam, message, more))
    assert "practical.item-2" in text(shown)
    assert shown.ephemeral


async def test_categories_open_in_place_only_on_the_members_own_message(world: World) -> None:
    public = answer(await world.maya.slash(world.channel, "topics"))
    pressed = await world.sam.click(public, label="Duties")
    assert answer(pressed).ephemeral
    assert answer(pressed).id != public.id
    own = await world.maya.slash(world.channel, "help")
    await world.maya.click(answer(own), label="Duties")
    assert "Title of duties.vitals" in labels(answer(own))


async def test_buttons_of_another_version_are_answered(world: World) -> None:
    layout = Layout()
    for key in ("ma:nonsense:1", "ma:take:no_such_action:0:x", "ma:page:1:no:x:y", "ma:show"):
        layout.add_item(ui.ActionRow(ui.Button(label=key, custom_id=key)))
    message = await said(world, layout)
    for label in labels(message):
        assert "older version" in text(answer(await press(world.sam, message, label)))


async def test_a_topic_gone_meanwhile_is_told(world: World) -> None:
    gone = Choice("Gone", Action.SHOW, "no.such")
    message = await said(world, render(Shown(Reply(Kind.ANSWER, "x", choices=(gone,)))))
    assert "no longer" in text(answer(await press(world.sam, message, "Gone")))


async def test_deleting_is_for_the_one_who_asked(world: World) -> None:
    await world.sam.slash(world.channel, "pathway choose", pathway="first-credential")
    layout = Layout()
    key = f"ma:forget:{world.maya.id}"
    layout.add_item(ui.ActionRow(ui.Button(label="Delete everything", custom_id=key)))
    message = await said(world, layout)
    pressed = await press(world.sam, message, "Delete everything")
    assert "somebody else" in text(answer(pressed))
    assert await world.bot.guide.export(Asker(world.sam.id))


async def said(world: World, layout: Layout) -> discord.Message:
    """A message of the bot in the channel, as it may stand there from long ago."""
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(view=layout)
