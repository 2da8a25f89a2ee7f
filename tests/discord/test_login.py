"""Logging in and looking around, against a server on this machine that answers like Discord."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.discord_app.client import Bot, run_client
from bot.discord_app.login import Account, NoConnectionError, WrongTokenError, look_up
from bot.guide.guide import Guide
from tests.discord.conftest import Remembered

GOOD = "good"
HOME, STRANGE = 81384788765712384, 81384788765712385
INTENT = 1 << 19
"""Discord's flag: message content, for an application in few servers."""
VIEW, SEND, HISTORY, IN_THREADS = 1 << 10, 1 << 11, 1 << 16, 1 << 38
USER = {"id": "5", "username": "guide", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "7",
    "name": "MA Guide",
    "description": "",
    "icon": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": INTENT,
    "approximate_guild_count": 3,
    "owner": USER,
    "team": None,
}


def guild(permissions: int) -> dict[str, Any]:
    role = {"id": str(HOME), "name": "@everyone", "permissions": str(permissions), "position": 0}
    role |= {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
    role["colors"] = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    return {"id": str(HOME), "name": "Clinic", "owner_id": "1", "roles": [role], "emojis": []}


def reply(body: dict[str, Any], status: int = 200) -> web.Response:
    # discord.py reads JSON only under exactly this name, without a character set.
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type="application/json"
    )


class Discord:
    """What it says, to be changed by a test."""

    def __init__(self) -> None:
        self.permissions = VIEW | SEND | HISTORY | IN_THREADS
        self.status = 200
        self.delay = 0.0

    async def answer(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.delay)
        if request.headers["Authorization"] != f"Bot {GOOD}":
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        if self.status != 200:
            return reply({"message": "down", "code": 0}, status=self.status)
        member: dict[str, Any] = {
            "user": USER,
            "roles": [],
            "joined_at": None,
            "deaf": False,
            "mute": False,
        }
        member |= {"flags": 0}
        known: dict[str, Any] = {
            "/users/@me": USER,
            "/oauth2/applications/@me": APPLICATION,
            f"/guilds/{HOME}": guild(self.permissions),
            f"/guilds/{HOME}/members/5": member,
        }
        body = known.get(request.path)
        if body is None:
            return reply({"message": "Unknown Guild", "code": 10004}, status=404)
        return reply(body)


@pytest.fixture
async def service(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    service = Discord()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", service.answer)
    async with TestServer(app) as server:
        monkeypatch.setattr(discord.http.Route, "BASE", str(server.make_url("")).rstrip("/"))
        yield service


async def test_what_it_sees(service: Discord) -> None:
    account = await look_up(GOOD, HOME)
    assert account == Account("guide", 3, True, account.invite, ())
    assert "client_id=7" in account.invite
    assert f"permissions={service.permissions}" in account.invite


async def test_what_it_may_not_do_at_home(service: Discord) -> None:
    service.permissions = VIEW | HISTORY
    lacks = (await look_up(GOOD, HOME)).home_lacks
    assert lacks == ("Send Messages", "Send Messages in Threads")


async def test_a_home_where_it_is_not(service: Discord) -> None:
    assert (await look_up(GOOD, STRANGE)).home_lacks is None


async def test_a_wrong_token(service: Discord, guide: Guide) -> None:
    with pytest.raises(WrongTokenError, match="DISCORD_TOKEN"):
        await look_up("wrong", None)
    with pytest.raises(WrongTokenError, match="DISCORD_TOKEN"):
        await run_client(Bot(guide, sync_record=Remembered()), "wrong")


async def test_a_discord_that_refuses(service: Discord) -> None:
    service.status = 403
    with pytest.raises(NoConnectionError, match="403"):
        await look_up(GOOD, None)


async def test_a_discord_that_does_not_answer_in_time(service: Discord) -> None:
    service.delay = 5.0
    with pytest.raises(NoConnectionError, match="internet"):
        await look_up(GOOD, None, patience=0.1)
