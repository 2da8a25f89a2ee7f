"""Custom ids of the moderators' buttons and forms: a verb and what it is about.

They have a prefix of their own, so that no button of a member is ever taken for one of these.
"""

from __future__ import annotations

from bot.discord_app.limits import CUSTOM_ID

PREFIX = "mk"


def key(verb: str, *parts: object) -> str | None:
    """The custom id for a verb and its parts, or None when it does not fit."""
    text = ":".join((PREFIX, verb, *map(str, parts)))
    return text if len(text) <= CUSTOM_ID else None


def read(custom_id: str) -> tuple[str, str] | None:
    """The verb and the rest of a custom id; None when it is not one of these."""
    prefix, _, rest = custom_id.partition(":")
    if prefix != PREFIX:
        return None
    verb, _, about = rest.partition(":")
    return verb, about
