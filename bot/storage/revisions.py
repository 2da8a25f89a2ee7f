"""Every published state of the knowledge: who, when, why, each text before and after."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from bot.storage.database import Database
from bot.storage.revision_model import (
    DecidedError,
    FileChange,
    NewRevision,
    Origin,
    Revision,
    RevisionStatus,
    StaleError,
    Standing,
    digest_of,
)
from bot.storage.schema import (
    knowledge_files,
    knowledge_revision_files,
    knowledge_revision_topics,
    knowledge_revisions,
    proposals,
)

OPEN = ("open", "waiting")
"""States of a proposal that can still be decided."""


class SqliteRevisions:
    """The revisions and the last good text of every file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def texts(self, server: int) -> dict[str, str]:
        """The last good text of every file of a server (0: of the common guide)."""
        query = select(knowledge_files).where(knowledge_files.c.server == server)

        def work(connection: Connection) -> dict[str, str]:
            return {row.name: row.text for row in connection.execute(query)}

        return await self._database.read(work)

    async def digests(self, server: int) -> dict[str, str]:
        """Like `texts`, but only the digests."""
        return await self._database.read(lambda c: _digests(c, server))

    async def layers(self) -> tuple[int, ...]:
        """The servers that have a layer of their own."""
        query = select(knowledge_files.c.server).where(knowledge_files.c.server != 0).distinct()
        return await self._database.read(lambda c: tuple(c.scalars(query)))

    async def adopt(self, texts: Mapping[str, str]) -> bool:
        """Take the common guide's files as they are, the first time; False when it is not."""

        def work(connection: Connection) -> bool:
            first = select(knowledge_files.c.name).where(knowledge_files.c.server == 0)
            if connection.scalar(first.limit(1)) is not None:
                return False
            for name, text in texts.items():
                _put(connection, 0, name, text)
            return True

        return await self._database.write(work)

    async def commit(
        self, new: NewRevision, marker: tuple[int, int], proposal: int | None = None
    ) -> int:
        """Keep a revision and make its texts the current ones; returns its id.

        From here on it is not lost. Revisions of the common guide wait for `done`, since
        their files are still to be written. `marker` is what `marker()` was when the
        revision was checked.

        Raises:
            StaleError: something was published since.
            DecidedError: `proposal` is not open any more.
        """

        def work(connection: Connection) -> int:
            _check_fresh(connection, new)
            if _marker(connection) != marker:
                raise StaleError(())
            disk = new.server == 0 and new.origin is not Origin.HAND
            result = connection.execute(
                insert(knowledge_revisions).values(
                    server=new.server,
                    author=new.author,
                    approver=new.approver,
                    at=new.at,
                    why=new.why,
                    origin=new.origin.value,
                    words=new.words,
                    undoes=new.undoes,
                    status=(RevisionStatus.WRITING if disk else RevisionStatus.DONE).value,
                )
            )
            assert result.inserted_primary_key is not None
            revision = int(result.inserted_primary_key.id)
            _keep_parts(connection, revision, new)
            if proposal is not None:
                _decide(connection, proposal, revision)
            return revision

        return await self._database.write(work)

    async def done(self, revision: int) -> None:
        """Note that the files of a revision are on disk."""
        await self._database.write(lambda c: _set_status(c, revision, RevisionStatus.DONE))

    async def withdraw(self, revision: int) -> bool:
        """Take back a revision whose files could not be written; False when it is too late."""

        def work(connection: Connection) -> bool:
            found = _load(connection, knowledge_revisions.c.id == revision, with_files=True)[0]
            if found.status is not RevisionStatus.WRITING:
                return False
            current = _digests(connection, found.server)
            if any(current.get(n, "") != digest_of(f.after) for n, f in found.files.items()):
                return False
            for name, file in found.files.items():
                _put(connection, found.server, name, file.before)
            _set_status(connection, revision, RevisionStatus.WITHDRAWN)
            connection.execute(
                update(proposals)
                .where(proposals.c.revision == revision)
                .values(status="open", revision=None)
            )
            return True

        return await self._database.write(work)

    async def unfinished(self) -> list[Revision]:
        """The revisions whose files may not be written yet, oldest first."""
        this = knowledge_revisions.c.status == RevisionStatus.WRITING.value
        return await self._database.read(lambda c: _load(c, this, with_files=True))

    async def get(self, revision: int) -> Revision | None:
        """One revision with its files."""
        this = knowledge_revisions.c.id == revision
        found = await self._database.read(lambda c: _load(c, this, with_files=True))
        return found[0] if found else None

    async def history(
        self, server: int, topic: str = "", limit: int = 50, before: int | None = None
    ) -> list[Revision]:
        """The revisions of a guide, or of one topic of it, newest first, without their texts.

        `before`: only those older than this one.
        """
        mine = (knowledge_revisions.c.server == server) & (
            knowledge_revisions.c.status != RevisionStatus.WITHDRAWN.value
        )
        if before is not None:
            mine &= knowledge_revisions.c.id < before
        if topic:
            of_topic = select(knowledge_revision_topics.c.revision)
            of_topic = of_topic.where(knowledge_revision_topics.c.topic == topic)
            mine &= knowledge_revisions.c.id.in_(of_topic)
        return await self._database.read(lambda c: _load(c, mine, limit=limit))

    async def since(self, server: int, revision: int, limit: int) -> list[Revision]:
        """The revisions of a guide after one of them, oldest first, with their texts.

        It ends before the first whose files are still being written.
        """
        later = (knowledge_revisions.c.server == server) & (knowledge_revisions.c.id > revision)
        kept = later & (knowledge_revisions.c.status != RevisionStatus.WITHDRAWN.value)
        found = await self._database.read(lambda c: _load(c, kept, with_files=True, limit=limit))
        written = takewhile(lambda one: one.status is RevisionStatus.DONE, found)
        return list(written)

    async def standing(self, name: str, text: str | None) -> Standing:
        """What a text of one of the common guide's files is."""
        digest = digest_of(text)
        return await self._database.read(lambda c: _standing(c, name, digest))

    async def marker(self) -> tuple[int, int]:
        """Something that differs whenever any process has published or withdrawn."""
        return await self._database.read(_marker)


def _marker(connection: Connection) -> tuple[int, int]:
    withdrawn = knowledge_revisions.c.status == RevisionStatus.WITHDRAWN.value
    newest = connection.scalar(select(func.max(knowledge_revisions.c.id))) or 0
    gone = select(func.count()).select_from(knowledge_revisions).where(withdrawn)
    return newest, connection.scalar(gone) or 0


def _digests(connection: Connection, server: int) -> dict[str, str]:
    query = select(knowledge_files.c.name, knowledge_files.c.digest)
    rows = connection.execute(query.where(knowledge_files.c.server == server))
    return {row.name: row.digest for row in rows}


def _check_fresh(connection: Connection, new: NewRevision) -> None:
    current = _digests(connection, new.server)
    stale = [n for n, file in new.files.items() if current.get(n, "") != digest_of(file.before)]
    if stale:
        raise StaleError(stale)


def _keep_parts(connection: Connection, revision: int, new: NewRevision) -> None:
    for name, file in new.files.items():
        connection.execute(
            insert(knowledge_revision_files).values(
                revision=revision,
                name=name,
                before=file.before,
                after=file.after,
                before_digest=digest_of(file.before),
                after_digest=digest_of(file.after),
            )
        )
        _put(connection, new.server, name, file.after)
    for topic in dict.fromkeys(new.topics):
        connection.execute(insert(knowledge_revision_topics).values(revision=revision, topic=topic))


def _decide(connection: Connection, proposal: int, revision: int) -> None:
    decided = connection.execute(
        update(proposals)
        .where(proposals.c.id == proposal, proposals.c.status.in_(OPEN))
        .values(status="published", revision=revision)
    )
    if not decided.rowcount:
        raise DecidedError


def _put(connection: Connection, server: int, name: str, text: str | None) -> None:
    this = (knowledge_files.c.server == server, knowledge_files.c.name == name)
    connection.execute(delete(knowledge_files).where(*this))
    if text is not None:
        row = {"server": server, "name": name, "text": text, "digest": digest_of(text)}
        connection.execute(insert(knowledge_files).values(row))


def _set_status(connection: Connection, revision: int, status: RevisionStatus) -> None:
    this = knowledge_revisions.c.id == revision
    connection.execute(update(knowledge_revisions).where(this).values(status=status.value))


def _load(
    connection: Connection,
    which: ColumnElement[bool],
    *,
    with_files: bool = False,
    limit: int | None = None,
) -> list[Revision]:
    """Revisions: with their files oldest first, without them newest first."""
    order = knowledge_revisions.c.id.asc() if with_files else knowledge_revisions.c.id.desc()
    query = select(knowledge_revisions).where(which).order_by(order).limit(limit)
    found = []
    for row in connection.execute(query).all():
        files: dict[str, FileChange] = {}
        if with_files:
            of = knowledge_revision_files.c.revision == row.id
            parts = connection.execute(select(knowledge_revision_files).where(of))
            files = {part.name: FileChange(part.before, part.after) for part in parts}
        fields = {**row._mapping, "origin": Origin(row.origin), "files": files}
        found.append(Revision(**{**fields, "status": RevisionStatus(row.status)}))
    return found


def _standing(connection: Connection, name: str, digest: str) -> Standing:
    current = select(knowledge_files.c.digest)
    current = current.where(knowledge_files.c.server == 0, knowledge_files.c.name == name)
    if (connection.scalar(current) or "") == digest:
        return Standing.CURRENT
    parts, revisions = knowledge_revision_files.c, knowledge_revisions.c
    rows = connection.execute(
        select(revisions.id, revisions.origin, revisions.status, parts.before_digest,
               parts.after_digest)
        .join_from(knowledge_revision_files, knowledge_revisions)
        .where(revisions.server == 0, parts.name == name)
        .order_by(revisions.id)
    ).all()  # fmt: skip
    kept = [row for row in rows if row.status != RevisionStatus.WITHDRAWN.value]
    later = None
    for at, row in enumerate(kept):
        if row.before_digest == digest:
            later = kept[at:]
        if row.after_digest == digest:
            later = kept[at + 1 :]
    if later is None:
        # What was written to the disk and then withdrawn may still stand there.
        gone = any(digest == row.after_digest for row in rows)
        return Standing.OLDER if gone else Standing.UNKNOWN
    by_hand = all(row.origin == Origin.HAND.value for row in later)
    return Standing.UNKNOWN if by_hand else Standing.OLDER
