"""What a message most likely asks in the light of what was said before it.

A log-linear model: the log odds of each entry are a weighted sum of a few clues, which say
what the message asks by itself, as one that follows any answer, and next to the words of the
last topic; what members go on to from that topic; and how the entry lies to it (McFadden's
conditional logit, "Conditional Logit Analysis of Qualitative Choice Behavior", 1974). A clear
question of its own stays clear; "how many hours" finds the hours of what was talked about.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.guide.followup_patterns import EMPTY_WORDS
from bot.guide.wording import words
from bot.knowledge.model import Entry, area
from bot.knowledge.snapshot import Snapshot

UNSEEN = 1e-4
"""Probability below which an opinion makes no difference."""
LEAST_LEFT = 0.1
"""Probability that the last topic leaves to others below which they are not blown up further."""
MUCH_MATTER = 4
"""Words of matter from which a message has as much as it needs."""
SURE = 0.35
"""Share of all that may be meant from which a follow-up counts as understood."""
LIKELY = 0.3
"""Probability from which an entry is likely what a message asks."""
FOR_ITSELF = 0.25
"""Share that is given to what a message asks by itself."""


class Clues(NamedTuple):
    """What speaks for one entry, or what each of that weighs."""

    alone: float
    """Log probability by the message itself."""
    alone_by_matter: float
    """The same times the message's share of matter: the more, the less it needs what was said."""
    alone_share: float
    """Probability by the message itself."""
    follows: float
    """Log probability by the message as one that follows some answer."""
    named: float
    """Log probability by the message next to the names of what was spoken of."""
    beside: float
    """Log probability, among all but the last topic, by the message next to the last topic's
    words and those names."""
    joined: float
    """Log probability, among all but the last topic, by the last message and this one as one."""
    next: float
    """Log probability by what members go on to from the last topic, whatever they say."""
    next_by_matter: float
    """The same times the message's share of matter."""
    same_area: float
    related: float
    """The last topic names it as related."""
    related_earlier: float
    """The topic before the last names it as related."""
    same: float
    """It is the last topic."""
    same_of_another: float
    """It is the last topic, which can be asked of the other subject that is named now."""


class Opinions(NamedTuple):
    """Probabilities by entry, each by another reading of a message; see `Clues`."""

    alone: Mapping[str, float]
    follows: Mapping[str, float]
    named: Mapping[str, float]
    beside: Mapping[str, float]
    joined: Mapping[str, float]
    next: Mapping[str, float]


WEIGHTS = Clues(
    alone=0.20,
    alone_by_matter=0.16,
    alone_share=-1.10,
    follows=0.53,
    named=0.23,
    beside=0.16,
    joined=0.25,
    next=0.62,
    next_by_matter=-0.37,
    same_area=0.49,
    related=0.70,
    related_earlier=0.92,
    same=3.07,
    same_of_another=1.55,
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


def heard(reading: Reading, opinions: Opinions) -> Reading:
    """The reading, and in it what the message asks by itself (a linear opinion pool).

    A fresh question must be heard over the talk around it: where it leads to the same entry by
    itself and as one that follows any answer, or where the talk does not make it clear.
    """
    entry, likely = max(opinions.alone.items(), key=lambda pair: pair[1], default=("", 0.0))
    agreed = opinions.follows.get(entry, 0.0) >= LIKELY
    shares = {name: (1 - FOR_ITSELF) * share for name, share in reading.shares}
    if entry not in shares or likely < LIKELY or not (agreed or reading.share < SURE):
        return reading
    shares[entry] += FOR_ITSELF
    return Reading(tuple(sorted(shares.items(), key=lambda pair: -pair[1])))


def clues(
    opinions: Opinions,
    last: Entry,
    earlier: Entry | None,
    of_another: bool,
    matter: int,
    snapshot: Snapshot,
) -> dict[str, Clues]:
    """The clues to every entry that can be asked.

    `earlier`: the topic before the last; `of_another`: the message names another subject that
    the last topic can be asked of; `matter`: how many of its words say what it is about.
    """
    related = _related(last, snapshot)
    related_earlier = _related(earlier, snapshot) if earlier is not None else frozenset()
    beside, joined = (_without(odds, last) for odds in (opinions.beside, opinions.joined))
    share_of_matter = min(matter, MUCH_MATTER) / MUCH_MATTER

    def of(entry: Entry) -> Clues:
        alone, after = _log(opinions.alone, entry), _log(opinions.next, entry)
        return Clues(
            alone=alone,
            alone_by_matter=alone * share_of_matter,
            alone_share=opinions.alone.get(entry.id, 0.0),
            follows=_log(opinions.follows, entry),
            named=_log(opinions.named, entry),
            beside=_log(beside, entry),
            joined=_log(joined, entry),
            next=after,
            next_by_matter=after * share_of_matter,
            same_area=area(entry.id) == area(last.id),
            related=entry.id in related,
            related_earlier=entry.id in related_earlier,
            same=entry is last,
            same_of_another=of_another and entry is last,
        )

    return {e.id: of(e) for e in snapshot.entries.values() if e.kind != "boundary"}


def _without(odds: Mapping[str, float], last: Entry) -> dict[str, float]:
    """The shares of the others in what the last leaves: its own words always speak for it."""
    others = {entry: share for entry, share in odds.items() if entry != last.id}
    left = max(sum(others.values()), LEAST_LEFT)
    return {entry: share / left for entry, share in others.items()}


def _log(odds: Mapping[str, float], entry: Entry) -> float:
    return math.log(odds.get(entry.id, 0.0) + UNSEEN)


def _related(entry: Entry, snapshot: Snapshot) -> frozenset[str]:
    """The entries that one names as related."""
    topics = (snapshot.topics[i] for i in entry.related if i in snapshot.topics)
    return frozenset(snapshot.entry_of(topic) for topic in topics)


def are_neighbours(one: Entry, other: Entry) -> bool:
    """Whether two entries are of the same area, or one names the other as related."""
    return area(one.id) == area(other.id) or other.id in one.related or one.id in other.related


def topic_words(entry: Entry) -> str:
    """The words of a title that say what it is about."""
    return " ".join(word for word in words(entry.title) if word not in EMPTY_WORDS)
