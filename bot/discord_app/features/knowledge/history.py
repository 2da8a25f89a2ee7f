"""What was published, by whom and why; and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import aiohttp
import discord
from discord import ButtonStyle

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import on_press
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.proposing import (
    CHANGES_FILE,
    after,
    buttons,
    not_yet,
    propose,
)
from bot.discord_app.features.knowledge.words import bullets, diff_lines, proposal_reply
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply, Section
from bot.guide.wording import cut
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.desk import Desk
from bot.publishing.outcomes import Result
from bot.publishing.proposals import Proposal
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
DECIDED = "This was decided before."
OUTDATED = (
    "It cannot be published any more, because the guide has changed since. Turn it down, and let "
    "its author begin anew: what they wrote is kept as their draft."
)
WISHES = {
    ChangeKind.ADD: "Add {topic}",
    ChangeKind.EDIT: "Change {topic}",
    ChangeKind.REMOVE: "Remove {topic}",
    ChangeKind.PHRASE: "Add a phrasing to {topic}",
    ChangeKind.HIDE: "Hide {topic} in this server",
    ChangeKind.SHOW: "Bring {topic} back in this server",
    ChangeKind.IMPORT: "Take over uploaded files",
}
TURNED_DOWN = "Turned down. Nothing has changed."


async def history(interaction: Interaction, topic: str, before: int | None = None) -> Shown:
    """The last revisions, of everything or of one topic; or those older than one of them."""
    desk, who = at_desk(interaction)
    found = await desk.history(who, topic, SHOWN + 1, before)
    if not found:
        return Shown(Reply(Kind.ANSWER, NOTHING_OF.format(topic=topic) if topic else NOTHING))
    found, more = found[:SHOWN], len(found) > SHOWN
    names = await names_of(interaction.guild, (one.author for one in found))
    sections = tuple(_section(one, names) for one in found)
    extra = buttons(
        *((f"Look at {one.id}", key("revision", one.id)) for one in found),
        ("Older ones", key("older", found[-1].id, topic) if more else None),
    )
    return Shown(Reply(Kind.ANSWER, HEAD, sections), extra=(*extra,))


@on_press("older")
async def older(interaction: Interaction, about: str) -> Shown:
    """The revisions before those shown."""
    before, _, topic = about.partition(":")
    return await history(interaction, topic, int(before))


def _section(one: Revision, names: Mapping[int, str]) -> Section:
    short = replace(one, why=cut(one.why, WHY))
    details = bullets(one.words.splitlines(), WORDS)
    return Section(f"Revision {one.id}", about_revision(short, names), details=details)


def about_revision(one: Revision, names: Mapping[int, str]) -> str:
    """When it was published, by whom, how and why, in one line."""
    by = names.get(one.author, "somebody") if one.author is not None else "somebody"
    how = "" if one.origin is Origin.DISCORD else f", by {one.origin.value}"
    second = names.get(one.approver, "another moderator") if one.approver else ""
    agreed = f", agreed to by {second}" if second else ""
    undoes = f", takes back revision {one.undoes}" if one.undoes else ""
    why = f". Why: {one.why}" if one.why else ""
    return f"{one.at:%d %b %Y, %H:%M} UTC, {by}{how}{agreed}{undoes}{why}"


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


@on_press("revision", in_place=False)
async def look(interaction: Interaction, about: str) -> Shown:
    """One revision with all that it changed, and a button that takes it back."""
    desk, who = at_desk(interaction)
    found, diff = await desk.revision(int(about), who)
    changed = bullets(diff_lines(diff), CHANGES)
    names = await names_of(interaction.guild, (found.author, found.approver))
    sections = (
        Section(f"Revision {found.id}", about_revision(found, names)),
        Section("Changed", changed),
    )
    whole = "\n".join(diff.lines)
    extra = buttons(("Undo this", key("undo", found.id), ButtonStyle.danger))
    file = (CHANGES_FILE, whole.encode()) if len(whole) > CHANGES else None
    return Shown(Reply(Kind.ANSWER, sections=sections), extra=(*extra,), file=file)


@on_press("undo", in_place=False)
async def undo_pressed(interaction: Interaction, about: str) -> Shown:
    """What taking a revision back would do."""
    return await undo(interaction, int(about), "")


async def undo(interaction: Interaction, revision: int, why: str) -> Shown:
    """Show what taking a revision back would do, to be published as a new one."""
    desk, who = at_desk(interaction)
    await desk.revision(revision, who)
    return await propose(interaction, Change(ChangeKind.UNDO, revision=revision), why)


async def waiting(interaction: Interaction) -> Shown:
    """Proposals that need a second person."""
    desk, who = at_desk(interaction)
    found = (await desk.waiting(who))[:SHOWN]
    if not found:
        return Shown(Reply(Kind.ANSWER, NONE_WAIT))
    names = await names_of(interaction.guild, (one.author for one in found))
    sections = tuple(
        Section(
            f"Proposal {one.id}",
            f"{_wish(one.change)}, {names.get(one.author or 0, 'somebody')}, "
            f"{one.at:%d %b %H:%M} UTC{'. Why: ' + one.why if one.why else ''}",
        )
        for one in found
    )
    extra = buttons(*((f"Look at {one.id}", key("review", one.id)) for one in found))
    return Shown(Reply(Kind.ANSWER, WAITING, sections), extra=(*extra,))


def _wish(change: Mapping[str, object]) -> str:
    """What a proposal wants, in a few words."""
    kind = ChangeKind(str(change["kind"]))
    if kind is ChangeKind.UNDO:
        return f"Undo revision {change.get('revision', 0)}"
    return WISHES[kind].format(topic=f"`{change.get('topic', '')}`")


@on_press("review", in_place=False)
async def review(interaction: Interaction, about: str) -> Shown:
    """A proposal of somebody else, to be agreed to or turned down."""
    desk, who = at_desk(interaction)
    proposal = await desk.review(int(about), who)
    return failed(DECIDED) if proposal is None else _to_decide(desk, proposal)


def _to_decide(desk: Desk, proposal: Proposal) -> Shown:
    """A proposal with what somebody other than its author can do about it."""
    sound = proposal.sound
    reply = proposal_reply(proposal, desk.preview(proposal) if sound else None)
    if not sound:
        reply = replace(reply, lead=f"{OUTDATED} {reply.lead}")
    agree = key("approve", proposal.id) if sound else None
    extra = buttons(
        ("Agree and publish", agree, ButtonStyle.success),
        ("Turn down", key("reject", proposal.id), ButtonStyle.danger),
    )
    return Shown(reply, extra=(*extra,))


@on_press("approve")
async def approve(interaction: Interaction, about: str) -> Shown:
    """Agree to what somebody else proposed."""
    desk, who = at_desk(interaction)
    outcome = await desk.approve(int(about), who)
    if outcome.result in (Result.REFUSED, Result.ASTRAY) and outcome.proposal is not None:
        shown = _to_decide(desk, outcome.proposal)
        return shown if outcome.result is Result.REFUSED else not_yet(shown)
    return await after(interaction, desk, outcome)


@on_press("reject")
async def reject(interaction: Interaction, about: str) -> Shown:
    """Turn a proposal down."""
    desk, who = at_desk(interaction)
    if not await desk.reject(int(about), who):
        return failed(DECIDED)
    return Shown(Reply(Kind.ANSWER, TURNED_DOWN))
