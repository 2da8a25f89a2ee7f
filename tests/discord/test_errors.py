"""The one table from errors to sentences."""

from __future__ import annotations

import pytest
from discord import AppCommandType, app_commands

from bot.discord_app.errors import explain
from bot.guide.ports import StorageError
from bot.guide.reply import Kind
from tests.discord.conftest import World
from tests.discord.reading import answer, text

COOLDOWN = app_commands.Cooldown(1, 5.0)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (StorageError("locked"), "could not save"),
        (TimeoutError(), "did not answer in time"),
        (app_commands.CommandNotFound("old", [], AppCommandType.chat_input), "has just changed"),
        (app_commands.MissingPermissions(["manage_guild"]), "**Manage Guild**"),
        (app_commands.CommandOnCooldown(COOLDOWN, 3.2), "3 seconds"),
        (app_commands.CheckFailure(), "not allowed"),
        (ValueError("private words"), "this code"),
    ],
)
def test_each_error_has_its_sentence(error: Exception, says: str) -> None:
    reply = explain(error)
    assert reply.kind is Kind.ERROR
    assert says in reply.lead
    assert "private words" not in reply.lead


async def test_a_command_that_discord_still_shows_is_answered(world: World) -> None:
    world.bot.tree.remove_command("help")
    result = await world.maya.slash(world.channel, "help")
    assert "has just changed" in text(answer(result))
    assert answer(result).ephemeral
    assert [type(e) for e in world.env.errors] == [app_commands.CommandNotFound]
