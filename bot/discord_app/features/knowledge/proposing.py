"""From a change to what everybody reads: shown, then published, changed or discarded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from discord import ButtonStyle

from bot.discord_app.base import Button, Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import on_press
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.telling import News, tell
from bot.discord_app.features.knowledge.words import CHANGES, proposal_reply
from bot.discord_app.render import Shown, button
from bot.guide.reply import Kind, Reply
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.desk import Desk
from bot.publishing.outcomes import FORMS, Outcome, Result
from bot.publishing.proposals import Proposal

PUBLISHED = "Published as revision {revision}. Members get it from now on."
ASTRAY = (
    "Not published yet: others changed the guide meanwhile, and now this takes over a pinned "
    "question. Press the same button again if that is right."
)
DECIDED = "This was published, turned down or discarded before."
DISCARDED = "Discarded. Nothing has changed."
PINNED = "Pinned {what}. From now on every change is tried against it."
CHANGES_FILE = "changes.txt"


async def propose(
    interaction: Interaction, change: Change, why: str = "", answers: Sequence[int] = ()
) -> Shown:
    """Check a change and show what it would do. `answers`: waiting questions that it answers."""
    desk, who = at_desk(interaction)
    return show(desk, await desk.propose(change, who, why, answers))


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
        go_on = key("rebase", change.topic) if version else None
        removing = version and change.kind is ChangeKind.REMOVE
        anyway = key("remove", change.topic) if removing else None
        return buttons(
            ("Remove it all the same", anyway, ButtonStyle.danger),
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
    if change.kind is ChangeKind.PHRASE and change.draft:
        made += buttons(("Change", key("retype", change.draft), ButtonStyle.primary))
    if has_look:
        made += buttons(("See it whole", key("whole", number)))
    if number and len("\n".join(proposal.diff.lines)) > CHANGES:
        made += buttons(("All changes as a file", key("changes", number)))
    if proposal.problems and change.kind is ChangeKind.UNDO:
        made += buttons(("History", key("history", "")))
    draft = change.topic if change.kind in FORMS else change.draft
    if number or draft:
        made += buttons(("Discard", key("discard", number, draft), ButtonStyle.danger))
    return made


async def after(interaction: Interaction, desk: Desk, outcome: Outcome) -> Shown:
    """What became of a wish to publish; whoever waited for it is told."""
    proposal = outcome.proposal
    if proposal is not None and outcome.result in (Result.REFUSED, Result.ASTRAY):
        shown = show(desk, proposal)
        return shown if outcome.result is Result.REFUSED else not_yet(shown)
    if outcome.result is not Result.PUBLISHED:
        return Shown(Reply(Kind.CLARIFY, DECIDED))
    told = await tell(interaction.client, desk) if proposal and proposal.answers else News()
    taught = proposal.id if proposal and proposal.change.phrasings else 0
    extra = buttons(
        ("Undo", key("undo", outcome.revision)),
        ("Pin this question", key("pin", taught) if taught else None),
    )
    lead = PUBLISHED.format(revision=outcome.revision) + told.sentence
    return Shown(Reply(Kind.ANSWER, lead), extra=(*extra,))


def not_yet(shown: Shown) -> Shown:
    """A proposal that takes pinned questions away, which nobody was shown before."""
    return replace(shown, reply=replace(shown.reply, lead=f"{ASTRAY} {shown.reply.lead}"))


@on_press("pin", in_place=False)
async def pin(interaction: Interaction, about: str) -> Shown:
    """Pin what was just taught, so that no later change takes it away unseen."""
    desk, who = at_desk(interaction)
    try:
        count = await desk.pin_phrasings(int(about), who)
    except ValueError as error:
        return failed(f"It could not be pinned: {error}.")
    what = "the question" if count == 1 else f"{count} questions"
    return Shown(Reply(Kind.ANSWER, PINNED.format(what=what)))


@on_press("discard")
async def discard(interaction: Interaction, about: str) -> Shown:
    """Throw a proposal and its draft away."""
    desk, who = at_desk(interaction)
    number, _, topic = about.partition(":")
    if int(number):
        await desk.reject(int(number), who)
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
