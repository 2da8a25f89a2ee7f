"""What is being served right now: one snapshot and the index made from it, swapped together."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index


@dataclass(frozen=True, slots=True)
class Served:
    """A snapshot and its index: always of the same version."""

    snapshot: Snapshot
    index: Index


class Live:
    """Holds what is served. Readers take `current` once per question and keep it."""

    def __init__(self, served: Served) -> None:
        self._served = served

    @property
    def current(self) -> Served:
        return self._served

    def publish(self, served: Served) -> None:
        """Serve something else from the next question on."""
        self._served = served
