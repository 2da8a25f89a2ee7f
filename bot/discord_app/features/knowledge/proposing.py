"""From a change to what everybody reads: shown, then published, changed or discarded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from discord import ButtonStyle

from bot.discord_app.base import Button, Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import on_press
from bot.discord_app.features.knowledge.forms import WHY
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.telling import tell
from bot.discord_app.features.knowledge.words import CHANGES, proposal_reply
from bot.discord_app.render import Shown, button
from bot.guide.reply import Kind, Reply
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.desk import Desk
from bot.publishing.edit_desk import Outcome, Result
from bot.publishing.proposals import Proposal
from bot.publishing.rights import Moderator

NOTE = "#"
"""Begins the name of a draft that only keeps the reason for a proposal."""
FORMS = (ChangeKind.EDIT, ChangeKind.ADD)
PUBLISHED = "Published as revision {revision}. Members get it from now on."
WAITS = "It now waits for a second moderator, who finds it under `/knowledge waiting`."
DECIDED = "This was published, turned down or discarded before."
DISCARDED = "Discarded. Nothing has changed."
CHANGES_FILE = "changes.txt"


async def propose(interaction: Interaction, change: Change, why: str = "", ids: str = "") -> Shown:
    """Check a change and show what it would do. `ids`: waiting questions that it answers."""
    desk, who = at_desk(interaction)
    return await noted(desk, who, await desk.propose(change, who), why, ids)


async def noted(
    desk: Desk, who: Moderator, proposal: Proposal, why: str = "", ids: str = ""
) -> Shown:
    """Show a proposal, and keep what is only needed once it is published."""
    if proposal.id and (why or ids):
        await desk.save_draft(f"{NOTE}{proposal.id}", {WHY: why, "ids": ids}, "", who)
    return show(desk, proposal)


def show(desk: Desk, proposal: Proposal) -> Shown:
    """A proposal with what can be done with it."""
    look = desk.preview(proposal) if proposal.sound else None
    reply = proposal_reply(proposal, look)
    return Shown(reply, extra=tuple(_buttons(proposal, look is not None)))


def buttons(*wanted: tuple[str, str | None] | tuple[str, str | None, ButtonStyle]) -> list[Button]:
    """Buttons from labels and custom ids, without those that do not fit."""
    return [
        button(label, made, style[0] if style else ButtonStyle.secondary)
        for label, made, *style in wanted
        if made is not None
    ]


def _buttons(proposal: Proposal, has_look: bool) -> list[Button]:
    change, number = proposal.change, proposal.id
    if proposal.conflict is not None:
        version = proposal.conflict.version
        go_on = key("rebase", version, change.topic) if version else None
        return buttons(
            ("Go on with mine", go_on if change.kind in FORMS else None, ButtonStyle.primary),
            ("Leave it as it is now", key("discard", number, change.topic)),
        )
    made = []
    if proposal.sound:
        made += buttons(("Publish", key("publish", number), ButtonStyle.success))
    if change.kind in FORMS:
        made += buttons(
            ("Change", key("resume", "texts", change.topic), ButtonStyle.primary),
            ("Title and more", key("resume", "more", change.topic)),
        )
    if change.kind is ChangeKind.PHRASE and number:
        made += buttons(("Change", key("reword", number), ButtonStyle.primary))
    if has_look:
        made += buttons(("See it whole", key("whole", number)))
    if number and len("\n".join(proposal.diff.lines)) > CHANGES:
        made += buttons(("All changes as a file", key("changes", number)))
    if number or change.kind in FORMS:
        topic = change.topic if change.kind in FORMS else ""
        made += buttons(("Discard", key("discard", number, topic), ButtonStyle.danger))
    return made


@on_press("publish")
async def publish(interaction: Interaction, about: str) -> Shown:
    """Publish a proposal."""
    desk, who = at_desk(interaction)
    number = int(about)
    note = await desk.draft(f"{NOTE}{number}", who)
    said: Mapping[str, str] = note.fields if note else {}
    before = await desk.proposal(number, who)
    # Only a form is done with when it is published; a phrasing leaves what is begun alone.
    alone = before is not None and before.change.kind not in FORMS and before.change.topic
    kept = await desk.draft(before.change.topic, who) if before and alone else None
    outcome = await desk.publish(number, who, said.get(WHY, ""))
    if outcome.result is Result.PUBLISHED:
        if kept is not None:
            await desk.save_draft(kept.topic, kept.fields, kept.base, who)
        if ids := said.get("ids", ""):
            await _answered(desk, who, outcome, ids)
            await tell(interaction.client, desk)
        await desk.drop_draft(f"{NOTE}{number}", who)
    return after(desk, outcome)


def after(desk: Desk, outcome: Outcome) -> Shown:
    """What became of a wish to publish."""
    if outcome.result is Result.WAITING:
        return Shown(Reply(Kind.ANSWER, WAITS))
    if outcome.result is Result.REFUSED and outcome.proposal is not None:
        return show(desk, outcome.proposal)
    if outcome.result is not Result.PUBLISHED:
        return Shown(Reply(Kind.CLARIFY, DECIDED))
    undo = buttons(("Undo", key("undo", outcome.revision)))
    return Shown(Reply(Kind.ANSWER, PUBLISHED.format(revision=outcome.revision)), extra=(*undo,))


async def _answered(desk: Desk, who: Moderator, outcome: Outcome, ids: str) -> None:
    """Close the waiting questions that led to what was published."""
    topic = outcome.proposal.change.topic if outcome.proposal else ""
    if topic:
        await desk.resolve([int(one) for one in ids.split(",")], who, topic=topic)


@on_press("discard")
async def discard(interaction: Interaction, about: str) -> Shown:
    """Throw a proposal and its draft away."""
    desk, who = at_desk(interaction)
    number, _, topic = about.partition(":")
    if int(number):
        await desk.reject(int(number), who)
        await desk.drop_draft(f"{NOTE}{number}", who)
    if topic:
        await desk.drop_draft(topic, who)
    return Shown(Reply(Kind.ANSWER, DISCARDED))


@on_press("whole", in_place=False)
async def whole(interaction: Interaction, about: str) -> Shown:
    """The topic just as members will see it."""
    desk, who = at_desk(interaction)
    proposal = await desk.proposal(int(about), who)
    look = desk.preview(proposal) if proposal else None
    if look is None:
        return failed(DECIDED)
    return Shown(replace(look, rateable=False, choices=()))


@on_press("changes", in_place=False)
async def changes(interaction: Interaction, about: str) -> Shown:
    """All that a proposal changes, as a text file."""
    desk, who = at_desk(interaction)
    proposal = await desk.proposal(int(about), who)
    if proposal is None:
        return failed(DECIDED)
    return Shown(
        Reply(Kind.ANSWER, "Everything that would change, line by line."),
        file=(CHANGES_FILE, "\n".join(proposal.diff.lines).encode()),
    )
