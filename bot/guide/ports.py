"""What the guide needs from storage, and the plain records that cross that line.

Member and place ids are Discord snowflakes; 0 stands for the person at the terminal.
Every method that writes returns only when the write is on disk, and raises
`StorageError` when it could not be made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.guide.reply import Kind


class StorageError(Exception):
    """Storage could not do what was asked. The text is fit for a log, not for a member."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A member's chosen pathway and the ids of the milestones done, in order of doing."""

    pathway: str
    chosen_at: datetime
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as it is kept: redacted, and without its asker."""

    text: str
    kind: Kind
    topics: tuple[str, ...]
    confidence: float
    server: int
    """Discord server id; 0 in direct messages and outside Discord."""
    asked_at: datetime


class Members(Protocol):
    """Each member's pathway."""

    async def progress(self, member: int) -> Progress | None: ...

    async def choose(self, member: int, pathway: str, at: datetime) -> None:
        """Set the pathway. The same again keeps what is done; another one starts afresh."""
        ...

    async def leave(self, member: int) -> bool:
        """Forget the pathway; False when there was none."""
        ...

    async def set_done(self, member: int, milestone: str, done: bool, at: datetime) -> None:
        """Mark a step, or take the mark back. Raises `LookupError` without a pathway."""
        ...


class Questions(Protocol):
    """What was asked, how it went, and what waits for the moderators."""

    async def record(self, question: AskedQuestion) -> int:
        """Keep a question; returns its id, which is above 0."""
        ...

    async def pass_on(self, question: int, member: int, at: datetime) -> bool:
        """Put a question before the moderators for `member`.

        False when that member had passed it on already. Raises `LookupError` when there
        is no such question.
        """
        ...

    async def rate(
        self, question: int, topic: str, member: int, helpful: bool, at: datetime
    ) -> None:
        """Keep a member's verdict; a second verdict on the same answer replaces the first."""
        ...


class Privacy(Protocol):
    """A member's right to see and delete what is kept of them."""

    async def export(self, member: int) -> Mapping[str, object]:
        """Everything kept of a member, by table, as plain JSON values."""
        ...

    async def forget(self, member: int) -> int:
        """Delete everything kept of a member; returns how many rows went."""
        ...


class Store(Protocol):
    """All of storage, as the guide sees it."""

    @property
    def members(self) -> Members: ...

    @property
    def questions(self) -> Questions: ...

    @property
    def privacy(self) -> Privacy: ...
