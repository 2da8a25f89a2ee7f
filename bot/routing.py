"""A check of phrasings through the real matcher: does each lead to the entry it stands in?

A phrasing that leads elsewhere misleads members too: two entries ask nearly the same, or the
phrasing is too short or too odd to tell them apart. This lives outside the knowledge because
it needs the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.phrasing import filled, fold_question
from bot.knowledge.problems import Problem, Severity
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Index

CLOSE = 0.1
"""Share of the likeliest entry's probability from which a phrasing's own entry is not lost."""


@dataclass(frozen=True, slots=True)
class Misrouted:
    """One phrasing that leads to another entry, or to none."""

    entry: str
    phrasing: str
    asked: str
    """The phrasing with names in place of its placeholders, as it was tried."""
    leads_to: str
    """The entry it leads to; empty for none."""


def misrouted(snapshot: Snapshot, index: Index) -> Iterator[Misrouted]:
    """Every phrasing that leads elsewhere for sure, in the order of the files.

    Where neighbours overlap and its own entry comes a close second, members are offered both.
    False claims are left out: they are corrected first, whichever entry answers then.
    """
    for entry in snapshot.entries.values():
        for phrasing in entry.questions:
            asked = filled(phrasing, snapshot.names)
            found = {c.entry: c.probability for c in index.match(asked).candidates}
            leads_to = max(found, key=found.__getitem__, default="")
            if not found or found.get(entry.id, 0.0) < CLOSE * found[leads_to]:
                yield Misrouted(entry.id, phrasing, asked, leads_to)


def routing_problems(snapshot: Snapshot, index: Index) -> list[Problem]:
    """The same as warnings with their place and how to mend them."""
    return [_problem(snapshot, found) for found in misrouted(snapshot, index)]


def _problem(snapshot: Snapshot, found: Misrouted) -> Problem:
    place = snapshot.places[fold_question(found.phrasing)]
    as_typed = "" if found.asked == found.phrasing else f" (tried as '{found.asked}')"
    if found.leads_to:
        message = f"'{found.phrasing}'{as_typed} of '{found.entry}' leads to '{found.leads_to}'"
        fix = f"make it clearer, or move it to '{found.leads_to}'"
    else:
        message = f"'{found.phrasing}'{as_typed} of '{found.entry}' leads nowhere"
        fix = "add words that say what it is about"
    return Problem(place.file, place.line, message, fix, Severity.WARNING)
