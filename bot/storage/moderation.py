"""What moderators have begun or decided: proposals, drafts, pinned questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, update

from bot.storage.database import Database
from bot.storage.schema import drafts, golden_questions, proposals

KEPT_OPEN = timedelta(days=30)
"""How long a proposal that nobody decides stays, and a draft that nobody takes up again."""


class ProposalStatus(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    """Checked and shown to its author."""
    WAITING = "waiting"
    """Its author wants it published; a second person has to agree."""
    PUBLISHED = "published"
    REJECTED = "rejected"
    DISCARDED = "discarded"


_UNDECIDED = (ProposalStatus.OPEN, ProposalStatus.WAITING)


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A proposal to be kept."""

    server: int
    author: int
    at: datetime
    change: Mapping[str, object]
    why: str = ""
    answers: Sequence[int] = ()
    seen: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A proposal as it is kept: it is worked out anew from its change."""

    id: int
    server: int
    author: int | None
    at: datetime
    why: str
    change: Mapping[str, object]
    status: ProposalStatus
    decided_by: int | None = None
    decided_at: datetime | None = None
    revision: int | None = None
    answers: tuple[int, ...] = ()
    """Ids of the waiting questions that it answers."""
    seen: tuple[str, ...] = ()
    """Pinned questions that it takes away, as far as somebody was shown that."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was begun."""

    member: int
    server: int
    topic: str
    fields: Mapping[str, str]
    base: str
    """Version of the topic that the form was filled from."""
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Golden:
    """A question pinned to what it has to lead to."""

    id: int
    server: int
    question: str
    topic: str
    member: int | None
    at: datetime


class SqliteProposals:
    """Proposals by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, new: NewProposal) -> int:
        """Keep a proposal; returns its id. Old ones that nobody decided go."""

        def work(connection: Connection) -> int:
            old = proposals.c.at < new.at - KEPT_OPEN
            undecided = proposals.c.status == ProposalStatus.OPEN.value
            connection.execute(delete(proposals).where(old, undecided))
            result = connection.execute(
                insert(proposals).values(
                    server=new.server,
                    author=new.author,
                    at=new.at,
                    change=dict(new.change),
                    why=new.why,
                    answers=list(new.answers),
                    seen=list(new.seen),
                    status=ProposalStatus.OPEN.value,
                )
            )
            assert result.inserted_primary_key is not None
            return int(result.inserted_primary_key.id)

        return await self._database.write(work)

    async def get(self, proposal: int) -> StoredProposal | None:
        """One proposal."""
        query = select(proposals).where(proposals.c.id == proposal)
        found = await self._database.read(
            lambda c: [_proposal(r) for r in c.execute(query).mappings()]
        )
        return found[0] if found else None

    async def waiting(self, server: int) -> list[StoredProposal]:
        """The proposals of a server that a second person has to agree to, oldest first."""
        query = select(proposals).where(
            proposals.c.server == server, proposals.c.status == ProposalStatus.WAITING.value
        )
        query = query.order_by(proposals.c.id)
        return await self._database.read(
            lambda c: [_proposal(r) for r in c.execute(query).mappings()]
        )

    async def wait(self, proposal: int, why: str) -> bool:
        """Let a proposal wait for a second person; False when it is not open."""
        status = ProposalStatus.WAITING.value
        return await self._update(proposal, (ProposalStatus.OPEN,), status=status, why=why)

    async def see(self, proposal: int, seen: Sequence[str]) -> bool:
        """Note what somebody was shown of a proposal; False when it was decided before."""
        return await self._update(proposal, _UNDECIDED, seen=list(seen))

    async def close(self, proposal: int, status: ProposalStatus, member: int, at: datetime) -> bool:
        """Reject or discard a proposal; False when it was decided before."""
        values = {"status": status.value, "decided_by": member, "decided_at": at}
        return await self._update(proposal, _UNDECIDED, **values)

    async def _update(
        self, proposal: int, states: tuple[ProposalStatus, ...], **values: object
    ) -> bool:
        which = (proposals.c.id == proposal, proposals.c.status.in_([s.value for s in states]))
        statement = update(proposals).where(*which).values(**values)
        return await self._database.write(lambda c: c.execute(statement).rowcount > 0)


class SqliteDrafts:
    """One draft for each member, server and topic."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, draft: Draft) -> None:
        """Keep a draft in place of the one before it."""

        def work(connection: Connection) -> None:
            connection.execute(
                delete(drafts).where(drafts.c.updated_at < draft.updated_at - KEPT_OPEN)
            )
            connection.execute(
                delete(drafts).where(*_this(draft.member, draft.server, draft.topic))
            )
            connection.execute(
                insert(drafts).values(
                    member=draft.member,
                    server=draft.server,
                    topic=draft.topic,
                    fields=dict(draft.fields),
                    base=draft.base,
                    updated_at=draft.updated_at,
                )
            )

        await self._database.write(work)

    async def get(self, member: int, server: int, topic: str) -> Draft | None:
        """A member's draft of a topic."""
        query = select(drafts).where(*_this(member, server, topic))
        found = await self._database.read(lambda c: c.execute(query).mappings().first())
        return Draft(**found) if found else None

    async def of(self, member: int, server: int) -> list[Draft]:
        """A member's drafts in a server, the newest first."""
        query = select(drafts).where(drafts.c.member == member, drafts.c.server == server)
        query = query.order_by(drafts.c.updated_at.desc())
        return await self._database.read(
            lambda c: [Draft(**row) for row in c.execute(query).mappings()]
        )

    async def drop(self, member: int, server: int, topic: str) -> None:
        """Delete a draft, if there is one."""
        statement = delete(drafts).where(*_this(member, server, topic))
        await self._database.write(lambda c: c.execute(statement))


class SqliteGolden:
    """Pinned questions: one topic for each question of a server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pin(self, server: int, question: str, topic: str, member: int, at: datetime) -> None:
        """Pin a question; the same question is pinned anew."""
        this = (golden_questions.c.server == server, golden_questions.c.question == question)
        row = {"server": server, "question": question, "topic": topic, "member": member, "at": at}

        def work(connection: Connection) -> None:
            connection.execute(delete(golden_questions).where(*this))
            connection.execute(insert(golden_questions).values(row))

        await self._database.write(work)

    async def unpin(self, server: int, question: str) -> bool:
        """Let go of a question; False when it was not pinned."""
        this = (golden_questions.c.server == server, golden_questions.c.question == question)
        statement = delete(golden_questions).where(*this)
        return await self._database.write(lambda c: c.execute(statement).rowcount > 0)

    async def of(self, server: int | None) -> list[Golden]:
        """The pinned questions of a server, or (None) of all, in the order of pinning."""
        query = select(golden_questions).order_by(golden_questions.c.id)
        if server is not None:
            query = query.where(golden_questions.c.server == server)
        return await self._database.read(
            lambda c: [Golden(**row) for row in c.execute(query).mappings()]
        )


def _proposal(row: RowMapping) -> StoredProposal:
    lists = {name: tuple(row[name]) for name in ("answers", "seen")}
    return StoredProposal(**{**row, **lists, "status": ProposalStatus(row["status"])})


def _this(member: int, server: int, topic: str) -> tuple[ColumnElement[bool], ...]:
    return drafts.c.member == member, drafts.c.server == server, drafts.c.topic == topic
