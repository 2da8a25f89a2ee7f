"""A member's own pathway: chosen, shown, ticked off and left.

Whatever is to be saved is on disk before its reply is made; `StorageError` passes through.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.guide import plans, strings
from bot.guide.compose import Answer
from bot.guide.names import find_milestone, find_pathway
from bot.guide.ports import Members
from bot.guide.reply import Kind, Reply
from bot.guide.steps import next_milestone
from bot.knowledge.snapshot import Snapshot


class OwnPlans:
    """The pathways of all members."""

    def __init__(self, members: Members, clock: Callable[[], datetime]) -> None:
        self._members: Final = members
        self._clock: Final = clock

    async def choose(self, snapshot: Snapshot, member: int, pathway: str) -> Reply:
        """Set a member's pathway."""
        found = find_pathway(snapshot, pathway)
        if found is None:
            return _no_such(snapshot, pathway)
        await self._members.choose(member, found.id, self._clock())
        progress = await self._members.progress(member)
        lead = strings.PATHWAY_CHOSEN.format(title=found.title)
        return _reply(plans.plan(snapshot, found, progress, lead))

    async def show(self, snapshot: Snapshot, member: int, pathway: str) -> Reply:
        """A member's own plan, or any pathway to look at."""
        progress = await self._members.progress(member)
        if pathway:
            found = find_pathway(snapshot, pathway)
            if found is None:
                return _no_such(snapshot, pathway)
            own = progress if progress and progress.pathway == found.id else None
            return _reply(plans.plan(snapshot, found, own))
        if progress is None:
            return _reply(plans.overview(snapshot, strings.PATHWAY_NONE))
        chosen = snapshot.pathways.get(progress.pathway)
        if chosen is None:
            return _reply(plans.overview(snapshot, strings.PATHWAY_GONE))
        return _reply(plans.plan(snapshot, chosen, progress))

    async def set_done(self, snapshot: Snapshot, member: int, milestone: str, done: bool) -> Reply:
        """Mark a step (its id, number or words; '' is the next one), or take the mark back."""
        progress = await self._members.progress(member)
        pathway = snapshot.pathways.get(progress.pathway) if progress else None
        if progress is None or pathway is None:
            return _reply(plans.overview(snapshot, strings.PATHWAY_NONE), Kind.ERROR)
        following = next_milestone(pathway, progress.done)
        step = find_milestone(pathway, milestone) if milestone else following
        if step is None:
            lead = strings.MILESTONE_UNKNOWN if milestone else ""
            return _reply(plans.plan(snapshot, pathway, progress, lead), Kind.ERROR)
        await self._members.set_done(member, step.id, done, self._clock())
        progress = await self._members.progress(member)
        said = strings.MILESTONE_MARKED if done else strings.MILESTONE_UNMARKED
        return _reply(plans.plan(snapshot, pathway, progress, said.format(title=step.title)))

    async def leave(self, member: int) -> Reply:
        """Delete a member's pathway."""
        had_one = await self._members.leave(member)
        text = strings.PATHWAY_LEFT if had_one else strings.PATHWAY_NOTHING_TO_LEAVE
        return Reply(Kind.ANSWER, text)


def _no_such(snapshot: Snapshot, pathway: str) -> Reply:
    lead = strings.NO_SUCH_PATHWAY.format(name=pathway)
    return _reply(plans.overview(snapshot, lead), Kind.ERROR)


def _reply(answer: Answer, kind: Kind = Kind.ANSWER) -> Reply:
    return Reply(kind, answer.lead, answer.sections, answer.choices)
