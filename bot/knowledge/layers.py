"""One server's layer over the common guide: what it adds, replaces, rewords and hides.

A layer is a set of YAML files like those of the common guide, with three more keys: `hides`
(ids of topics), `phrasings` (entry id -> further questions; the answer stays the common one
and follows it) and `values` (subject id -> aspect -> value). An entry or a term with an id
of the common guide takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import Field

from bot.knowledge.model import AspectValue, Document, Entry, Id, Phrasing, Subject, Term

S = TypeVar("S", bound=Subject)


class LayerDocument(Document):
    """One file of a layer."""

    hides: tuple[Id, ...] = ()
    phrasings: dict[Id, tuple[Phrasing, ...]] = Field(default_factory=dict)
    values: dict[Id, dict[Id, AspectValue]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a layer changes in the common guide."""

    replaced: frozenset[str] = frozenset()
    """Ids of topics that the layer has its own text for."""
    hidden: frozenset[str] = frozenset()
    phrasings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, dict[str, AspectValue]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Overlay:
        """What the documents of a layer change together."""
        replaced: set[str] = set()
        hidden: set[str] = set()
        phrasings: dict[str, tuple[str, ...]] = {}
        values: dict[str, dict[str, AspectValue]] = {}
        for document in documents:
            replaced.update(entry.id for entry in document.entries)
            replaced.update(f"term.{term.id}" for term in document.terms)
            if isinstance(document, LayerDocument):
                hidden.update(document.hides)
                for entry, questions in document.phrasings.items():
                    phrasings[entry] = (*phrasings.get(entry, ()), *questions)
                for subject, aspects in document.values.items():
                    values.setdefault(subject, {}).update(aspects)
        return cls(frozenset(replaced), frozenset(hidden), phrasings, values)

    def entry(self, entry: Entry) -> Entry | None:
        """A common entry as the layer leaves it; None when it is gone."""
        if entry.id in self.replaced or entry.id in self.hidden:
            return None
        own = tuple(q for q in self.phrasings.get(entry.id, ()) if q not in entry.questions)
        return entry.model_copy(update={"questions": (*entry.questions, *own)}) if own else entry

    def term(self, term: Term) -> Term | None:
        """A common term as the layer leaves it; None when it is gone."""
        name = f"term.{term.id}"
        return None if name in self.replaced or name in self.hidden else term

    def subject(self, subject: S) -> S:
        """A common subject with the layer's values, without those that it hides."""
        own = self.values.get(subject.id, {})
        kept = {
            name: value
            for name, value in {**subject.aspects, **own}.items()
            if f"{subject.id}.{name}" not in self.hidden
        }
        return subject if kept == subject.aspects else subject.model_copy(update={"aspects": kept})
