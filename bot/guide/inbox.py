"""Questions that wait for the moderators, grouped by likeness, most wanted first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from bot.guide.live import Served
from bot.guide.reply import Kind
from bot.guide.wording import words

ALIKE = 82.0
"""rapidfuzz token_sort_ratio (0 to 100) from which two questions are the same wish."""
LIKE = 0.25
"""`Index.likeness` (0 to 1) from which they are, too."""
LIKENED = 400
"""Kinds of questions whose meaning is compared, the oldest first: each with each other."""
MAX_GROUPS = 200
GUESSES = 3
WISH = 3
"""Somebody who passes a question on counts as much as this many who only asked it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One question that nobody has dealt with."""

    id: int
    text: str
    """Redacted."""
    kind: Kind
    """The kind of reply that it got."""
    topics: tuple[str, ...]
    asked_at: datetime
    wishes: int = 0
    """How many members passed it on, to be told the answer."""
    unhelpful: int = 0
    """How many found the answer not helpful."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An entry that may be the answer."""

    entry: str
    title: str
    probability: float


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask for the same thing."""

    text: str
    """The one that was asked in most words like it."""
    questions: tuple[Waiting, ...]
    """The newest first."""
    guesses: tuple[Guess, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(question.id for question in self.questions)

    @property
    def wishes(self) -> int:
        return sum(question.wishes for question in self.questions)

    @property
    def unhelpful(self) -> int:
        return sum(question.unhelpful for question in self.questions)

    @property
    def wanted(self) -> int:
        """How much it is wanted; groups are in this order."""
        return len(self.questions) + WISH * self.wishes + self.unhelpful


def group(waiting: Sequence[Waiting], served: Served, limit: int = MAX_GROUPS) -> list[Group]:
    """The questions in groups, the most wanted first. Takes a while: run it off the loop."""
    groups = sorted(
        (_named(members) for members in _joined(_alike(waiting, served), served)),
        key=lambda g: (-g.wanted, -g.questions[0].asked_at.timestamp()),
    )[:limit]
    return [Group(g.text, g.questions, _guesses(g, served)) for g in groups]


def _alike(waiting: Sequence[Waiting], served: Served) -> list[list[Waiting]]:
    """Each question joins the first group whose oldest member it is like in its letters.

    Those that name different subjects never do: the fee of one exam is not that of another.
    """
    heads: dict[frozenset[str], dict[int, str]] = {}
    groups: list[list[Waiting]] = []
    exact: dict[str, int] = {}
    for question in sorted(waiting, key=lambda q: q.asked_at):
        folded = " ".join(words(question.text))
        at = exact.get(folded)
        if at is None:
            mentions = served.index.match(question.text).mentions
            known = heads.setdefault(frozenset(m.subject for m in mentions), {})
            near = process.extractOne(
                folded, known, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE
            )
            at = near[2] if near else len(groups)
            exact[folded] = at
            if near is None:
                known[at] = folded
                groups.append([])
        groups[at].append(question)
    return groups


def _joined(groups: Sequence[list[Waiting]], served: Served) -> list[list[Waiting]]:
    """Groups that mean the same put together: each joins the first that it is most like."""
    compared, rest = groups[:LIKENED], groups[LIKENED:]
    if len(compared) < 2:
        return list(groups)
    like = served.index.likeness([members[0].text for members in compared])
    found: dict[int, list[Waiting]] = {}
    for number, members in enumerate(compared):
        near = max(found, key=like[number].__getitem__, default=number)
        if near != number and like[number, near] >= LIKE:
            found[near] += members
        else:
            found[number] = list(members)
    return [*found.values(), *rest]


def _named(members: Sequence[Waiting]) -> Group:
    newest = tuple(sorted(members, key=lambda q: q.asked_at, reverse=True))
    texts = [question.text for question in newest]
    return Group(max(texts, key=lambda text: (texts.count(text), -len(text))), newest, ())


def _guesses(found: Group, served: Served) -> tuple[Guess, ...]:
    entries = served.snapshot.entries
    candidates = served.index.match(found.text).candidates
    named = [c for c in candidates if c.entry in entries][:GUESSES]
    return tuple(Guess(c.entry, entries[c.entry].title, c.probability) for c in named)
