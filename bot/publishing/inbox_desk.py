"""The part of the desk that is about what members ask: inbox, insights, pinned questions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.guide.context import EMPTY_TURN
from bot.guide.dialogue import Dialogue
from bot.guide.effects import Lead, lead
from bot.guide.inbox import Group, group
from bot.guide.insights import Insights, insights
from bot.guide.live import Live
from bot.guide.reply import Kind
from bot.knowledge.limits import MAX_QUESTION
from bot.publishing.rights import Moderator, check_edit
from bot.storage.database import Database
from bot.storage.inbox import SqliteInbox, ToTell
from bot.storage.moderation import Golden, SqliteGolden
from bot.storage.servers import SqliteServerSettings

INBOX_SINCE = timedelta(days=90)
"""Older questions nobody waits for any more."""
MAX_GOLDEN = 500
"""Pinned questions of one server: every publish asks them all."""


@dataclass(frozen=True, slots=True)
class Why:
    """What a question leads to, and why, in words."""

    lead: Lead
    sentences: tuple[str, ...]
    reply: Kind
    """What a member gets who asks it out of the blue: more than the matcher decides that."""


@dataclass(frozen=True, slots=True)
class Pin:
    """What pinning a question found."""

    lead: Lead
    """What the question leads to now."""
    before: str
    """The topic that it was pinned to; '' when it was not."""


class InboxDesk:
    """What members asked, in one server. See `Desk`, which adds the editing."""

    def __init__(
        self,
        live: Live,
        database: Database,
        home_server: int | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._live = live
        self._home = home_server
        self._clock = clock
        self._inbox = SqliteInbox(database)
        self._golden = SqliteGolden(database)
        self._settings = SqliteServerSettings(database)

    async def _scope(self, who: Moderator) -> int:
        """The guide that somebody may edit. Raises `NotAllowedError` when it is none."""
        check_edit(who, await self._settings.get(who.server))
        return 0 if who.server == self._home else who.server

    def _servers(self, who: Moderator) -> tuple[int, ...]:
        """Whose questions somebody sees: those of direct messages belong to the home server."""
        return (who.server, 0) if who.server == self._home else (who.server,)

    async def inbox(self, who: Moderator) -> list[Group]:
        """Questions that wait, grouped by likeness, the most wanted first, with guesses."""
        await self._scope(who)
        since = self._clock() - INBOX_SINCE
        waiting = await self._inbox.waiting(self._servers(who), since)
        return await asyncio.to_thread(group, waiting, self._live.for_server(who.server))

    async def resolve(
        self, questions: Sequence[int], who: Moderator, *, topic: str = "", text: str = ""
    ) -> int:
        """Close questions: a topic answers them now, or this text does once, or (neither given)
        they are dismissed. Returns how many were still open. `to_tell` says whom to tell.
        """
        await self._scope(who)
        servers, now = self._servers(who), self._clock()
        if topic or text:
            return await self._inbox.resolve(
                questions, servers, who.member, now, topic=topic, text=text
            )
        return await self._inbox.dismiss(questions, servers, who.member, now)

    async def to_tell(self) -> list[ToTell]:
        """Members who wished to know of questions that are answered by now."""
        return await self._inbox.to_tell()

    async def told(self, question: int, member: int) -> None:
        """Note that a member was told, or cannot be reached."""
        await self._inbox.told(question, member)

    async def insights(self, who: Moderator, weeks: int = 8) -> Insights:
        """How the guide was used in the last weeks, as numbers and in words."""
        await self._scope(who)
        now = self._clock()
        since = now - timedelta(weeks=weeks)
        asked = await self._inbox.asked(self._servers(who), since)
        waiting = await self._inbox.waiting(self._servers(who), since)
        served = self._live.for_server(who.server)

        def work() -> Insights:
            groups = group(waiting, served)
            return insights(asked, groups, served.snapshot, now.date(), weeks)

        return await asyncio.to_thread(work)

    async def pin(self, question: str, topic: str, who: Moderator) -> Pin:
        """Pin a question to what it must lead to; every proposal tries it from then on.

        Returns what it leads to now, and what it was pinned to before.

        Raises `LookupError` for a topic that the guide does not have, and `ValueError` when
        the question is empty or too long, or too many are pinned.
        """
        await self._scope(who)
        question = " ".join(question.split())
        if not 2 <= len(question) <= MAX_QUESTION:
            raise ValueError(f"a question has 2 to {MAX_QUESTION} characters")
        if topic not in self._live.for_server(who.server).snapshot.topics:
            raise LookupError(f"there is no topic '{topic}'")
        pinned = await self._pinned(who.server)
        if len(pinned) >= MAX_GOLDEN and question not in pinned:
            raise ValueError(f"at most {MAX_GOLDEN} questions can be pinned")
        await self._golden.pin(who.server, question, topic, who.member, self._clock())
        found = await asyncio.to_thread(lead, self._live.for_server(who.server), question)
        return Pin(found, pinned.get(question, ""))

    async def unpin(self, question: str, who: Moderator) -> bool:
        """Let go of a pinned question; False when it was not pinned."""
        await self._scope(who)
        return await self._golden.unpin(who.server, " ".join(question.split()))

    async def golden(self, who: Moderator) -> list[tuple[Golden, Lead]]:
        """The pinned questions, each with what it leads to now."""
        await self._scope(who)
        return await self._led(who.server)

    async def _led(self, server: int) -> list[tuple[Golden, Lead]]:
        served = self._live.for_server(server)
        pinned = await self._golden.of(server)
        return await asyncio.to_thread(lambda: [(g, lead(served, g.question)) for g in pinned])

    async def _pinned(self, server: int) -> Mapping[str, str]:
        return {golden.question: golden.topic for golden in await self._golden.of(server)}

    async def why(self, question: str, who: Moderator) -> Why:
        """What a question leads to here: what matched, the scores, the rival, the margin."""
        await self._scope(who)
        served = self._live.for_server(who.server)
        today = self._clock().date()

        def work() -> Why:
            reply = Dialogue(served, today).respond(question, EMPTY_TURN).reply
            return Why(lead(served, question), served.index.explain(question), reply.kind)

        return await asyncio.to_thread(work)
