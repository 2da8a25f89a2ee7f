"""Which entry members go on to after which, counted in the conversations of the knowledge.

An entry that few conversations lead away from borrows from the others of its area, and an area
from all (Dirichlet priors one above the other: MacKay and Peto, "A Hierarchical Dirichlet
Language Model", 1995).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from bot.knowledge.model import Said, area

OF_AREA = 5.0
"""Steps from an entry that what follows its area is worth."""
OF_ALL = 20.0
"""Steps from an area that what follows anything is worth."""


class Succession:
    """How likely each entry is the next, by the one before it. Never changes."""

    def __init__(
        self, conversations: Iterable[Sequence[Said]], entries: Mapping[str, object]
    ) -> None:
        self._entries: Final = tuple(entries)
        self._of_entry: Final[dict[str, Counter[str]]] = {}
        self._of_area: Final[dict[str, Counter[str]]] = {}
        self._of_all: Final[Counter[str]] = Counter()
        for conversation in conversations:
            for before, after in pairwise(said.to[0] for said in conversation):
                if before in entries and after in entries:
                    self._of_entry.setdefault(before, Counter())[after] += 1
                    self._of_area.setdefault(area(before), Counter())[after] += 1
                    self._of_all[after] += 1

    def odds(self, last: str) -> dict[str, float]:
        """The probability of every entry as the next one after `last`."""
        of_entry = self._of_entry.get(last, Counter())
        of_area = self._of_area.get(area(last), Counter())
        from_entry, from_area = of_entry.total(), of_area.total()
        of_all, count = self._of_all, self._of_all.total() + len(self._entries)

        def share(entry: str) -> float:
            anywhere = (of_all[entry] + 1) / count
            in_area = (of_area[entry] + OF_ALL * anywhere) / (from_area + OF_ALL)
            return (of_entry[entry] + OF_AREA * in_area) / (from_entry + OF_AREA)

        return {entry: share(entry) for entry in self._entries}
