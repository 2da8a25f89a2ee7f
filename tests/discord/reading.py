"""What a test reads off the bot's messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
import simcord
from simcord.components import walk_components

Shown = discord.Message | simcord.ResponseMessage
Wire = list[dict[str, Any]]

BUTTON = 2
SELECT = 3
TEXT = 10
GALLERY = 12
FILE = 13


def wire(message: Shown | None) -> Wire:
    """A message's components as they went over the wire."""
    assert message is not None, "there is no message"
    if isinstance(message, simcord.ResponseMessage):
        return message.components
    return [component.to_dict() for component in message.components]  # type: ignore[misc]  # SimCord gives both kinds of component one type


def of_type(message: Shown | None, kind: int) -> list[dict[str, Any]]:
    return [c for c in walk_components(wire(message)) if c.get("type") == kind]


def text(message: Shown | None) -> str:
    """All text of a message, in reading order."""
    return "\n".join(component["content"] for component in of_type(message, TEXT))


def labels(message: Shown | None) -> list[str]:
    """The labels of all buttons."""
    return [component["label"] for component in of_type(message, BUTTON)]


def button_id(message: Shown | None, label: str) -> str:
    """The custom id of the button with a label."""
    found = [c["custom_id"] for c in of_type(message, BUTTON) if c["label"] == label]
    assert len(found) == 1, f"{label!r} is not once among {labels(message)}"
    return str(found[0])


def options(message: Shown | None) -> Iterator[dict[str, Any]]:
    """The options of all menus."""
    for menu in of_type(message, SELECT):
        yield from menu["options"]


def answer(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """What a member got for an interaction: the response, or what followed it."""
    shown = [m for m in (result.response, *result.followups) if m is not None]
    assert shown, f"the interaction was not answered: {result!r}"
    return shown[-1]
