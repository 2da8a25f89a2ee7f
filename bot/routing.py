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
    """Every phrasing that leads elsewhere, in the order of the files.

    False claims are left out: they are corrected first, whichever entry answers then.
    """
    for entry in snapshot.entries.values():
        for phrasing in entry.questions:
            asked = filled(phrasing, snapshot.names)
            candidates = index.match(asked).candidates
            leads_to = candidates[0].entry if candidates else ""
            if leads_to != entry.id:
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
