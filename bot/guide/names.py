"""What somebody typed as a name, to the certification, aspect or pathway they mean."""

from __future__ import annotations

from bot.guide.live import Served
from bot.guide.suggest import nearest
from bot.guide.wording import words
from bot.knowledge.model import Certification, Milestone, Pathway
from bot.knowledge.snapshot import Snapshot


def find_certification(served: Served, name: str) -> Certification | None:
    """By id, or by any name the matcher recognises in what was typed."""
    snapshot = served.snapshot
    exact = snapshot.certifications.get(name.strip().lower())
    if exact is not None:
        return exact
    for mention in served.index.match(name).mentions:
        if mention.subject in snapshot.certifications:
            return snapshot.certifications[mention.subject]
    return None


def find_aspect(snapshot: Snapshot, name: str) -> str | None:
    """The id of a certification's aspect, by id or nearest label."""
    pairs = [(aspect.label, aspect.id) for aspect in snapshot.aspects.get("certification", ())]
    return _find(name, pairs)


def find_pathway(snapshot: Snapshot, name: str) -> Pathway | None:
    """A pathway, by id or nearest title."""
    found = _find(name, [(p.title, p.id) for p in snapshot.pathways.values()])
    return snapshot.pathways[found] if found else None


def find_milestone(pathway: Pathway, name: str) -> Milestone | None:
    """A step of a pathway, by id, by its number in the plan, or by its words."""
    steps = pathway.milestones
    found = _find(name, [(step.title, step.id) for step in steps])
    number = int(name) if name.isdecimal() and len(name) < 4 else 0
    by_number = steps[number - 1] if 1 <= number <= len(steps) else None
    return by_number or next((step for step in steps if step.id == found), None)


def _find(name: str, pairs: list[tuple[str, str]]) -> str | None:
    typed = name.strip().lower()
    for _, identifier in pairs:
        if identifier == typed:
            return identifier
    if not words(name):
        return None
    near = nearest(name, pairs, 1)
    return near[0][1] if near else None
