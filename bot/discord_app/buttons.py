"""What happens when a button is pressed or a menu is used.

discord.py makes these objects anew for every press, from the custom id alone. In public
anyone may press: what comes of it is shown to the one who pressed, and nobody's message is
changed for anybody else.
"""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.discord_app import texts
from bot.discord_app.base import Interaction
from bot.discord_app.context import asker_of, owns_message
from bot.discord_app.recall import make_again, take
from bot.discord_app.render import Shown
from bot.discord_app.respond import Manner, Work, for_member, respond
from bot.discord_app.state import PREFIX, Origin, parted, read_choice, read_option
from bot.guide.reply import Action, Choice, Kind, Reply

_NAVIGATION = {
    Action.BROWSE,
    Action.CHOOSE_PATHWAY,
    Action.SHOW_PATHWAY,
    Action.MILESTONE_DONE,
}
"""Choices that take the place of the message they are on, where that is the member's own."""


class Control(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
    """Base of all: hands the parts of the custom id to `work`."""

    def __init__(self, item: ui.Item[Any], parts: dict[str, str]) -> None:
        super().__init__(item)
        self.parts = parts

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match.groupdict())

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await respond(interaction, self.work(interaction), self.manner(interaction))

    def manner(self, interaction: Interaction) -> Manner:
        return for_member(interaction)

    def work(self, interaction: Interaction) -> Work:
        """What a press does: each kind of button says it. No ABC: discord.py has a metaclass."""
        raise NotImplementedError


class TakeChoice(
    Control, template=rf"{PREFIX}:take:(?P<action>[a-z_]+):(?P<question>\d{{1,15}}):(?P<value>.*)"
):
    """A choice that a reply offered."""

    @property
    def choice(self) -> Choice | None:
        return read_choice(self.parts["action"], self.parts["value"])

    def manner(self, interaction: Interaction) -> Manner:
        choice = self.choice
        if choice and choice.action in _NAVIGATION and owns_message(interaction):
            return Manner.IN_PLACE
        return for_member(interaction)

    async def work(self, interaction: Interaction) -> Shown:
        choice = self.choice
        if choice is None:
            return outdated()
        guide, asker = interaction.client.guide, asker_of(interaction)
        return await take(guide, choice, asker, int(self.parts["question"]))


class ChoiceMenu(TakeChoice, template=rf"{PREFIX}:menu:(?P<question>\d{{1,15}}):\d{{1,3}}"):
    """A menu of choices; which one was chosen is only known when it is used."""

    @property
    def choice(self) -> Choice | None:
        values = self.item.values if isinstance(self.item, ui.Select) else []
        return read_option(values[0]) if values else None


class ReadOn(
    Control,
    template=rf"{PREFIX}:page:(?P<page>\d{{1,3}}):(?P<source>[a-z]+):(?P<aspect>[^:]*):(?P<names>.*)",
):
    """The next page of a long reply."""

    async def work(self, interaction: Interaction) -> Shown:
        try:
            origin = Origin.read(self.parts["source"], self.parts["aspect"], self.parts["names"])
        except ValueError:
            return outdated()
        reply = await make_again(interaction.client.guide, origin, asker_of(interaction))
        return Shown(reply, origin, int(self.parts["page"]))


class Rate(
    Control,
    template=rf"{PREFIX}:rate:(?P<helpful>[01]):(?P<question>\d{{1,15}}):(?P<topics>.*)",
):
    """A verdict on an answer."""

    async def work(self, interaction: Interaction) -> Shown:
        topic = next(iter(parted(self.parts["topics"])), "")
        helpful = self.parts["helpful"] == "1"
        question = int(self.parts["question"])
        guide = interaction.client.guide
        return Shown(await guide.rate(question, topic, helpful, asker_of(interaction)))


class UndoMilestone(Control, template=rf"{PREFIX}:undo:(?P<milestone>.+)"):
    """Takes back that a step is done."""

    def manner(self, interaction: Interaction) -> Manner:
        return Manner.IN_PLACE if owns_message(interaction) else for_member(interaction)

    async def work(self, interaction: Interaction) -> Shown:
        guide, asker = interaction.client.guide, asker_of(interaction)
        return Shown(await guide.set_done(self.parts["milestone"], False, asker))


class ConfirmForget(Control, template=rf"{PREFIX}:forget:(?P<member>\d{{1,20}})"):
    """The second word on deleting everything kept of a member."""

    def manner(self, interaction: Interaction) -> Manner:
        return Manner.IN_PLACE if owns_message(interaction) else for_member(interaction)

    async def work(self, interaction: Interaction) -> Shown:
        if int(self.parts["member"]) != interaction.user.id:
            return Shown(Reply(Kind.ERROR, lead=texts.NOT_YOURS))
        return Shown(await interaction.client.guide.forget(asker_of(interaction)))


_KNOWN = "|".join(("take", "menu", "page", "rate", "undo", "forget"))


class Outdated(Control, template=rf"{PREFIX}:(?!(?:{_KNOWN}):).*"):
    """A button that an older or a newer version sent."""

    async def work(self, interaction: Interaction) -> Shown:
        return outdated()


def outdated() -> Shown:
    """What is said to a press that means nothing any more."""
    return Shown(Reply(Kind.ERROR, lead=texts.OUTDATED))


CONTROLS: tuple[type[Control], ...] = (
    TakeChoice,
    ChoiceMenu,
    ReadOn,
    Rate,
    UndoMilestone,
    ConfirmForget,
    Outdated,
)
"""Everything a client must know to answer presses on messages of any age."""
