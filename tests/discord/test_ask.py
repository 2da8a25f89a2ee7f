"""`/ask` and "Answer this"."""

from __future__ import annotations

import time

import pytest

from tests.discord.conftest import World
from tests.discord.extra_knowledge import LONG_TOPIC
from tests.discord.reading import answer, labels, text
from tests.discord.wire import choice_problems


async def test_a_question_is_answered_with_its_source(world: World) -> None:
    result = await world.maya.slash(world.channel, "ask", question="how much is the ccma exam")
    shown = answer(result)
    assert "The CCMA exam costs $165." in text(shown)
    assert "Source: [Official page](https://example.org/cost), as of 2026-09" in text(shown)
    assert {"Helpful", "Not what I asked"} <= set(labels(shown))
    assert not shown.ephemeral
    assert not result.deferred


async def test_a_private_question_is_seen_by_its_asker_only(world: World) -> None:
    result = await world.maya.slash(
        world.channel, "ask", question="how much is the ccma exam", private=True
    )
    assert answer(result).ephemeral
    assert not world.channel.history(viewer=world.sam)


async def test_in_direct_messages_answers_stay(world: World) -> None:
    result = await world.maya.user.slash("ask", question="how much is the rma exam")
    assert "$150" in text(answer(result))
    assert not answer(result).ephemeral


async def test_autocomplete_offers_what_is_known(world: World) -> None:
    offered = await world.maya.autocomplete(world.channel, "ask", "question", "rma fee")
    assert {"name": "RMA: exam fee", "value": "topic:rma.cost"} in offered
    shown = answer(await world.maya.slash(world.channel, "ask", question="topic:rma.cost"))
    assert "The RMA exam costs $150." in text(shown)


@pytest.mark.parametrize(
    "typed", ["", "c", "how much is", "x" * 100, "\U0001f600", "@everyone", "item", "``` \\"]
)
async def test_autocomplete_keeps_to_the_limits(world: World, typed: str) -> None:
    started = time.perf_counter()
    offered = await world.maya.autocomplete(world.channel, "ask", "question", typed)
    assert not list(choice_problems(offered))
    assert time.perf_counter() - started < 0.5


async def test_a_picked_topic_may_have_the_longest_id(world: World) -> None:
    offered = await world.maya.autocomplete(world.channel, "ask", "question", LONG_TOPIC)
    value = next(c["value"] for c in offered if LONG_TOPIC in c["value"])
    assert "above your waist" in text(
        answer(await world.maya.slash(world.channel, "ask", question=value))
    )


async def test_a_topic_that_is_gone_is_told_to_the_asker_alone(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "ask", question="topic:no.such"))
    assert "no longer in the guide" in text(shown)
    assert shown.ephemeral


@pytest.mark.parametrize("question", ["   ", "\U0001f600\U0001f600", "?!", "<:smile:123>"])
async def test_a_question_without_words_gets_a_kind_hint(world: World, question: str) -> None:
    shown = answer(await world.maya.slash(world.channel, "ask", question=question))
    assert "can't read a question" in text(shown)


async def test_a_far_too_long_question_is_answered_too(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "ask", question="word " * 1200))
    assert text(shown)


async def test_answer_this_answers_a_message_privately(world: World) -> None:
    message = await world.sam.send(world.channel, "hey folks how much is the rma exam??")
    result = await world.maya.context_menu(world.channel, "Answer this", message)
    assert "$150" in text(answer(result))
    assert answer(result).ephemeral
    assert len(world.channel.history(viewer=world.sam)) == 1


async def test_answer_this_on_a_message_without_words(world: World) -> None:
    message = await world.sam.send(world.channel, "", attachments=[("photo.png", b"x")])
    result = await world.maya.context_menu(world.channel, "Answer this", message)
    assert "can't read a question" in text(answer(result))
