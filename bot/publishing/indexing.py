"""From a snapshot to what can be served: the one place that decides how an index is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.guide.live import Served
from bot.index_cache import load_or_build, load_or_build_triage
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index, phrasings
from bot.matching.triage import Triage

IndexMaker = Callable[[Snapshot, Served | None], Index]
"""Makes the index of a snapshot, given what was served before. Blocking."""


def make_index(snapshot: Snapshot, previous: Served | None) -> Index:
    """The index of a snapshot; the one before where nothing that it is made from differs."""
    if previous is not None and _asked_alike(snapshot, previous.snapshot):
        return previous.index
    return Index.build(snapshot)


def cached(folder: Path) -> IndexMaker:
    """Like `make_index`, with a folder in which a restart and other processes find the index."""

    def make(snapshot: Snapshot, previous: Served | None) -> Index:
        if previous is not None and _asked_alike(snapshot, previous.snapshot):
            return previous.index
        return load_or_build(snapshot, folder)

    return make


TriageMaker = Callable[[Snapshot, Served | None], Triage]
"""Makes the triage of a snapshot, given what was served before. Blocking."""


def make_triage(snapshot: Snapshot, previous: Served | None) -> Triage:
    """The triage of a snapshot; the one before where its examples are the same."""
    if previous is not None and previous.snapshot.triage == snapshot.triage:
        return previous.triage.adapted(snapshot)
    return Triage.build(snapshot)


def cached_triage(folder: Path) -> TriageMaker:
    """Like `make_triage`, with a folder in which a restart and other processes find it."""

    def make(snapshot: Snapshot, previous: Served | None) -> Triage:
        if previous is not None and previous.snapshot.triage == snapshot.triage:
            return previous.triage.adapted(snapshot)
        return load_or_build_triage(snapshot, folder)

    return make


def _asked_alike(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots are asked in the same words: most edits only mend an answer."""
    return (
        one.words == other.words
        and list(phrasings(one)) == list(phrasings(other))
        and _named(one) == _named(other)
    )


def _named(snapshot: Snapshot) -> list[tuple[object, ...]]:
    """Everything beside phrasings that a question can name or lead by."""
    return [
        *((e.id, e.kind, e.compares, e.by) for e in snapshot.entries.values()),
        *((c.id, c.name, c.full_name, c.names) for c in snapshot.certifications.values()),
        *((s.id, s.name, s.names) for s in snapshot.states.values()),
        *((o.id, o.name, o.names) for o in snapshot.occupations.values()),
        *((t.id, t.term, t.names) for t in snapshot.terms.values()),
        *((p.id, p.title, p.questions) for p in snapshot.pathways.values()),
    ]
