"""What a message most likely asks in the light of what was said before it.

A log-linear model: the log odds of each entry are a weighted sum of a few clues, which say
what the message asks by itself, what it asks next to the words of the last topic, and how the
entry lies to that topic (McFadden's conditional logit, "Conditional Logit Analysis of
Qualitative Choice Behavior", 1974). A clear question of its own stays clear; "how many hours"
finds the hours of what was talked about.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.guide.followup_patterns import EMPTY_WORDS
from bot.guide.wording import words
from bot.knowledge.model import Entry
from bot.knowledge.snapshot import Snapshot

UNSEEN = 1e-4
"""Probability below which an opinion makes no difference."""


class Clues(NamedTuple):
    """What speaks for one entry, or what each of that weighs."""

    alone: float
    """Log probability by the message itself."""
    named: float
    """Log probability by the message next to the names of what was spoken of."""
    beside: float
    """Log probability by the message next to those names and the words of the last topic."""
    joined: float
    """Log probability by the member's last message and this one read as one."""
    same_area: float
    related: float
    """The last topic names it as related."""
    related_earlier: float
    """The topic before the last names it as related."""
    relates: float
    """It names the last topic as related."""
    of_subjects: float
    """It can be asked of something like what is spoken of."""
    same: float
    """It is the last topic."""
    same_of_another: float
    """It is the last topic, which can be asked of the other subject that is named now."""
    same_a_word: float
    """Words of the message, if it is the last topic: few use many to ask the same again."""


class Opinions(NamedTuple):
    """Probabilities by entry, each by another reading of a message; see `Clues`."""

    alone: Mapping[str, float]
    named: Mapping[str, float]
    beside: Mapping[str, float]
    joined: Mapping[str, float]


WEIGHTS = Clues(
    alone=0.22,
    named=0.57,
    beside=0.13,
    joined=0.30,
    same_area=1.60,
    related=0.97,
    related_earlier=1.34,
    relates=0.64,
    of_subjects=0.55,
    same=2.68,
    same_of_another=1.86,
    same_a_word=-0.31,
)
"""Fitted by `python -m benchmarks.followups`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Entries that may be meant, with their shares of the whole, likeliest first."""

    shares: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str:
        return self.shares[0][0] if self.shares else ""

    @property
    def share(self) -> float:
        """How much of all that may be meant is the best."""
        return self.shares[0][1] if self.shares else 0.0


def read(found: Mapping[str, Clues], weights: Clues = WEIGHTS) -> Reading:
    """Entry -> its clues to entry -> its share."""
    scores = {
        entry: sum(w * f for w, f in zip(weights, clues, strict=True))
        for entry, clues in found.items()
    }
    top = max(scores.values(), default=0.0)
    odds = {entry: math.exp(score - top) for entry, score in scores.items()}
    total = sum(odds.values())
    ordered = sorted(odds, key=lambda entry: -odds[entry])
    return Reading(tuple((entry, odds[entry] / total) for entry in ordered))


def clues(
    opinions: Opinions,
    last: Entry,
    earlier: Entry | None,
    kinds: Collection[str],
    of_another: bool,
    length: int,
    snapshot: Snapshot,
) -> dict[str, Clues]:
    """The clues to every entry that can be asked.

    `earlier`: the topic before the last; `kinds`: those of the subjects spoken of; `of_another`:
    the message names another subject that the last topic can be asked of; `length`: its words.
    """
    related = _related(last, snapshot)
    related_earlier = _related(earlier, snapshot) if earlier is not None else frozenset()
    return {
        entry.id: Clues(
            alone=_log(opinions.alone, entry),
            named=_log(opinions.named, entry),
            beside=_log(opinions.beside, entry),
            joined=_log(opinions.joined, entry),
            same_area=_area(entry) == _area(last),
            related=entry.id in related,
            related_earlier=entry.id in related_earlier,
            relates=last.id in entry.related,
            of_subjects=not entry.by.keys().isdisjoint(kinds),
            same=entry is last,
            same_of_another=of_another and entry is last,
            same_a_word=length if entry is last else 0,
        )
        for entry in snapshot.entries.values()
        if entry.kind != "boundary"
    }


def _log(odds: Mapping[str, float], entry: Entry) -> float:
    return math.log(odds.get(entry.id, 0.0) + UNSEEN)


def _related(entry: Entry, snapshot: Snapshot) -> frozenset[str]:
    """The entries that one names as related."""
    topics = (snapshot.topics[i] for i in entry.related if i in snapshot.topics)
    return frozenset(snapshot.entry_of(topic) for topic in topics)


def are_neighbours(one: Entry, other: Entry) -> bool:
    """Whether two entries are of the same area, or one names the other as related."""
    return _area(one) == _area(other) or other.id in one.related or one.id in other.related


def _area(entry: Entry) -> str:
    return entry.id.split(".")[0]


def topic_words(entry: Entry) -> str:
    """The words of a title that say what it is about."""
    return " ".join(word for word in words(entry.title) if word not in EMPTY_WORDS)
