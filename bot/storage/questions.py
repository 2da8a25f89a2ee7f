"""What was asked, what waits for the moderators, and what members thought of the answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, true, update

from bot.guide.ports import AskedQuestion
from bot.storage.database import Database
from bot.storage.schema import Status, passed_on, questions, ratings


class SqliteQuestions:
    """The `Questions` of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, question: AskedQuestion) -> int:
        def work(connection: Connection) -> int:
            result = connection.execute(
                insert(questions).values(
                    text=question.text,
                    kind=question.kind.value,
                    topics=list(question.topics),
                    confidence=question.confidence,
                    server=question.server,
                    asked_at=question.asked_at,
                    status=Status.KEPT.value,
                )
            )
            assert result.inserted_primary_key is not None
            return int(result.inserted_primary_key.id)

        return await self._database.write(work)

    async def pass_on(self, question: int, member: int, at: datetime) -> bool:
        this = (passed_on.c.question == question, passed_on.c.member == member)

        def work(connection: Connection) -> bool:
            if not connection.scalar(select(questions.c.id).where(questions.c.id == question)):
                raise LookupError(f"there is no question {question}")
            if connection.scalar(select(passed_on.c.question).where(*this)):
                return False
            connection.execute(insert(passed_on).values(question=question, member=member, at=at))
            connection.execute(
                update(questions)
                .where(questions.c.id == question)
                .values(status=Status.WAITING.value)
            )
            return True

        return await self._database.write(work)

    async def rate(
        self, question: int, topic: str, member: int, helpful: bool, at: datetime
    ) -> None:
        """Keep a member's verdict; a second verdict on the same answer replaces the first.

        An answer is known by its question; where that was not stored (0), by its topic.
        """
        answer = ratings.c.topic == topic if question == 0 else true()

        def work(connection: Connection) -> None:
            connection.execute(
                delete(ratings).where(
                    ratings.c.question == question, ratings.c.member == member, answer
                )
            )
            connection.execute(
                insert(ratings).values(
                    question=question, topic=topic, member=member, helpful=helpful, at=at
                )
            )

        await self._database.write(work)
