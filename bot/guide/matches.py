"""The matcher asked once for each text: a message and its clauses are looked at from many sides."""

from __future__ import annotations

from typing import Final

from bot.matching.index import Index, Match


class Matches:
    """The matches of one turn's texts."""

    def __init__(self, index: Index) -> None:
        self._index: Final = index
        self._found: dict[str, Match] = {}
        self._odds: dict[str, dict[str, float]] = {}
        self._follow_up_odds: dict[str, dict[str, float]] = {}

    def of(self, text: str) -> Match:
        """What the matcher finds in a text."""
        if text not in self._found:
            self._found[text] = self._index.match(text)
        return self._found[text]

    def corrected(self, text: str) -> str:
        """The text as the matcher spells it."""
        return self._index.corrected(text)

    def odds(self, text: str) -> dict[str, float]:
        """How likely each entry is what a text asks."""
        if text not in self._odds:
            self._odds[text] = self._index.odds(text)
        return self._odds[text]

    def follow_up_odds(self, text: str) -> dict[str, float]:
        """How likely each entry is what a text asks that follows an answer, whichever it was."""
        if text not in self._follow_up_odds:
            self._follow_up_odds[text] = self._index.follow_up_odds(text)
        return self._follow_up_odds[text]

    def next_odds(self, entry: str) -> dict[str, float]:
        """How likely members go on to each entry from another."""
        return self._index.next_odds(entry)
