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
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.guide.effects import Lead
from bot.knowledge.changes import Change, ChangeKind
from bot.knowledge.diff import Diff, diff
from bot.knowledge.library import Library
from bot.knowledge.problems import Problem
from bot.publishing.edit_desk import EditDesk
from bot.publishing.events import Event
from bot.publishing.outcomes import Outcome, Result
from bot.publishing.proposals import Proposal, Trial, files_version
from bot.publishing.publisher import Publisher
from bot.publishing.rights import Moderator, NotAllowedError, check_manage, may_edit
from bot.publishing.transfer import Upload, pack, unpack
from bot.storage.database import Database
from bot.storage.moderation import Golden
from bot.storage.revision_model import Revision
from bot.storage.servers import ServerSettings, SqliteLogMarks


class Desk(EditDesk):
    """See the module.

    Changes come from `EditDesk`; inbox, insights and pinned questions from `InboxDesk`.
    """

    def __init__(
        self,
        publisher: Publisher,
        database: Database,
        home_server: int | None,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(publisher, database, home_server, clock)
        self._marks = SqliteLogMarks(database)

    # --- history --------------------------------------------------------------------------

    async def history(
        self, who: Moderator, topic: str = "", limit: int = 50, before: int | None = None
    ) -> list[Revision]:
        """Who published what, when and why; the newest first, or (`before`) older ones."""
        scope = await self._scope(who)
        return await self._publisher.revisions.history(scope, topic, limit, before)

    async def revision(self, revision: int, who: Moderator) -> tuple[Revision, Diff]:
        """A revision and what it changed. Raises `LookupError` when there is none here."""
        found = await self._revision(revision, who)
        return found, await self._changed_by(found)

    async def _changed_by(self, revision: Revision) -> Diff:
        model = self._publisher.state.library(revision.server).model

        def work() -> Diff:
            texts = (
                {n: f.before for n, f in revision.files.items() if f.before is not None},
                {n: f.after for n, f in revision.files.items() if f.after is not None},
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

    async def import_report(
        self, uploads: Sequence[Upload], who: Moderator, why: str = ""
    ) -> Proposal:
        """What uploaded files would add, change and remove, and all that is wrong with them.

        Files of the guide that were not uploaded stay as they are. Nothing is applied before
        `publish`, and never a part of it; nothing at all when somebody else has changed one of
        the same files by then.
        """
        scope = await self._scope(who)
        library = self._publisher.state.library(scope)
        found = await asyncio.to_thread(unpack, uploads, tuple(library.texts))
        base = files_version(library, found.files)
        change = Change(ChangeKind.IMPORT, files=found.files, base=base)
        if not found.problems:
            return await self.propose(change, who, why)
        proposal = await self._work_out(Proposal(change, who.server, scope), Trial.NONE)
        # That the rest would change nothing is no news when a part of it could not be read.
        more = proposal.problems if proposal.files else ()
        return replace(proposal, problems=(*found.problems, *more))

    # --- settings -------------------------------------------------------------------------

    async def may_edit(self, who: Moderator) -> bool:
        """Whether somebody is a moderator of the guide in their server."""
        return may_edit(who, await self._settings.get(who.server))

    async def settings(self, server: int) -> ServerSettings:
        """How a server wants its guide; for the bot itself as for `/setup`."""
        return await self._settings.get(server)

    async def set_settings(self, settings: ServerSettings, who: Moderator) -> None:
        """Keep a server's settings. Only who manages the server may.

        A new log channel is told of what is published from then on.
        """
        check_manage(who)
        if settings.server != who.server:
            raise NotAllowedError("These are the settings of another server.")
        before = (await self._settings.get(settings.server)).log_channel
        if settings.log_channel is not None and settings.log_channel != before:
            await self._marks.set_to_newest(settings.server)
        await self._settings.set(settings, self._clock())

    # --- the log channel: for the bot itself, which has no rights to be checked ----------------

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Hear of everything that is published or broken; returns what ends that.

        The listener must be quick: publishing waits for it.
        """
        self._publisher.listeners.append(listener)
        return lambda: self._publisher.listeners.remove(listener)

    def server_of(self, event: Event) -> int:
        """The server whose moderators an event is for; 0 when there is none."""
        return event.server or self._home or 0

    async def logging(self) -> list[int]:
        """The servers that have a log channel."""
        return await self._settings.logging()

    async def unlogged(self, server: int, limit: int) -> list[tuple[Revision, Diff]]:
        """What was published in a server and not told in its log channel yet, oldest first."""
        scope = 0 if server == self._home else server
        after = await self._marks.get(server)
        found = await self._publisher.revisions.since(scope, after, limit)
        return [(revision, await self._changed_by(revision)) for revision in found]

    async def logged(self, server: int, revision: int) -> None:
        """Note that a revision, and all before it, were told in a server's log channel."""
        await self._marks.set(server, revision)

    def problems(self, server: int) -> tuple[Problem, ...]:
        """What is wrong with a server's guide, so that an older text of it is served."""
        if server == self._home:
            return self._publisher.problems
        return self._publisher.layer_problems.get(server, ())

    async def astray(self, server: int) -> list[tuple[Golden, Lead]]:
        """The pinned questions of a server that lead elsewhere now."""
        found = await self._led(server)
        return [(golden, lead) for golden, lead in found if not lead.reaches(golden.topic)]
