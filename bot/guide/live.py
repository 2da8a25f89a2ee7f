"""What is being served right now: one snapshot and what is made from it, swapped together."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index
from bot.matching.triage import NO_TRIAGE, Triage


@dataclass(frozen=True, slots=True)
class Served:
    """A snapshot, its index and its triage: always of the same version."""

    snapshot: Snapshot
    index: Index
    triage: Triage = NO_TRIAGE


class Live:
    """Holds what is served. Readers take `current` or `for_server` once per question."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._layers: dict[int, Served] = {}

    @property
    def current(self) -> Served:
        """The common guide."""
        return self._served

    def for_server(self, server: int) -> Served:
        """What a server is served: the common guide, or its own layer over it."""
        return self._layers.get(server, self._served)

    @property
    def layers(self) -> tuple[int, ...]:
        """The servers that are served a layer of their own."""
        return tuple(self._layers)

    def publish(self, served: Served) -> None:
        """Serve something else from the next question on."""
        self._served = served

    def publish_layer(self, server: int, served: Served | None) -> None:
        """Serve a server its own layer from the next question on; None: the common guide."""
        if served is None:
            self._layers.pop(server, None)
        else:
            self._layers[server] = served
