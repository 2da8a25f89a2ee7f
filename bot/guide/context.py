"""What was said before, per person and place: bounded, short-lived, never shared."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.guide.question import Asker
from bot.guide.reply import Choice

LIFETIME = timedelta(minutes=15)
"""How long a turn can still be followed up."""
MAX_CONVERSATIONS = 10_000
"""How many are kept in memory; the longest unused goes first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn as the next one may need it."""

    text: str = ""
    """The question as it was understood, for follow-ups that only add to it."""
    entry: str = ""
    """Id of the entry that was answered, or ''."""
    earlier: str = ""
    """Id of the entry that was answered before another one, or ''."""
    subjects: tuple[str, ...] = ()
    """Ids of the subjects the answer was about."""
    place: str = ""
    """Id of the state that was last spoken of, or '': where somebody lives does not change."""
    topics: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    """What was offered, for "the second one"."""
    asking_back: bool = False
    """Whether `choices` are a question back that waits for its answer."""
    unsure: int = 0
    """How many times in a row the guide did not understand."""


EMPTY_TURN = Turn()


class Conversations:
    """The last turn of every conversation that is still alive."""

    def __init__(self, lifetime: timedelta = LIFETIME, limit: int = MAX_CONVERSATIONS) -> None:
        self._lifetime = lifetime
        self._limit = limit
        self._turns: OrderedDict[Asker, tuple[datetime, Turn]] = OrderedDict()

    def last(self, asker: Asker, now: datetime) -> Turn:
        """The last turn with this asker in this place, or an empty one."""
        at, turn = self._turns.get(asker, (now, EMPTY_TURN))
        if now - at > self._lifetime:
            del self._turns[asker]
            return EMPTY_TURN
        return turn

    def remember(self, asker: Asker, turn: Turn, now: datetime) -> None:
        """Make `turn` the last one."""
        self._turns[asker] = (now, turn)
        self._turns.move_to_end(asker)
        while len(self._turns) > self._limit:
            self._turns.popitem(last=False)

    def forget(self, member: int) -> None:
        """Drop every conversation of a member."""
        for asker in [asker for asker in self._turns if asker.member == member]:
            del self._turns[asker]

    def __len__(self) -> int:
        return len(self._turns)
