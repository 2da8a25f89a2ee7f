"""A check of phrasings through the real matcher: does each lead to the entry it stands in?

A phrasing that leads elsewhere misleads members too: two entries ask nearly the same, or the
phrasing is too short or too odd to tell them apart. This lives outside the knowledge because
it needs the index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.assembly import PLACEHOLDER
from bot.knowledge.model import Entry
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
    """Every phrasing that leads elsewhere, in the order of the files."""
    names = sample_names(snapshot)
    for entry in snapshot.entries.values():
        for phrasing in _phrasings(entry):
            asked = filled(phrasing, names)
            candidates = index.match(asked).candidates
            leads_to = candidates[0].entry if candidates else ""
            if leads_to != entry.id:
                yield Misrouted(entry.id, phrasing, asked, leads_to)


def routing_problems(snapshot: Snapshot, index: Index) -> list[Problem]:
    """The same as warnings with their place and how to mend them."""
    return [_problem(snapshot, found) for found in misrouted(snapshot, index)]


def sample_names(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """The names that stand for each placeholder, in the order of the files."""
    return {
        "certification": tuple(c.name for c in snapshot.certifications.values()),
        "state": tuple(s.name for s in snapshot.states.values()),
        "occupation": tuple(o.name for o in snapshot.occupations.values()),
        "term": tuple(t.term for t in snapshot.terms.values()),
    }


def filled(phrasing: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """A phrasing as a member would type it.

    The first placeholder of a kind becomes that kind's first name, the next one its second,
    so that "{certification} or {certification}" compares two. A kind without names loses
    its braces only.
    """
    used: Counter[str] = Counter()

    def name(slot: re.Match[str]) -> str:
        kind = slot.group(1)
        choices = names.get(kind, ())
        if not choices:
            return kind
        used[kind] += 1
        return choices[(used[kind] - 1) % len(choices)]

    return PLACEHOLDER.sub(name, phrasing)


def _phrasings(entry: Entry) -> tuple[str, ...]:
    return (*entry.questions, *(entry.corrects.claims if entry.corrects else ()))


def _problem(snapshot: Snapshot, found: Misrouted) -> Problem:
    place = snapshot.topics[found.entry].place
    as_typed = "" if found.asked == found.phrasing else f" (tried as '{found.asked}')"
    if found.leads_to:
        message = f"'{found.phrasing}'{as_typed} of '{found.entry}' leads to '{found.leads_to}'"
        fix = f"make it clearer, or move it to '{found.leads_to}'"
    else:
        message = f"'{found.phrasing}'{as_typed} of '{found.entry}' leads nowhere"
        fix = "add words that say what it is about"
    return Problem(place.file, place.line, message, fix, Severity.WARNING)
