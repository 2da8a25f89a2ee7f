"""What a message most likely asks in the light of what was said before it.

Two opinions are multiplied: what the message asks by itself, and what it asks next to the
words of the topic before it. Entries close to that topic, and those that say something about
the very subjects named before, gain by a fixed factor. A clear question of its own stays
clear; "how many hours" finds the hours of what was talked about.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.guide.followup_patterns import EMPTY_WORDS
from bot.guide.wording import words
from bot.knowledge.model import Entry
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Match

CONTEXT_POWER = 1.0
"""What the opinion with context counts, where the opinion without it counts 1."""
CONTEXT_ALONE = 0.9
"""The same for a message that has no matter of its own ("how many hours")."""
NEAR = 4.0
"""How much likelier an entry is that lies close to the last topic."""
OF_SUBJECTS = 4.0
"""How much likelier an entry is that says something about the subjects spoken of."""
SAME_AGAIN = 5.0
"""How much likelier the last entry is when another subject that it can be asked of is named."""
AGAIN = 0.3
"""The same when a message goes on from the last without naming another subject."""
SELDOM_AGAIN = 0.02
"""The same when nothing says that a message goes on from the last."""
UNSEEN = 1e-3
"""Probability of an entry that one opinion does not name among its candidates."""


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


def read(
    alone: Match,
    in_context: Sequence[Match],
    last: Entry,
    subjects: Collection[str],
    snapshot: Snapshot,
    power: float = CONTEXT_POWER,
    again: float = 1.0,
) -> Reading:
    """Weigh the opinions. `in_context`: matches of the message next to words of the last topic.

    `power`: what the opinion in context counts. `again`: how much likelier the last
    entry is than others; 0 when it is certainly not meant.
    """
    own = {c.entry: c.probability for c in alone.candidates}
    beside: dict[str, float] = {}
    for match in in_context:
        for c in match.candidates:
            beside[c.entry] = max(c.probability, beside.get(c.entry, 0.0))
    kinds = {snapshot.kind_of(subject) for subject in subjects}
    scores: dict[str, float] = {}
    for identifier in dict.fromkeys((*own, *beside)):
        entry = snapshot.entries.get(identifier)
        if entry is None or entry.kind == "boundary":
            continue
        score = own.get(identifier, 0.0) + UNSEEN
        score *= (beside.get(identifier, 0.0) + UNSEEN) ** power
        if are_neighbours(entry, last):
            score *= NEAR
        if kinds & set(entry.by):
            score *= OF_SUBJECTS
        if identifier == last.id:
            score *= again
        scores[identifier] = score
    total = sum(scores.values()) or 1.0
    ordered = sorted(scores, key=lambda key: -scores[key])
    return Reading(tuple((key, scores[key] / total) for key in ordered))


def are_neighbours(one: Entry, other: Entry) -> bool:
    """Whether two entries are of the same area, or one names the other as related."""
    same_area = one.id.split(".")[0] == other.id.split(".")[0]
    return same_area or other.id in one.related or one.id in other.related


def topic_words(entry: Entry) -> str:
    """The words of a title that say what it is about."""
    return " ".join(word for word in words(entry.title) if word not in EMPTY_WORDS)
