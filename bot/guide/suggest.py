"""Suggestions while somebody types: names and known questions, fast and without I/O."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.guide.reply import Action, Choice
from bot.guide.wording import cut, words
from bot.knowledge.snapshot import Snapshot

MAX_LABEL = 100
CUTOFF = 55.0
"""rapidfuzz token_set_ratio (0 to 100) from which a near match is offered."""


class Suggestions:
    """What can be suggested from one snapshot, prepared once."""

    def __init__(self, snapshot: Snapshot) -> None:
        topics = [t for t in snapshot.topics.values() if t.kind != "boundary"]
        self._topics = [Choice(cut(t.title, MAX_LABEL), Action.SHOW, t.id) for t in topics]
        self._folded = [" ".join(words(t.title)) for t in topics]
        self.certifications = [
            (cut(f"{c.name}: {c.full_name}", MAX_LABEL), c.id) for c in snapshot.credentials
        ]
        self.aspects = [(a.label, a.id) for a in snapshot.aspects.get("certification", ())]
        self.pathways = [(cut(p.title, MAX_LABEL), p.id) for p in snapshot.pathways.values()]
        self.categories = [(category_name(c), c) for c in snapshot.categories]

    def questions(self, typed: str, limit: int) -> list[Choice]:
        """Known topics nearest to what was typed so far; the first ones for nothing typed."""
        folded = " ".join(words(typed))
        if not folded:
            return self._topics[:limit]
        # What was typed as whole words first ("rma" is not "dermatology"), then word beginnings.
        titles = [f" {title} " for title in self._folded]
        starts = [n for n, title in enumerate(titles) if f" {folded} " in title]
        starts += [n for n, title in enumerate(titles) if f" {folded}" in title]
        near = process.extract(
            folded, self._folded, scorer=fuzz.token_set_ratio, score_cutoff=CUTOFF, limit=limit
        )
        order = dict.fromkeys([*starts, *(index for _, _, index in near)])
        return [self._topics[index] for index in order][:limit]


def nearest(typed: str, named: Sequence[tuple[str, str]], limit: int) -> list[tuple[str, str]]:
    """The (name, id) pairs nearest to what was typed; all of them for nothing typed."""
    folded = " ".join(words(typed))
    if not folded:
        return list(named[:limit])
    inside = [pair for pair in named if folded in " ".join(words(f"{pair[0]} {pair[1]}"))]
    scores = process.extract(
        folded, [" ".join(words(name)) for name, _ in named], scorer=fuzz.token_set_ratio,
        score_cutoff=CUTOFF, limit=limit,
    )  # fmt: skip
    order = dict.fromkeys([*inside, *(named[index] for _, _, index in scores)])
    return list(order)[:limit]


def category_name(category: str) -> str:
    """The folder name as people read it."""
    return category.replace("-", " ").capitalize()
