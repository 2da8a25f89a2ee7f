"""What the knowledge holds, in numbers: for reports, and to see where checking is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from bot.knowledge.model import Confidence
from bot.knowledge.snapshot import Snapshot, Topic, TopicKind

LEVELS: tuple[Confidence, ...] = get_args(Confidence)
"""From the best to the weakest."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of one snapshot on one day."""

    kinds: Mapping[str, int]
    """Topics by kind."""
    categories: Mapping[str, int]
    """Topics by folder."""
    facts: Mapping[str, int]
    """Facts by the confidence of their best source."""
    primary: int
    """Facts with a primary source."""
    sources: Mapping[str, int]
    """Sources by confidence, each as often as it is cited."""
    volatile: int
    overdue: int
    parts: Mapping[str, int]
    """Entries, phrasings, certifications and the other building blocks."""

    @property
    def topics(self) -> int:
        """All topics."""
        return sum(self.kinds.values())


def count(snapshot: Snapshot, today: date) -> Counts:
    """Count a snapshot."""
    topics = tuple(snapshot.topics.values())
    facts = [topic for topic in topics if topic.kind == "fact"]
    kinds = Counter(topic.kind for topic in topics)
    sources = Counter(source.confidence for topic in topics for source in topic.sources)
    best = Counter(_best(topic) for topic in facts)
    return Counts(
        kinds={kind: kinds[kind] for kind in get_args(TopicKind)},
        categories={name: sum(t.category == name for t in topics) for name in snapshot.categories},
        facts={level: best[level] for level in (*LEVELS, "none")},
        primary=sum(any(s.primary for s in topic.sources) for topic in facts),
        sources={level: sources[level] for level in LEVELS},
        volatile=sum(topic.fact.volatile for topic in topics),
        overdue=sum(topic.overdue(today) for topic in topics),
        parts={
            "entries": len(snapshot.entries),
            "phrasings": sum(len(entry.questions) for entry in snapshot.entries.values()),
            "false claims": sum(
                len(entry.corrects.claims) for entry in snapshot.entries.values() if entry.corrects
            ),
            "certifications": len(snapshot.certifications),
            "states": len(snapshot.states),
            "occupations": len(snapshot.occupations),
            "terms": len(snapshot.terms),
            "pathways": len(snapshot.pathways),
            "conversations": len(snapshot.conversations),
        },
    )


def _best(topic: Topic) -> str:
    """The best confidence among a topic's sources; "none" without a source."""
    stated = {source.confidence for source in topic.sources}
    return next((level for level in LEVELS if level in stated), "none")


def table(counts: Counts) -> Iterator[str]:
    """The counts as lines: what, how many, and the share where it is a part of a whole."""
    cited = sum(counts.sources.values())
    facts = sum(counts.facts.values())
    groups: tuple[tuple[str, int, Mapping[str, int]], ...] = (
        ("topics", counts.topics, counts.kinds),
        ("topics by folder", counts.topics, counts.categories),
        ("facts by their best source", facts, counts.facts),
        ("sources cited", cited, counts.sources),
    )
    for title, whole, rows in groups:
        yield f"{title:<30}{whole:>6}"
        for name, number in rows.items():
            yield _row(name, number, whole)
    yield "reviews"
    yield _row("facts with a primary source", counts.primary, facts)
    yield _row("volatile topics", counts.volatile, counts.topics)
    yield _row("overdue reviews", counts.overdue, counts.topics)
    yield "building blocks"
    for name, number in counts.parts.items():
        yield f"  {name:<28}{number:>6}"


def _row(name: str, number: int, whole: int) -> str:
    share = number / whole if whole else 0.0
    return f"  {name:<28}{number:>6}{share:>8.1%}"
