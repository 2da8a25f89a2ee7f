"""The matcher asked once for each text: a message and its clauses are looked at from many sides."""

from __future__ import annotations

from typing import Final

from bot.matching.index import Index, Match


class Matches:
    """The matches of one turn's texts."""

    def __init__(self, index: Index) -> None:
        self._index: Final = index
        self._found: dict[str, Match] = {}

    def of(self, text: str) -> Match:
        """What the matcher finds in a text."""
        if text not in self._found:
            self._found[text] = self._index.match(text)
        return self._found[text]
