"""In time, always: slow and broken storage, a failing Discord, an expired interaction."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from bot.guide.guide import Guide
from bot.guide.ports import StorageError
from bot.guide.question import Asker, Question
from bot.guide.reply import Reply
from tests.discord.conftest import World
from tests.discord.reading import answer, text

QUESTION = "how much is the ccma exam"


@pytest.fixture
def delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Storage that takes ten seconds for everything."""
    ask, choose = Guide.ask, Guide.choose_pathway

    async def slow_ask(self: Guide, question: Question) -> Reply:
        await asyncio.sleep(10)
        return await ask(self, question)

    async def slow_choose(self: Guide, pathway: str, asker: Asker) -> Reply:
        await asyncio.sleep(10)
        return await choose(self, pathway, asker)

    monkeypatch.setattr(Guide, "ask", slow_ask)
    monkeypatch.setattr(Guide, "choose_pathway", slow_choose)


@pytest.mark.usefixtures("delay")
async def test_a_slow_answer_is_deferred_and_follows(world: World) -> None:
    began = world.env.now()
    result = await world.maya.slash(world.channel, "ask", question=QUESTION)
    assert result.acknowledged
    assert result.deferred
    assert (world.env.now() - began).total_seconds() < 3
    await world.env.advance_time(10)
    assert "$165" in text(answer(result))
    assert not answer(result).ephemeral


@pytest.mark.usefixtures("delay")
async def test_a_slow_private_answer_stays_private(world: World) -> None:
    result = await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")
    assert result.deferred
    await world.env.advance_time(10)
    assert "Your next step" in text(answer(result))
    assert answer(result).ephemeral
    assert not world.channel.history(viewer=world.sam)


@pytest.mark.usefixtures("delay")
async def test_a_slow_safety_reply_is_private_even_when_asked_in_public(world: World) -> None:
    result = await world.maya.slash(world.channel, "ask", question="i want to kill myself")
    await world.env.advance_time(10)
    assert "988" in text(answer(result))
    assert answer(result).ephemeral
    assert not world.channel.history(viewer=world.sam)


@pytest.mark.usefixtures("delay")
async def test_a_slow_mention_shows_that_it_is_typing(world: World) -> None:
    await world.maya.send(world.channel, f"{world.mention} {QUESTION}")
    assert any(request.path.endswith("/typing") for request in world.env.http_requests)
    await world.env.advance_time(10)
    assert "$165" in text(world.channel.last_message)


async def test_a_slow_change_still_happens_in_place(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")
    set_done = Guide.set_done

    async def slow(self: Guide, milestone: str, done: bool, asker: Asker) -> Reply:
        await asyncio.sleep(10)
        return await set_done(self, milestone, done, asker)

    monkeypatch.setattr(Guide, "set_done", slow)
    pressed = await world.maya.click(answer(plan), label="I have done this step")
    assert pressed.acknowledged
    await world.env.advance_time(10)
    assert "Your next step: Pass the exam" in text(answer(plan))


async def test_storage_that_hangs_is_given_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(self: Guide, pathway: str, asker: Asker) -> Reply:
        await asyncio.sleep(10_000)
        raise AssertionError

    monkeypatch.setattr(Guide, "choose_pathway", hang)
    result = await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")
    assert result.deferred
    await world.env.advance_time(120)
    assert "did not answer in time" in text(answer(result))


async def test_a_write_that_failed_is_told_plainly(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*args: object) -> Reply:
        raise StorageError("disk full")

    for name in ("choose_pathway", "rate", "leave_pathway", "forget", "set_done", "pass_on"):
        monkeypatch.setattr(Guide, name, fail)
    shown = answer(
        await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")
    )
    assert "could not save" in text(shown)
    assert "disk full" not in text(shown)
    result = await world.maya.slash(world.channel, "ask", question=QUESTION)
    pressed = await world.sam.click(answer(result), label="Helpful")
    assert "could not save" in text(answer(pressed))


async def test_a_fault_of_ours_is_told_with_a_code(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*args: object) -> Mapping[str, object]:
        raise ZeroDivisionError("secret text")

    monkeypatch.setattr(Guide, "export", fail)
    shown = answer(await world.maya.slash(world.channel, "privacy export"))
    assert "give a moderator this code" in text(shown)
    assert "secret text" not in text(shown)
    code = text(shown).rsplit(" ", 1)[-1].rstrip(".")
    assert code in caplog.text


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_a_failing_discord_is_asked_once_more(world: World, status: int) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=status)
    result = await world.maya.slash(world.channel, "ask", question=QUESTION)
    assert "$165" in text(answer(result))


async def test_a_discord_that_goes_on_failing_breaks_nothing(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=500, times=2)
    await world.maya.slash(world.channel, "ask", question=QUESTION)
    result = await world.maya.slash(world.channel, "ask", question=QUESTION)
    assert "$165" in text(answer(result))


async def test_an_expired_interaction_breaks_nothing(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    result = await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")
    assert not result.acknowledged
    shown = answer(await world.maya.slash(world.channel, "pathway show"))
    assert "Your next step" in text(shown), "the work is done though it could not be shown"


async def test_a_message_that_discord_refuses_is_replaced(world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035)
    shown = answer(await world.maya.slash(world.channel, "ask", question=QUESTION))
    assert "give a moderator this code" in text(shown)


async def test_an_error_leaves_the_plan_where_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")

    async def fail(*args: object) -> Reply:
        raise StorageError("disk full")

    monkeypatch.setattr(Guide, "set_done", fail)
    pressed = await world.maya.click(answer(plan), label="I have done this step")
    assert "could not save" in text(answer(pressed))
    assert "Your next step: Choose a program" in text(answer(plan))


async def test_no_personal_data_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="bot")
    await world.maya.slash(world.channel, "ask", question="my name is Zebulon, fee of the rma?")
    await world.maya.send(world.channel, f"{world.mention} Zebulon asks about the rma exam")
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("bot"))
    assert "Zebulon" not in ours
    assert str(world.maya.id) not in ours
    assert "maya" not in ours
