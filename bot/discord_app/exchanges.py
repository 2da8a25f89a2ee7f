"""Which of the guide's messages answers which question, for as long as that may change.

In memory only, and bounded: after a restart, or after thousands of newer questions, an
answer simply stays as it is.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import discord

from bot.guide.question import Question

MAX_EXCHANGES = 5_000
EDITABLE_SECONDS = 600.0
"""How long after a question was asked its answer follows its edits."""


@dataclass(slots=True, eq=False)
class Exchange:
    """One question and what was said to it."""

    question: Question
    seen: str
    """What the message said when it was last looked at."""
    asked_at: float
    answer: discord.Message | None = None
    """None while it is being made, and when there is none."""
    edits: int = 0
    gone: bool = False
    """Whether the question was deleted."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while the answer is made, changed or deleted: one after the other."""


class Exchanges:
    """The newest exchanges, by the id of the question's message."""

    def __init__(self, clock: Callable[[], float], limit: int = MAX_EXCHANGES) -> None:
        self._clock = clock
        self._limit = limit
        self._known: OrderedDict[int, Exchange] = OrderedDict()

    def open(self, message: int, question: Question, seen: str) -> Exchange | None:
        """A new exchange; None when this very message was taken up before.

        It counts towards the limit only once it is kept: most of what is overheard is not.
        """
        if message in self._known:
            return None
        exchange = self._known[message] = Exchange(question, seen, self._clock())
        return exchange

    def keep(self) -> None:
        """Let the oldest exchanges go if there are too many."""
        while len(self._known) > self._limit:
            self._known.popitem(last=False)

    def find(self, message: int) -> Exchange | None:
        """The exchange that a message began, however old."""
        return self._known.get(message)

    def editable(self, exchange: Exchange) -> bool:
        """Whether the answer still follows edits of the question."""
        return not exchange.gone and self._clock() - exchange.asked_at <= EDITABLE_SECONDS

    def close(self, message: int) -> Exchange | None:
        """Forget what a message began; returns it."""
        exchange = self._known.pop(message, None)
        if exchange:
            exchange.gone = True
        return exchange

    def __len__(self) -> int:
        return len(self._known)
