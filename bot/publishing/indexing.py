"""From a snapshot to what can be served: the one place that decides how an index is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.guide.live import Served
from bot.index_cache import load, load_or_build, load_or_build_triage
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index, phrasings
from bot.matching.triage import Triage

MAX_FRESH = 300
"""New phrasings up to which an index is brought up to date; more are worth the wait."""

IndexMaker = Callable[[Snapshot, Served | None], Index]
"""Makes the index of a snapshot, given what was served before. Blocking.

Without anything before, the index is trained in full; otherwise it may be `provisional`.
"""


Trainer = Callable[[Snapshot], Index]
"""Trains the index of a snapshot in full, behind the scenes. Blocking."""


def make_index(snapshot: Snapshot, previous: Served | None) -> Index:
    """The index of a snapshot: the one before, brought up to date where it has to be."""
    return _brought_up(snapshot, previous) or Index.build(snapshot)


def cached(folder: Path) -> IndexMaker:
    """Like `make_index`, with a folder in which a restart and other processes find the index."""

    def make(snapshot: Snapshot, previous: Served | None) -> Index:
        if previous is not None and not _asked_alike(snapshot, previous.snapshot):
            trained = load(snapshot, folder)
            if trained is not None:
                return trained
        return _brought_up(snapshot, previous) or load_or_build(snapshot, folder)

    return make


def _brought_up(snapshot: Snapshot, previous: Served | None) -> Index | None:
    if previous is None:
        return None
    if _asked_alike(snapshot, previous.snapshot):
        return previous.index
    known = set(phrasings(previous.snapshot))
    if sum(pair not in known for pair in phrasings(snapshot)) > MAX_FRESH:
        return None
    return previous.index.updated(previous.snapshot, snapshot)


TriageMaker = Callable[[Snapshot, Served | None], Triage]
"""Makes the triage of a snapshot, given what was served before. Blocking."""


def make_triage(snapshot: Snapshot, previous: Served | None) -> Triage:
    """The triage of a snapshot; the one before where its examples are the same."""
    if previous is not None and _judged_alike(snapshot, previous.snapshot):
        return previous.triage.adapted(snapshot)
    return Triage.build(snapshot)


def cached_triage(folder: Path) -> TriageMaker:
    """Like `make_triage`, with a folder in which a restart and other processes find it."""

    def make(snapshot: Snapshot, previous: Served | None) -> Triage:
        if previous is not None and _judged_alike(snapshot, previous.snapshot):
            return previous.triage.adapted(snapshot)
        return load_or_build_triage(snapshot, folder)

    return make


def _asked_alike(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots are asked in the same words: most edits only mend an answer."""
    return (
        one.words == other.words
        and one.conversations == other.conversations
        and list(phrasings(one)) == list(phrasings(other))
        and _named(one) == _named(other)
    )


def _judged_alike(one: Snapshot, other: Snapshot) -> bool:
    """Whether the triage of one snapshot holds for another; new phrasings make no difference."""
    return one.triage == other.triage and one.conversations == other.conversations


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
