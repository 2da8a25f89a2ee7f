"""A guide to talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.guide.question import Asker, Question
from bot.guide.reply import Reply
from bot.guide.text import as_text
from bot.guide.watch import Watch
from bot.guide.wording import clean
from bot.matching.triage import Triage
from bot.storage.store import SqliteStore, open_store

MESSAGES = Path(__file__).parent / "messages"


def messages(name: str, kind: str = "") -> list[str]:
    """A list of messages, cleaned as the guide does it; `kind`: those under a heading."""
    found = yaml.safe_load((MESSAGES / f"{name}.yaml").read_text("utf-8"))
    return [clean(text) for text in (found[kind] if kind else found)]


@pytest.fixture(scope="session")
def triage(shipped_served: Served) -> Triage:
    """The triage of the shipped examples."""
    return shipped_served.triage


@pytest.fixture(scope="session")
def watch(shipped_served: Served) -> Watch:
    """What judges messages, as it is shipped."""
    return Watch(shipped_served)


@dataclass
class Clock:
    """A clock that moves when told."""

    now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: int) -> None:
        self.now += timedelta(**by)


@dataclass
class Talk:
    """A member who talks to the guide in one place."""

    guide: Guide
    store: SqliteStore
    clock: Clock
    asker: Asker = field(default_factory=lambda: Asker(member=1, server=10, channel=100))

    async def ask(self, text: str, *, replies_to: tuple[str, ...] = ()) -> Reply:
        return await self.guide.ask(Question(text, self.asker, replies_to))

    async def text(self, text: str) -> str:
        return as_text(await self.ask(text))

    def elsewhere(self, **change: int) -> Talk:
        """The same guide, another member or place."""
        now = {"member": self.asker.member, "server": self.asker.server}
        now |= {"channel": self.asker.channel} | change
        return Talk(self.guide, self.store, self.clock, Asker(**now))


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    async with open_store(Path(":memory:")) as opened:
        yield opened


@pytest.fixture
def talk(served: Served, store: SqliteStore) -> Talk:
    clock = Clock()
    return Talk(Guide(Live(served), store, clock), store, clock)
