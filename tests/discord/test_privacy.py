"""`/privacy`: told, handed over, deleted."""

from __future__ import annotations

import json

from tests.discord.conftest import World
from tests.discord.reading import answer, button_id, text


async def test_nothing_is_kept_at_first(world: World) -> None:
    shown = answer(await world.maya.slash(world.channel, "privacy show"))
    assert "nothing" in text(shown)
    assert shown.ephemeral


async def test_what_is_kept_is_told_and_exported(world: World) -> None:
    await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")
    assert ": 1" in text(answer(await world.maya.slash(world.channel, "privacy show")))
    shown = answer(await world.maya.slash(world.channel, "privacy export"))
    assert shown.ephemeral
    (attachment,) = shown.attachments
    assert attachment.filename.endswith(".json")
    kept = json.loads(await attachment.read())
    assert "first-credential" in json.dumps(kept)


async def test_deleting_needs_a_second_word(world: World) -> None:
    await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")
    result = await world.maya.slash(world.channel, "privacy forget")
    assert "cannot be undone" in text(answer(result))
    assert ": 1" in text(answer(await world.maya.slash(world.channel, "privacy show")))
    await world.maya.click(answer(result), label="Delete everything")
    assert "deleted" in text(answer(result))
    assert "nothing" in text(answer(await world.maya.slash(world.channel, "privacy show")))


async def test_pressing_twice_is_harmless(world: World) -> None:
    await world.maya.slash(world.channel, "pathway choose", pathway="first-credential")
    await world.sam.slash(world.channel, "pathway choose", pathway="first-credential")
    asked = await world.maya.user.slash("privacy forget")
    key = button_id(answer(asked), "Delete everything")
    first = await world.maya.user.click(answer(asked), custom_id=key)
    assert first.acknowledged
    again = await world.maya.user.slash("privacy forget")
    await world.maya.user.click(answer(again), label="Delete everything")
    assert "nothing stored" in text(answer(again))
    assert ": 1" in text(answer(await world.sam.slash(world.channel, "privacy show")))
