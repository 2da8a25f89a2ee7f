"""Proposals that need a second person: who looks at them, agrees, or turns them down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from discord import ButtonStyle

from bot.discord_app.base import Interaction
from bot.discord_app.features.knowledge.access import at_desk, failed
from bot.discord_app.features.knowledge.dispatch import Values, on_open, on_press, on_submit
from bot.discord_app.features.knowledge.forms import WHY, Form
from bot.discord_app.features.knowledge.keys import key
from bot.discord_app.features.knowledge.members import names_of
from bot.discord_app.features.knowledge.notices import to_log, to_member
from bot.discord_app.features.knowledge.proposing import after, buttons, not_yet
from bot.discord_app.features.knowledge.words import proposal_reply
from bot.discord_app.render import Shown
from bot.guide.reply import Kind, Reply, Section
from bot.guide.wording import cut
from bot.knowledge.changes import ChangeKind
from bot.publishing.desk import Desk
from bot.publishing.outcomes import Result
from bot.publishing.proposals import Proposal
from bot.publishing.records import StoredProposal
from bot.publishing.rights import Moderator

SHOWN = 8
PHRASING = 100
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
TOLD = " Its author was told."
WAITS = "It now waits for a second moderator, who finds it under `/knowledge waiting`."
ANNOUNCED = " The log channel was told."
NEEDS = "A change waits for a second moderator."
OWN = "This is your own proposal: somebody else has to agree to it."
AGREED = "Your proposal was agreed to and published as revision {revision}: {wish}."
REFUSED = "Your proposal was turned down: {wish}. What you wrote is kept as your draft."
REASON = "Why: {why}"


@on_press("publish")
async def publish(interaction: Interaction, about: str) -> Shown:
    """Publish a proposal; where the server wants a second person, they are told of it."""
    desk, who = at_desk(interaction)
    outcome = await desk.publish(int(about), who)
    if outcome.result is not Result.WAITING:
        return await after(interaction, desk, outcome)
    told = await _announce(interaction, desk, who, int(about))
    return Shown(Reply(Kind.ANSWER, WAITS + (ANNOUNCED if told else "")))


async def _announce(interaction: Interaction, desk: Desk, who: Moderator, number: int) -> bool:
    found = [one for one in await desk.waiting(who) if one.id == number]
    if not found:
        return False
    names = await names_of(interaction.guild, (who.member,))
    extra = buttons(("Look at it", key("review", number), ButtonStyle.primary))
    shown = Shown(Reply(Kind.ANSWER, NEEDS, (_section(found[0], names),)), extra=(*extra,))
    return await to_log(interaction.client, desk, who.server, shown)


async def waiting(interaction: Interaction) -> Shown:
    """Proposals that need a second person."""
    desk, who = at_desk(interaction)
    found = (await desk.waiting(who))[:SHOWN]
    if not found:
        return Shown(Reply(Kind.ANSWER, NONE_WAIT))
    names = await names_of(interaction.guild, (one.author for one in found))
    sections = tuple(_section(one, names) for one in found)
    extra = buttons(*((f"Look at {one.id}", key("review", one.id)) for one in found))
    return Shown(Reply(Kind.ANSWER, WAITING, sections), extra=(*extra,))


def _section(one: StoredProposal, names: Mapping[int, str]) -> Section:
    why = f". Why: {one.why}" if one.why else ""
    by = names.get(one.author or 0, "somebody")
    return Section(
        f"Proposal {one.id}", f"{_wish(one.change)}, {by}, {one.at:%d %b %H:%M} UTC{why}"
    )


def _wish(change: Mapping[str, object]) -> str:
    """What a proposal wants, in a few words."""
    kind = ChangeKind(str(change["kind"]))
    if kind is ChangeKind.UNDO:
        return f"Undo revision {change.get('revision', 0)}"
    wish = WISHES[kind].format(topic=f"`{change.get('topic', '')}`")
    added, removed = (change.get(name) or () for name in ("phrasings", "removed"))
    words = [f"“{one}”" for one in added] if isinstance(added, list | tuple) else []
    if isinstance(removed, list | tuple):
        words += [f"without “{one}”" for one in removed]
    return f"{wish}: {cut(', '.join(words), PHRASING)}" if words else wish


@on_press("review", in_place=False)
async def review(interaction: Interaction, about: str) -> Shown:
    """A proposal of somebody else, to be agreed to or turned down."""
    desk, who = at_desk(interaction)
    proposal = await desk.review(int(about), who)
    return failed(DECIDED) if proposal is None else _to_decide(desk, who, proposal)


def _to_decide(desk: Desk, who: Moderator, proposal: Proposal) -> Shown:
    """A proposal with what can be done about it by who looks at it."""
    sound, own = proposal.sound, proposal.author == who.member
    reply = proposal_reply(proposal, desk.preview(proposal) if sound else None)
    before = [*([OWN] if own else []), *([OUTDATED] if not sound else [])]
    reply = replace(reply, lead=" ".join((*before, reply.lead)))
    agree = key("approve", proposal.id) if sound and not own else None
    extra = buttons(
        ("Agree and publish", agree, ButtonStyle.success),
        ("Turn down", key("reject", proposal.id) if not own else None, ButtonStyle.danger),
        ("Take it back", key("discard", proposal.id, "") if own else None, ButtonStyle.danger),
    )
    return Shown(reply, extra=(*extra,))


@on_press("approve")
async def approve(interaction: Interaction, about: str) -> Shown:
    """Agree to what somebody else proposed; its author is told."""
    desk, who = at_desk(interaction)
    outcome = await desk.approve(int(about), who)
    proposal = outcome.proposal
    if outcome.result in (Result.REFUSED, Result.ASTRAY) and proposal is not None:
        shown = _to_decide(desk, who, proposal)
        return shown if outcome.result is Result.REFUSED else not_yet(shown)
    if outcome.result is Result.PUBLISHED and proposal is not None:
        wish = _wish(proposal.change.to_json())
        said = AGREED.format(revision=outcome.revision, wish=wish)
        await _tell_author(interaction, proposal, said)
    return await after(interaction, desk, outcome)


async def _tell_author(interaction: Interaction, proposal: Proposal, said: str) -> bool:
    if proposal.author is None:
        return False
    shown = Shown(Reply(Kind.ANSWER, said))
    return bool(await to_member(interaction.client, proposal.author, shown))


@on_open("reject")
async def open_reject(interaction: Interaction, about: str) -> Form | Shown:
    """A form for the reason, which the author is told."""
    desk, who = at_desk(interaction)
    await desk.drafts(who)
    made = key("reject", about)
    return Form("Turn down", made, (WHY,), {}) if made else failed(DECIDED)


@on_submit("reject")
async def reject(interaction: Interaction, about: str, values: Values) -> Shown:
    """Turn a proposal down, and tell its author why."""
    desk, who = at_desk(interaction)
    proposal = await desk.proposal(int(about), who)
    if proposal is None or not await desk.reject(int(about), who):
        return failed(DECIDED)
    said = REFUSED.format(wish=_wish(proposal.change.to_json()))
    if why := values.get(WHY, "").strip():
        said = f"{said} {REASON.format(why=why)}"
    told = await _tell_author(interaction, proposal, said)
    return Shown(Reply(Kind.ANSWER, TURNED_DOWN + (TOLD if told else "")))
