"""The part of the desk that is about changes: drafts, proposals, publishing, approving."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.guide.dialogue import Dialogue
from bot.guide.reply import Reply
from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.forms import form_of
from bot.knowledge.library import topic_version
from bot.publishing.events import PublishError
from bot.publishing.inbox_desk import InboxDesk
from bot.publishing.proposals import Proposal, Workshop, current
from bot.publishing.publisher import Publisher
from bot.publishing.rights import Moderator, NotAllowedError
from bot.storage.database import Database
from bot.storage.moderation import (
    Draft,
    ProposalStatus,
    SqliteDrafts,
    SqliteProposals,
    StoredProposal,
)
from bot.storage.revision_model import DecidedError, NewRevision, Origin, StaleError

ORIGINS = {ChangeKind.IMPORT: Origin.IMPORT, ChangeKind.UNDO: Origin.UNDO}
TRIES = 5
"""How often a change is worked out anew because others publish at the same moment."""
MAX_WHY = 300


class Result(StrEnum):
    """What became of a wish to publish."""

    PUBLISHED = "published"
    WAITING = "waiting"
    """A second person has to agree first."""
    REFUSED = "refused"
    """Problems or a conflict: they stand in the proposal."""
    DECIDED = "decided"
    """Somebody published, rejected or discarded it before."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result, and what a front end needs to tell it."""

    result: Result
    proposal: Proposal | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A topic as plain fields, and the version that an edit of it starts from."""

    topic: str
    fields: Mapping[str, str]
    version: str
    own: bool
    """Whether the server has its own text of it; only then SHOW and REMOVE bring back another."""


class EditDesk(InboxDesk):
    """Editing, in one server. See `Desk`, which adds history, files and settings."""

    def __init__(
        self,
        publisher: Publisher,
        database: Database,
        home_server: int | None,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(publisher.live, database, home_server, clock)
        self._publisher = publisher
        self._workshop = Workshop(publisher.preparer)
        self._proposals = SqliteProposals(database)
        self._drafts = SqliteDrafts(database)

    # --- what is there --------------------------------------------------------------------

    async def form(self, topic: str, who: Moderator) -> Form:
        """A topic to be edited. Raises `LookupError` when the guide has no such topic."""
        scope = await self._scope(who)
        state = self._publisher.state
        block = current(state, scope, topic)
        if block is None:
            raise LookupError(f"there is no topic '{topic}'")
        own = scope != 0 and state.library(scope).find(topic) is not None
        return Form(topic, form_of(block), topic_version(block), own)

    async def drafts(self, who: Moderator) -> list[Draft]:
        """What somebody began to write here, the newest first."""
        await self._scope(who)
        return await self._drafts.of(who.member, who.server)

    async def draft(self, topic: str, who: Moderator) -> Draft | None:
        """What somebody began to write about a topic ('' for a new one)."""
        await self._scope(who)
        return await self._drafts.get(who.member, who.server, topic)

    async def save_draft(
        self, topic: str, fields: Mapping[str, str], base: str, who: Moderator
    ) -> None:
        """Keep a form as it is so far. `base` is the version that the form started from."""
        await self._scope(who)
        draft = Draft(who.member, who.server, topic, dict(fields), base, self._clock())
        await self._drafts.save(draft)

    async def drop_draft(self, topic: str, who: Moderator) -> None:
        """Throw a draft away."""
        await self._scope(who)
        await self._drafts.drop(who.member, who.server, topic)

    # --- changes --------------------------------------------------------------------------

    async def propose(self, change: Change, who: Moderator) -> Proposal:
        """Check a change and say what it does. Nothing counts yet.

        A sound proposal gets an id and is kept. Of the two errors in the way, `problems` name
        their fields; `conflict` holds both versions, where somebody else was faster.
        """
        scope = await self._scope(who)
        proposal = await self._work_out(Proposal(change, who.server, scope), with_effects=True)
        if not proposal.sound:
            return proposal
        return await self._keep(proposal, who)

    async def _keep(self, proposal: Proposal, who: Moderator) -> Proposal:
        now = self._clock()
        number = await self._proposals.add(who.server, who.member, proposal.change.to_json(), now)
        return replace(proposal, id=number)

    async def proposal(self, number: int, who: Moderator) -> Proposal | None:
        """A proposal that is not decided yet, checked anew; None when there is none."""
        stored = await self._stored(number, who)
        if stored is None or stored.status not in (ProposalStatus.OPEN, ProposalStatus.WAITING):
            return None
        return await self._work_out(await self._from(stored, who), with_effects=True)

    def preview(self, proposal: Proposal, topic: str = "") -> Reply | None:
        """A topic as members will see it; None when the change removes it."""
        if proposal.served is None:
            return None
        for name in (topic,) if topic else proposal.topics:
            found = proposal.served.snapshot.topics.get(name)
            if found is not None:
                return Dialogue(proposal.served, self._clock().date()).show(found).reply
        return None

    async def publish(self, number: int, who: Moderator, why: str = "") -> Outcome:
        """Publish a proposal; when the result says so, it is kept, on disk and served.

        Where the server wants a second person to agree, it then waits for `approve`.
        """
        stored = await self._stored(number, who)
        if stored is None or stored.status is not ProposalStatus.OPEN:
            return Outcome(Result.DECIDED)
        if (await self._settings.get(who.server)).second_approval:
            waits = await self._proposals.wait(number, why[:MAX_WHY])
            return Outcome(Result.WAITING if waits else Result.DECIDED)
        return await self._publish(stored, who, why, approver=None)

    async def waiting(self, who: Moderator) -> list[StoredProposal]:
        """The proposals that a second person has to agree to, oldest first."""
        await self._scope(who)
        return await self._proposals.waiting(who.server)

    async def approve(self, number: int, who: Moderator) -> Outcome:
        """Agree to what somebody else proposed, and publish it."""
        stored = await self._stored(number, who)
        if stored is None or stored.status is not ProposalStatus.WAITING:
            return Outcome(Result.DECIDED)
        if stored.author == who.member:
            raise NotAllowedError("Somebody else has to agree to your proposal.")
        return await self._publish(stored, who, stored.why, approver=who.member)

    async def reject(self, number: int, who: Moderator) -> bool:
        """Turn a proposal down, or discard one's own; False when it was decided before."""
        stored = await self._stored(number, who)
        if stored is None:
            return False
        own = stored.author == who.member
        status = ProposalStatus.DISCARDED if own else ProposalStatus.REJECTED
        return await self._proposals.close(number, status, who.member, self._clock())

    # --- inside ---------------------------------------------------------------------------

    async def _stored(self, number: int, who: Moderator) -> StoredProposal | None:
        await self._scope(who)
        stored = await self._proposals.get(number)
        return stored if stored is not None and stored.server == who.server else None

    async def _from(self, stored: StoredProposal, who: Moderator) -> Proposal:
        change = Change.from_json(stored.change)
        return Proposal(change, stored.server, await self._scope(who), id=stored.id)

    async def _work_out(self, proposal: Proposal, *, with_effects: bool) -> Proposal:
        undone = None
        if proposal.change.kind is ChangeKind.UNDO:
            undone = await self._publisher.revisions.get(proposal.change.revision)
        golden = await self._pinned(proposal.server) if with_effects else None
        state, live = self._publisher.state, self._publisher.live
        before = live.for_server(proposal.scope)
        today: date = self._clock().date()
        return await asyncio.to_thread(
            lambda: self._workshop.work_out(
                proposal, state, before, today, undone=undone, golden=golden
            )
        )

    async def _publish(
        self, stored: StoredProposal, who: Moderator, why: str, approver: int | None
    ) -> Outcome:
        start = await self._from(stored, who)
        await self._publisher.follow()
        for _ in range(TRIES):
            proposal = await self._work_out(start, with_effects=False)
            if not proposal.sound:
                return Outcome(Result.REFUSED, proposal)
            new = self._new_revision(proposal, stored, why, approver)
            try:
                revision = await self._publisher.publish(new, stored.id)
            except DecidedError:
                return Outcome(Result.DECIDED)
            except StaleError:
                await self._publisher.follow(look_at_disk=True)
                continue
            if stored.author is not None:
                await self._drafts.drop(stored.author, stored.server, proposal.change.topic)
            return Outcome(Result.PUBLISHED, proposal, revision)
        raise PublishError("Others publish at this very moment. Nothing changed; try again.")

    def _new_revision(
        self, proposal: Proposal, stored: StoredProposal, why: str, approver: int | None
    ) -> NewRevision:
        change = proposal.change
        return NewRevision(
            server=proposal.scope,
            files=proposal.files,
            topics=proposal.topics,
            words=proposal.diff.words or "comments or layout only",
            why=why.strip()[:MAX_WHY],
            origin=ORIGINS.get(change.kind, Origin.DISCORD),
            at=self._clock(),
            author=stored.author,
            approver=approver,
            undoes=change.revision or None,
        )
