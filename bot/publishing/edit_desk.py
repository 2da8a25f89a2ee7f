"""The part of the desk that is about changes: proposals, publishing, approving."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.guide.dialogue import Dialogue
from bot.guide.ports import StorageError
from bot.guide.reply import Reply
from bot.knowledge.changes import Change, ChangeKind
from bot.publishing.draft_desk import DraftDesk
from bot.publishing.events import PublishError
from bot.publishing.outcomes import FORMS, Outcome, Result
from bot.publishing.proposals import Proposal, Trial, Workshop
from bot.publishing.publisher import Publisher
from bot.publishing.rights import Moderator, NotAllowedError
from bot.storage.database import Database
from bot.storage.moderation import (
    NewProposal,
    ProposalStatus,
    SqliteProposals,
    StoredProposal,
)
from bot.storage.revision_model import DecidedError, NewRevision, Origin, StaleError

log = logging.getLogger(__name__)

ORIGINS = {ChangeKind.IMPORT: Origin.IMPORT, ChangeKind.UNDO: Origin.UNDO}
TRIES = 5
"""How often a change is worked out anew because others publish at the same moment."""
MAX_WHY = 300


class EditDesk(DraftDesk):
    """Editing, in one server. See `Desk`, which adds history, files and settings."""

    def __init__(
        self,
        publisher: Publisher,
        database: Database,
        home_server: int | None,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(publisher, database, home_server, clock)
        self._workshop = Workshop(publisher.preparer)
        self._proposals = SqliteProposals(database)

    # --- changes --------------------------------------------------------------------------

    async def propose(
        self, change: Change, who: Moderator, why: str = "", answers: Sequence[int] = ()
    ) -> Proposal:
        """Check a change and say what it does. Nothing counts yet.

        A sound proposal gets an id and is kept. Of the two errors in the way, `problems` name
        their fields; `conflict` holds both versions, where somebody else was faster. Once it
        is published, the waiting questions `answers` are closed.
        """
        scope = await self._scope(who)
        start = Proposal(change, who.server, scope, why=why[:MAX_WHY], answers=tuple(answers))
        proposal = await self._work_out(start, Trial.ALL)
        return await self._keep(proposal, who) if proposal.sound else proposal

    async def _keep(self, proposal: Proposal, who: Moderator) -> Proposal:
        new = NewProposal(
            server=who.server,
            author=who.member,
            at=self._clock(),
            change=proposal.change.to_json(),
            why=proposal.why,
            answers=proposal.answers,
            seen=proposal.astray,
        )
        return replace(proposal, id=await self._proposals.add(new))

    async def proposal(self, number: int, who: Moderator) -> Proposal | None:
        """A proposal that is not decided yet, checked anew; None when there is none."""
        stored = await self._stored(number, who)
        if stored is None or stored.status not in (ProposalStatus.OPEN, ProposalStatus.WAITING):
            return None
        return await self._work_out(await self._from(stored, who), Trial.ALL)

    async def review(self, number: int, who: Moderator) -> Proposal | None:
        """Like `proposal`, to be shown with all its effects, which then count as seen."""
        proposal = await self.proposal(number, who)
        if proposal is not None and proposal.astray:
            await self._proposals.see(number, proposal.astray)
        return proposal

    def preview(self, proposal: Proposal, topic: str = "") -> Reply | None:
        """A topic as members will see it; None when the change removes it."""
        if proposal.served is None or proposal.change.kind is ChangeKind.REMOVE:
            return None
        for name in (topic,) if topic else proposal.topics:
            found = proposal.served.snapshot.topics.get(name)
            if found is not None:
                return Dialogue(proposal.served, self._clock().date()).show(found).reply
        return None

    async def publish(self, number: int, who: Moderator, why: str = "") -> Outcome:
        """Publish a proposal; when the result says so, it is kept, on disk and served.

        `why` stands in place of what was given with the proposal. Where the server wants a
        second person to agree, it then waits for `approve`.

        Raises:
            NotAllowedError: somebody may not, or not any more.
            KnowledgeError: the knowledge would have errors.
            PublishError: a file is broken by hand or cannot be written; nothing changed.
            StorageError: the database cannot be used; nothing changed.
        """
        stored = await self._stored(number, who)
        if stored is None or stored.status is not ProposalStatus.OPEN:
            return Outcome(Result.DECIDED)
        if (await self._settings.get(who.server)).second_approval:
            waits = await self._proposals.wait(number, (why or stored.why)[:MAX_WHY])
            return Outcome(Result.WAITING if waits else Result.DECIDED)
        return await self._publish(stored, who, why or stored.why, approver=None)

    async def waiting(self, who: Moderator) -> list[StoredProposal]:
        """The proposals that a second person has to agree to, oldest first."""
        await self._scope(who)
        return await self._proposals.waiting(who.server)

    async def approve(self, number: int, who: Moderator) -> Outcome:
        """Agree to what somebody else proposed, and publish it. Raises as `publish` does."""
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

    async def pin_phrasings(self, number: int, who: Moderator) -> int:
        """Pin the phrasings that a proposal added to their entry; returns how many.

        Raises `LookupError` when there is no such proposal, and `ValueError` as `pin` does.
        """
        stored = await self._stored(number, who)
        if stored is None:
            raise LookupError(f"there is no proposal {number}")
        change = Change.from_json(stored.change)
        for phrasing in change.phrasings:
            await self.pin(phrasing, change.topic, who)
        return len(change.phrasings)

    # --- inside ---------------------------------------------------------------------------

    async def _stored(self, number: int, who: Moderator) -> StoredProposal | None:
        await self._scope(who)
        stored = await self._proposals.get(number)
        return stored if stored is not None and stored.server == who.server else None

    async def _from(self, stored: StoredProposal, who: Moderator) -> Proposal:
        return Proposal(
            Change.from_json(stored.change),
            stored.server,
            await self._scope(who),
            id=stored.id,
            author=stored.author,
            why=stored.why,
            answers=stored.answers,
        )

    async def _work_out(self, proposal: Proposal, trial: Trial) -> Proposal:
        undone = None
        if proposal.change.kind is ChangeKind.UNDO:
            undone = await self._publisher.revisions.get(proposal.change.revision)
        golden = {} if trial is Trial.NONE else await self._pinned(proposal.server)
        state, live = self._publisher.state, self._publisher.live
        before = live.for_server(proposal.scope)
        today: date = self._clock().date()
        started = await self._started(proposal.change, proposal.scope)
        return await asyncio.to_thread(
            lambda: self._workshop.work_out(
                proposal,
                state,
                before,
                today,
                undone=undone,
                started=started,
                golden=golden,
                trial=trial,
            )
        )

    async def _publish(
        self, stored: StoredProposal, who: Moderator, why: str, approver: int | None
    ) -> Outcome:
        start = await self._from(stored, who)
        await self._publisher.follow()
        for _ in range(TRIES):
            proposal = await self._work_out(start, Trial.PINNED)
            if not proposal.sound:
                return Outcome(Result.REFUSED, proposal)
            if set(proposal.astray) - set(stored.seen):
                shown = await self.review(stored.id, who)
                return Outcome(Result.ASTRAY if shown else Result.DECIDED, shown)
            new = self._new_revision(proposal, stored, why, approver)
            try:
                revision = await self._publisher.publish(new, stored.id)
            except DecidedError:
                return Outcome(Result.DECIDED)
            except StaleError:
                await self._publisher.follow(look_at_disk=True)
                continue
            await self._tidy(stored, proposal.change, who)
            return Outcome(Result.PUBLISHED, proposal, revision)
        raise PublishError("Others publish at this very moment. Nothing changed; try again.")

    async def _tidy(self, stored: StoredProposal, change: Change, who: Moderator) -> None:
        """What is done with once a change is published: its draft, and who waited for it."""
        try:
            if stored.author is not None and change.draft:
                await self._drafts.drop(stored.author, stored.server, change.draft)
            if stored.author is not None and change.kind in FORMS:
                draft = await self._drafts.get(stored.author, stored.server, change.topic)
                # What its author wrote since then is kept.
                if draft is not None and change.fields.items() <= draft.fields.items():
                    await self._drafts.drop(stored.author, stored.server, change.topic)
            if stored.answers and change.topic:
                await self.resolve(stored.answers, who, topic=change.topic)
        except StorageError as error:
            log.warning("published; what waited for it could not be closed: %s", error)

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
