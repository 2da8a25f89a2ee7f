"""What happens when a moderator presses a button or sends a form off.

Both are told apart by the verb in their custom id alone, so they work after any restart.
discord.py forgets its forms at a restart; ours are read from the interaction itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

import aiohttp
import discord

from bot.discord_app.base import Interaction
from bot.discord_app.buttons import Control, outdated
from bot.discord_app.context import owns_message
from bot.discord_app.features.knowledge.access import guarded
from bot.discord_app.features.knowledge.forms import FIELDS, FILES_PER_FIELD, Form
from bot.discord_app.features.knowledge.keys import PREFIX, read
from bot.discord_app.render import Shown
from bot.discord_app.respond import DESK_LIMIT, PATIENCE, RETRY_PAUSE, Manner, passing, respond

log = logging.getLogger(__name__)

Values: TypeAlias = Mapping[str, str]
Press = Callable[[Interaction, str], Coroutine[Any, Any, Shown]]
Open = Callable[[Interaction, str], Coroutine[Any, Any, Form | Shown]]
Submit = Callable[[Interaction, str, Values], Coroutine[Any, Any, Shown]]
P = TypeVar("P", bound=Press)
F = TypeVar("F", bound=Open)
S = TypeVar("S", bound=Submit)

_presses: dict[str, tuple[Press, bool]] = {}
_opens: dict[str, Open] = {}
_submits: dict[str, Submit] = {}


def on_press(verb: str, *, in_place: bool = True) -> Callable[[P], P]:
    """Register what a button does that shows something, in place of its own message or not."""

    def register(handler: P) -> P:
        _presses[verb] = (handler, in_place)
        return handler

    return register


def on_open(verb: str) -> Callable[[F], F]:
    """Register a button that opens a form."""

    def register(handler: F) -> F:
        _opens[verb] = handler
        return handler

    return register


def on_submit(verb: str) -> Callable[[S], S]:
    """Register what a form does when it is sent off."""

    def register(handler: S) -> S:
        _submits[verb] = handler
        return handler

    return register


class DeskButton(Control, template=rf"{PREFIX}:(?P<verb>[a-z]+):(?P<about>.*)"):
    """Any button of the desk."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        verb, about = self.parts["verb"], self.parts["about"]
        if opener := _opens.get(verb):
            await open_form(interaction, opener(interaction, about))
            return
        handler, in_place = _presses.get(verb, (None, False))
        work = handler(interaction, about) if handler else _outdated()
        manner = _manner(interaction, in_place)
        await respond(interaction, guarded(interaction, work), manner, DESK_LIMIT)


async def submitted(interaction: Interaction) -> None:
    """Answer a form that was sent off, if it is one of the desk's."""
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    found = read(str(data.get("custom_id", "")))
    if found is None:
        return
    verb, about = found
    handler = _submits.get(verb)
    work = (
        handler(interaction, about, dict(_values(data["components"]))) if handler else _outdated()
    )
    manner = _manner(interaction, True)
    await respond(interaction, guarded(interaction, work), manner, DESK_LIMIT)


def uploaded(interaction: Interaction) -> list[discord.Attachment]:
    """The files that came with a form, at most as many as any of its fields takes."""
    data: Any = interaction.data
    found: Mapping[str, Any] = data.get("resolved", {}).get("attachments", {})
    # discord.py hands files only to forms that it remembers, and forgets them at a restart.
    state = interaction._state
    return [
        discord.Attachment(data=one, state=state)
        for one in list(found.values())[: FILES_PER_FIELD * FIELDS]
    ]


async def open_form(interaction: Interaction, making: Coroutine[Any, Any, Form | Shown]) -> None:
    """Show a form, which cannot be done late; or say why there is none. Never raises."""
    task = asyncio.ensure_future(making)
    await asyncio.wait({task}, timeout=PATIENCE)
    if not task.done():
        task.cancel()
        await respond(interaction, _raised(TimeoutError()), Manner.PRIVATE)
    elif error := task.exception():
        await respond(interaction, guarded(interaction, _raised(error)), Manner.PRIVATE)
    elif isinstance(made := task.result(), Shown):
        await respond(interaction, _said(made), Manner.PRIVATE)
    else:
        await _send(interaction, made)


async def _send(interaction: Interaction, form: Form) -> None:
    for last in (False, True):
        try:
            await interaction.response.send_modal(form)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if passing(error) and not last:
                await asyncio.sleep(RETRY_PAUSE)
                continue
            log.error("a form could not be shown: %s", type(error).__name__)
            if not interaction.response.is_done():
                await respond(interaction, _raised(error), Manner.PRIVATE)
        return


def _manner(interaction: Interaction, in_place: bool) -> Manner:
    return Manner.IN_PLACE if in_place and owns_message(interaction) else Manner.PRIVATE


async def _raised(error: BaseException) -> Shown:
    raise error


async def _said(shown: Shown) -> Shown:
    return shown


async def _outdated() -> Shown:
    return outdated()


def _values(components: object) -> Iterator[tuple[str, str]]:
    """Names and values of a form's fields, however they are nested."""
    for component in components if isinstance(components, list) else ():
        if "value" in component:
            yield str(component["custom_id"]), str(component["value"] or "")
        yield from _values([component["component"]] if "component" in component else None)
        yield from _values(component.get("components"))
