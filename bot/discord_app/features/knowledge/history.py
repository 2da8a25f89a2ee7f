"""What was published, by whom and why; and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import aiohttp
import discord
from discord import ButtonStyle

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import on_press
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.proposing import after, buttons, propose
from bot.discord_app.features.knowledge.words import bullets, diff_lines, proposal_reply
from bot.discord_app.markdown import cut
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply, Section
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.records import Origin, Revision

SHOWN = 8
WHY = 110
WORDS = 150
"""Characters of each revision in the list, so that all of them fit one message."""
CHANGES = 2_800
NOTHING = "Nothing was published here yet."
NOTHING_OF = "Nothing was published about `{topic}` yet."
HEAD = "What was published last, the newest first:"
NO_SUCH = "There is no revision {number} here."
NONE_WAIT = "No proposal waits for a second moderator."
WAITING = "These wait for a moderator other than their author:"
TURNED_DOWN = "Turned down. Nothing has changed."


async def history(interaction: Interaction, topic: str) -> Shown:
    """The last revisions, of everything or of one topic."""
    desk, who = at_desk(interaction)
    found = await desk.history(who, topic, SHOWN)
    if not found:
        return Shown(Reply(Kind.ANSWER, NOTHING_OF.format(topic=topic) if topic else NOTHING))
    names = await names_of(interaction, (one.author for one in found))
    sections = tuple(_section(one, names) for one in found)
    extra = buttons(*((f"Look at {one.id}", key("revision", one.id)) for one in found))
    return Shown(Reply(Kind.ANSWER, HEAD, sections), extra=(*extra,))


def _section(one: Revision, names: dict[int, str]) -> Section:
    short = replace(one, why=cut(one.why, WHY))
    details = bullets(one.words.splitlines(), WORDS)
    return Section(f"Revision {one.id}", _about(short, names), details=details)


def _about(one: Revision, names: dict[int, str]) -> str:
    by = names.get(one.author, "somebody") if one.author is not None else "somebody"
    how = "" if one.origin is Origin.DISCORD else f", by {one.origin.value}"
    second = names.get(one.approver, "another moderator") if one.approver else ""
    agreed = f", agreed to by {second}" if second else ""
    undoes = f", takes back revision {one.undoes}" if one.undoes else ""
    why = f". Why: {one.why}" if one.why else ""
    return f"{one.at:%d %b %Y, %H:%M} UTC, {by}{how}{agreed}{undoes}{why}"


async def names_of(interaction: Interaction, members: Iterable[int | None]) -> dict[int, str]:
    """What members are called here; those who left by their number."""
    found: dict[int, str] = {}
    for member in {one for one in members if one is not None}:
        found[member] = f"member {member}"
        if member == interaction.user.id:
            found[member] = interaction.user.display_name
        elif interaction.guild is not None:
            try:
                found[member] = (await interaction.guild.fetch_member(member)).display_name
            except (discord.HTTPException, aiohttp.ClientError, OSError):
                continue
    return found


@on_press("revision", in_place=False)
async def look(interaction: Interaction, about: str) -> Shown:
    """One revision with all that it changed, and a button that takes it back."""
    desk, who = at_desk(interaction)
    found = next((r for r in await desk.history(who, limit=10_000) if r.id == int(about)), None)
    if found is None:
        return failed(NO_SUCH.format(number=about))
    changed = bullets(diff_lines(await desk.revision_diff(found.id, who)), CHANGES)
    names = await names_of(interaction, (found.author, found.approver))
    sections = (Section(f"Revision {found.id}", _about(found, names)), Section("Changed", changed))
    extra = buttons(("Undo this", key("undo", found.id), ButtonStyle.danger))
    return Shown(Reply(Kind.ANSWER, sections=sections), extra=(*extra,))


@on_press("undo", in_place=False)
async def undo_pressed(interaction: Interaction, about: str) -> Shown:
    """What taking a revision back would do."""
    return await undo(interaction, int(about), "")


async def undo(interaction: Interaction, revision: int, why: str) -> Shown:
    """Show what taking a revision back would do, to be published as a new one."""
    desk, who = at_desk(interaction)
    await desk.revision_diff(revision, who)
    return await propose(interaction, Change(ChangeKind.UNDO, revision=revision), why)


async def waiting(interaction: Interaction) -> Shown:
    """Proposals that need a second person."""
    desk, who = at_desk(interaction)
    found = (await desk.waiting(who))[:SHOWN]
    if not found:
        return Shown(Reply(Kind.ANSWER, NONE_WAIT))
    names = await names_of(interaction, (one.author for one in found))
    sections = tuple(
        Section(
            f"Proposal {one.id}",
            f"{one.change.get('kind')} {one.change.get('topic', '')}, "
            f"{names.get(one.author or 0, 'somebody')}, {one.at:%d %b %H:%M} UTC"
            f"{'. Why: ' + one.why if one.why else ''}",
        )
        for one in found
    )
    extra = buttons(*((f"Look at {one.id}", key("review", one.id)) for one in found))
    return Shown(Reply(Kind.ANSWER, WAITING, sections), extra=(*extra,))


@on_press("review", in_place=False)
async def review(interaction: Interaction, about: str) -> Shown:
    """A proposal of somebody else, to be agreed to or turned down."""
    desk, who = at_desk(interaction)
    proposal = await desk.proposal(int(about), who)
    if proposal is None:
        return failed("This was decided before.")
    reply = proposal_reply(proposal, desk.preview(proposal) if proposal.sound else None)
    extra = buttons(
        ("Agree and publish", key("approve", about), ButtonStyle.success),
        ("Turn down", key("reject", about), ButtonStyle.danger),
    )
    return Shown(reply, extra=(*extra,))


@on_press("approve")
async def approve(interaction: Interaction, about: str) -> Shown:
    """Agree to what somebody else proposed."""
    desk, who = at_desk(interaction)
    return after(desk, await desk.approve(int(about), who))


@on_press("reject")
async def reject(interaction: Interaction, about: str) -> Shown:
    """Turn a proposal down."""
    desk, who = at_desk(interaction)
    if not await desk.reject(int(about), who):
        return failed("This was decided before.")
    return Shown(Reply(Kind.ANSWER, TURNED_DOWN))
