"""What moderators are called in a server."""

from __future__ import annotations

from collections.abc import Iterable

import aiohttp
import discord


async def names_of(guild: discord.Guild | None, members: Iterable[int | None]) -> dict[int, str]:
    """What members are called in a server; those who left by their number. Never raises."""
    found: dict[int, str] = {}
    for member in {one for one in members if one is not None}:
        found[member] = f"member {member}"
        if guild is not None:
            try:
                found[member] = (await guild.fetch_member(member)).display_name
            except (discord.HTTPException, aiohttp.ClientError, OSError):
                continue
    return found
