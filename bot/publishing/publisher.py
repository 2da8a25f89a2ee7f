"""Publishing: from a set of new texts to files, a revision and what is served.

The order makes a crash at any instant harmless. (1) What would be served is made, so that
nothing unfit gets further. (2) The revision and the new texts are committed to the database:
from here on it is not lost. (3) Each file is replaced as a whole. (4) The revision is marked
done, what is served is swapped, and the moderator is told. Who dies between 2 and 4 leaves a
revision that the next start, or any other process, brings to disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

from bot.guide.live import Live, Served
from bot.guide.ports import StorageError
from bot.knowledge.library import Library, layer_library
from bot.knowledge.problems import KnowledgeError, Problem
from bot.publishing import files as disk
from bot.publishing.events import Event, PublishError
from bot.publishing.handedits import HandEdits
from bot.publishing.indexing import IndexMaker, Trainer, TriageMaker, make_index, make_triage
from bot.publishing.serving import Serving
from bot.publishing.states import Preparer, State
from bot.storage.revision_model import FileChange, NewRevision, StaleError
from bot.storage.revisions import SqliteRevisions

log = logging.getLogger(__name__)
T = TypeVar("T")


class Publisher:
    """The one writer of the knowledge in this process. Made by `open`."""

    def __init__(
        self,
        folder: Path,
        revisions: SqliteRevisions,
        clock: Callable[[], Any],
        index_maker: IndexMaker = make_index,
        triage_maker: TriageMaker = make_triage,
        train: Trainer | None = None,
    ) -> None:
        self.folder = folder
        self.revisions = revisions
        self.clock = clock
        self.preparer = Preparer(index_maker, triage_maker, train)
        self.listeners: list[Callable[[Event], None]] = []
        self.serving = Serving(self.preparer)
        self._hand = HandEdits(folder, revisions, clock)
        self._lock = asyncio.Lock()
        self._work: set[asyncio.Task[Any]] = set()
        self._told: dict[int, tuple[Problem, ...]] = {}
        self._marker = (0, 0)
        self._state = State(Library({}), {})

    @property
    def state(self) -> State:
        """All files as they are published."""
        return self._state

    @property
    def live(self) -> Live:
        """What is served."""
        return self.serving.live

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with files that were changed by hand; their last good text is served."""
        return tuple(p for name in sorted(self._hand.broken) for p in self._hand.broken[name])

    @property
    def layer_problems(self) -> Mapping[int, tuple[Problem, ...]]:
        """What keeps servers' layers from being served as they are written."""
        return self.serving.layer_problems

    async def open(self) -> Live:
        """Finish what a crash interrupted, take in what was changed by hand, and serve.

        Raises `KnowledgeError` when there is no good state of the knowledge to serve, and
        `StorageError` when the database cannot be used.
        """
        async with self._lock:
            await asyncio.to_thread(disk.clear_abandoned, self.folder)
            if not await self.revisions.digests(0):
                await self._adopt()
            await self._finish_writing()
            self._marker = await self.revisions.marker()
            self._state = await self._load(None)
            await self._take_in()
            return await self.serving.begin(self._state)

    async def _adopt(self) -> None:
        """The first start: the files are the common guide, if they are good."""
        found = await asyncio.to_thread(disk.read_all, self.folder)
        if found.problems or not found.texts:
            empty = Problem(str(self.folder), 1, "there is no YAML file in it", "restore the files")
            raise KnowledgeError(found.problems.values() or [empty])
        state = State(Library(found.texts), {})
        await asyncio.to_thread(HandEdits.check, state)
        await self.revisions.adopt(found.texts)

    async def _load(self, known: State | None) -> State:
        """All files as the database has them."""
        common = Library(
            await self.revisions.texts(0), known=known.common if known is not None else None
        )
        layers = {s: await self.revisions.texts(s) for s in await self.revisions.layers()}
        return State(common, {server: layer_library(own) for server, own in layers.items()})

    async def publish(self, new: NewRevision, proposal: int | None = None) -> int:
        """Publish a revision; when this returns its id, it is kept, on disk and served.

        Goes on to its end when the caller is cancelled.

        Raises:
            StaleError: a file is not what the revision starts from.
            DecidedError: `proposal` was decided already.
            KnowledgeError: the knowledge would have errors.
            PublishError: a file is broken by hand, or cannot be written.
            StorageError: the database cannot be used.
        """
        return await self._to_the_end(self._publish(new, proposal))

    async def _publish(self, new: NewRevision, proposal: int | None) -> int:
        async with self._lock:
            state, served, revision = await self._commit(new, proposal)
            if new.server == 0:
                await self._write_out(revision, new.files)
            self._state = state
            self._published(revision)
            if new.server == 0:
                self.live.publish(served)
            else:
                await self._serve_layers(new.server)
        self._tell(Event(new.server, revision))
        if new.server == 0 and state.layers:
            self._start(self._serve_layers_again())  # The moderator need not wait for them.
        self.serving.train()
        return revision

    async def _commit(self, new: NewRevision, proposal: int | None) -> tuple[State, Served, int]:
        """Check a revision together with all that is published, and keep it."""
        while True:
            await self._follow_others()
            if new.server == 0:
                await self._take_in()
            self._check_fresh(new)
            state = self._state.changed(new.server, {n: f.after for n, f in new.files.items()})
            previous = self.live.for_server(new.server)
            served = await asyncio.to_thread(self.preparer.served, state, new.server, previous)
            try:
                return state, served, await self.revisions.commit(new, self._marker, proposal)
            except StaleError as error:
                # Without names, another process published elsewhere: check with that again.
                if error.names:
                    raise

    def _published(self, revision: int) -> None:
        # The commit held only if nobody else had published: this is all that is new.
        self._marker = (revision, self._marker[1])

    async def _serve_layers_again(self) -> None:
        async with self._lock:
            await self._serve_layers(*self._state.layers)

    async def _serve_layers(self, *servers: int) -> None:
        for server in servers:
            await self.serving.layer(self._state, server)
        self._tell_of_layers()

    def _tell_of_layers(self) -> None:
        """Tell of layers that do not fit the common guide any more, each time once."""
        told, self._told = self._told, dict(self.layer_problems)
        for server, problems in self._told.items():
            if told.get(server) != problems:
                self._tell(Event(server, None, problems))

    def _check_fresh(self, new: NewRevision) -> None:
        texts = self._state.library(new.server).texts
        stale = [name for name, file in new.files.items() if texts.get(name) != file.before]
        if stale:
            raise StaleError(stale)
        broken = sorted(set(new.files) & set(self._hand.broken)) if new.server == 0 else []
        if broken:
            problem = self._hand.broken[broken[0]][0]
            raise PublishError(
                f"{broken[0]} was changed by hand and has an error in line {problem.line}: "
                f"{problem.message}. Mend it there first ({problem.fix})."
            )

    async def _write_out(self, revision: int, changes: Mapping[str, FileChange]) -> None:
        """Bring a committed revision to disk, or take it back where that cannot be done."""
        try:
            await self._hand.bring_to_disk({n: f.after for n, f in changes.items()})
        except OSError as error:
            if not await self.revisions.withdraw(revision):
                # Another process has brought it to disk, or something newer.
                return
            try:
                await self._hand.bring_to_disk({n: f.before for n, f in changes.items()})
            except OSError:
                log.warning("files could not be put back; whoever looks next does it")
            if isinstance(error, disk.ChangedError):
                raise StaleError([str(error.filename)]) from error
            raise PublishError(
                f"{error.filename or self.folder} cannot be written: {error.strerror}. "
                "Nothing was published."
            ) from error
        try:
            await self.revisions.done(revision)
        except StorageError as error:
            log.warning("revision %s is published; that could not be noted: %s", revision, error)

    async def _finish_writing(self) -> None:
        """Bring revisions to disk whose process died, or is about to, before it could."""
        texts = await self.revisions.texts(0)
        for revision in await self.revisions.unfinished():
            for name in revision.files:
                try:
                    await self._hand.bring_to_disk({name: texts.get(name)})
                except disk.ChangedError:
                    log.info("%s was changed by hand after revision %s", name, revision.id)
            await self.revisions.done(revision.id)

    async def follow(self, *, look_at_disk: bool = False) -> None:
        """Serve what other processes published and, when asked, take in edits by hand."""
        await self._to_the_end(self._follow(look_at_disk))

    async def _follow(self, look_at_disk: bool) -> None:
        async with self._lock:
            await self._follow_others()
            if look_at_disk:
                await self._take_in()
        self.serving.train()

    async def _follow_others(self) -> None:
        marker = await self.revisions.marker()
        if marker == self._marker:
            return
        changed = await self._serve(await self._load(self._state))
        self._marker = marker
        for server in changed:
            self._tell(Event(server, marker[0]))
        self._tell_of_layers()

    async def _take_in(self) -> None:
        """Take in what was changed by hand; what is older is brought up to date."""
        before = self._hand.broken
        taken = await self._hand.take_in(self._state, self._marker)
        if self._hand.broken != before and self._hand.broken:
            self._tell(Event(0, None, self.problems))
        if taken is None:
            return
        state, revision = taken
        self._published(revision)
        if not self.serving.begun:
            self._state = state
            return
        await self._serve(state)
        self._tell(Event(0, revision))
        self._tell_of_layers()

    async def _serve(self, state: State) -> tuple[int, ...]:
        """Serve a state; returns the servers whose guide differs, 0 for the common one."""
        changed = await self.serving.follow(self._state, state)
        self._state = state
        return changed

    def _tell(self, event: Event) -> None:
        for listener in self.listeners:
            try:
                listener(event)
            except Exception:  # What was published is published, whatever a front end does.
                log.exception("a listener failed")

    async def _to_the_end(self, work: Coroutine[Any, Any, T]) -> T:
        return await asyncio.shield(self._start(work))

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task

    async def settle(self) -> None:
        """Wait until everything that was begun has come to its end, but for the training."""
        while self._work:
            await asyncio.wait(self._work)
