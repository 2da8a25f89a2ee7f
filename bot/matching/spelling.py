"""Which known words could an unknown one be?

The candidates come from a symmetric one-delete index (Garbe's SymSpell, 2012, after Mor and
Fraenkel, 1982); the distance is optimal string alignment (Damerau 1964, one transposition is
one edit). `correction.py` chooses among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from rapidfuzz.distance import OSA

MIN_CORRECTED = 2
"""A single letter may be anything."""
MAX_CANDIDATES = 3
CORRECTED_WEIGHT = 0.9
"""A corrected word counts a little less than one typed right."""
SECOND_EDIT_PENALTY = 0.1
OTHER_FIRST_LETTER_PENALTY = 0.4
FREQUENCY_POWER = 0.5
"""On a word's occurrences: 1 would let a few frequent words swallow all others."""
LENGTH_POWER = 1.0
"""On a word's length: a long word has more places to go wrong."""
MIN_TWO_EDITS = 5
"""Two edits are only believed in words this long."""
MIN_PART = 1
"""Words run together are taken apart into parts at least this long."""


def _deletes(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


class Speller:
    """Candidates for unknown words among the words of `counts` (word -> occurrences)."""

    def __init__(self, counts: Mapping[str, float]) -> None:
        self.counts: Final = dict(counts)

    @cached_property
    def _index(self) -> Mapping[str, list[str]]:
        """What is left of each known word without one letter -> such words."""
        index: dict[str, list[str]] = {}
        for word in self.counts:
            if len(word) >= MIN_CORRECTED and word.isalpha():
                index.setdefault(word, []).append(word)
                for shorter in dict.fromkeys(_deletes(word)):
                    index.setdefault(shorter, []).append(word)
        return index

    def near(self, word: str) -> list[tuple[str, float]]:
        """Known words near `word`, each with a score: frequent and few edits away is high."""
        if len(word) < MIN_CORRECTED or not word.isalpha():
            return []
        index = self._index
        near = dict.fromkeys(index.get(word, ()))
        for shorter in _deletes(word):
            if shorter in index:
                near.update(dict.fromkeys(index[shorter]))
        limit = 2 if len(word) >= MIN_TWO_EDITS else 1
        found: list[tuple[str, float]] = []
        for known in near:
            distance = OSA.distance(word, known, score_cutoff=limit)
            if distance <= limit:
                score = self.counts[known] ** FREQUENCY_POWER * len(known) ** LENGTH_POWER
                score *= SECOND_EDIT_PENALTY if distance > 1 else 1.0
                score *= OTHER_FIRST_LETTER_PENALTY if known[0] != word[0] else 1.0
                found.append((known, score))
        return found

    def parts(self, word: str) -> tuple[str, str, float] | None:
        """Two known words that were run together as `word`, and the score of the rarer."""
        best: tuple[float, int] | None = None
        if not word.isalpha():
            return None
        counts = self.counts
        for at in range(MIN_PART, len(word) - MIN_PART + 1):
            left = counts.get(word[:at])
            right = counts.get(word[at:]) if left else None
            if left and right and (best is None or min(left, right) > best[0]):
                best = (min(left, right), at)
        if best is None:
            return None
        score = best[0] ** FREQUENCY_POWER * len(word) ** LENGTH_POWER
        return word[: best[1]], word[best[1] :], score
