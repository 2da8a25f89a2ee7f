"""The moderators' desk: everything that a front end needs to let people keep the guide right.

A front end makes a `Moderator` from what Discord says at that moment and hands it to every
call; each call checks the rights again and raises `NotAllowedError`. In the home server a
call is about the common guide, in every other server about that server's own layer over it;
nobody sees or touches another server's.

The way of an edit::

    form = await desk.form(topic, who)           fields as plain text, to fill a modal with
    await desk.save_draft(...)                   survives a closed modal and a restart
    proposal = await desk.propose(change, who)   checked, with diff and effects; shown
    outcome = await desk.publish(proposal.id, who, why)

A proposal is kept with its id, so that its buttons work after a restart. `publish` works it
out again from what the guide is then. Calls that write raise `StorageError` when the
database cannot be used, and `PublishError` when the files cannot; nothing has changed then.
The records that calls return are in `bot.publishing.records`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.diff import Diff, diff
from bot.knowledge.library import Library
from bot.publishing.edit_desk import EditDesk, Outcome, Result
from bot.publishing.proposals import Proposal
from bot.publishing.rights import Moderator, NotAllowedError, check_manage, may_edit
from bot.publishing.transfer import Upload, pack, unpack
from bot.storage.moderation import ServerSettings
from bot.storage.revision_model import Revision


class Desk(EditDesk):
    """See the module.

    Changes come from `EditDesk`; inbox, insights and pinned questions from `InboxDesk`.
    """

    # --- history --------------------------------------------------------------------------

    async def history(self, who: Moderator, topic: str = "", limit: int = 50) -> list[Revision]:
        """Who published what, when and why; the newest first."""
        return await self._publisher.revisions.history(await self._scope(who), topic, limit)

    async def revision_diff(self, revision: int, who: Moderator) -> Diff:
        """What a revision changed. Raises `LookupError` when there is none here."""
        found = await self._revision(revision, who)
        model = self._publisher.state.library(found.server).model

        def work() -> Diff:
            texts = (
                {n: f.before for n, f in found.files.items() if f.before is not None},
                {n: f.after for n, f in found.files.items() if f.after is not None},
            )
            return diff(*(Library(side, model).units for side in texts))

        return await asyncio.to_thread(work)

    async def undo(self, revision: int, who: Moderator, why: str = "") -> Outcome:
        """Take a revision back, as a new revision. Raises `LookupError` when there is none.

        It is refused where the same topics were changed again since: the problems say which.
        """
        await self._revision(revision, who)
        change = Change(ChangeKind.UNDO, revision=revision)
        proposal = await self.propose(change, who)
        if not proposal.sound:
            return Outcome(Result.REFUSED, proposal)
        return await self.publish(proposal.id, who, why)

    async def _revision(self, revision: int, who: Moderator) -> Revision:
        scope = await self._scope(who)
        found = await self._publisher.revisions.get(revision)
        if found is None or found.server != scope:
            raise LookupError(f"there is no revision {revision} here")
        return found

    # --- files ----------------------------------------------------------------------------

    async def export(self, who: Moderator) -> bytes:
        """A zip of the guide's YAML files: the common ones, or those of the server's layer."""
        library = self._publisher.state.library(await self._scope(who))
        return await asyncio.to_thread(pack, library.texts)

    async def import_report(self, uploads: Sequence[Upload], who: Moderator) -> Proposal:
        """What uploaded files would add, change and remove, and all that is wrong with them.

        Files of the guide that were not uploaded stay as they are. Nothing is applied before
        `publish`, and never a part of it.
        """
        scope = await self._scope(who)
        known = tuple(self._publisher.state.library(scope).texts)
        found = await asyncio.to_thread(unpack, uploads, known)
        change = Change(ChangeKind.IMPORT, files=found.files)
        if not found.problems:
            return await self.propose(change, who)
        proposal = await self._work_out(Proposal(change, who.server, scope), with_effects=False)
        problems = (*found.problems, *proposal.problems) if found.files else found.problems
        return replace(proposal, problems=problems)

    # --- settings -------------------------------------------------------------------------

    async def may_edit(self, who: Moderator) -> bool:
        """Whether somebody is a moderator of the guide in their server."""
        return may_edit(who, await self._settings.get(who.server))

    async def settings(self, server: int) -> ServerSettings:
        """How a server wants its guide; for the bot itself as for `/setup`."""
        return await self._settings.get(server)

    async def set_settings(self, settings: ServerSettings, who: Moderator) -> None:
        """Keep a server's settings. Only who manages the server may."""
        check_manage(who)
        if settings.server != who.server:
            raise NotAllowedError("These are the settings of another server.")
        await self._settings.set(settings, self._clock())
