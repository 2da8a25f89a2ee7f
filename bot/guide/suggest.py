"""Suggestions while somebody types: names and known questions, fast and without I/O."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.guide.effects import lead
from bot.guide.live import Served
from bot.guide.reply import Action, Choice
from bot.guide.wording import cut, words
from bot.knowledge.snapshot import Snapshot

MAX_LABEL = 100
QUESTION_WORDS = 3
"""From so many words on, what was typed may be a question."""
CUTOFF = 55.0
"""rapidfuzz token_set_ratio (0 to 100) from which a near match is offered."""


class Suggestions:
    """What can be suggested from one snapshot, prepared once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._all = [
            Choice(cut(t.title, MAX_LABEL), Action.SHOW, t.id) for t in snapshot.topics.values()
        ]
        self._all_folded = [f" {' '.join(words(c.label))} " for c in self._all]
        self._ids = [f" {' '.join(words(c.value))} " for c in self._all]
        topics = [t for t in snapshot.topics.values() if t.kind != "boundary"]
        self._topics = [Choice(cut(t.title, MAX_LABEL), Action.SHOW, t.id) for t in topics]
        self._folded = [" ".join(words(t.title)) for t in topics]
        self.certifications = [
            (cut(f"{c.name}: {c.full_name}", MAX_LABEL), c.id) for c in snapshot.credentials
        ]
        self.aspects = [(a.label, a.id) for a in snapshot.aspects.get("certification", ())]
        self.pathways = [(cut(p.title, MAX_LABEL), p.id) for p in snapshot.pathways.values()]
        self.categories = [(category_name(c), c) for c in snapshot.categories]

    def topics(self, typed: str, limit: int, served: Served) -> list[Choice]:
        """Topics of every kind, for who works on them: by their id as well as by their title.

        What a whole question leads to comes first.
        """
        folded = " ".join(words(typed))
        if not folded:
            return self._all[:limit]
        exact = [n for n, name in enumerate(self._ids) if name == f" {folded} "]
        exact += [n for n, title in enumerate(self._all_folded) if title == f" {folded} "]
        starts = [n for n, name in enumerate(self._ids) if name.startswith(f" {folded}")]
        near = [choice.value for choice in self.questions(typed, limit)]
        inside = [n for n, name in enumerate(self._ids) if f" {folded}" in name]
        inside += [n for n, title in enumerate(self._all_folded) if f" {folded}" in title]
        led = lead(served, typed).topic if len(folded.split()) >= QUESTION_WORDS else ""
        known = {choice.value: choice for choice in self._all}
        found = [known[led]] if led else []
        found += [self._all[n] for n in (*exact, *starts)]
        found += [*(known[name] for name in near), *(self._all[n] for n in inside)]
        return list({choice.value: choice for choice in found}.values())[:limit]

    def topic(self, named: str) -> str:
        """The id of the topic with this id or title; '' when there is none."""
        folded = f" {' '.join(words(named))} "
        for names in (self._ids, self._all_folded):
            if folded in names:
                return self._all[names.index(folded)].value
        return ""

    def category(self, named: str) -> str:
        """The category with this id or shown name; '' when there is none."""
        folded = words(named)
        found = (c for name, c in self.categories if folded in (words(name), words(c)))
        return next(found, "")

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
