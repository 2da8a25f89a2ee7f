"""Who may change what.

NotAllowedError   the person may not do this; the text is for them
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.servers import ServerSettings


class NotAllowedError(Exception):
    """Somebody may not do what they asked for."""


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody in a server, with what Discord says of them at this very moment."""

    member: int
    server: int
    roles: frozenset[int] = frozenset()
    manages: bool = False
    """Whether they have Discord's permission to manage the server."""


def may_edit(who: Moderator, settings: ServerSettings) -> bool:
    """Whether somebody is a moderator of the guide in their server."""
    if who.server == 0:
        return False
    return who.manages or bool(who.roles & set(settings.moderator_roles))


def check_edit(who: Moderator, settings: ServerSettings) -> None:
    """Raises `NotAllowedError` for everybody who is no moderator."""
    if who.server == 0:
        raise NotAllowedError("The guide is edited in a server, not in direct messages.")
    if not may_edit(who, settings):
        raise NotAllowedError(
            "Only moderators of the guide may do this. Who they are, /setup says; whoever "
            "manages the server always is one."
        )


def check_manage(who: Moderator) -> None:
    """Raises `NotAllowedError` for everybody who does not manage the server."""
    if who.server == 0 or not who.manages:
        raise NotAllowedError("Only who may manage the server may do this.")
