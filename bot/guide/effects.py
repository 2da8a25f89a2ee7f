"""What a change of the knowledge does to what questions lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from bot.guide.live import Served
from bot.knowledge.model import Entry
from bot.knowledge.phrasing import filled
from bot.knowledge.snapshot import Snapshot
from bot.matching.index import Match, Zone
from bot.matching.subjects import Mention

NEIGHBOURS = 150
"""Phrasings of other entries that are tried: those most like what was changed."""

NAMED = 4
"""Subjects named by what was changed that other entries are asked about."""

OWN = 100
"""New phrasings that are tried; an import may bring thousands."""


class Tried(StrEnum):
    """Why a question was tried."""

    GOLDEN = "golden"
    OWN = "own"
    """A phrasing that the change adds."""
    OTHER = "other"
    """A phrasing of an entry that the change does not touch."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What a question leads to."""

    topic: str
    """Id of an entry, or of the aspect of the subject named; '' for nothing."""
    entry: str
    """The entry whose question it was taken for."""
    title: str
    zone: Zone
    probability: float
    margin: float
    """By how much the first candidate is likelier than the second."""

    @property
    def words(self) -> str:
        """What would become of the question."""
        if not self.topic:
            return "would not be answered"
        how = "lead to" if self.zone is Zone.CLEAR else "be asked back about, first with"
        return f"would {how} **{self.title}** ({self.probability:.0%}, ahead by {self.margin:.0%})"

    def reaches(self, wanted: str) -> bool:
        """Whether the question finds its topic, or the entry that asks for it."""
        return self.zone is not Zone.NONE and wanted in (self.topic, self.entry)


@dataclass(frozen=True, slots=True)
class Effect:
    """A question that leads elsewhere, or not where it should."""

    question: str
    tried: Tried
    wanted: str
    """Title of what it should lead to."""
    before: Lead | None
    """What answers it now; None for a new phrasing that nothing answers."""
    after: Lead

    @property
    def sentence(self) -> str:
        """In words, for the moderator who proposes the change."""
        if self.tried is Tried.OWN and self.before is not None:
            taken = f"takes *{self.question}* over from **{self.before.title}**"
            return f"the new phrasing {taken}, which answers it now."
        if self.tried is Tried.OWN:
            return f"the new phrasing *{self.question}* {self.after.words}."
        what = "pinned question" if self.tried is Tried.GOLDEN else "question"
        return (
            f"this would take the {what} *{self.question}* away from **{self.wanted}**: "
            f"it {self.after.words}."
        )


def effects(
    old: Served, new: Served, topics: Iterable[str], golden: Mapping[str, str]
) -> tuple[Effect, ...]:
    """What a change of `topics` does. `golden`: question -> topic that it must lead to.

    Takes a while: run it off the event loop.
    """
    return tuple(_effects(old, new, frozenset(topics), golden))


def _effects(
    old: Served, new: Served, topics: frozenset[str], golden: Mapping[str, str]
) -> Iterable[Effect]:
    for question, wanted in golden.items():
        after = lead(new, question)
        # Most still lead where they should, and need not be asked of the old guide.
        if after.reaches(wanted):
            continue
        before = lead(old, question)
        if before.reaches(wanted):
            yield Effect(question, Tried.GOLDEN, title_of(new.snapshot, wanted), before, after)
    touched = [
        (text, entry)
        for entry in topics
        for text in _questions(new.snapshot, entry)
        if text not in _questions(old.snapshot, entry)
    ]
    for text, entry in touched[:OWN]:
        shown = filled(text, new.snapshot.names)
        before, after = lead(old, shown), lead(new, shown)
        taken = before.zone is Zone.CLEAR and not before.reaches(entry)
        if taken or not after.reaches(entry):
            answers = before if taken and after.reaches(entry) else None
            yield Effect(shown, Tried.OWN, title_of(new.snapshot, entry), answers, after)
    for shown, entry in _neighbours([text for text, _ in touched[:OWN]], old, topics):
        after = lead(new, shown)
        if after.reaches(entry):
            continue
        before = lead(old, shown)
        if before.reaches(entry):
            yield Effect(shown, Tried.OTHER, title_of(new.snapshot, entry), before, after)


def _questions(snapshot: Snapshot, entry: str) -> tuple[str, ...]:
    known = snapshot.entries.get(entry)
    return known.questions if known is not None else ()


def _neighbours(
    texts: Sequence[str], served: Served, topics: frozenset[str]
) -> list[tuple[str, str]]:
    """Phrasings of other entries that are most like any of the texts, each once.

    They ask of the subjects that the texts name, as well as of the usual ones.
    """
    snapshot = served.snapshot
    others = list(
        dict.fromkeys(
            (filled(question, names), entry.id)
            for names in {**_named(texts, served), "": snapshot.names}.values()
            for entry in snapshot.entries.values()
            if entry.id not in topics
            for question in entry.questions
        )
    )
    questions = [question for question, _ in others]
    best: dict[int, float] = {}
    for text in texts:
        for _, score, at in process.extract(
            text, questions, scorer=fuzz.token_set_ratio, limit=NEIGHBOURS
        ):
            best[at] = max(score, best.get(at, 0.0))
    return [others[at] for at in sorted(best, key=lambda at: -best[at])[:NEIGHBOURS]]


def _named(texts: Sequence[str], served: Served) -> dict[str, Mapping[str, Sequence[str]]]:
    """For each subject that the texts name, the names that fill a phrasing with it."""
    names = served.snapshot.names
    subjects = served.snapshot.subjects
    mentioned = dict.fromkeys(m.subject for t in texts for m in served.index.match(t).mentions)
    known = [subjects[name] for name in mentioned if name in subjects][:NAMED]
    return {one.id: {**names, kind: (one.name, *names.get(kind, ()))} for kind, one in known}


def lead(served: Served, question: str) -> Lead:
    """What a question leads to when it is asked out of the blue."""
    match = served.index.match(question)
    entry = served.snapshot.entries.get(match.candidates[0].entry) if match.candidates else None
    if entry is None or match.zone is Zone.NONE:
        return Lead("", "", "", Zone.NONE, 0.0, 0.0)
    topic = _topic(served.snapshot, entry, match.mentions)
    probability = match.candidates[0].probability
    title = title_of(served.snapshot, topic)
    return Lead(topic, entry.id, title, match.zone, probability, _margin(match))


def _margin(match: Match) -> float:
    second = match.candidates[1].probability if len(match.candidates) > 1 else 0.0
    return match.candidates[0].probability - second


def _topic(snapshot: Snapshot, entry: Entry, mentions: Sequence[Mention]) -> str:
    for mention in mentions:
        aspect = entry.by.get(mention.kind, "")
        topic = snapshot.aspect_topic(mention.subject, aspect) if aspect else None
        if topic is not None:
            return topic.id
    return entry.id


def title_of(snapshot: Snapshot, topic: str) -> str:
    """A topic's title, or its id where it is gone."""
    known = snapshot.topics.get(topic)
    return known.title if known is not None else topic
