"""A store that keeps nothing: for front ends that only answer, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.guide.ports import AskedQuestion, Progress


class _NoMembers:
    async def progress(self, member: int) -> Progress | None:
        return None

    async def choose(self, member: int, pathway: str, at: datetime) -> None:
        return None

    async def leave(self, member: int) -> bool:
        return False

    async def set_done(self, member: int, milestone: str, done: bool, at: datetime) -> None:
        raise LookupError(member)


class _NoQuestions:
    async def record(self, question: AskedQuestion) -> int:
        return 0

    async def pass_on(self, question: int, member: int, at: datetime) -> bool:
        raise LookupError(question)

    async def rate(
        self, question: int, topic: str, member: int, helpful: bool, at: datetime
    ) -> None:
        return None


class _NoPrivacy:
    async def export(self, member: int) -> Mapping[str, object]:
        return {}

    async def forget(self, member: int) -> int:
        return 0


class Unkept:
    """The `Store` that keeps nothing."""

    def __init__(self) -> None:
        self.members = _NoMembers()
        self.questions = _NoQuestions()
        self.privacy = _NoPrivacy()
