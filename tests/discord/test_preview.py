"""The bot on a local page."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest

from bot import preview
from bot.discord_app.client import Bot


async def test_it_serves_the_bot_on_this_machine_only(simcord_bot: Bot) -> None:
    said: list[str] = []
    task = asyncio.create_task(preview.run_preview(simcord_bot, announce=said.append))
    while not said:
        assert not task.done(), task.exception()
        await asyncio.sleep(0.01)
    url = said[0].rpartition(" ")[2]
    assert url.startswith("http://127.0.0.1:")
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.status == 200
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_taken_port_is_told(simcord_bot: Bot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(preview.PreviewError, match=f"port {port}"):
            await preview.run_preview(simcord_bot, port)


async def test_a_missing_package_is_named(
    simcord_bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "PACKAGES", ("json", "no_such_package_xyz"))
    with pytest.raises(preview.MissingPackageError, match="no_such_package_xyz"):
        await preview.run_preview(simcord_bot)
