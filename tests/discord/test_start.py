"""Why the bot cannot start, in one sentence each."""

from __future__ import annotations

import aiohttp
import discord
import pytest
import simcord

from bot.discord_app.client import Bot, run_client
from bot.discord_app.login import (
    MissingIntentError,
    NoConnectionError,
    StartError,
    WrongTokenError,
)
from bot.guide.guide import Guide
from tests.discord.conftest import Remembered


@pytest.mark.parametrize(
    ("cause", "expected", "says"),
    [
        (discord.LoginFailure("no"), WrongTokenError, "DISCORD_TOKEN"),
        (discord.PrivilegedIntentsRequired(None), MissingIntentError, "MESSAGE_CONTENT"),
        (aiohttp.ClientConnectionError("no route"), NoConnectionError, "internet"),
        (OSError("no route"), NoConnectionError, "internet"),
    ],
)
async def test_each_reason_has_its_own_sentence(
    simcord_bot: Bot,
    monkeypatch: pytest.MonkeyPatch,
    cause: Exception,
    expected: type[StartError],
    says: str,
) -> None:
    async def start(self: Bot, token: str, *, reconnect: bool = True) -> None:
        raise cause

    monkeypatch.setattr(Bot, "start", start)
    with pytest.raises(expected, match=says) as caught:
        await run_client(simcord_bot, "token")
    assert "\n" not in str(caught.value)


async def test_the_intent_is_asked_for_only_when_wanted(guide: Guide) -> None:
    wanted = Bot(guide, sync_record=Remembered(), message_content=True)
    assert wanted.intents.message_content
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with simcord.run(wanted, approved_intents=discord.Intents.none()):
            pass
