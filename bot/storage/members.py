"""Each member's pathway and the milestones done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.guide.ports import Progress
from bot.storage.database import Database
from bot.storage.schema import members, milestones_done


class SqliteMembers:
    """The `Members` of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def progress(self, member: int) -> Progress | None:
        def work(connection: Connection) -> Progress | None:
            chosen = connection.execute(select(members).where(members.c.member == member)).first()
            if chosen is None:
                return None
            done = connection.scalars(
                select(milestones_done.c.milestone)
                .where(milestones_done.c.member == member)
                .order_by(milestones_done.c.done_at, milestones_done.c.id)
            )
            return Progress(chosen.pathway, chosen.chosen_at, tuple(done))

        return await self._database.read(work)

    async def choose(self, member: int, pathway: str, at: datetime) -> None:
        """Set the pathway. Choosing the same again changes nothing."""

        def work(connection: Connection) -> None:
            if _pathway(connection, member) == pathway:
                return
            # The milestones done belonged to the other pathway and go with it.
            connection.execute(delete(members).where(members.c.member == member))
            connection.execute(insert(members).values(member=member, pathway=pathway, chosen_at=at))

        await self._database.write(work)

    async def leave(self, member: int) -> bool:
        def work(connection: Connection) -> bool:
            gone = connection.execute(delete(members).where(members.c.member == member))
            return gone.rowcount > 0

        return await self._database.write(work)

    async def set_done(self, member: int, milestone: str, done: bool, at: datetime) -> None:
        """Mark a milestone as done, or as not done after all.

        A milestone that is done already keeps its place.

        Raises:
            LookupError: the member has no pathway.
        """
        this = (milestones_done.c.member == member, milestones_done.c.milestone == milestone)

        def work(connection: Connection) -> None:
            if _pathway(connection, member) is None:
                raise LookupError(f"member {member} has no pathway")
            if not done:
                connection.execute(delete(milestones_done).where(*this))
            elif connection.scalar(select(milestones_done.c.id).where(*this)) is None:
                connection.execute(
                    insert(milestones_done).values(member=member, milestone=milestone, done_at=at)
                )

        await self._database.write(work)


def _pathway(connection: Connection, member: int) -> str | None:
    return connection.scalar(select(members.c.pathway).where(members.c.member == member))
