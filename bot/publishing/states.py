"""What is published: the common guide and the servers' layers, as files and as served."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from bot.guide.live import Served
from bot.knowledge.layers import LayerDocument
from bot.knowledge.library import Library, assemble, layer_library, version
from bot.knowledge.problems import KnowledgeError, Problem, Severity
from bot.publishing.indexing import IndexMaker, Trainer, TriageMaker, make_triage

log = logging.getLogger(__name__)

PREPARED = 4
"""Proposed states that are kept ready to be served; each may take tens of megabytes."""


class State:
    """All files at one moment: the common ones and those of every layer. Never changes."""

    def __init__(self, common: Library, layers: Mapping[int, Library]) -> None:
        self.common = common
        self.layers = dict(layers)

    def library(self, server: int) -> Library:
        """The files of the common guide (0), or of one server's layer, which may be none."""
        if server == 0:
            return self.common
        return self.layers.get(server) or layer_library({})

    def changed(self, server: int, files: Mapping[str, str | None]) -> State:
        """The same with some files of one guide replaced, added or (None) taken out."""
        library = self.library(server).changed(files)
        if server == 0:
            return State(library, self.layers)
        layers = {**self.layers, server: library}
        return State(self.common, {s: own for s, own in layers.items() if own.texts})

    def layer(self, server: int) -> Library | None:
        """A server's layer, where it has one."""
        return self.layers.get(server)


class Preparer:
    """Makes what is served, and keeps what was made for proposals.

    Its methods block; any thread may use them.
    """

    def __init__(
        self,
        make_index: IndexMaker,
        make_triage: TriageMaker = make_triage,
        train: Trainer | None = None,
    ) -> None:
        """`train` makes whole what `make_index` only brought up to date; the latter by default."""
        self._make_index = make_index
        self._make_triage = make_triage
        self._train = train or (lambda snapshot: make_index(snapshot, None))
        self._prepared: OrderedDict[str, Served] = OrderedDict()
        self._lock = Lock()

    def served(self, state: State, server: int, previous: Served | None) -> Served:
        """What a guide's members are served. Raises `KnowledgeError` when it has errors."""
        layer = state.layer(server) if server else None
        with self._lock:
            found = self._prepared.get(version(state.common, layer))
        if found is None:
            snapshot, _ = assemble(state.common, layer)
            index = self._make_index(snapshot, previous)
            found = Served(snapshot, index, self._make_triage(snapshot, previous))
        with self._lock:
            self._prepared[found.snapshot.version] = found
            self._prepared.move_to_end(found.snapshot.version)
            while len(self._prepared) > PREPARED:
                self._prepared.popitem(last=False)
        return found

    def trained(self, served: Served) -> Served:
        """The same with an index trained on everything, where it was only brought up to date."""
        found = Served(served.snapshot, self._train(served.snapshot), served.triage)
        with self._lock:
            if found.snapshot.version in self._prepared:
                self._prepared[found.snapshot.version] = found
        return found

    def layered(
        self, state: State, server: int, previous: Served | None, common: Served
    ) -> tuple[Served, tuple[Problem, ...]]:
        """What a server with a layer is served, and what is wrong with the layer.

        A layer that no longer fits the common guide keeps what it was served last; at start,
        when there is no last, it keeps hiding what it hides.
        """
        try:
            return self.served(state, server, previous), ()
        except KnowledgeError as error:
            problems = tuple(p for p in error.problems if p.severity is Severity.ERROR)
            log.warning("the layer of server %s does not fit: %s", server, error)
        if previous is not None:
            return previous, problems
        hides = [h for topic in state.layers[server].read for h in _hides(topic.document)]
        text = "hides:\n" + "".join(f"  - {topic}\n" for topic in hides) if hides else ""
        only = State(state.common, {server: layer_library({"this-server.yaml": text})})
        return self.served(only, server, common), problems


def _hides(document: object) -> tuple[str, ...]:
    return document.hides if isinstance(document, LayerDocument) else ()
