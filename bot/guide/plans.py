"""Pathways: what there is to choose from, and a member's own plan."""

from __future__ import annotations

from bot.guide import strings
from bot.guide.compose import MAX_LABEL, Answer
from bot.guide.ports import Progress
from bot.guide.reply import Action, Choice, Section
from bot.guide.steps import next_milestone
from bot.guide.wording import cut
from bot.knowledge.model import Milestone, Pathway
from bot.knowledge.snapshot import Snapshot


def pathway_choices(snapshot: Snapshot) -> tuple[Choice, ...]:
    """One choice a pathway, in the order of the files."""
    return tuple(
        Choice(cut(p.title, MAX_LABEL), Action.CHOOSE_PATHWAY, p.id)
        for p in snapshot.pathways.values()
    )


def overview(snapshot: Snapshot, lead: str) -> Answer:
    """All pathways, to choose from."""
    sections = tuple(
        Section(title=p.title, text=f"{p.summary} {p.fits}") for p in snapshot.pathways.values()
    )
    return Answer(sections, lead=lead, choices=pathway_choices(snapshot))


def plan(snapshot: Snapshot, pathway: Pathway, progress: Progress | None, lead: str = "") -> Answer:
    """A pathway's steps in order; with `progress`, what is done and what comes next.

    Without progress it is shown to look at, with the choice to take it up.
    """
    done = set(progress.done) if progress else set()
    following = next_milestone(pathway, done)
    steps = "\n".join(
        f"- {'Done: ' if step.id in done else ''}**{n}. {step.title}** ({step.takes})"
        for n, step in enumerate(pathway.milestones, 1)
    )
    overview_section = Section(
        title=pathway.title, text=pathway.summary, details=steps, sources=pathway.sources
    )
    if progress is None:
        choose = Choice("Choose this pathway", Action.CHOOSE_PATHWAY, pathway.id)
        return Answer((overview_section,), lead=lead, choices=(choose,))
    if following is None:
        return Answer((overview_section,), lead=f"{lead} {strings.PATHWAY_DONE}".strip())
    explained = [t for t in following.topics if t in snapshot.topics]
    choices = (
        Choice("I have done this step", Action.MILESTONE_DONE, following.id),
        *(Choice(cut(snapshot.topics[t].title, MAX_LABEL), Action.SHOW, t) for t in explained[:3]),
    )
    return Answer((step_section(following), overview_section), lead=lead, choices=choices)


def step_section(step: Milestone) -> Section:
    """A member's next step, in full."""
    lines = [f"- **Do this first:** {step.first}", f"- **Takes:** {step.takes}"]
    lines.append(f"- **Costs:** {step.costs}")
    return Section(
        title=f"Your next step: {step.title}",
        text="\n".join(lines),
        details=step.details or "",
    )
