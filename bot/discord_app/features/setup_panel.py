"""What `/setup` shows, and what each of its menus changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import discord
from discord import SelectDefaultValue, SelectDefaultValueType, SelectOption, ui

from bot.discord_app.base import AnyItem
from bot.discord_app.features.style import FULL, SHORT
from bot.discord_app.limits import SELECT_OPTIONS
from bot.discord_app.permissions import lacks_to_answer, lacks_to_log
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply, Section

PREFIX = "ms"
LISTED = 6
"""Channels that are gone into one by one: a message holds only so much."""

LEAD = "This is how I work in this server. Every choice is saved at once."
UNREAD_TITLE = "I cannot read along yet"
UNREAD = (
    "The Message Content Intent is off, so Discord gives me only the messages that address me, "
    "and I cannot answer anything else. Your choice of channels is kept until it is on:\n"
    "- Whoever runs me opens my application at https://discord.com/developers/applications, "
    "goes to Bot, and switches on Message Content Intent\n"
    "- sets `MESSAGE_CONTENT=true` in my `.env` file\n"
    "- and starts me again."
)
UNASKED_TITLE = "Answering without being addressed"
UNASKED = "On in {channels}. I speak there only when I am sure, and never while people just talk."
UNASKED_OFF = "Off. I answer only who addresses me: by `/ask`, by mention or by direct message."
REFUSED_TITLE = "Not switched on"
BROKEN_TITLE = "Switched on, but I cannot answer there"
LOG_TITLE = "There is a log channel, but I cannot write there"
LACKING = "**#{channel}**: I lack **{names}**."
MEND = (
    "To mend it: open the channel's settings, go to Permissions, add me, and allow what is "
    "named{end}"
)
CHOOSE_AGAIN = "; then choose the channel again."
EVERYBODY = "**@everyone** cannot be moderators of the guide: anybody who joins could change it."
CAPTIONS = {
    "channels": "**Channels and forums** where I also answer without being addressed",
    "roles": "**Moderators**: roles that may change what I know, beside who manages the server",
    "log": "**Log channel**, where every change of what I know is told",
    "approval": "**Second approval** before a change counts",
    "style": "**Length of my answers** to messages in this server",
}
_APPROVAL = (("off", "No: one moderator is enough"), ("on", "Yes: a second moderator has to agree"))
_STYLES = (
    (FULL, "Full: the answer with everything that belongs to it"),
    (SHORT, "Short: the answer, and a button for the rest"),
)

Changed = tuple[dict[str, Any], tuple[Section, ...]]
"""Settings by name with their new values, and what was not taken over."""


class Settings(Protocol):
    """What the panel shows of a server's settings."""

    @property
    def moderator_roles(self) -> tuple[int, ...]: ...

    @property
    def log_channel(self) -> int | None: ...

    @property
    def second_approval(self) -> bool: ...

    @property
    def answer_channels(self) -> tuple[int, ...]: ...

    @property
    def reply_style(self) -> str: ...


def panel(
    settings: Settings,
    guild: discord.Guild,
    reads: bool,
    refused: Sequence[Section] = (),
) -> Shown:
    """The panel for a server's settings."""
    channels = [c for i in settings.answer_channels if (c := guild.get_channel(i))]
    on = UNASKED.format(channels=_names(f"**#{c.name}**" for c in channels))
    sections = [*refused, Section(UNASKED_TITLE, on if channels else UNASKED_OFF)]
    if channels and (broken := _lacking(guild, [c.id for c in channels])):
        sections.append(_to_mend(BROKEN_TITLE, broken, "."))
    log = settings.log_channel
    if log and (lacks := lacks_to_log(guild.get_channel(log), guild.me)):
        sections.append(_to_mend(LOG_TITLE, {log: _sentence(guild, log, lacks)}, "."))
    if not reads:
        sections.append(Section(UNREAD_TITLE, UNREAD))
    reply = Reply(Kind.SMALL_TALK, LEAD, tuple(sections))
    return Shown(reply, panel=tuple(_menus(settings, guild)))


def _menus(settings: Settings, guild: discord.Guild) -> Iterable[AnyItem]:
    log = settings.log_channel
    menus: dict[str, ui.Item[ui.LayoutView]] = {
        "channels": ui.ChannelSelect(
            custom_id=f"{PREFIX}:channels",
            channel_types=[discord.ChannelType.text, discord.ChannelType.forum],
            placeholder="In none",
            min_values=0,
            max_values=SELECT_OPTIONS,
            default_values=_channels(guild, settings.answer_channels),
        ),
        "roles": ui.RoleSelect(
            custom_id=f"{PREFIX}:roles",
            placeholder="No role",
            min_values=0,
            max_values=SELECT_OPTIONS,
            default_values=[
                SelectDefaultValue(id=role, type=SelectDefaultValueType.role)
                for role in settings.moderator_roles[:SELECT_OPTIONS]
                if guild.get_role(role)
            ],
        ),
        "log": ui.ChannelSelect(
            custom_id=f"{PREFIX}:log",
            channel_types=[discord.ChannelType.text],
            placeholder="No log channel",
            min_values=0,
            max_values=1,
            default_values=_channels(guild, [log] if log else []),
        ),
        "approval": _one_of("approval", _APPROVAL, "on" if settings.second_approval else "off"),
        "style": _one_of("style", _STYLES, settings.reply_style),
    }
    for name, menu in menus.items():
        yield ui.TextDisplay(CAPTIONS[name])
        yield ui.ActionRow(menu)


def _one_of(name: str, options: Sequence[tuple[str, str]], chosen: str) -> ui.Select[ui.LayoutView]:
    return ui.Select(
        custom_id=f"{PREFIX}:{name}",
        options=[
            SelectOption(label=label, value=value, default=value == chosen)
            for value, label in options
        ],
    )


def _channels(guild: discord.Guild, ids: Sequence[int]) -> list[SelectDefaultValue]:
    return [
        SelectDefaultValue(id=channel, type=SelectDefaultValueType.channel)
        for channel in ids[:SELECT_OPTIONS]
        if guild.get_channel(channel)
    ]


def _lacking(guild: discord.Guild, ids: Sequence[int]) -> dict[int, str]:
    """A sentence for each channel where the guide lacks a permission to answer."""
    found = {i: lacks_to_answer(guild.get_channel(i), guild.me) for i in ids}
    return {i: _sentence(guild, i, names) for i, names in found.items() if names}


def _sentence(guild: discord.Guild, channel: int, names: Sequence[str]) -> str:
    known = guild.get_channel(channel)
    return LACKING.format(channel=known.name if known else channel, names="**, **".join(names))


def _to_mend(title: str, lacking: dict[int, str], end: str) -> Section:
    lines = [f"- {sentence}" for sentence in list(lacking.values())[:LISTED]]
    if len(lacking) > LISTED:
        lines.append(f"- and {len(lacking) - LISTED} more")
    return Section(title, "\n".join(lines), MEND.format(end=end))


def _names(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - LISTED} more" if len(found) > LISTED else ""
    return ", ".join(found[:LISTED]) + more


def _set_channels(settings: Settings, guild: discord.Guild, values: Sequence[str]) -> Changed:
    wanted = [int(value) for value in values]
    new = [channel for channel in wanted if channel not in settings.answer_channels]
    lacking = _lacking(guild, new)
    kept = tuple(channel for channel in wanted if channel not in lacking)
    refused = (_to_mend(REFUSED_TITLE, lacking, CHOOSE_AGAIN),) if lacking else ()
    return {"answer_channels": kept}, refused


def _set_roles(settings: Settings, guild: discord.Guild, values: Sequence[str]) -> Changed:
    wanted = [int(value) for value in values]
    kept = tuple(role for role in wanted if role != guild.id)
    refused = (Section("", EVERYBODY),) if len(kept) < len(wanted) else ()
    return {"moderator_roles": kept}, refused


def _set_log(settings: Settings, guild: discord.Guild, values: Sequence[str]) -> Changed:
    log = int(values[0]) if values else None
    if log and (lacks := lacks_to_log(guild.get_channel(log), guild.me)):
        lacking = {log: _sentence(guild, log, lacks)}
        return {}, (_to_mend(REFUSED_TITLE, lacking, CHOOSE_AGAIN),)
    return {"log_channel": log}, ()


def _set_approval(settings: Settings, guild: discord.Guild, values: Sequence[str]) -> Changed:
    return {"second_approval": values == ["on"]}, ()


def _set_style(settings: Settings, guild: discord.Guild, values: Sequence[str]) -> Changed:
    return {"reply_style": SHORT if values == [SHORT] else FULL}, ()


CHANGES: dict[str, Callable[[Settings, discord.Guild, Sequence[str]], Changed]] = {
    "channels": _set_channels,
    "roles": _set_roles,
    "log": _set_log,
    "approval": _set_approval,
    "style": _set_style,
}
