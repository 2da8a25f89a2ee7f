"""A member's next step."""

from __future__ import annotations

from collections.abc import Collection

from bot.guide.ports import Progress
from bot.knowledge.model import Milestone, Pathway
from bot.knowledge.snapshot import Snapshot


def next_milestone(pathway: Pathway, done: Collection[str]) -> Milestone | None:
    """The first step that is not done, or None when all are."""
    return next((step for step in pathway.milestones if step.id not in done), None)


def own_next_step(snapshot: Snapshot, progress: Progress | None) -> Milestone | None:
    """The next step of a member's own pathway, where there is one."""
    pathway = snapshot.pathways.get(progress.pathway) if progress else None
    return next_milestone(pathway, progress.done) if pathway and progress else None
