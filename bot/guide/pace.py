"""How much is too much: who may ask now, and who is told to wait.

Every limit is a bucket of tokens, one for each person or channel: it fills at a steady pace
up to a brim, and each question takes one token out. Pure: the clock is handed in.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MAX_BUCKETS = 10_000
"""How many are kept of a kind. The longest unused goes first: it has filled up, or nearly."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and as many again within so many seconds."""

    most: int
    seconds: float

    @property
    def interval(self) -> float:
        """Seconds in which one token comes in."""
        return self.seconds / self.most


PERSON = Rate(8, 60)
CHANNEL = Rate(30, 60)
"""Questions to the guide by everybody in a channel: more is a raid, or people at play."""
COMMANDS = Rate(20, 60)
"""Slash commands of a person: browsing takes more of them than asking."""
OVERHEARD = Rate(1, 20)
EDITS = Rate(6, 60)


@dataclass(frozen=True, slots=True)
class Pass:
    """Whether something may be done now."""

    granted: bool
    wait: int = 0
    """Whole seconds after which it will be granted; 0 when it is."""
    tell: bool = False
    """Whether to say so: only the first refusal is told, what follows meets silence."""


GRANTED = Pass(True)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: bool = False


class Limiter:
    """Buckets of one kind."""

    def __init__(self, rate: Rate, limit: int = MAX_BUCKETS) -> None:
        self._rate = rate
        self._limit = limit
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def wait(self, key: int, now: float) -> float:
        """Seconds until a token is there; takes none."""
        bucket = self._buckets.get(key)
        return 0.0 if bucket is None else self._missing(self._filled(bucket, now))

    def take(self, key: int, now: float) -> Pass:
        """Take a token, or say how long to wait for one."""
        bucket = self._buckets.pop(key, None) or _Bucket(self._rate.most, now)
        self._buckets[key] = bucket
        if len(self._buckets) > self._limit:
            self._buckets.popitem(last=False)
        bucket.tokens, bucket.at = self._filled(bucket, now), max(now, bucket.at)
        missing = self._missing(bucket.tokens)
        if not missing:
            bucket.tokens = max(0.0, bucket.tokens - 1)
            bucket.told = False
            return GRANTED
        first, bucket.told = not bucket.told, True
        return Pass(False, max(1, math.ceil(missing)), first)

    def _filled(self, bucket: _Bucket, now: float) -> float:
        gained = max(0.0, now - bucket.at) / self._rate.interval
        return min(float(self._rate.most), bucket.tokens + gained)

    def _missing(self, tokens: float) -> float:
        # Rounding must not turn the very moment that was named into a moment too early.
        return 0.0 if tokens >= 1 - 1e-9 else (1 - tokens) * self._rate.interval

    def __len__(self) -> int:
        return len(self._buckets)


class Pace:
    """All limits of one running guide."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._people = Limiter(PERSON)
        self._channels = Limiter(CHANNEL)
        self._commands = Limiter(COMMANDS)
        self._overheard = Limiter(OVERHEARD)
        self._edits = Limiter(EDITS)

    def question(self, person: int, channel: int) -> Pass:
        """Whether a question to the guide is answered now."""
        now = self._clock()
        if self._people.wait(person, now):
            return self._people.take(person, now)
        # What a full channel refuses must not count against the person.
        passed = self._channels.take(channel, now)
        return self._people.take(person, now) if passed.granted else passed

    def command(self, person: int) -> Pass:
        """Whether a slash command is carried out now."""
        return self._commands.take(person, self._clock())

    def may_overhear(self, channel: int) -> bool:
        """Whether the guide may speak unasked in a channel; takes nothing."""
        return not self._overheard.wait(channel, self._clock())

    def overheard(self, channel: int) -> bool:
        """Speak unasked in a channel now; False when it spoke a moment ago."""
        return self._overheard.take(channel, self._clock()).granted

    def edit(self, person: int) -> Pass:
        """Whether an answer is made anew for an edited question now."""
        return self._edits.take(person, self._clock())
