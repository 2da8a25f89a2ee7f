"""A text's unknown words put right in their place.

What the speller offers for one word is weighed by its neighbours: a candidate that was seen
beside the word before or after is likelier (Mays, Damerau and Mercer, "Context based spelling
correction", 1991, with pairs in place of triples). A space that is missing or misplaced is an
edit like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.matching.spelling import (
    CORRECTED_WEIGHT,
    FREQUENCY_POWER,
    LENGTH_POWER,
    MAX_CANDIDATES,
    Speller,
)
from bot.matching.stem import stem
from bot.matching.text import CONTRACTIONS

MAX_UNKNOWN = 48
"""Unknown words looked up in one text: bounds the time that noise can take."""
NEIGHBOUR_BOOST = 4.0
"""Factor on a candidate for each neighbour that it was seen beside."""
SPACE_PENALTY = 0.5
"""Factor on readings that move or add a space."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a text: what was typed, and the known words that it may be."""

    typed: str
    candidates: tuple[tuple[str, float], ...]
    """Known word and weight, best first. Empty when nothing known is near."""


class Corrector:
    """Reads words as known ones."""

    def __init__(
        self,
        speller: Speller,
        is_known: Callable[[str], bool],
        is_pair: Callable[[str, str], bool],
    ) -> None:
        """`is_pair` tells whether two words were seen side by side; '' is a text's end."""
        self._speller = speller
        self._is_known = is_known
        self._is_pair = is_pair

    def read(self, words: Sequence[str]) -> list[Slot]:
        """One slot for each word, more or fewer where spaces were wrong."""
        slots: list[Slot] = []
        known = [self._is_known(word) for word in words]
        tries = 0
        at = 0
        while at < len(words):
            word = words[at]
            if known[at]:
                slots.append(Slot(word, ((word, 1.0),)))
                at += 1
                continue
            tries += 1
            if tries > MAX_UNKNOWN:
                slots.append(Slot(word, ()))
                at += 1
                continue
            before = slots[-1].candidates[0][0] if slots and slots[-1].candidates else ""
            following = at + 1 < len(words)
            after = words[at + 1] if following and known[at + 1] else ""
            found, used = self._best(word, before, after, words[at + 1] if following else "")
            slots += found
            at += used
        return slots

    def _best(self, word: str, before: str, after: str, following: str) -> tuple[list[Slot], int]:
        """The slots for an unknown word, and how many words they stand for."""
        speller, is_pair = self._speller, self._is_pair
        near = speller.near(word) or speller.near(stem(word))
        scored = [(score * self._boost(before, known, after), known) for known, score in near]
        best = max((score for score, _ in scored), default=0.0)
        parts = speller.parts(word)
        if parts:
            left, right, score = parts
            score *= SPACE_PENALTY * (NEIGHBOUR_BOOST if is_pair(left, right) else 1)
            score *= self._boost(before, left, "") * self._boost("", right, after)
            if score > best:
                return [
                    Slot(word, ((left, CORRECTED_WEIGHT),)),
                    Slot("", ((right, CORRECTED_WEIGHT),)),
                ], 1
        # Joined with the next word: "ex am" -> "exam", "yous ay" -> "you say".
        if following and (len(following) <= 2 or len(word) <= 2 or not self._is_known(following)):
            joined = word + following
            if self._is_known(joined) and joined in speller.counts:
                score = speller.counts[joined] ** FREQUENCY_POWER * len(joined) ** LENGTH_POWER
                if score > best or not self._is_known(following):
                    return [Slot(f"{word} {following}", ((joined, CORRECTED_WEIGHT),))], 2
            parts = speller.parts(joined) if not self._is_known(following) else None
            if parts and parts[2] * SPACE_PENALTY > best:
                left, right, _ = parts
                return [
                    Slot(f"{word} {following}", ((left, CORRECTED_WEIGHT),)),
                    Slot("", ((right, CORRECTED_WEIGHT),)),
                ], 2
        if not scored:
            return [Slot(word, ())], 1
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        del scored[MAX_CANDIDATES:]
        total = sum(score for score, _ in scored)
        if scored[0][1] in CONTRACTIONS:
            return [Slot("", ((part, CORRECTED_WEIGHT),)) for part in CONTRACTIONS[scored[0][1]]], 1
        taken = tuple((known, CORRECTED_WEIGHT * score / total) for score, known in scored)
        return [Slot(word, taken)], 1

    def _boost(self, before: str, word: str, after: str) -> float:
        boost = NEIGHBOUR_BOOST if before and self._is_pair(before, word) else 1.0
        return boost * (NEIGHBOUR_BOOST if after and self._is_pair(word, after) else 1.0)
