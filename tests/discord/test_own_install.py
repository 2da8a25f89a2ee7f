"""Where a member brought the guide along: private, and of no server."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from discord import app_commands

from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of, is_personal
from bot.discord_app.respond import Manner, for_everyone, for_member


def interaction(*, by_user: bool, by_server: bool, where: str) -> Interaction:
    """SimCord knows no user installs, so this stands in for what discord.py tells of one."""
    context: dict[str, Any] = {where: True}
    return cast(
        Interaction,
        SimpleNamespace(
            is_user_integration=lambda: by_user,
            is_guild_integration=lambda: by_server,
            context=app_commands.AppCommandContext(**context),
            user=SimpleNamespace(id=7),
            guild_id=9 if where == "guild" else None,
            channel_id=11,
        ),
    )


@pytest.mark.parametrize(
    ("by_user", "by_server", "where", "personal"),
    [
        (True, False, "guild", True),
        (True, True, "guild", False),
        (False, True, "guild", False),
        (True, False, "private_channel", True),
        (True, False, "dm_channel", False),
        (False, False, "guild", False),
    ],
)
def test_when_it_is_the_members_own(
    by_user: bool, by_server: bool, where: str, personal: bool
) -> None:
    found = interaction(by_user=by_user, by_server=by_server, where=where)
    assert is_personal(found) is personal
    assert (for_everyone(found) is Manner.PRIVATE) is personal
    assert for_everyone(found, private=True) is Manner.PRIVATE


def test_there_the_server_is_not_known() -> None:
    own = interaction(by_user=True, by_server=False, where="guild")
    shared = interaction(by_user=True, by_server=True, where="guild")
    assert asker_of(own).server == 0
    assert asker_of(shared).server == 9


def test_personal_things_are_for_the_member_alone() -> None:
    assert for_member(interaction(by_user=False, by_server=True, where="guild")) is Manner.PRIVATE
    in_dm = interaction(by_user=False, by_server=True, where="dm_channel")
    assert for_member(in_dm) is Manner.OPEN
