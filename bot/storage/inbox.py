"""What waits for the moderators, what they did about it, and whom to tell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, cast, delete, func, insert, select, update

from bot.guide.inbox import Waiting
from bot.guide.insights import Asked
from bot.guide.reply import Kind
from bot.storage.database import Database
from bot.storage.schema import Status, passed_on, questions, ratings, resolutions

READ_AT_MOST = 2_000
"""Questions looked at for one inbox, the newest first."""


@dataclass(frozen=True, slots=True)
class ToTell:
    """A member who wished to know, and what became of the question."""

    question: int
    member: int
    text: str
    """The question, redacted."""
    server: int
    topic: str
    """The topic that answers it now, or ''."""
    answer: str
    """An answer given once, or ''."""


class SqliteInbox:
    """Questions as the moderators see them. `servers`: whose questions those are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, servers: Sequence[int], since: datetime) -> list[Waiting]:
        """Questions passed on, unanswered or answered unhelpfully, the newest first."""
        wishes = _count(passed_on.c.question)
        bad = _count(ratings.c.question, ratings.c.helpful.is_(False))
        query = (
            select(questions, wishes.label("wishes"), bad.label("bad"))
            .where(
                questions.c.server.in_(servers),
                questions.c.asked_at >= since,
                questions.c.status.in_([Status.KEPT.value, Status.WAITING.value]),
                (questions.c.status == Status.WAITING.value)
                | (questions.c.kind == Kind.ABSTAIN.value)
                | (bad > 0),
            )
            .order_by(questions.c.id.desc())
            .limit(READ_AT_MOST)
        )

        def work(connection: Connection) -> list[Waiting]:
            return [
                Waiting(
                    id=row.id,
                    text=row.text,
                    kind=Kind(row.kind),
                    topics=tuple(row.topics),
                    asked_at=row.asked_at,
                    wishes=row.wishes,
                    unhelpful=row.bad,
                )
                for row in connection.execute(query)
            ]

        return await self._database.read(work)

    async def resolve(
        self,
        ids: Sequence[int],
        servers: Sequence[int],
        member: int,
        at: datetime,
        *,
        topic: str = "",
        text: str = "",
    ) -> int:
        """Note that questions were answered, by a topic or by a text; returns how many were."""
        how = "topic" if topic else "text"
        row = {"how": how, "topic": topic, "text": text, "member": member, "at": at}
        return await self._close(ids, servers, Status.ANSWERED, row)

    async def dismiss(
        self, ids: Sequence[int], servers: Sequence[int], member: int, at: datetime
    ) -> int:
        """Note that nothing has to be done about questions; returns how many there were."""
        row = {"how": "dismissed", "topic": "", "text": "", "member": member, "at": at}
        return await self._close(ids, servers, Status.DISMISSED, row)

    async def _close(
        self, ids: Sequence[int], servers: Sequence[int], status: Status, row: dict[str, object]
    ) -> int:
        unsettled = questions.c.status.in_([Status.KEPT.value, Status.WAITING.value])
        theirs = questions.c.id.in_(ids) & questions.c.server.in_(servers) & unsettled

        def work(connection: Connection) -> int:
            found = list(connection.scalars(select(questions.c.id).where(theirs)))
            for question in found:
                connection.execute(insert(resolutions).values(question=question, **row))
            closed = questions.c.id.in_(found)
            connection.execute(update(questions).where(closed).values(status=status.value))
            if status is Status.DISMISSED:
                # There will be nothing to tell, so nobody's wish to be told is kept.
                connection.execute(delete(passed_on).where(passed_on.c.question.in_(found)))
            return len(found)

        return await self._database.write(work)

    async def to_tell(self) -> list[ToTell]:
        """Members who wished to know of questions that are answered now, oldest first."""
        query = (
            select(questions.c.id, questions.c.text, questions.c.server, passed_on.c.member,
                   resolutions.c.topic, resolutions.c.text.label("answer"))
            .join_from(passed_on, questions)
            .join(resolutions, resolutions.c.question == questions.c.id)
            .where(questions.c.status == Status.ANSWERED.value)
            .order_by(questions.c.id)
        )  # fmt: skip

        def work(connection: Connection) -> list[ToTell]:
            return [
                ToTell(r.id, r.member, r.text, r.server, r.topic, r.answer)
                for r in connection.execute(query)
            ]

        return await self._database.read(work)

    async def told(self, question: int, member: int) -> None:
        """Forget a member's wish to know, once it is fulfilled or cannot be."""
        this = (passed_on.c.question == question, passed_on.c.member == member)
        await self._database.write(lambda c: c.execute(delete(passed_on).where(*this)))

    async def asked(self, servers: Sequence[int], since: datetime) -> list[Asked]:
        """How often what was asked, by day, topics and kind of reply."""
        day = func.date(questions.c.asked_at)
        topics = cast(questions.c.topics, Text)
        bad = _count(ratings.c.question, ratings.c.helpful.is_(False))
        good = _count(ratings.c.question, ratings.c.helpful.is_(True))
        query = (
            select(
                day.label("day"), topics.label("topics"), questions.c.kind,
                func.count().label("count"), func.sum(bad).label("bad"),
                func.sum(good).label("good"),
            )
            .where(questions.c.server.in_(servers), questions.c.asked_at >= since)
            .group_by(day, topics, questions.c.kind)
            .order_by(day)
        )  # fmt: skip

        def work(connection: Connection) -> list[Asked]:
            return [
                Asked(
                    day=datetime.fromisoformat(str(row.day)).date(),
                    topics=tuple(json.loads(row.topics)),
                    kind=Kind(row.kind),
                    count=row._mapping["count"],
                    helpful=int(row.good or 0),
                    unhelpful=int(row.bad or 0),
                )
                for row in connection.execute(query)
            ]

        return await self._database.read(work)


def _count(column: ColumnElement[int], *which: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of another table refer to the question at hand."""
    query = select(func.count()).where(column == questions.c.id, *which)
    return query.correlate(questions).scalar_subquery()
