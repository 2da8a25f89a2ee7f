"""False premises: a wrong belief stated in a question is put right before it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.guide.wording import words
from bot.knowledge.snapshot import Snapshot

ALIKE = 90.0
"""rapidfuzz partial_ratio (0 to 100) from which a message states a claim."""
MIN_WORDS = 4
"""Shorter claims would be found by chance."""


@dataclass(frozen=True, slots=True)
class Premise:
    """A false claim that a message states: the entry that knows better, and what is true."""

    entry: str
    correction: str


def false_premise(text: str, snapshot: Snapshot) -> Premise | None:
    """The false claim a message states, if it states one; the clearest, if several."""
    said = " ".join(words(text))
    best: tuple[float, Premise | None] = (0.0, None)
    for entry in snapshot.entries.values():
        if entry.corrects is None:
            continue
        for claim in entry.corrects.claims:
            folded = words(claim)
            if len(folded) < MIN_WORDS or len(said) < len(claim) * 0.8:
                continue
            score = fuzz.partial_ratio(" ".join(folded), said, score_cutoff=ALIKE)
            if score > best[0]:
                best = (score, Premise(entry.id, entry.corrects.correction))
    return best[1]
