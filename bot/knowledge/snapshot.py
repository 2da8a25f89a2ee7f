"""The knowledge as everyone reads it: one immutable snapshot of topics.

A **topic** is anything that can be answered: an entry, one aspect of one subject
(`ccma.cost`) or a term. All three look alike here, so that nothing downstream needs to
know how a curator chose to write them down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from bot.knowledge.model import (
    Aspect,
    Certification,
    Entry,
    Fact,
    FalseClaim,
    Occupation,
    Pathway,
    Said,
    Source,
    State,
    Subject,
    SubjectKind,
    Term,
    Triage,
    Words,
)

TopicKind = Literal["fact", "advice", "illustration", "boundary", "term"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: file relative to the knowledge folder, and its first line."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Anything that can be answered."""

    id: str
    title: str
    category: str
    """The folder it stands in: duties, education, certifications, ..."""
    kind: TopicKind
    fact: Fact
    place: Place
    subject: str = ""
    """Id of the subject it belongs to, for an aspect."""
    aspect: str = ""
    short: str = ""
    """The bare value for comparisons, for an aspect."""
    corrects: FalseClaim | None = None

    @property
    def answer(self) -> str:
        return self.fact.answer

    @property
    def details(self) -> str:
        return self.fact.details

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.fact.sources

    @property
    def related(self) -> tuple[str, ...]:
        return self.fact.related

    def overdue(self, today: date) -> bool:
        """Whether a person should have checked this answer again by `today`."""
        return self.fact.review_by is not None and self.fact.review_by < today


@dataclass(frozen=True)
class Snapshot:
    """All knowledge at one moment. Never changes; a new one takes its place.

    `topics` and `pathways` keep the order of the files.
    """

    topics: Mapping[str, Topic]
    entries: Mapping[str, Entry]
    aspects: Mapping[SubjectKind, tuple[Aspect, ...]]
    certifications: Mapping[str, Certification]
    states: Mapping[str, State]
    occupations: Mapping[str, Occupation]
    terms: Mapping[str, Term]
    pathways: Mapping[str, Pathway]
    words: Words = field(default_factory=Words)
    triage: tuple[Triage, ...] = ()
    """Examples of messages that need something else than an answer, as the files group them."""
    conversations: tuple[tuple[Said, ...], ...] = ()
    """Examples of what members say one after the other, in the order of the files."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each question stands, by its words as `fold_question` leaves them."""
    version: str = ""
    """Hash of everything that was read: the same content has the same version."""

    @cached_property
    def subjects(self) -> Mapping[str, tuple[SubjectKind, Subject]]:
        """Certifications, states and occupations by id, with their kind."""
        kinds: tuple[tuple[SubjectKind, Mapping[str, Subject]], ...] = (
            ("certification", self.certifications),
            ("state", self.states),
            ("occupation", self.occupations),
        )
        return {s.id: (kind, s) for kind, group in kinds for s in group.values()}

    @cached_property
    def credentials(self) -> tuple[Certification, ...]:
        """The certifications as people look for them: add-ons last."""
        groups = ("clinical", "administrative", "add-on")
        return tuple(sorted(self.certifications.values(), key=lambda c: groups.index(c.group)))

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The names that can stand for each placeholder, in the order of the files."""
        return {
            "certification": tuple(c.name for c in self.certifications.values()),
            "state": tuple(s.name for s in self.states.values()),
            "occupation": tuple(o.name for o in self.occupations.values()),
            "term": tuple(t.term for t in self.terms.values()),
        }

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The folders that hold topics, in order."""
        return tuple(dict.fromkeys(t.category for t in self.topics.values()))

    def kind_of(self, subject: str) -> str:
        """The kind of a subject or term by its id, or ''."""
        if subject in self.subjects:
            return self.subjects[subject][0]
        return "term" if subject in self.terms else ""

    def entry_for(self, kind: SubjectKind, aspect: str) -> Entry | None:
        """The entry whose questions ask for an aspect of subjects of a kind."""
        return next((e for e in self.entries.values() if e.by.get(kind) == aspect), None)

    def entry_of(self, topic: Topic) -> str:
        """Id of the entry whose questions lead to a topic; '' when there is none."""
        if not topic.subject:
            return topic.id
        entry = self.entry_for(self.subjects[topic.subject][0], topic.aspect)
        return entry.id if entry is not None else ""

    def aspect_topic(self, subject: str, aspect: str) -> Topic | None:
        """The topic of one aspect of one subject, if the knowledge has it.

        A term has only one thing to say: its meaning.
        """
        if self.kind_of(subject) == "term":
            return self.topics.get(f"term.{subject}")
        return self.topics.get(f"{subject}.{aspect}")
