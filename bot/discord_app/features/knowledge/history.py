"""What was published, by whom and why; and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from discord import ButtonStyle

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk
from bot.discord_app.features.knowledge.dispatch import on_press
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.members import names_of
from bot.discord_app.features.knowledge.proposing import (
    CHANGES_FILE,
    buttons,
    propose,
)
from bot.discord_app.features.knowledge.words import bullets, diff_lines
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply, Section
from bot.guide.wording import cut
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
