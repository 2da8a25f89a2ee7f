"""Who works at the desk, read from what Discord says with every single click, and refusals."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord_app.base import Interaction
from bot.discord_app.context import is_personal
from bot.discord_app.render import Shown
from bot.discord_app.respond import Work
from bot.guide.reply import Kind, Reply
from bot.guide.wording import cut
from bot.knowledge.problems import KnowledgeError
from bot.publishing.desk import Desk
from bot.publishing.events import PublishError
from bot.publishing.records import StaleError
from bot.publishing.rights import Moderator, NotAllowedError

NO_DESK = "The knowledge cannot be edited here: this guide was started without its desk."
IN_SERVER_ONLY = "The guide is edited in a server that has it, not in direct messages."
NEEDED = "Only moderators of the guide may do this. You need {needed}."
NO_TOPIC = "There is no topic **{typed}**. Type a few letters and choose one from the list."
BUSY = "Others publish at this very moment. Your change is kept; please press Publish again."
BROKEN = "Nothing was published, because the guide would have an error: {problem}"


class NoTopicError(Exception):
    """What was typed is no topic; carries the nearest ones as (title, id)."""

    def __init__(self, typed: str, near: Sequence[tuple[str, str]]) -> None:
        super().__init__(typed)
        self.near = near


class NoDeskError(Exception):
    """This client has no desk."""


def desk_of(interaction: Interaction) -> Desk:
    """The desk of this guide."""
    desk = interaction.client.desk
    if desk is None:
        raise NoDeskError
    return desk


def moderator_of(interaction: Interaction) -> Moderator:
    """Who clicks, with the roles and rights that they have at this moment."""
    member = interaction.user
    if interaction.guild_id is None or is_personal(interaction):
        return Moderator(member.id, 0)
    roles = frozenset(r.id for r in member.roles) if isinstance(member, discord.Member) else ()
    manages = interaction.permissions.manage_guild
    return Moderator(member.id, interaction.guild_id, frozenset(roles), manages)


def at_desk(interaction: Interaction) -> tuple[Desk, Moderator]:
    """The desk, and who is at it now."""
    return desk_of(interaction), moderator_of(interaction)


def failed(text: str) -> Shown:
    """Something that did not work, in a sentence for the moderator."""
    return Shown(Reply(Kind.ERROR, lead=text))


async def guarded(interaction: Interaction, work: Work) -> Shown:
    """What comes of work at the desk, its refusals told in words."""
    try:
        return await work
    except Exception as error:  # What cannot be told in words is raised again.
        if told := await refusal(interaction, error):
            return told
        raise


async def refusal(interaction: Interaction, error: Exception) -> Shown | None:
    """What to say to an error that is no fault of the bot; None for those that are."""
    match error:
        case NoDeskError():
            return failed(NO_DESK)
        case NoTopicError():
            named = "; ".join(f"**{title}** (`{topic}`)" for title, topic in error.near)
            near = f" The nearest are: {named}." if named else ""
            return failed(NO_TOPIC.format(typed=cut(str(error), 100)) + near)
        case NotAllowedError():
            return failed(await _needed(interaction, error))
        case PublishError():
            return failed(f"Nothing was published. {error}")
        case StaleError():
            return failed(BUSY)
        case KnowledgeError():
            return failed(BROKEN.format(problem=error.problems[0]))
        case KeyError() | IndexError():
            return None
        case LookupError():
            text = str(error)
            return failed(f"{text[:1].upper()}{text[1:]}. It may have been removed meanwhile.")
        case _:
            return None


async def _needed(interaction: Interaction, error: NotAllowedError) -> str:
    """Which role or permission is missing, by name."""
    desk, who = at_desk(interaction)
    if who.server == 0:
        return IN_SERVER_ONLY
    if await desk.may_edit(who):
        return str(error)
    wanted = (await desk.settings(who.server)).moderator_roles
    known = interaction.guild.roles if interaction.guild else ()
    names = [f"the role **{role.name}**" for role in known if role.id in wanted]
    return NEEDED.format(needed=" or ".join([*names, "the permission **Manage Server**"]))
